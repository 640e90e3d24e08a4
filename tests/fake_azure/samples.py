"""Ids and bodies of a small estate, for tests that drive a world."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from tests.fake_azure.faults import Fault
from tests.fake_azure.settings import SUBSCRIPTION, Settings
from tests.fake_azure.world import World

SUB = f"/subscriptions/{SUBSCRIPTION}"
GROUP = f"{SUB}/resourceGroups/rg"
TUNED = "gpt-4.1-mini-2025-04-14.ft-b044a9d3cf9c4228b5d393567f693b83"
VNET = f"{SUB}/resourceGroups/net/providers/Microsoft.Network/virtualNetworks/v"
SUBNET = f"{VNET}/subnets/s"
STORAGE = f"{SUB}/resourceGroups/ops/providers/Microsoft.Storage/storageAccounts/st"
WORKSPACE = f"{SUB}/resourceGroups/ops/providers/Microsoft.OperationalInsights/workspaces/w"
USER_ROLE = (
    f"{SUB}/providers/Microsoft.Authorization/roleDefinitions/5e0bd9bd-7b93-4f28-af87-19fc36ad61bd"
)


def account(name: str = "aoai") -> str:
    return f"{GROUP}/providers/Microsoft.CognitiveServices/accounts/{name}"


def deployment(name: str = "chat", of: str = "aoai") -> str:
    return f"{account(of)}/deployments/{name}"


def account_body(region: str = "swedencentral", host: str | None = "aoai", **more: Any) -> Any:
    """A body of an account; `more` goes into its properties, but for kind and identity."""
    top = {key: more.pop(key) for key in ("kind", "identity", "sku") if key in more}
    return {
        "location": region,
        "kind": "AIServices",
        "sku": {"name": "S0"},
        "identity": {"type": "SystemAssigned"},
        **top,
        "properties": {"customSubDomainName": host, "allowProjectManagement": True, **more},
    }


def body(
    model: str = "gpt-5.1@2025-11-13", sku: str = "GlobalStandard", capacity: int = 50, **more: Any
) -> Any:
    """A body of a deployment; `more` goes into its properties."""
    name, _, version = model.partition("@")
    said = {"format": more.pop("format", "OpenAI"), "name": name, "version": version}
    source = {"source": more.pop("source")} if "source" in more else {}
    return {
        "sku": {"name": sku, "capacity": capacity},
        "properties": {"model": {**said, **source}, **more},
    }


def world(*accounts: str, regions: Iterable[str] = (), **settings: Any) -> World:
    """A frozen world in memory with a group and these accounts, in Sweden unless said."""
    made = World.in_memory(Settings(**{"frozen": True, **settings}))
    fill(made, *accounts, regions=regions)
    return made


def fill(made: World, *accounts: str, regions: Iterable[str] = ()) -> None:
    """Put a group and accounts into a world; their subdomains are their names."""
    made.put(GROUP, {"location": "swedencentral"})
    places = [*regions] or ["swedencentral"] * len(accounts)
    for name, region in zip(accounts, places, strict=True):
        made.put(account(name), account_body(region, name))


def endpoint(of: str = "aoai", **more: Any) -> Any:
    """A body of a private endpoint to an account."""
    link = {"name": "to", "groupIds": ["account"], "privateLinkServiceId": account(of), **more}
    return {
        "location": "swedencentral",
        "properties": {"subnet": {"id": SUBNET}, "privateLinkServiceConnections": [link]},
    }


def network(kind: str, name: str) -> str:
    return f"{GROUP}/providers/Microsoft.Network/{kind}/{name}"


def about(rid: str, kind: str, name: str) -> str:
    """The id of an extension resource."""
    return f"{rid}/providers/{kind}/{name}"


def fault(kind: str, **more: Any) -> Fault:
    """A fault that strikes the next deployment that is written, unless `more` says otherwise."""
    match = "PUT microsoft.cognitiveservices/accounts/deployments *"
    return Fault(**{"kind": kind, "match": match, **more})
