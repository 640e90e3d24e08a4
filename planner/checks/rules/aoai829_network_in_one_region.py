"""AOAI829: private endpoints that would stand in another region than their network."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from planner.checks.base import Placed, StackRule
from planner.checks.common import settings
from planner.checks.common.words import listed
from planner.domain.finding import Finding, Page, Path, Remedy, Rule
from planner.domain.terms import Party, Severity, Verdict

_SUBNET = "/subscriptions/11111111-2222-3333-4444-555555555555/resourceGroups/net/providers/Microsoft.Network/virtualNetworks/hub/subnets/endpoints"

RULE = Rule(
    id="AOAI829",
    slug="network-in-one-region",
    title="One network for private endpoints in several regions",
    severity=Severity.ERROR,
    verdict=Verdict.FAIL,
    speaks_for=Party.SETTINGS,
    page=Page(
        what="Accounts in several regions have a subnet of the same virtual network, and each private endpoint would be made in its account's region. A network is in one region, and an endpoint has to be in the region of its network; the account that it leads to may be elsewhere.",
        why="Azure answers `InvalidResourceReference`: the network `was not found`, with the advice to see `that both resources are in the same region`. It says this after the accounts and deployments are made.",
        example=f"""\
accounts:
  network: private
  subnet: {_SUBNET}
workloads:
  support-chat:
    model: gpt-5.1@2025-11-13
    deployment_type: global-standard
    region: [swedencentral, francecentral]
    replicas: 2
    capacity: {{tpm: 50000}}
""",
        fix="Say where the network is: `network: {profile: private, private_endpoint: {subnet: ID, location: swedencentral}}`. All endpoints are then made there, whichever regions their accounts are in. Or name a subnet of another network for each region under `accounts.regions`.",
        source="Private endpoint overview (same region as the virtual network; the private-link resource may be in another one); the error as reported in microsoft-foundry/foundry-samples#657, 2026-04-17.",
    ),
)

_REMEDIES = (
    Remedy("network.private_endpoint.location: the network's region"),
    Remedy("a subnet for each region under accounts.regions"),
)


def check(placed: Placed) -> Iterator[Finding]:
    """One finding for each network that endpoints of several regions would stand in."""
    ends = sorted(_endpoints(placed), key=lambda end: end[:2])
    for _, group in groupby(ends, key=lambda end: end[0]):
        here = list(group)
        regions = list(dict.fromkeys(region for _, region, _ in here))
        if len(regions) > 1:
            message = f"private endpoints in {listed(regions)} share one virtual network, which is in one region, and so must they be (private endpoint overview)"
            yield RULE.finding(here[0][2], message, remedies=_REMEDIES)


def _endpoints(placed: Placed) -> Iterator[tuple[str, str, Path]]:
    """Network, region and place in the file of each private endpoint that would be made."""
    for used in settings.used(placed):
        subnet = used.settings.endpoint_subnet
        if subnet is None:
            continue
        endpoint = used.settings.reach.private_endpoint
        keys = ("network", "private_endpoint", "subnet") if endpoint.subnet else ("subnet",)
        network = subnet.casefold().partition("/subnets/")[0]
        for region in used.regions:
            yield network, endpoint.location or region, used.path(*keys)


CHECK = StackRule(RULE, check)
