"""AOAI501: the version is gone."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from planner.checks.base import Case, OfferingRule
from planner.checks.common import edits, lifetime, words
from planner.domain.finding import Finding, Page, Rule
from planner.domain.offering import Offering
from planner.domain.terms import Aspect, Party, Severity, Use, Verdict

RULE = Rule(
    id="AOAI501",
    slug="retired",
    title="Retired on the day of the plan",
    severity=Severity.ERROR,
    verdict=Verdict.FAIL,
    speaks_for=Party.TABLES,
    aspect=Aspect.MODEL,
    outage=True,
    page=Page(
        what="The retirement schedule has the version retired on the day the plan is made for, whatever the availability tables still tick. A schedule may retire one deployment type before the others: then only that type is refused.",
        why="A new deployment is refused (`ServiceModelDeprecated`), and inference on an old one answers 410 Gone. One that the lock knows is kept and protected, but it does not answer: in prod that is an error.",
        example="""\
as_of: 2026-11-20
workloads:
  reasoning:
    model: o3@2025-04-16
    deployment_type: global-standard
    region: eastus2
    capacity: {tpm: 50000}
""",
        fix="Move to a newer version or to the documented replacement. Fine-tuned models have dates of their own, for training and for deployment.",
        source="Model retirement schedule, 2026-09-02 and 2026-07-07, and the page of early 2026, which dates types.",
    ),
)


def reject(case: Case, offering: Offering) -> str | None:
    """A reason when every document that dates the version as this type has it retired."""
    if not lifetime.is_retired(case, offering):
        return None
    day = lifetime.lives(case, offering)[0].retires
    return f"retired on {day}" if day else "retired"


def explain(case: Case, rejected: Sequence[Offering]) -> Iterable[Finding]:
    """One finding: the date belongs to the version, and perhaps to a type of it."""
    life = lifetime.lives(case, rejected[0])[0]
    since = f"was retired on {life.retires}" if life.retires else "is retired"
    if case.subject.use is Use.TRAINING:
        since = f"can no longer be trained since {life.retires}"
    what = f"{words.subject(case)}{lifetime.scope(life)}"
    message = f"{what} {since} ({life.source}){_gone(case)}{lifetime.instead(case, life)}"
    yield RULE.finding(case.path("model"), message, workload=case.name)


def _gone(case: Case) -> str:
    places = case.locked.places if case.locked else ()
    gone = any(lifetime.is_retired(case, place) for place in places)
    return "; what runs of it answers 410 Gone" if gone else ""


CHECK = OfferingRule(
    RULE,
    reject,
    explain,
    changes=edits.any_of(edits.versions, edits.types),
    otherwise=edits.any_of(edits.other_version_as),
    by_type=True,
)
