"""What a report is: a finished result that can be said as text; its JSON is `forms.choice`'s."""

from __future__ import annotations

from typing import Protocol, runtime_checkable

from planner.domain.finding import Finding, Location
from planner.report.look import Look

Problem = tuple[str, Location | None]
"""What keeps a file from being read, and where."""


class Report(Protocol):
    """The whole result of one command; knows nothing of files, terminals or exit codes."""

    def text(self, look: Look) -> str:
        """For people: lines without a last newline; empty when there is nothing to say."""


@runtime_checkable
class Judged(Report, Protocol):
    """A report that rests on plans, and so on findings."""

    @property
    def findings(self) -> tuple[Finding, ...]:
        """All findings, stack by stack in the plan's order, accepted ones too."""

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What keeps stacks from being judged at all."""
