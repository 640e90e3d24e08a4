"""AOAI209: one document says yes, another says no."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from planner.checks.base import Case, OfferingRule
from planner.checks.common import edits, lifetime, words
from planner.domain.finding import Finding, Page, Remedy, Rule
from planner.domain.offering import Offering
from planner.domain.terms import Aspect, Party, Severity, Verdict

RULE = Rule(
    id="AOAI209",
    slug="sources-disagree",
    title="Sources disagree",
    severity=Severity.WARNING,
    verdict=Verdict.UNVERIFIED,
    speaks_for=Party.TABLES,
    aspect=Aspect.ACCESS,
    acceptable=True,
    admits_unknown=True,
    page=Page(
        what="Two documents contradict each other on whether the offering exists, or on whether the version is retired on the day of the plan. Or the documents leave the offering out, and the service itself listed it for one subscription.",
        why="Whichever is wrong, believing it blindly either blocks a good deployment or lets a bad one through. A disputed fact counts as unknown.",
        example="""\
catalog: "2026-11"
as_of: 2026-11-01
workloads:
  reasoning:
    model: o3@2025-04-16
    deployment_type: global-standard
    region: eastus2
    capacity: {tpm: 50000}
""",
        fix="Use something that is not disputed, or find out which source is right and accept the finding by name, with a date until which you trust it.",
        source="Both sources are named in the finding; `planner catalog show` lists all disputes of a snapshot.",
    ),
)

_ADVICE = Remedy("accept AOAI209 once you know which one is right")


def reject(case: Case, offering: Offering) -> str | None:
    """A reason when sources contradict each other on the offering or the version's end."""
    if offering.disputed_by is not None:
        return f"{offering.source} and {offering.disputed_by} disagree"
    disagree = lifetime.contradictions(case, offering)
    return "sources disagree on its retirement" if disagree else None


def explain(case: Case, rejected: Sequence[Offering]) -> Iterable[Finding]:
    """One finding that shows both sources."""
    disputed = [offering for offering in rejected if offering.disputed_by is not None]
    message = _about_offering(case, disputed) if disputed else _about_end(case, rejected[0])
    yield RULE.finding(case.path("model"), message, workload=case.name, remedies=[_ADVICE])


def _about_offering(case: Case, disputed: Sequence[Offering]) -> str:
    one, other = _cite(disputed[0].source), _cite(disputed[0].disputed_by)
    what = f"{words.subject(case)} as {words.types(disputed)} in {words.places(disputed)}"
    if disputed[0].is_listed and all(each.is_listed for each in disputed):
        return f"{one} does not list {what}, the service did: {other}"
    return f"sources disagree on {what}: {one} against {other}"


def _cite(source: object) -> str:
    document = getattr(source, "id", "no document")
    return f"{document} ({source})" if source is not None else document


def _about_end(case: Case, offering: Offering) -> str:
    lives = lifetime.contradictions(case, offering)
    claims = sorted({f"{life.retires or life.stage} ({life.source})" for life in lives})
    return f"sources disagree on when {words.subject(case)} retires: {' against '.join(claims)}"


CHECK = OfferingRule(
    RULE, reject, explain, changes=edits.any_of(edits.versions, edits.regions, edits.types)
)
