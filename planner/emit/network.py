"""How an account is reached: rules at its door, and its address in a virtual network."""

from __future__ import annotations

from collections.abc import Mapping

import pulumi
from pulumi_azure_native import cognitiveservices as cognitive
from pulumi_azure_native import network

from planner.domain import arm_names
from planner.domain.settings import CREATE, NONE, AccountSettings, Network
from planner.emit import naming
from planner.emit.dns import ZONES
from planner.emit.line import Line

GROUP_ID = "account"
"""The private-link group of a Cognitive Services account."""

_access = cognitive.PublicNetworkAccess


def public_access(settings: AccountSettings) -> cognitive.PublicNetworkAccess:
    """Whether the public endpoint answers at all; under `restricted` the rules decide to whom."""
    return _access.DISABLED if settings.reach.profile == "private" else _access.ENABLED


def rules(settings: AccountSettings) -> cognitive.NetworkRuleSetArgs | None:
    """The rules at the public door; none for a public account.

    A private account denies by rule too, so that it stays shut if public access is switched on.
    """
    reach = settings.reach
    if reach.profile == "public":
        return None
    return cognitive.NetworkRuleSetArgs(
        bypass="AzureServices" if reach.trusted_services else "None",
        default_action=cognitive.NetworkRuleAction.DENY,
        ip_rules=[cognitive.IpRuleArgs(value=value) for value in reach.ip_rules],
        virtual_network_rules=[_subnet_rule(id_) for id_ in reach.subnets],
    )


def _subnet_rule(subnet: str) -> cognitive.VirtualNetworkRuleArgs:
    return cognitive.VirtualNetworkRuleArgs(id=subnet, ignore_missing_vnet_service_endpoint=False)


def endpoint(line: Line, zones: Mapping[str, pulumi.Input[str]]) -> None:
    """The private endpoint and its DNS records, if the settings ask for any.

    Written when the account has settled and all deployments are done: an endpoint on an account
    in any other state fails (AccountProvisioningStateInvalid).
    """
    subnet = line.settings.reach.private_endpoint.subnet
    if subnet is None:
        return
    made = _endpoint(line, subnet)
    line.wrote(made)
    ids = _zone_ids(line.settings.reach, zones)
    if ids:
        line.wrote(_records(line, made, ids))


def _endpoint(line: Line, subnet: str) -> network.PrivateEndpoint:
    name = arm_names.endpoint(line.planned.name)
    link = network.PrivateLinkServiceConnectionArgs(
        name=name, group_ids=[GROUP_ID], private_link_service_id=line.account.id
    )
    return network.PrivateEndpoint(
        naming.of(line.planned, "endpoint"),
        private_endpoint_name=name,
        resource_group_name=line.group,
        location=line.settings.reach.private_endpoint.location,
        subnet=network.SubnetArgs(id=subnet),
        private_link_service_connections=[link],
        tags=line.settings.tags,
        opts=line.after(),
    )


def _zone_ids(
    reach: Network, zones: Mapping[str, pulumi.Input[str]]
) -> dict[str, pulumi.Input[str]]:
    """Zone ids by name: those made here, or those named in the stack file."""
    match reach.private_endpoint.dns:
        case (word,) if word == CREATE:
            return {name: zones[name] for name in ZONES}
        case (word,) if word == NONE:
            return {}
        case ids:
            return {id_.rpartition("/")[2]: id_ for id_ in ids}


def _records(
    line: Line, made: network.PrivateEndpoint, ids: Mapping[str, pulumi.Input[str]]
) -> network.PrivateDnsZoneGroup:
    return network.PrivateDnsZoneGroup(
        naming.of(line.planned, "dns"),
        private_dns_zone_group_name="default",
        private_endpoint_name=made.name,
        resource_group_name=line.group,
        private_dns_zone_configs=[
            network.PrivateDnsZoneConfigArgs(
                name=arm_names.dns_zone_config(name), private_dns_zone_id=id_
            )
            for name, id_ in ids.items()
        ],
        opts=line.after(made),
    )
