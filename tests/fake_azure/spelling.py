"""How ARM spells ids in its answers, however they were sent.

Source: answers seen in issues of terraform-provider-azurerm and pulumi-azure-native, 2023 to 2026.
That it holds for every id in every answer is assumed.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

_WORDS = (
    "subscriptions",
    "resourceGroups",
    "providers",
    "Microsoft.Authorization",
    "roleAssignments",
    "roleDefinitions",
    "locks",
    "Microsoft.CognitiveServices",
    "accounts",
    "deployments",
    "projects",
    "raiPolicies",
    "raiBlocklists",
    "Microsoft.EventHub",
    "namespaces",
    "authorizationRules",
    "Microsoft.Insights",
    "diagnosticSettings",
    "Microsoft.ManagedIdentity",
    "userAssignedIdentities",
    "Microsoft.Network",
    "virtualNetworks",
    "subnets",
    "privateEndpoints",
    "privateDnsZones",
    "virtualNetworkLinks",
    "privateDnsZoneGroups",
    "networkInterfaces",
    "Microsoft.OperationalInsights",
    "workspaces",
    "Microsoft.Storage",
    "storageAccounts",
)
_SPELT: Mapping[str, str] = {word.lower(): word for word in _WORDS}


def spelt(value: Any) -> Any:
    """A value of an answer, with all ids in it as ARM spells them; names in ids stay."""
    if isinstance(value, dict):
        return {_id(key): spelt(each) for key, each in value.items()}
    if isinstance(value, list):
        return [spelt(each) for each in value]
    return _id(value) if isinstance(value, str) else value


def _id(text: str) -> str:
    """An id is pairs: a type and a name, or `providers` and a namespace."""
    if not text.lower().startswith("/subscriptions/"):
        return text
    words = text.split("/")
    for at in range(1, len(words), 2):
        words[at] = _SPELT.get(words[at].lower(), words[at])
        if words[at] == "providers" and at + 1 < len(words):
            words[at + 1] = _SPELT.get(words[at + 1].lower(), words[at + 1])
    return "/".join(words)
