"""Every input of a stack file, with an edit of each: one row for each key that there is."""

from __future__ import annotations

import copy
import typing
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from planner.domain.schema import Strict
from planner.domain.workload import StackFile

SUBSCRIPTION = "11111111-2222-3333-4444-555555555555"
_OURS = f"/subscriptions/{SUBSCRIPTION}/resourceGroups"
_NET = f"{_OURS}/net/providers/Microsoft.Network"
SUBNET = f"{_NET}/virtualNetworks/hub/subnets/endpoints"
ZONES = [
    f"{_NET}/privateDnsZones/privatelink.{name}"
    for name in (
        "openai.azure.com",
        "cognitiveservices.azure.com",
        "services.ai.azure.com",
    )
]
_LOGS = f"{_OURS}/logs/providers/Microsoft.OperationalInsights/workspaces"
_STORAGE = f"{_OURS}/data/providers/Microsoft.Storage/storageAccounts"
_HUB = f"{_OURS}/logs/providers/Microsoft.EventHub/namespaces/n/authorizationRules"
_IDENTITY = f"{_OURS}/id/providers/Microsoft.ManagedIdentity/userAssignedIdentities/reader"
_PERSON = "abcdef22-2222-3333-4444-555555555555"
_TUNED = "gpt-4.1-mini-2025-04-14.ft-b044a9d3cf9c4228b5d393567f693b83"
_TRAINED = f"{_OURS}/rg-aoai-dev/providers/Microsoft.CognitiveServices/accounts"


def _workload(model: str = "gpt-5.1@2025-11-13", **more: Any) -> dict[str, Any]:
    base = {
        "model": model,
        "deployment_type": "global-standard",
        "region": "swedencentral",
        "capacity": {"tpm": 50_000},
    }
    return {**base, **more}


RICH: dict[str, Any] = {
    "version": 1,
    "catalog": {"name": "2026-09", "max_age": 400},
    "as_of": "2026-11-20",
    "subscription": {"id": SUBSCRIPTION, "deployed_before": ["gpt-4o@2024-11-20"]},
    "accounts": {
        "naming": {"prefix": "aoai", "suffix": "c7f2"},
        "network": {
            "profile": "private",
            "private_endpoint": {"subnet": SUBNET, "location": "swedencentral"},
            "outbound": {"restricted": True, "allowed_fqdns": ["a.example"]},
        },
        "identity": {"user_assigned": ["create", _IDENTITY]},
        "encryption": {
            "key_vault": "https://v.vault.azure.net/",
            "key": "k",
            "identity_client_id": _PERSON,
        },
        "projects": [{"name": "research"}],
        "diagnostics": {
            "log_analytics": f"{_LOGS}/one",
            "event_hub": {"authorization_rule": f"{_HUB}/send"},
        },
        "role_assignments": [{"role": "Cognitive Services OpenAI User", "principal": _PERSON}],
        "block_lists": {
            "names": {"items": {"rival": {"pattern": "Contoso"}}},
            "words": {"items": {}},
        },
        "content_filters": {
            "strict": {
                "filters": [{"name": "Hate", "source": "Prompt", "threshold": "Low"}],
                "block_lists": [{"name": "names"}],
            }
        },
        "user_owned_storage": [{"id": f"{_STORAGE}/one"}],
        "lock": "CanNotDelete",
        "tags": {"cost-centre": "1000"},
    },
    "workloads": {
        "chat": _workload(content_filter="strict", tags={"a": "b"}),
        "drafts": _workload("gpt-4o@2024-11-20"),
        "reserved": _workload(deployment_type="global-provisioned", capacity={"ptu": 50}),
        "tuned": _workload(
            "gpt-4.1-mini@2025-04-14",
            fine_tuned={"id": _TUNED},
            deployment_type="developer",
        ),
        "learn": {
            "model": "gpt-4.1-mini@2025-04-14",
            "region": "swedencentral",
            "training": {"type": "standard", "method": "sft"},
        },
    },
}
"""A stack that has something of everything."""


