"""How the accounts of a Pulumi state are reached and secured: who runs is asked, not what was wished for.

A private endpoint counts when it is approved; its names count when a zone group has them.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

from planner.domain.lock import GIVEN, Reached, Secured
from planner.domain.settings import CREATE, NONE
from planner.domain.urns import name_of, outputs_of, types_of

_KIND = re.compile(r"azure-native:\w+(?:/v\w+)?:(\w+)$")
Outputs = Mapping[str, Any]


def doors(resources: Mapping[str, object]) -> dict[str, Reached]:
    """By the account's logical name, which it was made with; nothing where no network is said.

    `resources` are `type` and `outputs` by URN. Never raises for what is in them.
    """
    found = _by_kind(resources)
    subnets = {
        account: subnet for _, each in found["PrivateEndpoint"] for account, subnet in _end(each)
    }
    named = {name.removesuffix("-dns") for name, _ in found["PrivateDnsZoneGroup"]}
    zones = CREATE if found["PrivateZone"] else GIVEN
    reached: dict[str, Reached] = {}
    for name, account in found["Account"]:
        profile = _profile(account.get("properties"))
        if profile is not None:
            subnet = subnets.get(name.casefold())
            dns = zones if name in named else NONE
            reached[name] = Reached(profile, subnet, dns if subnet is not None else CREATE)
    return reached


def secured(resources: Mapping[str, object]) -> dict[str, Secured]:
    """Keys and management lock by the account's name. Never raises for what is in `resources`."""
    kinds = _by_kind(resources)
    levels = {
        name.removesuffix("-lock"): level
        for name, each in kinds["ManagementLockByScope"]
        if isinstance(level := each.get("level"), str)
    }
    found: dict[str, Secured] = {}
    for name, account in kinds["Account"]:
        said = account.get("properties")
        off = said.get("disableLocalAuth") if isinstance(said, dict) else None
        keys = not off if isinstance(off, bool) else None
        found[name] = Secured(keys, levels.get(name))
    return found


def _by_kind(resources: Mapping[str, object]) -> Mapping[str, list[tuple[str, Outputs]]]:
    """Logical names and outputs by kind, each kind in the order of its URNs."""
    found: dict[str, list[tuple[str, Outputs]]] = defaultdict(list)
    for urn, entry in sorted(resources.items()):
        if match := _KIND.search(types_of(urn)):
            found[match[1]].append((name_of(urn), outputs_of(entry)))
    return found


def _profile(properties: object) -> str | None:
    """The profile that an account's properties come to; None where they do not say."""
    said = properties if isinstance(properties, dict) else {}
    access, rules = said.get("publicNetworkAccess"), said.get("networkAcls")
    if access not in ("Enabled", "Disabled"):
        return None
    if access == "Disabled":
        return "private"
    denies = isinstance(rules, dict) and rules.get("defaultAction") == "Deny"
    return "restricted" if denies else "public"


def _end(endpoint: Outputs) -> Iterator[tuple[str, str]]:
    """The account, in small letters, and the subnet of an endpoint whose connection is approved."""
    subnet, links = endpoint.get("subnet"), endpoint.get("privateLinkServiceConnections")
    id_ = subnet.get("id") if isinstance(subnet, dict) else None
    for link in links if isinstance(links, list) else ():
        to = link.get("privateLinkServiceId") if isinstance(link, dict) else None
        if isinstance(id_, str) and isinstance(to, str) and _is_approved(link):
            yield to.rpartition("/")[2].casefold(), id_


def _is_approved(link: Outputs) -> bool:
    """Whether the account let the endpoint in; one that says nothing of it was."""
    state = link.get("privateLinkServiceConnectionState")
    status = state.get("status") if isinstance(state, dict) else None
    return status in (None, "Approved")
