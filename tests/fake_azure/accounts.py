"""What ARM allows of an account and of the small things below it.

Sources: `errors.py`; upgrade-azure-openai.md, recover-purge-resources.md and the quotas-limits page
of 2026; Account.tsp and Project.tsp for names.
"""

from __future__ import annotations

import re
from typing import Any

from tests.fake_azure import lingering, networks, quota
from tests.fake_azure.asked import Asked, made_up_id, stamp
from tests.fake_azure.errors import refuse
from tests.fake_azure.ids import ArmId
from tests.fake_azure.store import Resource

ACCOUNT = quota.ACCOUNT
PROJECT = f"{ACCOUNT}/projects"
MOST_PROJECTS = 250

_IDENTITY = "microsoft.managedidentity/userassignedidentities"
_STORAGE = "microsoft.storage/storageaccounts"

NAME = re.compile(r"[a-zA-Z0-9][a-zA-Z0-9_.-]{1,63}")
_SUBDOMAIN = re.compile(r"[a-zA-Z0-9]([a-zA-Z0-9-]{0,62}[a-zA-Z0-9])?")
_COUNTERS = {"OpenAI": "OpenAI.S0.AccountCount", "AIServices": "AIServices.S0.AccountCount"}


def slug(location: str) -> str:
    """`Sweden Central` and `swedencentral` are the same place."""
    return location.lower().replace(" ", "")


def write(asked: Asked) -> None:
    """Refuse or complete a PUT of an account; brings a soft-deleted one back. Raises ArmError."""
    asked.body["location"] = slug(str(asked.body.get("location", "")))
    _well_formed(asked)
    if asked.old is None:
        _restore(asked)
    if asked.old is not None:
        _changes(asked, asked.old)
    else:
        _room(asked)
    _subdomain(asked)
    networks.check(asked)
    _references(asked)
    _complete(asked)


def _well_formed(asked: Asked) -> None:
    if not NAME.fullmatch(asked.id.name):
        raise refuse("name-invalid", name=asked.id.name)
    location, kind = asked.body["location"], asked.body.get("kind", "")
    places = asked.facts.places(asked.settings.cloud)
    if location not in places:
        regions = ",".join(sorted(places))
        raise refuse(
            "location",
            location=location,
            type="Microsoft.CognitiveServices/accounts",
            regions=regions,
        )
    sku = asked.body.get("sku", {}).get("name")
    if sku != "S0" or kind in asked.settings.blocked_kinds:
        raise refuse("offer", sku=sku, kind=kind)


def _restore(asked: Asked) -> None:
    """A soft-deleted account keeps its name for 48 hours."""
    grave = asked.state.grave(asked.id)
    wanted = bool(asked.properties.pop("restore", False))
    if grave is None:
        if wanted:
            raise refuse("nothing-to-restore", id=asked.id.text)
        return
    if not wanted:
        raise refuse("restore-first", id=asked.id.text)
    asked.state.erase("deleted", asked.id.key)
    for each in [grave.account, *grave.children]:
        asked.state.put(each)
    asked.old = grave.account


def _changes(asked: Asked, old: Resource) -> None:
    asked.properties.pop("restore", None)
    if asked.body["location"] != old.body["location"]:
        group = asked.id.group.name if asked.id.group else ""
        places = {"old": old.body["location"], "new": asked.body["location"]}
        raise refuse("location-change", name=asked.id.name, group=group, **places)
    _kind(asked, old)
    before = old.properties.get("customSubDomainName")
    now = asked.properties.get("customSubDomainName")
    if before and (now or "").lower() != before.lower():
        raise refuse("subdomain-change", old=before, new=now)


def _kind(asked: Asked, old: Resource) -> None:
    """OpenAI becomes AIServices in place; the way back is free once its projects are gone."""
    kinds = {"old": old.body.get("kind"), "new": asked.body.get("kind")}
    if kinds["old"] == kinds["new"]:
        return
    if set(kinds.values()) != {"OpenAI", "AIServices"}:
        raise refuse("kind-change", **kinds, why="there is no such upgrade")
    if kinds["new"] == "AIServices" and not _can_be_foundry(asked):
        why = "it needs a managed identity, customSubDomainName and allowProjectManagement"
        raise refuse("kind-change", **kinds, why=why)
    if kinds["new"] == "OpenAI" and asked.state.below(asked.id, PROJECT):
        raise refuse("kind-change", **kinds, why="it has projects")


def _can_be_foundry(asked: Asked) -> bool:
    given = asked.properties
    wanted = (given.get("allowProjectManagement"), given.get("customSubDomainName"))
    return all(wanted) and _has_identity(asked.body)


