"""AOAI811: accounts that nobody could reach."""

from __future__ import annotations

from collections.abc import Iterator

from planner.checks.base import Placed, StackRule
from planner.checks.common import settings
from planner.domain.finding import Finding, Page, Remedy, Rule
from planner.domain.terms import Party, Severity, Verdict

RULE = Rule(
    id="AOAI811",
    slug="private-without-subnet",
    title="Private network without a subnet",
    severity=Severity.ERROR,
    verdict=Verdict.FAIL,
    speaks_for=Party.SETTINGS,
    page=Page(
        what="The network of an account is `private`, and no subnet is named for its private endpoint.",
        why="The account would be closed to the internet and have no address anywhere else: nobody could call it.",
        example=f"""\
accounts:
  network: private
{settings.WORKLOAD}""",
        fix="Name the subnet: `subnet: ID`, or one for each region under `accounts.regions`. Where somebody else makes the endpoints, say `network: {profile: private, private_endpoint: none}`.",
        source="Private endpoints of Foundry resources, group id account.",
    ),
)

_REMEDIES = (Remedy("subnet ID"), Remedy("network.private_endpoint none"))


def check(placed: Placed) -> Iterator[Finding]:
    """One finding for each kind of account without an address."""
    for used in settings.used(placed):
        reach = used.settings.reach
        wanted = reach.profile == "private" and reach.private_endpoint.create
        if wanted and used.settings.endpoint_subnet is None:
            message = f"private accounts{used.where} have no subnet for their private endpoint"
            yield RULE.finding(used.path("network"), message, remedies=_REMEDIES)


CHECK = StackRule(RULE, check)
