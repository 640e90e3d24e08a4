"""Properties as they travel between engine and provider, and as plain data.

Protobuf ships no types, so this is the one file of the stand-in that imports it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from google.protobuf.empty_pb2 import Empty  # type: ignore[import-untyped]
from google.protobuf.struct_pb2 import Struct  # type: ignore[import-untyped]
from pulumi.runtime import rpc

__all__ = ["UNKNOWN", "Empty", "Struct", "has_unknown", "pack", "unpack"]

UNKNOWN = rpc.UNKNOWN
"""How a string is written that only a later step will know."""
_SIGNATURE = "4dabf18193072939515e22adb298388d"
"""Key of an object that stands for another value: a secret or an output."""


def unpack(struct: Struct) -> dict[str, Any]:
    """Plain data: whole numbers as int, no nulls, secrets opened; unknown strings stay."""
    return {
        name: _open(value)
        for name, value in struct.fields.items()
        if value.WhichOneof("kind") != "null_value"
    }


def _open(value: Any) -> Any:
    kind = value.WhichOneof("kind")
    if kind == "struct_value":
        found = unpack(value.struct_value)
        return found.get("value", UNKNOWN) if _SIGNATURE in found else found
    if kind == "list_value":
        return [_open(each) for each in value.list_value.values]
    plain = getattr(value, kind)
    return int(plain) if isinstance(plain, float) and plain.is_integer() else plain


def pack(properties: Mapping[str, Any]) -> Struct:
    """The wire form of plain data; nulls are left out."""
    struct = Struct()
    struct.update(_without_nulls(properties))
    return struct


def _without_nulls(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {key: _without_nulls(v) for key, v in value.items() if v is not None}
    return [_without_nulls(each) for each in value] if isinstance(value, list) else value


def has_unknown(value: Any) -> bool:
    """Whether anything inside is not known yet."""
    if isinstance(value, Mapping):
        return any(has_unknown(each) for each in value.values())
    if isinstance(value, list):
        return any(has_unknown(each) for each in value)
    return bool(value == UNKNOWN)
