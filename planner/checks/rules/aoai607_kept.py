"""AOAI607: a deployment that runs would be refused today, and is kept as it is."""

from __future__ import annotations

from collections.abc import Sequence

from planner.checks.base import Case, PlannerRule
from planner.checks.common.words import listed
from planner.domain.finding import Finding, Page, Remedy, Rule
from planner.domain.lock import Locked
from planner.domain.plan import Choice
from planner.domain.terms import Party, Severity, Verdict

RULE = Rule(
    id="AOAI607",
    slug="kept-as-locked",
    title="Kept as it runs",
    severity=Severity.WARNING,
    verdict=Verdict.OK,
    speaks_for=Party.REQUEST,
    page=Page(
        what="The lock says that the workload runs, and today's catalog, quota or stack file would refuse it. It is emitted exactly as the lock has it, protected, and the reasons stand beside this warning.",
        why="A deployment that exists is never moved or deleted because a table changed: it may not be had again. When an edit of the stack file is refused, what ran before the edit goes on running, and the refusal stays an error.",
        example="""\
# with a lock beside the stack file, made while the version was still offered
workloads:
  support-chat:
    model: gpt-5.1@2025-11-13
    deployment_type: global-standard
    region: swedencentral
    capacity: {tpm: 50000}
""",
        fix="Nothing has to be done at once. `planner lock STACK --upgrade WORKLOAD` places it anew where another place may be had, and the plan shows the move; where none may, its entry stays. Removing it from the stack file removes it.",
        source="docs/lock.md; the documents that the reasons beside it name.",
    ),
)

CHECK = PlannerRule(RULE)


def finding(case: Case, locked: Locked, choices: Sequence[Choice]) -> Finding:
    """The warning about one workload; `choices` are where it could be placed anew."""
    where = listed(f"{place.type} in {place.region}" for place in locked.places)
    message = (
        f"kept as it runs since {locked.since.isoformat()} ({where}); new, it would be refused"
    )
    remedies = [_move(case, choices[0])] if choices else []
    return RULE.finding(case.path(), message, workload=case.name, remedies=remedies)


def _move(case: Case, choice: Choice) -> Remedy:
    command = f"planner lock {case.stack.name} --upgrade {case.name}"
    return Remedy(f"{command} moves it to {choice.region} as {choice.type}")
