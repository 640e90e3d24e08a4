"""AOAI502: the version will be gone within three months."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from planner.checks.base import Case, WorkloadRule
from planner.checks.common import edits, lifetime, words
from planner.domain.finding import Finding, Page, Rule
from planner.domain.offering import Lifecycle
from planner.domain.terms import Party, Severity, Use, Verdict

SOON = 90
"""Days. Replacements are named 90 to 120 days before the end, so by now there should be one."""

RULE = Rule(
    id="AOAI502",
    slug="retires-soon",
    title="Retires within 90 days",
    severity=Severity.WARNING,
    verdict=Verdict.OK,
    speaks_for=Party.TABLES,
    acceptable=True,
    page=Page(
        what="The retirement schedule ends the version within 90 days of the day the plan is made for. Where sources give several dates, the earliest counts; where they date a deployment type apart, that of the types the workload permits.",
        why="The deployment can be made, and stops answering on that day unless it is moved before.",
        example="""\
as_of: 2026-11-20
workloads:
  review:
    model: o3-pro@2025-06-10
    deployment_type: global-standard
    region: eastus2
    capacity: {tpm: 50000}
""",
        fix="Move to a newer version or to the documented replacement, or accept the finding until a day before the end.",
        source="Model retirement schedule, 2026-09-02 and 2026-07-07; lifecycle page, 2026-10-05, for the notice periods.",
    ),
)


def check(case: Case) -> Iterable[Finding]:
    """One warning when the earliest date is near, or past without being certain."""
    life = lifetime.next_to_retire(case)
    if life is None or life.retires is None or (life.retires - case.as_of).days > SOON:
        return
    when = _when(life, life.retires, case.as_of)
    message = f"{_what(case, life)} {when} ({life.source}){lifetime.instead(case, life)}"
    yield RULE.finding(case.path("model"), message, workload=case.name)


def _what(case: Case, life: Lifecycle) -> str:
    training = case.subject.use is Use.TRAINING
    what = f"{words.subject(case)}{lifetime.scope(life)}"
    return f"training of {what}" if training else what


def _when(life: Lifecycle, end: date, today: date) -> str:
    days = (end - today).days
    if days <= 0:
        return f"may be retired by now: not before {end}"
    least = "not before " if life.not_before else "on "
    return f"retires {least}{end}, in {days} day{'s' if days > 1 else ''}"


CHECK = WorkloadRule(RULE, check, changes=edits.any_of(edits.versions))
