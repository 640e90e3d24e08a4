"""AOAI312: the live snapshot was taken of another subscription."""

from __future__ import annotations

from collections.abc import Iterator

from planner.checks.base import Placed, StackRule
from planner.domain.finding import Finding, Page, Remedy, Rule
from planner.domain.terms import Party, Severity, Verdict

RULE = Rule(
    id="AOAI312",
    slug="live-of-another-subscription",
    title="Live snapshot of another subscription",
    severity=Severity.ERROR,
    verdict=Verdict.FAIL,
    speaks_for=Party.PLANNER,
    page=Page(
        what="The stack file names a subscription (`subscription.id`), and the live snapshot says that it was taken of another one.",
        why="Quota, and what of it is taken, belong to one subscription. A plan that fits into another one's quota says nothing, and may fail in the middle of the run.",
        example="""\
# with --live and a snapshot of another subscription
subscription: {id: 8f1c2c8e-3f0b-4a86-9a55-0c8a3f1f7d10}
workloads:
  support-chat:
    model: gpt-5.1@2025-11-13
    deployment_type: global-standard
    region: swedencentral
    capacity: {tpm: 50000}
""",
        fix="Give the snapshot of the stack's own subscription, or correct `subscription.id`.",
        source="The stack file and the live snapshot.",
    ),
)


def check(placed: Placed) -> Iterator[Finding]:
    """One finding when both say whose they are and do not agree."""
    asked, live = placed.facts.said.id, placed.facts.measured
    taken_of = live.subscription if live else None
    if asked and taken_of and asked.casefold() != taken_of.casefold():
        message = f"the live snapshot is of subscription {taken_of}, the stack is for {asked}"
        remedy = Remedy("give the live snapshot of the stack's subscription")
        yield RULE.finding(("subscription", "id"), message, remedies=[remedy])


CHECK = StackRule(RULE, check)
