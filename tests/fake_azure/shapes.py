"""The inputs and outputs of each resource type we emit, read off the installed SDK.

The real provider carries a schema; the SDK is generated from the same one, so its classes say
which properties there are, which must be given and which are objects.
"""

from __future__ import annotations

import importlib
import inspect
import threading
import typing
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from pulumi import _types

SUBSCRIPTION = "/subscriptions/{subscriptionId}"
_GROUP = SUBSCRIPTION + "/resourceGroups/{resourceGroupName}"
_SERVICE = _GROUP + "/providers/Microsoft.CognitiveServices/accounts/{accountName}"
_NETWORK = _GROUP + "/providers/Microsoft.Network"

RANDOM, COPY, GUID = "random", "copy", "guid"


@dataclass(frozen=True)
class Route:
    """How a resource type maps to ARM: its id, its API version, what replaces it."""

    path: str
    version: str
    """Default API version of azure-native 3.29.0, as its docstrings say."""
    replaces: frozenset[str] = frozenset()
    """Body properties that force a replacement: create-only in the specification, or in the
    provider's own list (provider/pkg/gen/replacement.go, 2026)."""
    naming: str = RANDOM
    """How the last path parameter is named when it is not given."""

    @property
    def names(self) -> tuple[str, ...]:
        """Path parameters that the program gives, in order; they replace too."""
        parts = self.path.split("{")[1:]
        found = tuple(part.split("}")[0] for part in parts)
        return tuple(name for name in found if name != "subscriptionId")


_PLACE = frozenset({"location"})

ROUTES: Mapping[str, Route] = {
    "azure-native:resources:ResourceGroup": Route(_GROUP, "2024-03-01", _PLACE),
    "azure-native:cognitiveservices:Account": Route(_SERVICE, "2025-06-01", _PLACE),
    "azure-native:cognitiveservices:Deployment": Route(
        _SERVICE + "/deployments/{deploymentName}", "2025-06-01"
    ),
    "azure-native:cognitiveservices:RaiPolicy": Route(
        _SERVICE + "/raiPolicies/{raiPolicyName}", "2025-06-01"
    ),
    "azure-native:cognitiveservices:RaiBlocklist": Route(
        _SERVICE + "/raiBlocklists/{raiBlocklistName}", "2025-06-01"
    ),
    "azure-native:cognitiveservices:RaiBlocklistItem": Route(
        _SERVICE + "/raiBlocklists/{raiBlocklistName}/raiBlocklistItems/{raiBlocklistItemName}",
        "2025-06-01",
    ),
    "azure-native:cognitiveservices:Project": Route(
        _SERVICE + "/projects/{projectName}", "2025-06-01", _PLACE
    ),
    "azure-native:network:PrivateEndpoint": Route(
        _NETWORK + "/privateEndpoints/{privateEndpointName}", "2024-05-01", frozenset({"subnet"})
    ),
    "azure-native:network:PrivateDnsZoneGroup": Route(
        _NETWORK + "/privateEndpoints/{privateEndpointName}"
        "/privateDnsZoneGroups/{privateDnsZoneGroupName}",
        "2024-05-01",
    ),
    "azure-native:privatedns:PrivateZone": Route(
        _NETWORK + "/privateDnsZones/{privateZoneName}", "2024-06-01", naming=COPY
    ),
    "azure-native:privatedns:VirtualNetworkLink": Route(
        _NETWORK + "/privateDnsZones/{privateZoneName}"
        "/virtualNetworkLinks/{virtualNetworkLinkName}",
        "2024-06-01",
    ),
    "azure-native:monitor:DiagnosticSetting": Route(
        "/{resourceUri}/providers/Microsoft.Insights/diagnosticSettings/{name}",
        "2021-05-01-preview",
    ),
    "azure-native:authorization:RoleAssignment": Route(
        "/{scope}/providers/Microsoft.Authorization/roleAssignments/{roleAssignmentName}",
        "2022-04-01",
        frozenset({"principalId", "scope"}),
        naming=GUID,
    ),
    "azure-native:authorization:ManagementLockByScope": Route(
        "/{scope}/providers/Microsoft.Authorization/locks/{lockName}", "2020-05-01"
    ),
    "azure-native:managedidentity:UserAssignedIdentity": Route(
        _GROUP + "/providers/Microsoft.ManagedIdentity/userAssignedIdentities/{resourceName}",
        "2023-01-31",
        _PLACE,
    ),
}


@dataclass(frozen=True)
class Property:
    """One property: whether it must be given, and the class of the object or items it holds."""

    kind: type | None
    """str, int, bool, float, list, dict; None where the SDK says several or anything."""
    holds: type | None
    required: bool


Shape = Mapping[str, Property]


@cache
def inputs(token: str) -> Shape:
    """Inputs of a resource type, by wire name; KeyError for a type that is not in `ROUTES`."""
    return _arguments(_class(token, "Args"))


@cache
def outputs(token: str) -> Shape:
    """Outputs of a resource type, by wire name."""
    found: Mapping[str, Any] = _types.resource_types(_class(token))
    return {wire: _property(kind, required=False) for wire, kind in found.items()}


def inner(holds: type) -> Shape:
    """The properties of an object that a property holds, argument or output."""
    return _arguments(holds) if _types.is_input_type(holds) else _answers(holds)


_LOADING = threading.Lock()
"""The SDK loads its modules when they are first asked for, and not safely in several threads."""


def _class(token: str, suffix: str = "") -> Any:
    """The SDK's class of a resource type, or of its arguments."""
    if token not in ROUTES:
        raise KeyError(token)
    _, module, name = token.split(":")
    with _LOADING:
        return getattr(importlib.import_module(f"pulumi_azure_native.{module}"), name + suffix)


@cache
def _arguments(arguments: type) -> Shape:
    kinds: Mapping[str, Any] = _types.input_type_types(arguments)
    names: Mapping[str, str] = _types.input_type_py_to_pulumi_names(arguments)
    given = inspect.signature(vars(arguments)["__init__"]).parameters
    needed = {
        names[python]
        for python, parameter in given.items()
        if python in names and parameter.default is inspect.Parameter.empty
    }
    return {wire: _property(kind, required=wire in needed) for wire, kind in kinds.items()}


@cache
def _answers(output: type) -> Shape:
    kinds: Mapping[str, Any] = _types.output_type_types(output)
    return {wire: _property(kind, required=False) for wire, kind in kinds.items()}


def _property(said: Any, *, required: bool) -> Property:
    kind = _types.unwrap_type(said)
    origin = typing.get_origin(kind) or kind
    if origin is Sequence or origin is list:
        return Property(list, _held(typing.get_args(kind)[0]), required)
    if origin is Mapping or origin is dict:
        return Property(dict, None, required)
    if _is_object(kind):
        return Property(dict, kind, required)
    return Property(kind if kind in (str, int, bool, float) else None, None, required)


def _held(item: Any) -> type | None:
    """The class of a list's items, where they are objects."""
    kind = _types.unwrap_type(item)
    choices = [kind, *typing.get_args(kind)]
    return next((each for each in choices if _is_object(each)), None)


def _is_object(kind: Any) -> bool:
    return isinstance(kind, type) and (_types.is_input_type(kind) or _types.is_output_type(kind))
