"""AOAI501: the version is gone."""

from __future__ import annotations

from collections.abc import Iterable

from planner.checks.base import Case, WorkloadRule
from planner.checks.common import edits, lifetime, words
from planner.domain.finding import Finding, Page, Rule
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
        what="The retirement schedule has the version retired on the day the plan is made for, whatever the availability tables still tick.",
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
        source="Model retirement schedule, 2026-09-02 and 2026-07-07.",
    ),
)


def check(case: Case) -> Iterable[Finding]:
    """One finding when every document that dates the version has it retired."""
    if not lifetime.is_retired(case):
        return
    life = lifetime.lives(case)[0]
    since = f"was retired on {life.retires}" if life.retires else "is retired"
    if case.subject.use is Use.TRAINING:
        since = f"can no longer be trained since {life.retires}"
    gone = "; what runs of it answers 410 Gone" if case.locked else ""
    message = f"{words.subject(case)} {since} ({life.source}){gone}{lifetime.instead(case)}"
    yield RULE.finding(case.path("model"), message, workload=case.name)


CHECK = WorkloadRule(
    RULE,
    check,
    changes=edits.any_of(edits.versions),
    otherwise=edits.any_of(edits.other_version_as),
)
