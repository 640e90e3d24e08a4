"""AOAI210: regions of two clouds in one stack."""

from __future__ import annotations

from collections.abc import Iterator

from planner.checks.base import Placed, StackRule
from planner.domain.finding import Finding, Page, Remedy, Rule
from planner.domain.terms import Cloud, Party, Severity, Verdict

RULE = Rule(
    id="AOAI210",
    slug="two-clouds",
    title="Regions of two clouds in one stack",
    severity=Severity.ERROR,
    verdict=Verdict.FAIL,
    speaks_for=Party.TABLES,
    page=Page(
        what="The stack has workloads in the public cloud and in Azure Government. Those in Azure Government are refused.",
        why="A stack is deployed to one subscription, and a subscription is in one cloud: of the other's regions Azure says that the location is not available.",
        example="""\
workloads:
  chat:
    model: gpt-5.1@2025-11-13
    deployment_type: data-zone-standard
    region: swedencentral
    capacity: {tpm: 50000}
  chat-gov:
    model: gpt-5.1@2025-11-13
    deployment_type: data-zone-standard
    region: usgovvirginia
    capacity: {tpm: 50000}
""",
        fix="Give each cloud a stack of its own, with its own subscription and login.",
        source="Model availability in Azure Government, 2026-09-01; its regions are in no table of the public cloud.",
    ),
)

_ADVICE = Remedy("give each cloud a stack of its own")


def check(placed: Placed) -> Iterator[Finding]:
    """One finding for each workload in a government region beside public ones."""
    cloud_of = {
        account.region: placed.catalog.regions[account.region].cloud for account in placed.accounts
    }
    if len(set(cloud_of.values())) == 1:
        return
    for name, region in sorted({(d.workload, d.region) for d in placed.deployments}):
        if cloud_of[region] is not Cloud.PUBLIC:
            message = f"{region} is in Azure Government, others of the stack are in the public cloud; a subscription is in one"
            path = ("workloads", name, "region")
            yield RULE.finding(path, message, workload=name, remedies=[_ADVICE])


CHECK = StackRule(RULE, check)
