"""AOAI704: without requests, the deployment of a trained model is deleted."""

from __future__ import annotations

from collections.abc import Iterator

from planner.checks.base import Placed, StackRule
from planner.checks.common.once import once
from planner.domain.finding import Finding, Page, Rule
from planner.domain.terms import DeploymentType, Party, Severity, Use, Verdict

IDLE_DAYS = 15
"""For snapshots that hold no limits; the others say themselves."""

RULE = Rule(
    id="AOAI704",
    slug="idle-deletion",
    title="Deleted after 15 idle days",
    severity=Severity.WARNING,
    verdict=Verdict.OK,
    speaks_for=Party.TABLES,
    acceptable=True,
    page=Page(
        what="The service deletes a deployment of a fine-tuned model after more than 15 days without a chat or responses call. The trained model itself stays.",
        why="Calls fail from one day to the next, and the next `pulumi up` meets a deployment that is gone.",
        example="""\
workloads:
  ticket-model:
    model: gpt-4.1-mini@2025-04-14
    fine_tuned: {id: gpt-4.1-mini-2025-04-14.ft-b044a9d3cf9c4228b5d393567f693b83}
    deployment_type: standard
    region: swedencentral
    capacity: {tpm: 50000}
""",
        fix="Call it at least every two weeks and refresh the stack's state before each update, then accept the finding: `accept: [AOAI704]`.",
        source="Deploy a fine-tuned model, 2026-02-11.",
    ),
)


def check(placed: Placed) -> Iterator[Finding]:
    """One warning for all fine-tuned deployments but developer ones, which end sooner."""
    limit = placed.catalog.limit("fine-tuned-idle-days")
    days, source = (limit.value, limit.source) if limit else (IDLE_DAYS, "docs 2026-02-11")
    idle = (
        each.workload
        for each in placed.deployments
        if each.use is Use.FINE_TUNED and each.type is not DeploymentType.DEVELOPER
    )
    sentence = f"deleted after {days} days without a call; the trained model stays ({source})"
    yield from once(RULE, placed, idle, sentence, lambda name: ("workloads", name, "fine_tuned"))


CHECK = StackRule(RULE, check)
