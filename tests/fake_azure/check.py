"""What the provider finds wrong with inputs before anything is sent, and what it fills in.

Source: Check, applyDefaults and validateProperty of provider.go in pulumi/pulumi-azure-native,
read in 2026. It knows types, required properties and name patterns; no ranges, no enums.
"""

from __future__ import annotations

import hashlib
import re
import uuid
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from tests.fake_azure import shapes
from tests.fake_azure.convert import VERSION
from tests.fake_azure.shapes import COPY, GUID, ROUTES, Shape
from tests.fake_azure.wire import UNKNOWN

AUTO_NAMED = "__createBeforeDelete"
"""Input by which the provider remembers that it made the name up."""

_NAME = r"^[a-zA-Z0-9][a-zA-Z0-9_.-]*$"
_PATTERNS = {"accountName": _NAME, "projectName": _NAME}
"""Account.tsp and Project.tsp: 2 to 64 characters of this pattern."""
_SHORTEST, _LONGEST = 2, 64

_WORDS: Mapping[type, str] = {str: "string", int: "integer", float: "number", bool: "boolean"}


def completed(
    token: str,
    name: str,
    seed: bytes,
    inputs: Mapping[str, Any],
    olds: Mapping[str, Any],
    place: Callable[[str], str | None],
) -> dict[str, Any]:
    """The inputs with a name, a location and an API version where none is given.

    `name` is the logical name, `seed` the engine's; `place` answers with a group's location.
    """
    route, found = ROUTES[token], dict(inputs)
    key = route.names[-1]
    if key not in found:
        found.update(_named(route.naming, key, name, seed, olds))
    if "location" in shapes.inputs(token) and "location" not in found:
        where = _place(found, olds, place)
        found.update({"location": where} if where else {})
    found.setdefault(VERSION, route.version)
    return found


def _named(
    naming: str, key: str, name: str, seed: bytes, olds: Mapping[str, Any]
) -> dict[str, Any]:
    if key in olds:
        return {k: olds[k] for k in (key, AUTO_NAMED) if k in olds}
    if naming == COPY:
        return {key: name}
    made_up = hashlib.sha256(seed or name.encode()).hexdigest()
    if naming == GUID:
        return {key: str(uuid.UUID(made_up[:32])), AUTO_NAMED: True}
    return {key: name + made_up[:8], AUTO_NAMED: True}


def _place(
    inputs: Mapping[str, Any], olds: Mapping[str, Any], place: Callable[[str], str | None]
) -> str | None:
    if "location" in olds:
        return str(olds["location"])
    group = inputs.get("resourceGroupName")
    if group == UNKNOWN:
        return UNKNOWN
    return place(str(group)) if group else None


def failures(token: str, inputs: Mapping[str, Any]) -> list[str]:
    """Everything that is wrong, one sentence each, in the provider's words."""
    found = list(_object("", shapes.inputs(token), inputs))
    for name, pattern in _PATTERNS.items():
        if isinstance(inputs.get(name), str) and inputs[name] != UNKNOWN:
            found += _text(name, pattern, inputs[name])
    return found


def _object(path: str, known: Shape, given: Mapping[str, Any]) -> Iterator[str]:
    for name, of in known.items():
        where = f"{path}.{name}" if path else name
        if name in given:
            yield from _property(where, of, given[name])
        elif of.required:
            yield f"missing required property '{where}'"


def _property(path: str, of: shapes.Property, value: Any) -> Iterator[str]:
    if value == UNKNOWN or of.kind is None:
        return
    if not _fits(of.kind, value):
        wanted = _WORDS.get(of.kind, "array" if of.kind is list else "object")
        yield f"'{path}' should be of type '{wanted}' but got {_called(value)}"
        return
    if of.holds is not None:
        rows = enumerate(value) if isinstance(value, list) else [(None, value)]
        for row, each in rows:
            where = path if row is None else f"{path}[{row}]"
            if isinstance(each, dict):
                yield from _object(where, shapes.inner(of.holds), each)


def _fits(kind: type, value: Any) -> bool:
    if isinstance(value, bool):
        return kind is bool
    return isinstance(value, (int, float)) if kind is float else isinstance(value, kind)


def _called(value: Any) -> str:
    names = {str: "a string", bool: "a boolean", list: "an array", dict: "an object"}
    return names.get(type(value), "a number")


def _text(name: str, pattern: str, value: str) -> Iterator[str]:
    if len(value) < _SHORTEST:
        yield (f"'{name}' is too short ({len(value)}): at least {_SHORTEST} characters required")
    if len(value) > _LONGEST:
        yield f"'{name}' is too long ({len(value)}): at most {_LONGEST} characters allowed"
    if not re.search(pattern, value):
        yield f"'{name}' does not match expression '{pattern}'"
