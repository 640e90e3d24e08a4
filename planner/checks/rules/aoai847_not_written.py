"""AOAI847: what is placed cannot be written by the program."""

from __future__ import annotations

from collections.abc import Iterator

from planner.checks.base import Placed, StackRule
from planner.checks.common.words import listed
from planner.domain.finding import Finding, Page, Remedy, Rule
from planner.domain.terms import Party, Severity, Verdict
from planner.facts.hosts import ANTHROPIC

RULE = Rule(
    id="AOAI847",
    slug="not-written",
    title="Checked and placed, and not written",
    severity=Severity.ERROR,
    verdict=Verdict.FAIL,
    speaks_for=Party.PLANNER,
    page=Page(
        what="The workload passes every other check and has a place, which the finding names; but the program has no way to write it.",
        why="A deployment of Claude needs `modelProviderData` (organisation, country, industry), and the service refuses it without. The resource of azure-native 3.29.0 has no such property. Rather than fail in the middle of a run, the workload is refused before it; the others are deployed, unless `onRefused` is `fail`.",
        example="""\
catalog: "2026-11"
workloads:
  review:
    model: Anthropic/claude-opus-5@2
    deployment_type: global-standard
    region: swedencentral
    capacity: {tpm: 10000}
""",
        fix="Deploy it by Bicep or azapi at the place that the finding names, outside this stack, with API version 2025-10-01-preview or later. Its pool is still checked by `planner check`.",
        source="hashicorp/terraform-provider-azurerm#31140 and microsoft/aspire#16127, 2026; the package pulumi-azure-native 3.29.0.",
    ),
)

_REMEDY = Remedy("deploy it there by Bicep or azapi, outside this stack")


def check(placed: Placed) -> Iterator[Finding]:
    """One error for each workload that has a place."""
    names = sorted({d.workload for d in placed.deployments if d.publisher == ANTHROPIC})
    for name in names:
        mine = [d for d in placed.deployments if d.workload == name]
        spots = listed(f"{d.type} in {d.region}" for d in mine)
        message = f"{mine[0].full_model} {mine[0].version} fits as {spots}, but needs modelProviderData, which azure-native 3.29.0 cannot send"
        path = ("workloads", name, "model")
        yield RULE.finding(path, message, workload=name, remedies=[_REMEDY])


CHECK = StackRule(RULE, check)