@dataclass(frozen=True)
class Edit:
    """One input with another value; keys below `accounts` or of the workload `chat`, by dots."""

    key: str
    value: Any
    also: tuple[tuple[str, Any], ...] = ()
    """Other keys, which the value asks for."""
    on: str = "chat"
    """The workload that is edited."""
    at: str = ""
    """Where the value is put, where that is not at the key."""
    stack: str = "dev"
    """The stack's name."""
    shown: str = ""
    """What the documentation calls it, where that is not the key."""

    def applied(self) -> dict[str, Any]:
        """The rich stack with the edit."""
        data = copy.deepcopy(RICH)
        edited = () if self.key == _STACK else ((self.at or self.key, self.value),)
        for key, value in (*edited, *self.also):
            _set(data, key.replace("workloads.<name>.", f"workloads.{self.on}."), value)
        return data


def _set(data: Any, key: str, value: Any) -> None:
    """Set what is at a key; `[]` is the first of a list, `<name>` of a mapping the first key."""
    *steps, last = key.replace("[]", ".0").split(".")
    for step in steps:
        data = _below(data, step)
    if last == "<name>":
        name = next(iter(data))
        data[value] = data.pop(name)
    elif value is None:
        data.pop(last, None)
    else:
        data[int(last) if isinstance(data, list) else last] = value


def _below(data: Any, step: str) -> Any:
    if step == "<name>":
        return next(iter(data.values()))
    return data[int(step)] if isinstance(data, list) else data.setdefault(step, {})


_STACK = "the stack's name"
_A = "accounts."
_E = f"{_A}network.private_endpoint."
_W = "workloads.<name>."
_R = f"{_A}regions.<region>."
_F = f"{_A}content_filters.<name>."

