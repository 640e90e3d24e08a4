"""What ARM allows of the resources around an account: network, diagnostics, roles, locks.

Sources: `errors.py`; Learn pages on private link, diagnostic settings, role assignments and
locks, 2026.
"""

from __future__ import annotations

import uuid
from typing import Any

from tests.fake_azure import lingering
from tests.fake_azure.accounts import slug
from tests.fake_azure.asked import SUBNET, Asked, made_up_id
from tests.fake_azure.dns import ZONE
from tests.fake_azure.errors import refuse
from tests.fake_azure.ids import ArmId
from tests.fake_azure.quota import ACCOUNT
from tests.fake_azure.roles import BUILT_IN
from tests.fake_azure.store import Resource

GROUP = "microsoft.resources/resourcegroups"
ENDPOINT = "microsoft.network/privateendpoints"
ZONE_GROUP = f"{ENDPOINT}/privatednszonegroups"
DIAGNOSTICS = "microsoft.insights/diagnosticsettings"
ASSIGNMENT = "microsoft.authorization/roleassignments"
LOCK = lingering.LOCK
IDENTITY = "microsoft.managedidentity/userassignedidentities"

CATEGORIES = ("Audit", "RequestResponse", "AzureOpenAIRequestUsage", "Trace", "ManagedNetworkEvent")
"""Log categories of an account; supported-logs page, 2026."""
_GROUPS = ("allLogs", "audit")
_SINKS = {
    "workspaceId": "microsoft.operationalinsights/workspaces",
    "storageAccountId": "microsoft.storage/storageaccounts",
    "eventHubAuthorizationRuleId": "microsoft.eventhub/namespaces/authorizationrules",
    "marketplacePartnerId": "",
}
"""Where logs may go, and the type that each property names."""


def write_group(asked: Asked) -> None:
    """A resource group stays in the place where it was made."""
    _stays(asked, asked.id.name)


def _stays(asked: Asked, group: str) -> None:
    """What has a location has it for life."""
    location = slug(str(asked.body.get("location", "")))
    asked.body["location"] = location
    if asked.old is not None and asked.old.body["location"] != location:
        places = {"old": asked.old.body["location"], "new": location}
        raise refuse("location-change", name=asked.id.name, group=group, **places)


def target(body: dict[str, Any]) -> ArmId | None:
    """The account that a private endpoint leads to; None when it leads elsewhere."""
    given = body.get("properties", {})
    for connections in ("privateLinkServiceConnections", "manualPrivateLinkServiceConnections"):
        for each in given.get(connections) or []:
            rid = ArmId.of(each.get("privateLinkServiceId", ""))
            if rid.type == ACCOUNT:
                return rid
    return None


def write_endpoint(asked: Asked) -> None:
    """A private endpoint needs an account that has settled and has a subdomain."""
    _stays(asked, asked.id.group.name if asked.id.group else "")
    rid = target(asked.body)
    if rid is not None:
        account = asked.state.get(rid)
        if account is None:
            raise refuse("no-reference", target=rid.text, id=asked.id.text)
        _reachable(asked, account)
    subnet = (asked.properties.get("subnet") or {}).get("id")
    if not subnet:
        raise refuse("endpoint-target", account=rid and rid.text, why="it has no subnet")
    asked.need(subnet, SUBNET, "properties.subnet.id")
    _connect(asked)


def _reachable(asked: Asked, account: Resource) -> None:
    busy = any(op.account == account.arm.key for op in asked.state.operations())
    if busy or asked.now < account.settles:
        raise refuse("unsettled", account=account.id)
    if not account.properties.get("customSubDomainName"):
        why = "the account has no custom subdomain"
        raise refuse("endpoint-target", account=account.id, why=why)
    for each in asked.properties.get("privateLinkServiceConnections") or []:
        if each.get("groupIds") != ["account"]:
            why = f"there is no group {each.get('groupIds')}"
            raise refuse("endpoint-target", account=account.id, why=why)


