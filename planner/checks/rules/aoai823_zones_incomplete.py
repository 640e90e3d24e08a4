"""AOAI823: names that would not resolve inside the network."""

from __future__ import annotations

from collections.abc import Iterator

from planner.checks.base import Placed, StackRule
from planner.checks.common import settings
from planner.checks.common.words import listed
from planner.domain.finding import Finding, Page, Remedy, Rule
from planner.domain.settings import CREATE, NONE, AccountSettings
from planner.domain.terms import Party, Severity, Verdict

_ZONE = "/subscriptions/11111111-2222-3333-4444-555555555555/resourceGroups/dns/providers/Microsoft.Network/privateDnsZones/privatelink.openai.azure.com"
_SUBNET = "/subscriptions/11111111-2222-3333-4444-555555555555/resourceGroups/net/providers/Microsoft.Network/virtualNetworks/hub/subnets/endpoints"

RULE = Rule(
    id="AOAI823",
    slug="zones-incomplete",
    title="DNS zones incomplete",
    severity=Severity.WARNING,
    verdict=Verdict.OK,
    speaks_for=Party.SETTINGS,
    page=Page(
        what="`private_endpoint.dns` lists zones, and not all three under which an account answers.",
        why="A name without a record resolves to the public address, where a private account refuses the call.",
        example=f"""\
accounts:
  network:
    profile: private
    private_endpoint:
      subnet: {_SUBNET}
      dns: {_ZONE}
{settings.WORKLOAD}""",
        fix="Give the ids of privatelink.openai.azure.com, privatelink.cognitiveservices.azure.com and privatelink.services.ai.azure.com, or `create`.",
        source="Private link for Foundry resources: AIServices answers under all three.",
    ),
)

ZONES = (
    "privatelink.openai.azure.com",
    "privatelink.cognitiveservices.azure.com",
    "privatelink.services.ai.azure.com",
)


def check(placed: Placed) -> Iterator[Finding]:
    """One warning for each kind of account with too few zones."""
    for used in settings.used(placed):
        missing = _missing(used.settings)
        if missing:
            message = f"private endpoints{used.where} have no DNS zone {listed(missing)}"
            path = used.path("network", "private_endpoint", "dns")
            yield RULE.finding(path, message, remedies=[Remedy("dns create")])


def _missing(given: AccountSettings) -> list[str]:
    dns = given.reach.private_endpoint.dns
    if given.endpoint_subnet is None or set(dns) & {CREATE, NONE}:
        return []
    named = {id_.rpartition("/")[2].casefold() for id_ in dns}
    return [zone for zone in ZONES if zone not in named]


CHECK = StackRule(RULE, check)
