"""AOAI405: a production stack does not say where its prompts may be processed."""

from __future__ import annotations

from collections.abc import Iterator

from planner.checks.base import Placed, StackRule
from planner.checks.common.words import listed
from planner.domain.finding import Finding, Page, Remedy, Rule
from planner.domain.terms import Environment, Party, Severity, Verdict

RULE = Rule(
    id="AOAI405",
    slug="residency-unsaid",
    title="Residency left unsaid in production",
    severity=Severity.WARNING,
    verdict=Verdict.OK,
    speaks_for=Party.SETTINGS,
    page=Page(
        what="The stack's environment is `prod`, and none of its workloads has a `residency`. It is said once for the stack.",
        why="Without one, every region and every type is allowed, global ones among them, which process prompts anywhere. Whether that is wanted nobody can tell from the file.",
        example="""\
environment: prod
workloads:
  support-chat:
    model: gpt-5.1@2025-11-13
    deployment_type: global-standard
    region: [swedencentral, eastus2]
    replicas: 2
    capacity: {tpm: 50000}
""",
        fix="Write `defaults: {residency: eu}` (or `us`, `eu-members`, a country), or `residency: global` when anywhere is right.",
        source="Deployment types, 2026-08-06.",
    ),
)

_SAY = Remedy("defaults: {residency: eu}, a country, or global if anywhere is right")


def check(placed: Placed) -> Iterator[Finding]:
    """One warning for a prod stack in which no workload says a residency."""
    stack = placed.stack
    if stack.environment is not Environment.PROD or not stack.workloads:
        return
    if any(workload.residency is not None for workload in stack.workloads.values()):
        return
    names = listed(sorted(stack.workloads))
    message = f"no residency in prod: {names} may be processed anywhere in the world"
    yield RULE.finding(("workloads",), message, remedies=[_SAY])


CHECK = StackRule(RULE, check)
