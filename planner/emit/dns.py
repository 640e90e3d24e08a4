"""Private DNS zones: one set a stack, linked to each network that has a private endpoint.

A resource group holds one zone of a name, and a network is linked to one zone of a name, so
the zones cannot belong to single accounts.
"""

from __future__ import annotations

import hashlib

import pulumi
from pulumi_azure_native import privatedns

from planner.domain.plan import Plan
from planner.domain.settings import CREATE

ZONES = (
    "privatelink.openai.azure.com",
    "privatelink.cognitiveservices.azure.com",
    "privatelink.services.ai.azure.com",
)
"""An AIServices account answers under all three names. Accounts of kind OpenAI get them too, so
that the upgrade in place needs no other zones."""


def zones(planned: Plan, group: pulumi.Output[str]) -> dict[str, pulumi.Output[str]]:
    """Ids of the zones that are made, by name; empty when no account asks for them."""
    networks = _networks(planned)
    if not networks:
        return {}
    made = {name: _zone(name, planned, group) for name in ZONES}
    for name, zone in made.items():
        for id_ in networks:
            _link(name, zone, id_, planned, group)
    return {name: zone.id for name, zone in made.items()}


def _networks(planned: Plan) -> list[str]:
    """Ids of the networks whose zones are to be made, in a fixed order."""
    found: dict[str, str] = {}
    for account in planned.accounts:
        settings = planned.settings[account.name]
        subnet = settings.endpoint_subnet
        if subnet is not None and settings.reach.private_endpoint.dns == (CREATE,):
            id_ = subnet.rpartition("/subnets/")[0]
            found.setdefault(id_.casefold(), id_)
    return [found[key] for key in sorted(found)]


def _zone(name: str, planned: Plan, group: pulumi.Output[str]) -> privatedns.PrivateZone:
    return privatedns.PrivateZone(
        name,
        private_zone_name=name,
        resource_group_name=group,
        location="global",
        tags=planned.tags,
    )


def _link(
    name: str, zone: privatedns.PrivateZone, id_: str, planned: Plan, group: pulumi.Output[str]
) -> privatedns.VirtualNetworkLink:
    link = f"{id_.rpartition('/')[2]}-{_mark(id_)}"
    return privatedns.VirtualNetworkLink(
        f"{name}-{link}",
        virtual_network_link_name=link,
        private_zone_name=zone.name,
        resource_group_name=group,
        location="global",
        registration_enabled=False,
        virtual_network=privatedns.SubResourceArgs(id=id_),
        tags=planned.tags,
        opts=pulumi.ResourceOptions(parent=zone),
    )


def _mark(id_: str) -> str:
    """Tells networks of the same name apart, and stays what it is when others come or go."""
    return hashlib.sha256(id_.casefold().encode()).hexdigest()[:6]
