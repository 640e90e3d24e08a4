"""Findings as forms: what is wrong, where, and what would fix it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from planner.domain.finding import Finding, Location, Path
from planner.domain.terms import Severity, Verdict
from planner.report.forms.base import fill, form


@form
class LocationForm:
    """Where a finding is."""

    file: str | None
    """As the user named it; null where no file was read."""
    line: int | None
    """From 1; null where no file was read."""
    column: int | None
    """From 1; null where no file was read."""
    path: tuple[str | int, ...]
    """The route through the file, key by key: `workloads`, `support-chat`, `region`."""


@form
class RemedyForm:
    """One way out."""

    text: str
    change: Mapping[str, Any]
    """Workload keys with new values, as a stack file spells them; empty for advice that no edit
    of the stack file can carry out."""
    workload: str | None
    """Whose keys; null for those of the workload that the finding is about."""


@form
class FindingForm:
    """One thing that a rule has to say about a workload, or about the stack as a whole."""

    rule: str
    """The rule's id, such as `AOAI205`; it never changes its meaning."""
    slug: str
    """The rule's readable name, such as `not-in-region`."""
    title: str
    """What the rule is called."""
    severity: Severity
    verdict: Verdict
    """What it means for the workload, or for the stack: `fail` refuses it, `unverified` leaves it
    open."""
    accepted: bool
    """The stack file accepts it by name; it refuses nothing then."""
    workload: str | None
    """Its name; null when the finding is about the stack as a whole."""
    owner: str | None
    """Who answers for the workload; null where the stack file does not say."""
    message: str
    location: LocationForm
    remedies: tuple[RemedyForm, ...]
    """What makes this finding go away, nearest first."""
    help: str
    """What to do about findings of this rule, in one sentence."""


@form
class RefusedForm:
    """A workload with the findings about it."""

    workload: str
    findings: tuple[FindingForm, ...]


def findings_form(findings: Iterable[Finding]) -> tuple[FindingForm, ...]:
    """The form of each finding, in the order given."""
    return tuple(map(finding_form, findings))


def finding_form(finding: Finding) -> FindingForm:
    """The form of one finding."""
    return fill(
        FindingForm,
        finding,
        rule=finding.rule.id,
        slug=finding.rule.slug,
        location=location_form(finding.location, finding.path),
        remedies=tuple(
            fill(RemedyForm, each, change=dict(sorted(each.change.items())))
            for each in finding.remedies
        ),
    )


def location_form(location: Location | None, path: Path) -> LocationForm:
    """The form of a place in a file and of the route through it."""
    if location is None:
        return LocationForm(file=None, line=None, column=None, path=path)
    return fill(LocationForm, location, path=path)


def refused_form(workload: str, findings: Iterable[Finding]) -> RefusedForm:
    """The form of a workload with the findings about it."""
    return RefusedForm(workload=workload, findings=findings_form(findings))
