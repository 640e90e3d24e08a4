"""What `planner recover --json` says."""

from __future__ import annotations

from planner.report.forms.base import VERSION, Version, fill, form
from planner.report.recover import RecoverReport


@form
class BegunForm:
    """One operation whose end nobody wrote down."""

    operation: str
    """In Pulumi's word: `creating`, `updating`, `deleting` ..."""
    type: str
    name: str
    """Its logical name."""
    parent: str | None
    """URN of its parent; null for the stack itself."""
    id: str | None
    """Its ARM id, which it has if Azure made it; null where nobody can say."""


@form
class RecoverForm:
    """What a run that was cut off left behind, and what sets it right."""

    format_version: Version = VERSION
    stack: str
    begun: tuple[BegunForm, ...]
    commands: tuple[str, ...]
    """For a shell, in this order. An import that finds nothing is no reason to stop. They end before
    the notes are cleared where the id of something that was being made is null."""


def recover_form(report: RecoverReport) -> RecoverForm:
    """The form of what was cut off."""
    begun = tuple(fill(BegunForm, each) for each in report.cut_off.begun)
    return fill(RecoverForm, report.cut_off, begun=begun)


def form_of(report: RecoverReport) -> RecoverForm:
    """The form of a report of `planner.report.recover`."""
    return recover_form(report)
