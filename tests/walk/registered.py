"""What a program registered, and what the engine would do to what the run before registered.

The engine's own rules, as far as they delete: a URN that is gone is deleted; a name, a parent or a
property that cannot change in place replaces; what the state and the program protect stays.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from google.protobuf import json_format  # type: ignore[import-untyped]

from tests.emit.mocked import Registered
from tests.fake_azure.shapes import ROUTES

OURS = "azure-native:"


@dataclass(frozen=True)
class Resource:
    """One registration, as far as a later one is held against it."""

    type: str
    name: str
    inputs: Mapping[str, Any]
    protect: bool
    replaces: tuple[str, ...]
    """Paths that the program itself says replace."""
    ignores: tuple[str, ...]
    kept_in_azure: bool
    """Pulumi forgets it without deleting it."""
    adopted: bool


World = Mapping[str, Resource]
"""By type and logical name: no two of a type have one name, whatever their parents are."""


def world_of(found: Registered) -> World:
    """What a program registered."""
    return {f"{r.type} {r.name}": r for r in map(_resource, found.requests) if _ours(r)}


def _ours(resource: Resource) -> bool:
    return resource.type.startswith(OURS)


def _resource(request: Any) -> Resource:
    return Resource(
        type=request.type,
        name=request.name,
        inputs=json_format.MessageToDict(request.object),
        protect=request.protect,
        replaces=tuple(request.replaceOnChanges),
        ignores=tuple(request.ignoreChanges),
        kept_in_azure=request.retainOnDelete,
        adopted=bool(request.importId),
    )


def deleted(before: World, after: World) -> Iterator[str]:
    """What is gone from the program, and so from Azure."""
    yield from (key for key in before if key not in after and not before[key].kept_in_azure)


def replaced(before: World, after: World) -> Iterator[tuple[str, str]]:
    """What would be deleted and made anew, with the path that is to blame."""
    for key in sorted(before.keys() & after.keys()):
        old, new = before[key], after[key]
        for path in (*_fixed(new.type), *new.replaces):
            if path not in new.ignores and at(old.inputs, path) != at(new.inputs, path):
                yield key, path


@cache
def _fixed(type_: str) -> tuple[str, ...]:
    route = ROUTES[type_]
    return (*route.names, *sorted(route.replaces))


def at(inputs: Mapping[str, Any], path: str) -> object:
    """The value at a path, in its wire spelling; None where there is none. A reference to another
    resource is as good as its value."""
    found: object = inputs
    for step in path.split("."):
        found = found.get(step) if isinstance(found, Mapping) else None
    return found


def refused(before: World, after: World) -> Iterator[str]:
    """What the engine will not do, and so stops before it does anything: a protected thing would go,
    or be made anew."""
    yield from (key for key in deleted(before, after) if before[key].protect)
    for key, _ in replaced(before, after):
        if before[key].protect and after[key].protect:
            yield key
