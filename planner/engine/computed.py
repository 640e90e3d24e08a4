"""What a resource will have once it is made, read off the typed SDK.

The provider's rule for previews: inputs come back as outputs, every other output is unknown.
"""

from __future__ import annotations

import importlib
from collections.abc import Mapping
from functools import cache
from typing import TypeGuard, Union, get_args, get_origin

from pulumi import _types
from pulumi.runtime import rpc

from planner.engine.values import SIGNATURE, Struct, WireValue


def outputs(token: str, inputs: Struct) -> Struct:
    """The outputs of a resource that does not exist yet.

    A type whose SDK is not installed gets its inputs back and nothing else.
    """
    found = _resource_types(token)
    if found is None:
        return inputs
    filled = _fill(inputs, found)
    for name in set(filled.fields) - set(found):
        del filled.fields[name]
    return filled


@cache
def _resource_types(token: str) -> Mapping[str, object] | None:
    package, _, rest = token.partition(":")
    module, _, name = rest.partition(":")
    try:
        where = f"pulumi_{package.replace('-', '_')}.{module.split('/')[0]}"
        resource = getattr(importlib.import_module(where), name)
    except (ImportError, AttributeError):
        return None
    return {key: _types.unwrap_type(t) for key, t in _types.resource_types(resource).items()}


@cache
def _output_types(output: type) -> Mapping[str, object]:
    return _types.output_type_types(output)


def _fill(given: Struct, expected: Mapping[str, object]) -> Struct:
    """A copy of `given` in which whatever else is expected stands as unknown."""
    filled = Struct()
    filled.CopyFrom(given)
    for name, kind in expected.items():
        if name not in given.fields or _is_set(given.fields[name], kind):
            filled.fields[name].string_value = rpc.UNKNOWN
        elif _is_object(given.fields[name]) and _is_output(kind):
            inner = _fill(given.fields[name].struct_value, _output_types(kind))
            filled.fields[name].struct_value.CopyFrom(inner)
    return filled


def _is_set(value: WireValue, kind: object) -> bool:
    """A list that Azure answers with a mapping: user-assigned identities, with their ids."""
    inner = next((arg for arg in get_args(kind) if arg is not type(None)), kind)
    takes = {get_origin(kind), get_origin(inner) if get_origin(kind) is Union else None}
    return bool(takes & {dict, Mapping}) and value.WhichOneof("kind") == "list_value"


def _is_object(value: WireValue) -> bool:
    if value.WhichOneof("kind") != "struct_value":
        return False
    return SIGNATURE not in value.struct_value.fields


def _is_output(kind: object) -> TypeGuard[type]:
    return isinstance(kind, type) and _types.is_output_type(kind)
