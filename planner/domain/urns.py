"""What a Pulumi URN says: `urn:pulumi:STACK::PROJECT::TYPES$OF$PARENTS$TYPE::NAME`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def types_of(urn: str) -> str:
    """The types of its parents and its own, as they stand; empty where it has none."""
    _, _, rest = urn.partition("::")
    _, _, rest = rest.partition("::")
    return rest.partition("::")[0]


def type_of(urn: str) -> str:
    """The resource's own type."""
    return types_of(urn).rpartition("$")[2]


def name_of(urn: str) -> str:
    """The logical name, which may hold anything."""
    return urn.split("::", 3)[-1]


def outputs_of(entry: object) -> Mapping[str, Any]:
    """The outputs of a resource of a state; empty where it has none that can be read."""
    found = entry.get("outputs") if isinstance(entry, Mapping) else None
    return found if isinstance(found, Mapping) else {}
