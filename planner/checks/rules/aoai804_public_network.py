"""AOAI804: production accounts can be reached from the internet."""

from __future__ import annotations

from collections.abc import Iterator

from planner.checks.base import Placed, StackRule
from planner.checks.common import settings
from planner.domain.finding import Finding, Page, Rule
from planner.domain.terms import Environment, Party, Severity, Verdict

RULE = Rule(
    id="AOAI804",
    slug="public-network-in-prod",
    title="Public network in production",
    severity=Severity.WARNING,
    verdict=Verdict.OK,
    speaks_for=Party.SETTINGS,
    page=Page(
        what="The stack's environment is `prod`, and the network of an account is `public`.",
        why="Only Entra ID stands between the internet and the endpoint. A built-in Azure policy denies such accounts in many subscriptions.",
        example=f"""\
environment: prod
{settings.WORKLOAD}""",
        fix="Set `accounts: {network: private, subnet: ID}`, which makes private endpoints, or `network: restricted` with the addresses that may come in.",
        source="Azure Policy 0725b4dd-7e76-479c-a735-68e7ee23d5ca (public network access should be disabled).",
    ),
)


def check(placed: Placed) -> Iterator[Finding]:
    """One warning for the stack."""
    if placed.stack.environment is not Environment.PROD:
        return
    for used in settings.used(placed):
        if used.settings.reach.profile == "public":
            message = (
                "prod accounts can be reached from the internet (Azure Policy 0725b4dd denies it)"
            )
            yield RULE.finding(used.path("network"), message)
            return


CHECK = StackRule(RULE, check)