def _connect(asked: Asked) -> None:
    nic = f"{asked.id.group.text if asked.id.group else ''}/providers/Microsoft.Network"
    asked.properties["networkInterfaces"] = [{"id": f"{nic}/networkInterfaces/{asked.id.name}.nic"}]
    asked.properties.setdefault("customDnsConfigs", [])
    for each in asked.properties.get("privateLinkServiceConnections") or []:
        each["privateLinkServiceConnectionState"] = {
            "status": "Approved",
            "description": "Auto-Approved",
            "actionsRequired": "None",
        }


def write_zone_group(asked: Asked) -> None:
    """Ties a private endpoint to DNS zones that are there."""
    asked.parent()
    for each in asked.properties.get("privateDnsZoneConfigs") or []:
        path = "properties.privateDnsZoneConfigs.privateDnsZoneId"
        asked.need(each["privateDnsZoneId"], ZONE, path)


def write_diagnostics(asked: Asked) -> None:
    """At least one destination, known categories, and no destination twice for one category."""
    asked.need(asked.id.scope.text)
    if not any(asked.properties.get(sink) for sink in _SINKS):
        raise refuse("no-sink")
    for sink, kind in _SINKS.items():
        if asked.properties.get(sink):
            asked.need(asked.properties[sink], kind, f"properties.{sink}")
    for log in asked.properties.get("logs") or []:
        log.setdefault("retentionPolicy", {"days": 0, "enabled": False})
        category = log.get("category") or log.get("categoryGroup")
        if category not in (*CATEGORIES, *_GROUPS):
            raise refuse("no-category", category=category)
    for other in asked.state.below(asked.id.scope, DIAGNOSTICS):
        if other.arm.key != asked.id.key:
            _no_sink_twice(asked, other)


def _no_sink_twice(asked: Asked, other: Resource) -> None:
    both = _collected(asked.properties) & _collected(other.properties)
    for sink in _SINKS:
        where = asked.properties.get(sink)
        if where and both and where == other.properties.get(sink):
            category = min(both)
            raise refuse("sink-reused", sink=where, name=other.arm.name, category=category)


def _collected(properties: dict[str, Any]) -> set[str]:
    rows = [*(properties.get("logs") or []), *(properties.get("metrics") or [])]
    return {str(r.get("category") or r.get("categoryGroup")) for r in rows if r.get("enabled")}


def write_assignment(asked: Asked) -> None:
    """A role for a principal at a scope: named by a GUID, once, and never changed."""
    asked.need(asked.id.scope.text)
    _guid(asked.id.name)
    given = asked.properties
    role = str(given.get("roleDefinitionId", "")).rsplit("/", 1)[-1]
    if role.lower() not in {*BUILT_IN, *(r.lower() for r in asked.settings.extra_roles)}:
        raise refuse("no-role", role=role)
    missing = given.get("principalId") in asked.settings.missing_principals
    if missing or lingering.unknown_yet(asked, given):
        tenant = asked.settings.tenant
        raise refuse("no-principal", principal=given["principalId"], tenant=tenant)
    if asked.old is not None and _grant(asked.old.properties) != _grant(given):
        raise refuse("assignment-fixed")
    _granted_once(asked)
    given.setdefault("principalType", "ServicePrincipal")
    given["scope"] = asked.id.scope.text


def _guid(name: str) -> None:
    try:
        uuid.UUID(name)
    except ValueError:
        raise refuse("assignment-name", name=name) from None


def _grant(properties: dict[str, Any]) -> tuple[str, str]:
    role = str(properties.get("roleDefinitionId", "")).rsplit("/", 1)[-1]
    return role.lower(), str(properties.get("principalId"))


def _granted_once(asked: Asked) -> None:
    for other in asked.state.below(asked.id.scope, ASSIGNMENT):
        same_scope = other.arm.scope.key == asked.id.scope.key
        same = _grant(other.properties) == _grant(asked.properties)
        if same_scope and same and other.arm.key != asked.id.key:
            raise refuse("assignment-exists")


def write_lock(asked: Asked) -> None:
    asked.need(asked.id.scope.text)


def write_identity(asked: Asked) -> None:
    """The directory makes a principal for each identity."""
    asked.body["location"] = slug(str(asked.body.get("location", "")))
    asked.properties.update(
        principalId=made_up_id(asked.id.text, "principal"),
        clientId=made_up_id(asked.id.text, "client"),
        tenantId=asked.settings.tenant,
    )
    lingering.born(asked, asked.properties["principalId"])
