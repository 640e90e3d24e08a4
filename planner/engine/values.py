"""Property values on the wire, and as plain data.

Protobuf ships no types, so this is the one file that imports it.
"""

from __future__ import annotations

from google.protobuf.empty_pb2 import Empty  # type: ignore[import-untyped]
from google.protobuf.struct_pb2 import Struct  # type: ignore[import-untyped]
from google.protobuf.struct_pb2 import Value as WireValue
from pulumi.runtime import rpc

from planner.engine.preview import SECRET, UNKNOWN, Value

__all__ = ["SIGNATURE", "Empty", "Struct", "WireValue", "plain"]

SIGNATURE = "4dabf18193072939515e22adb298388d"
"""Key of an object that stands for something else: a secret, an output, a resource, an asset."""
_HIDDEN = "1b47061264138c4ac30d75fd1eb44270"
_OUTPUT = "d0e6a833031e9bbcd3f4e8bde6ca49a4"
_RESOURCE = "5cf8f73096256a8f31e491e813e4eb8e"


def plain(struct: Struct) -> dict[str, Value]:
    """The properties of a request as plain data, keys sorted."""
    return {key: _value(struct.fields[key]) for key in sorted(struct.fields)}


def _value(value: WireValue) -> Value:
    kind = value.WhichOneof("kind")
    if kind == "struct_value":
        return _object(value.struct_value)
    if kind == "list_value":
        return tuple(_value(each) for each in value.list_value.values)
    return None if kind in {None, "null_value"} else _scalar(getattr(value, kind))


def _scalar(value: str | float | bool) -> Value:  # noqa: FBT001 (a value, not a switch)
    if value == rpc.UNKNOWN:
        return UNKNOWN
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _object(struct: Struct) -> Value:
    if SIGNATURE not in struct.fields:
        return plain(struct)
    signature = struct.fields[SIGNATURE].string_value
    if signature == _HIDDEN:
        return SECRET
    if signature == _OUTPUT:
        return _output(struct)
    if signature == _RESOURCE:
        return _value(struct.fields["urn"])
    return {key: value for key, value in plain(struct).items() if key != SIGNATURE}


def _output(struct: Struct) -> Value:
    if "secret" in struct.fields and struct.fields["secret"].bool_value:
        return SECRET
    return _value(struct.fields["value"]) if "value" in struct.fields else UNKNOWN
