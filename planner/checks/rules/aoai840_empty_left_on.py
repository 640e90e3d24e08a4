"""AOAI840: `empty: true` stands in the file of a stack that has workloads."""

from __future__ import annotations

from collections.abc import Iterator

from planner.checks.base import Placed, StackRule
from planner.domain.finding import Finding, Page, Remedy, Rule
from planner.domain.terms import Party, Severity, Verdict

RULE = Rule(
    id="AOAI840",
    slug="empty-left-on",
    title="The word that lets everything go is left on",
    severity=Severity.WARNING,
    verdict=Verdict.OK,
    speaks_for=Party.SETTINGS,
    page=Page(
        what="`empty: true` stands beside workloads.",
        why="The word is for the one run that deletes all that ran. Left in the file, it lets the next slip through that loses every workload, which AOAI835 would stop.",
        example="""\
empty: true
workloads:
  support-chat:
    model: gpt-5.1@2025-11-13
    deployment_type: global-standard
    region: swedencentral
    capacity: {tpm: 50000}
""",
        fix="Take it out, after the run that it was for.",
        source="docs/decisions/0018.",
    ),
)


def check(placed: Placed) -> Iterator[Finding]:
    """One warning for a stack that is said to be empty and is not."""
    if placed.stack.empty and placed.stack.workloads:
        message = "empty: true lets a run delete all that runs, and the stack has workloads"
        yield RULE.finding(("empty",), message, remedies=[Remedy("take empty out")])


CHECK = StackRule(RULE, check)
