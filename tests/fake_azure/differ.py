"""What changed between two sets of inputs, and whether that replaces the resource.

Source: provider/pkg/provider/diff.go of pulumi/pulumi-azure-native, read in 2026: path parameters
and create-only properties replace, everything else updates; a place has one name in two spellings.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import IntEnum
from typing import Any

from tests.fake_azure.accounts import slug
from tests.fake_azure.shapes import ROUTES


class Change(IntEnum):
    """The protocol's `PropertyDiff.Kind`."""

    ADD = 0
    ADD_REPLACE = 1
    DELETE = 2
    DELETE_REPLACE = 3
    UPDATE = 4
    UPDATE_REPLACE = 5

    @property
    def replacing(self) -> Change:
        return Change(self | 1)

    @property
    def replaces(self) -> bool:
        return bool(self & 1)


def changes(token: str, old: Mapping[str, Any], new: Mapping[str, Any]) -> dict[str, Change]:
    """Each changed property by its path, like `properties.model.name` or `tags.a`."""
    route = ROUTES[token]
    forces = {*route.names, *route.replaces}
    found: dict[str, Change] = {}
    for name in sorted({*old, *new} - {"__createBeforeDelete"}):
        if name == "location" and _same_place(old.get(name), new.get(name)):
            continue
        for path, change in _between(old.get(name), new.get(name), name).items():
            found[path] = change.replacing if name in forces else change
    return found


def _same_place(old: Any, new: Any) -> bool:
    return isinstance(old, str) and isinstance(new, str) and slug(old) == slug(new)


def _between(old: Any, new: Any, path: str) -> dict[str, Change]:
    if old == new:
        return {}
    if old is None or new is None:
        return {path: Change.ADD if old is None else Change.DELETE}
    if isinstance(old, dict) and isinstance(new, dict):
        keys = sorted({*old, *new})
        parts = [_between(old.get(k), new.get(k), f"{path}.{k}") for k in keys]
    elif isinstance(old, list) and isinstance(new, list):
        rows = range(max(len(old), len(new)))
        parts = [_between(_at(old, i), _at(new, i), f"{path}[{i}]") for i in rows]
    else:
        return {path: Change.UPDATE}
    return {key: change for part in parts for key, change in part.items()}


def _at(items: list[Any], number: int) -> Any:
    return items[number] if number < len(items) else None
