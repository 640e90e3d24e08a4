"""AOAI820: what must be true of a subnet and cannot be seen from here."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from planner.checks.base import Placed, StackRule
from planner.checks.common import settings
from planner.domain.finding import Finding, Page, Remedy, Rule
from planner.domain.terms import Party, Severity, Verdict

RULE = Rule(
    id="AOAI820",
    slug="subnet-not-seen",
    title="Subnet settings not seen",
    severity=Severity.NOTE,
    verdict=Verdict.OK,
    speaks_for=Party.SETTINGS,
    page=Page(
        what="The stack file names a subnet, whose own settings the planner does not see. A subnet of `network.subnets` has the service endpoint Microsoft.CognitiveServices; in the subnet of a private endpoint, network security groups count only with private endpoint network policies on.",
        why="Azure refuses a rule for a subnet without the service endpoint. A security group that does not count protects nothing.",
        example=f"""\
accounts:
  network: private
  subnet: /subscriptions/11111111-2222-3333-4444-555555555555/resourceGroups/net/providers/Microsoft.Network/virtualNetworks/hub/subnets/endpoints
{settings.WORKLOAD}""",
        fix="Look at `az network vnet subnet show --ids SUBNET --query '[serviceEndpoints, privateEndpointNetworkPolicies]'`, and change it with the command that the finding shows. `--service-endpoints` replaces the list, so name those that the subnet has already.",
        source="Network policies for private endpoints; virtual network service endpoints.",
    ),
)


_SUBNET = "az network vnet subnet update --ids SUBNET"
_SERVICE = Remedy(f"{_SUBNET} --service-endpoints Microsoft.CognitiveServices (and those it has)")
_POLICIES = Remedy(f"{_SUBNET} --private-endpoint-network-policies Enabled")


def check(placed: Placed) -> Iterator[Finding]:
    """One note for each kind of subnet, at the first settings that have one."""
    every = settings.used(placed)
    let_in = (u for u in every if u.settings.reach.subnets and _is_restricted(u))
    for used in islice(let_in, 1):
        message = "subnets pass only with service endpoint Microsoft.CognitiveServices"
        yield RULE.finding(used.path("network", "subnets"), message, remedies=[_SERVICE])
    ends = (u for u in every if u.settings.endpoint_subnet is not None)
    for used in islice(ends, 1):
        message = (
            "private endpoints heed security groups only where the subnet's network policies are on"
        )
        yield RULE.finding(used.path("subnet"), message, remedies=[_POLICIES])


def _is_restricted(used: settings.Used) -> bool:
    return used.settings.reach.profile == "restricted"


CHECK = StackRule(RULE, check)
