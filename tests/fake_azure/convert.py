"""Between the SDK's properties and ARM's bodies, in the ways that the real provider does it.

Source: provider/pkg/convert and provider/pkg/provider/provider.go of pulumi/pulumi-azure-native,
read in 2026: previews echo inputs and leave all other outputs unknown; a refresh changes only
those inputs whose output changed since the last write; an import takes every writable property.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tests.fake_azure import shapes
from tests.fake_azure.shapes import ROUTES, Shape
from tests.fake_azure.wire import UNKNOWN

Properties = dict[str, Any]

ENVELOPE = ("location", "tags", "sku", "kind", "identity", "extendedLocation", "managedBy")
VERSION = "azureApiVersion"
_USERS = "userAssignedIdentities"


def arm_id(token: str, subscription: str, inputs: Mapping[str, Any]) -> str:
    """The id of the resource that these inputs name."""
    route = ROUTES[token]
    given = {name: str(inputs[name]).strip("/") for name in route.names}
    return route.path.format(subscriptionId=subscription, **given)


def names_in(token: str, rid: str) -> Properties:
    """The path parameters that an id holds."""
    route = ROUTES[token]
    if "{scope}" in route.path or "{resourceUri}" in route.path:
        above, _, _, _, name = rid.rsplit("/", 4)
        return dict(zip(route.names, (above, name), strict=True))
    pairs = zip(route.path.split("/"), rid.split("/"), strict=False)
    found = {part[1:-1]: value for part, value in pairs if part.startswith("{")}
    return {name: found[name] for name in route.names if name in found}


def body(token: str, inputs: Mapping[str, Any]) -> Properties:
    """ARM's body of a PUT."""
    route, known = ROUTES[token], shapes.inputs(token)
    rest = {k: v for k, v in inputs.items() if k in known and k not in route.names}
    found = {key: rest.pop(key) for key in ENVELOPE if key in rest}
    found["properties"] = rest.get("properties", {}) if "properties" in known else rest
    identity = found.get("identity")
    if identity and isinstance(identity.get(_USERS), list):
        found["identity"] = {**identity, _USERS: {rid: {} for rid in identity[_USERS]}}
    return found


def outputs(token: str, answer: Mapping[str, Any]) -> Properties:
    """ARM's answer as the SDK's outputs."""
    known = shapes.outputs(token)
    flat = dict(answer)
    if "properties" not in known or token.endswith(":ResourceGroup"):
        flat = {**answer.get("properties", {}), **answer}
    found = _only(flat, known)
    if token.endswith(":ResourceGroup"):
        state = answer.get("properties", {}).get("provisioningState")
        found["properties"] = {"provisioningState": state}
    return {**found, VERSION: ROUTES[token].version}


def _only(given: Mapping[str, Any], known: Shape) -> Properties:
    """What of `given` the shape knows, all the way down."""
    found: Properties = {}
    for name, of in known.items():
        if given.get(name) is not None:
            found[name] = _value(given[name], of)
    return found


def _value(value: Any, of: shapes.Property) -> Any:
    if of.holds is None:
        return value
    known = shapes.inner(of.holds)
    if isinstance(value, list):
        return [_only(each, known) if isinstance(each, dict) else each for each in value]
    return _only(value, known) if isinstance(value, dict) else value


def preview(token: str, inputs: Mapping[str, Any]) -> Properties:
    """Outputs before the resource exists: inputs, and everything else unknown."""
    return _fill(inputs, shapes.outputs(token))


def _fill(given: Mapping[str, Any], known: Shape) -> Properties:
    return {name: _expected(given.get(name), of) for name, of in known.items()}


def _expected(value: Any, of: shapes.Property) -> Any:
    if value is None:
        return UNKNOWN
    if of.holds is None:
        return value
    known = shapes.inner(of.holds)
    if isinstance(value, list):
        return [_fill(each, known) if isinstance(each, dict) else each for each in value]
    return _fill(value, known) if isinstance(value, dict) else value


def project(token: str, found: Mapping[str, Any]) -> Properties:
    """The inputs that would give these outputs: what can be written of them."""
    known = shapes.inputs(token)
    route = ROUTES[token]
    kept = {name: of for name, of in known.items() if name not in route.names}
    result = _only(found, kept)
    identity = result.get("identity")
    if identity and isinstance(identity.get(_USERS), dict):
        identity[_USERS] = list(identity[_USERS])
    return result


def imported(token: str, rid: str, found: Mapping[str, Any]) -> Properties:
    """Inputs of a resource that the state does not know yet."""
    return {**names_in(token, rid), **project(token, found)}


def refreshed(token: str, inputs: Properties, old: Properties, new: Properties) -> Properties:
    """Old inputs with whatever changed between two readings of the outputs."""
    return _apply(inputs, project(token, old), project(token, new))


def _apply(inputs: Properties, before: Properties, after: Properties) -> Properties:
    found = {k: v for k, v in inputs.items() if k not in before or k in after}
    for name, value in after.items():
        if name not in before:
            found[name] = value
        elif before[name] != value:
            found[name] = _changed(found.get(name), before[name], value)
    return found


def _changed(given: Any, before: Any, after: Any) -> Any:
    if all(isinstance(each, dict) for each in (given, before, after)):
        return _apply(given, before, after)
    if all(isinstance(each, list) for each in (given, before, after)):
        both = min(len(given), len(before))
        pairs = enumerate(after)
        return [_changed(given[i], before[i], x) if i < both else x for i, x in pairs]
    return after