def _has_identity(body: dict[str, Any]) -> bool:
    return str((body.get("identity") or {}).get("type", "None")) != "None"


def _room(asked: Asked) -> None:
    region, kind = asked.body["location"], asked.body["kind"]
    for of, label in (
        (kind, _COUNTERS.get(kind, "")),
        ("*", "Cognitive Services total account limit"),
    ):
        limit = asked.settings.accounts.get(of)
        there = quota.accounts(asked.state, region, "" if of == "*" else kind)
        if limit is not None and there >= limit:
            raise refuse("quota", asked=1, label=label, left=0, used=there, limit=limit)


def _subdomain(asked: Asked) -> None:
    """Subdomains are one name space for all customers; a soft-deleted account keeps its own."""
    wanted = asked.properties.get("customSubDomainName")
    if not wanted:
        return
    if not _SUBDOMAIN.fullmatch(wanted):
        raise refuse("subdomain-invalid", subdomain=wanted)
    graves = [g.account for g in asked.state.deleted()]
    others = (r for r in (*asked.state.of_type(ACCOUNT), *graves) if r.arm.key != asked.id.key)
    taken = {str(r.properties.get("customSubDomainName", "")).lower() for r in others}
    taken.update(name.lower() for name in asked.settings.taken_subdomains)
    if wanted.lower() in taken:
        raise refuse("subdomain-taken", subdomain=wanted)


def _references(asked: Asked) -> None:
    identities = (asked.body.get("identity") or {}).get("userAssignedIdentities") or {}
    for target in identities:
        asked.need(target, _IDENTITY, "identity.userAssignedIdentities")
    for storage in asked.properties.get("userOwnedStorage") or []:
        asked.need(storage["resourceId"], _STORAGE, "properties.userOwnedStorage.resourceId")


def _complete(asked: Asked) -> None:
    region = asked.body["location"]
    host = asked.properties.get("customSubDomainName")
    suffix = "openai.azure.com" if asked.body["kind"] == "OpenAI" else "cognitiveservices.azure.com"
    own = f"https://{host}.{suffix}/" if host else f"https://{region}.api.cognitive.microsoft.com/"
    asked.properties.update(
        endpoint=own,
        endpoints=_endpoints(asked.body["kind"], host, own),
        internalId=made_up_id(asked.id.text, "internal").replace("-", ""),
        dateCreated=stamp(asked.old.made if asked.old else asked.now),
        isMigrated=False,
        callRateLimit={"rules": []},
        capabilities=[{"name": "VirtualNetworks"}, {"name": "CustomerManagedKey"}],
    )
    asked.properties.setdefault("publicNetworkAccess", "Enabled")
    _identify(asked)


def _endpoints(kind: str, host: str | None, own: str) -> dict[str, str]:
    if not host:
        return {"OpenAI Language Model Instance API": own}
    found = {"OpenAI Language Model Instance API": f"https://{host}.openai.azure.com/"}
    if kind == "AIServices":
        found["AI Foundry API"] = f"https://{host}.services.ai.azure.com/"
    return found


def _identify(asked: Asked) -> None:
    """Give the principals that the directory makes for managed identities."""
    identity = asked.body.get("identity") or {}
    if "SystemAssigned" in identity.get("type", ""):
        identity["principalId"] = made_up_id(asked.id.text, "principal")
        lingering.born(asked, identity["principalId"])
        identity["tenantId"] = asked.settings.tenant
    for target in identity.get("userAssignedIdentities") or {}:
        identity["userAssignedIdentities"][target] = {
            "principalId": made_up_id(ArmId.of(target).text, "principal"),
            "clientId": made_up_id(ArmId.of(target).text, "client"),
        }


def write_project(asked: Asked) -> None:
    """Projects live in accounts of kind AIServices that allow them. Raises ArmError."""
    account = asked.parent()
    allowed = account.properties.get("allowProjectManagement") and _has_identity(account.body)
    if account.body["kind"] != "AIServices" or not allowed:
        raise refuse("no-projects")
    if not NAME.fullmatch(asked.id.name):
        raise refuse("name-invalid", name=asked.id.name)
    there = asked.state.below(account.arm, PROJECT)
    if asked.old is None and len(there) >= MOST_PROJECTS:
        raise refuse("too-many-projects", limit=MOST_PROJECTS)
    host = account.properties.get("customSubDomainName")
    url = f"https://{host}.services.ai.azure.com/api/projects/{asked.id.name}"
    first = not there or there[0].arm.key == asked.id.key
    asked.properties.update(endpoints={"AI Foundry API": url}, isDefault=first)
    asked.body["location"] = slug(str(asked.body.get("location") or account.body["location"]))
    _identify(asked)
