"""AOAI705: the deployment of a trained model costs money by the hour, used or not."""

from __future__ import annotations

from collections.abc import Iterator

from planner.checks.base import Placed, StackRule
from planner.checks.common.once import once
from planner.domain.finding import Finding, Page, Rule
from planner.domain.terms import DeploymentType, Party, Severity, Use, Verdict

RULE = Rule(
    id="AOAI705",
    slug="hosting-cost",
    title="Hosting costs by the hour",
    severity=Severity.NOTE,
    verdict=Verdict.OK,
    speaks_for=Party.TABLES,
    acceptable=True,
    page=Page(
        what="A fine-tuned model deployed as standard or global-standard costs a fixed price an hour beside its tokens: $1.70 in the documents' example, about $1,240 a month.",
        why="The price runs while nobody calls the deployment, and whoever knows only base models does not expect it.",
        example="""\
workloads:
  ticket-model:
    model: gpt-4.1-mini@2025-04-14
    fine_tuned: {id: gpt-4.1-mini-2025-04-14.ft-b044a9d3cf9c4228b5d393567f693b83}
    deployment_type: standard
    region: swedencentral
    capacity: {tpm: 50000}
""",
        fix="Nothing has to change. For evaluation, developer deployments have no hourly price; with steady load, compare provisioned.",
        source="Fine-tuning cost management, 2026-03-19; deploy a fine-tuned model, 2026-02-11.",
    ),
)

_HOSTED = (DeploymentType.STANDARD, DeploymentType.GLOBAL_STANDARD)


def check(placed: Placed) -> Iterator[Finding]:
    """One note for all fine-tuned deployments with an hourly price of their own."""
    hosted = (
        each.workload
        for each in placed.deployments
        if each.use is Use.FINE_TUNED and each.type in _HOSTED
    )
    sentence = (
        "hosting is billed by the hour, idle or not: $1.70 in the docs' example (docs 2026-03-19)"
    )
    yield from once(RULE, placed, hosted, sentence, lambda name: ("workloads", name, "fine_tuned"))


CHECK = StackRule(RULE, check)
