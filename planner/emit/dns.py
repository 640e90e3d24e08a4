"""Private DNS zones: one set a stack, linked to each network that has a private endpoint.

A resource group holds one zone of a name, and a network is linked to one zone of a name, so
the zones cannot belong to single accounts.
"""

from __future__ import annotations

from collections.abc import Sequence

import pulumi
from pulumi_azure_native import privatedns

from planner.domain import arm_names
from planner.domain.plan import Plan
from planner.emit import options

ZONES = (
    "privatelink.openai.azure.com",
    "privatelink.cognitiveservices.azure.com",
    "privatelink.services.ai.azure.com",
)
"""An AIServices account answers under all three names. Accounts of kind OpenAI get them too, so
that the upgrade in place needs no other zones."""


def zones(planned: Plan, group: pulumi.Output[str]) -> dict[str, pulumi.Output[str]]:
    """Ids of the zones that are made, by name; empty when no account asks for them."""
    networks = planned.zone_networks
    if not networks:
        return {}
    made = {name: _zone(name, planned, group) for name in ZONES}
    return {
        name: _linked(zone, [_link(name, zone, id_, planned, group) for id_ in networks])
        for name, zone in made.items()
    }


def _linked(
    zone: privatedns.PrivateZone, links: Sequence[privatedns.VirtualNetworkLink]
) -> pulumi.Output[str]:
    """The zone's id, once the networks are linked to it: records move to no zone that nobody asks."""
    ids = pulumi.Output.all(zone.id, *(link.id for link in links))
    return ids.apply(lambda found: str(found[0]))


def _zone(name: str, planned: Plan, group: pulumi.Output[str]) -> privatedns.PrivateZone:
    return privatedns.PrivateZone(
        name,
        private_zone_name=name,
        resource_group_name=group,
        location="global",
        tags=planned.tags,
        opts=options.zone(protect=planned.protects_accounts),
    )


def _link(
    name: str, zone: privatedns.PrivateZone, id_: str, planned: Plan, group: pulumi.Output[str]
) -> privatedns.VirtualNetworkLink:
    link = arm_names.zone_link(id_)
    return privatedns.VirtualNetworkLink(
        f"{name}-{link}",
        virtual_network_link_name=link,
        private_zone_name=zone.name,
        resource_group_name=group,
        location="global",
        registration_enabled=False,
        virtual_network=privatedns.SubResourceArgs(id=id_),
        tags=planned.tags,
        opts=options.link(zone),
    )