EDITS: tuple[Edit, ...] = (
    Edit(_STACK, None, stack="test"),
    Edit("catalog.name", "2025-11"),
    Edit("catalog.max_age", 30),
    Edit("as_of", "2026-11-21"),
    Edit("empty", value=True),
    Edit("home", "westus3"),
    Edit("spread_risk", value=True),
    Edit("environment", "prod", ((_A + "network.profile", "private"),)),
    Edit("subscription.id", "99999999-2222-3333-4444-555555555555"),
    Edit("subscription.quota_tier", 1),
    Edit("subscription.quota", {"OpenAI.GlobalStandard.gpt-5.1": 500}),
    Edit("subscription.deployed_before", ["gpt-4o@2024-11-20", "gpt-4o@2024-08-06"]),
    Edit("subscription.approved", ["o1-preview"]),
    Edit("defaults", {"residency": "global"}),
    Edit(_A + "naming.prefix", "llm"),
    Edit(_A + "naming.suffix", "x1"),
    Edit(_A + "resource_group", "rg-new", shown="accounts.resource_group, a name"),
    Edit(
        _A + "resource_group", f"{_OURS}/rg-aoai-dev", shown="accounts.resource_group, its own id"
    ),
    Edit(_A + "resource_group", f"{_OURS}/rg-hub", shown="accounts.resource_group, another id"),
    Edit(_A + "location", "westeurope"),
    Edit(_R + "name", {"swedencentral": {"name": "contoso"}}, at=_A + "regions"),
    Edit(_R + "subdomain", {"swedencentral": {"subdomain": "contoso"}}, at=_A + "regions"),
    Edit(_A + "kind", "OpenAI"),
    Edit(_A + "local_auth", value=True),
    Edit(_A + "public_network", value=True, also=((_A + "network", None),)),
    Edit(_A + "network.profile", "restricted"),
    Edit(_A + "network.ip_rules", ["203.0.113.0/24"], ((_A + "network.profile", "restricted"),)),
    Edit(_A + "network.subnets", [SUBNET], ((_A + "network.profile", "restricted"),)),
    Edit(_A + "network.trusted_services", value=False),
    Edit(_E + "create", value=False, also=((_E + "subnet", None), (_E + "location", None))),
    Edit(_E + "subnet", SUBNET.replace("endpoints", "more"), shown=f"{_E}subnet, same network"),
    Edit(_E + "subnet", SUBNET.replace("hub", "spoke"), shown=f"{_E}subnet, another network"),
    Edit(_E + "subnet", SUBNET.replace("/hub/", "/HUB/"), shown=f"{_E}subnet, its case"),
    Edit(_E + "location", "francecentral"),
    Edit(_E + "dns", ZONES, shown=f"{_E}dns, ids"),
    Edit(_E + "dns", "none", shown=f"{_E}dns, none"),
    Edit(_A + "network.outbound.restricted", value=False),
    Edit(_A + "network.outbound.allowed_fqdns", ["b.example"]),
    Edit(_A + "subnet", SUBNET.replace("hub", "spoke"), ((_E + "subnet", None),)),
    Edit(_A + "identity.system", value=False),
    Edit(_A + "identity.user_assigned", [_IDENTITY], shown=_A + "identity.user_assigned, create"),
    Edit(_A + "projects[].name", "care"),
    Edit(_A + "projects[].display_name", "Care"),
    Edit(_A + "projects[].description", "Care"),
    Edit(_A + "diagnostics.log_analytics", f"{_LOGS}/two"),
    Edit(_A + "diagnostics.storage", f"{_STORAGE}/logs"),
    Edit(_A + "diagnostics.event_hub.authorization_rule", f"{_HUB}/other"),
    Edit(_A + "diagnostics.event_hub.name", "hub"),
    Edit(_A + "diagnostics.categories", ["Audit"]),
    Edit(_A + "diagnostics.metrics", []),
    Edit(_A + "role_assignments[].role", "Reader"),
    Edit(_A + "role_assignments[].principal", SUBSCRIPTION),
    Edit(
        _A + "role_assignments[].principal",
        _PERSON.upper(),
        shown=_A + "role_assignments[].principal, its case",
    ),
    Edit(_A + "role_assignments[].principal_type", "Group"),
    Edit(_A + "role_assignments[].description", "who calls"),
    Edit(_A + "role_assignments[].condition", "@x"),
    Edit(_A + "encryption.key_vault", "https://w.vault.azure.net/"),
    Edit(_A + "encryption.key", "l"),
    Edit(_A + "encryption.version", "1"),
    Edit(_A + "encryption.identity_client_id", SUBSCRIPTION),
    Edit(_A + "content_filters.<name>", "lax", ((_W + "content_filter", "lax"),)),
    Edit(_F + "base", "Microsoft.Default"),
    Edit(_F + "mode", "Blocking"),
    Edit(_F + "filters[].name", "Violence"),
    Edit(_F + "filters[].source", "Completion"),
    Edit(_F + "filters[].threshold", "High"),
    Edit(_F + "filters[].blocking", value=False),
    Edit(_F + "filters[].enabled", value=False),
    Edit(_F + "block_lists[].name", "words"),
    Edit(_F + "block_lists[].source", "Completion"),
    Edit(_F + "block_lists[].blocking", value=False),
    Edit(_A + "block_lists.<name>", "rivals", ((_F + "block_lists[].name", "rivals"),)),
    Edit(_A + "block_lists.<name>.description", "rivals"),
    Edit(_A + "block_lists.<name>.items.<name>", "friend"),
    Edit(_A + "block_lists.<name>.items.<name>.pattern", "Fabrikam"),
    Edit(_A + "block_lists.<name>.items.<name>.regex", value=True),
    Edit(_A + "user_owned_storage[].id", f"{_STORAGE}/two"),
    Edit(_A + "user_owned_storage[].identity_client_id", _PERSON),
    Edit(_A + "lock", "ReadOnly"),
    Edit(_A + "lock", None, shown="accounts.lock, taken out"),
    Edit(_A + "import", value=True),
    Edit(_A + "owned", value=True),
    Edit(_A + "taken_from", "other", ((_A + "import", True),)),
    Edit(_A + "restore", value=True),
    Edit(_A + "tags", {"cost-centre": "2000"}),
    Edit("workloads.<name>", "talk", shown="workloads.<name>, renamed"),
    Edit(_W + "upgrade", "when-expired"),
    Edit(_W + "content_filter", None),
    Edit(_W + "spillover", "chat", on="reserved"),
    Edit(_W + "owner", "claims team"),
    Edit(_W + "tags", {"a": "c"}),
    Edit(_W + "model", "gpt-5-mini@2025-08-07", shown=f"{_W}model, standard types"),
    Edit(_W + "model", "gpt-5-mini@2025-08-07", on="reserved", shown=f"{_W}model, provisioned"),
    Edit(_W + "model", "gpt-4o@2024-08-06", on="drafts", shown=f"{_W}model, its version"),
    Edit(_W + "deployment_type", "data-zone-standard", shown=f"{_W}deployment_type, standard"),
    Edit(
        _W + "deployment_type",
        "global-standard",
        ((_W + "capacity", {"tpm": 50_000}),),
        on="reserved",
        shown=f"{_W}deployment_type, provisioned to standard",
    ),
    Edit(
        _W + "deployment_type",
        "data-zone-provisioned",
        on="reserved",
        shown=f"{_W}deployment_type, provisioned",
    ),
    Edit(_W + "region", "francecentral"),
    Edit(_W + "residency", "global"),
    Edit(_W + "capacity.tpm.min", {"tpm": {"min": 10_000, "target": 50_000}}, at=_W + "capacity"),
    Edit(_W + "capacity.tpm.target", {"tpm": 60_000}, at=_W + "capacity"),
    Edit(
        _W + "capacity.ptu.min",
        {"ptu": {"min": 45, "target": 50}},
        on="reserved",
        at=_W + "capacity",
    ),
    Edit(_W + "capacity.ptu.target", {"ptu": 100}, on="reserved", at=_W + "capacity"),
    Edit(_W + "capacity.units.min", {"units": {"min": 10, "target": 50}}, at=_W + "capacity"),
    Edit(_W + "capacity.units.target", {"units": 60}, at=_W + "capacity"),
    Edit(_W + "deployment_name", "gpt"),
    Edit(_W + "replicas", 2, ((_W + "region", ["swedencentral", "francecentral"]),)),
    Edit(_W + "spread", "geography"),
    Edit(_W + "fine_tuned.id", _TUNED.replace("b044", "b055"), on="tuned"),
    Edit(_W + "fine_tuned.source_account", f"{_TRAINED}/training", on="tuned"),
    Edit(_W + "fine_tuned.source_region", "northcentralus", on="tuned"),
    Edit(_W + "training.type", "global", on="learn"),
    Edit(_W + "training.method", "dpo", on="learn"),
    Edit(_W + "together_with", ["drafts"]),
    Edit(_W + "priority", "low"),
    Edit(_W + "apart_from", ["learn"]),
    Edit(_W + "account", 2),
    Edit(_W + "team", "claims"),
    Edit(_W + "import", value=True),
    Edit(_W + "accept[].rule", [{"rule": "AOAI206"}], at=_W + "accept"),
    Edit(_W + "accept[].until", [{"rule": "AOAI206", "until": "2027-01-01"}], at=_W + "accept"),
    Edit(_W + "accept[].reason", [{"rule": "AOAI206", "reason": "known"}], at=_W + "accept"),
)
"""Each input of a stack file with another value. Regions and teams repeat the keys of accounts."""


def keys() -> set[str]:
    """Every key of a stack file, as the rows name them; those of a region and a team once."""
    found = {_plain(key) for key in _leaves(StackFile)}
    return {key for key in found if not key.startswith(("accounts.regions", "accounts.teams"))}


def _plain(key: str) -> str:
    return key.removesuffix(".")


def _leaves(model: type[Strict], at: str = "") -> Iterator[str]:
    for name, field in model.model_fields.items():
        key = f"{at}{field.alias or name}"
        below = list(_models(field.annotation))
        if not below:
            yield key
        for other, mark in below:
            yield from _leaves(other, f"{key}{mark}.")


def _models(annotation: Any) -> Iterator[tuple[type[Strict], str]]:
    """The forms that stand in an annotation, each with how it is reached: `[]`, `.<name>`."""
    if isinstance(annotation, type) and issubclass(annotation, Strict):
        yield annotation, ""
        return
    mark = {tuple: "[]", list: "[]", dict: ".<name>"}.get(typing.get_origin(annotation), "")
    for argument in typing.get_args(annotation):
        for model, inner in _models(argument):
            yield model, mark + inner
