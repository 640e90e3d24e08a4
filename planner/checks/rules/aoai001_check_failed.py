"""AOAI001: a check could not be run, so nobody knows whether the workload is all right."""

from __future__ import annotations

from planner.checks.base import Case, PlannerRule
from planner.domain.finding import Finding, Page, Rule
from planner.domain.terms import Party, Severity, Verdict

RULE = Rule(
    id="AOAI001",
    slug="check-failed",
    title="A check failed to run",
    severity=Severity.ERROR,
    verdict=Verdict.FAIL,
    speaks_for=Party.PLANNER,
    page=Page(
        what="One of the planner's own checks stopped with a programming error.",
        why="What that check would have found is not known, and a bug must never look like a pass: the workload is refused.",
        example="""\
# any stack file, when a check has a bug: the message names the check and the error
workloads:
  support-chat:
    model: gpt-5.1@2025-11-13
    deployment_type: global-standard
    region: swedencentral
    capacity: {tpm: 50000}
""",
        fix="Report it, with the stack file and the line that the finding shows. Nothing in the stack file needs to change.",
        source="No document: this is about the planner itself.",
    ),
)

CHECK = PlannerRule(RULE)


def finding(rule: Rule, error: Exception, case: Case | None) -> Finding:
    """The finding that `rule` raised `error` about a workload, or (None) about the whole stack."""
    text = " ".join(str(error).split())[:90]
    message = f"check {rule.id} could not be run: {type(error).__name__}: {text}"
    if case is None:
        return RULE.finding((), message)
    return RULE.finding(case.path(), message, workload=case.name)


def nothing_left(case: Case) -> Finding:
    """The finding that no offering is left and no check says why; only a bug brings it about."""
    message = "no offering is left, and no check says why"
    return RULE.finding(case.path(), message, workload=case.name)
