"""JSON Schema (draft 2020-12) of a form, read off its class: types, docstrings, which keys there are.

Every key of a form is always there and there are no others, so `required` lists them all and
`additionalProperties` is false. What a form leaves open (`Any`) the schema leaves open.
"""

from __future__ import annotations

import inspect
import sys
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from functools import cache
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from planner.domain.docstrings import attribute_docs, one_line
from planner.report.forms.encode import encode, key_of

DIALECT = "https://json-schema.org/draft/2020-12/schema"
Schema = dict[str, Any]

_PLAIN: Mapping[object, Schema] = {
    str: {"type": "string"},
    int: {"type": "integer"},
    float: {"type": "number"},
    bool: {"type": "boolean"},
    NoneType: {"type": "null"},
    date: {"type": "string", "format": "date"},
}


def schema_of(root: object) -> Schema:
    """The schema of a form, or of one of several forms, with its parts under `$defs`."""
    parts: dict[str, Schema] = {}
    schema = _object(root, parts) if isinstance(root, type) else _of(root, parts)
    return {**schema, "$defs": dict(sorted(parts.items()))} if parts else schema


def _of(hint: object, parts: dict[str, Schema]) -> Schema:
    """The schema of a type; named ones go into `parts`, once each."""
    if hint is Any:
        return {}
    if hint in _PLAIN:
        return dict(_PLAIN[hint])
    if isinstance(hint, type) and (issubclass(hint, Enum) or is_dataclass(hint)):
        return _named(hint, parts)
    return _composed(get_origin(hint), get_args(hint), parts)


def _composed(origin: object, inside: tuple[Any, ...], parts: dict[str, Schema]) -> Schema:
    """The schema of a list, a mapping, one of several types, or one of several values."""
    if origin is tuple:
        return {"type": "array", "items": _of(inside[0], parts)}
    if origin is Mapping:
        return {"type": "object", "additionalProperties": _of(inside[1], parts) or True}
    if origin is Literal:
        return {"const": encode(inside[0])} if len(inside) == 1 else {"enum": encode(inside)}
    if origin in (Union, UnionType):
        return {"anyOf": [_of(each, parts) for each in inside]}
    raise TypeError(f"a form has no such type: {origin or inside}")


def _named(kind: type, parts: dict[str, Schema]) -> Schema:
    name = kind.__name__.removesuffix("Form")
    if name not in parts:
        parts[name] = {}  # a form that holds itself finds its name taken
        parts[name] = _words(kind) if issubclass(kind, Enum) else _object(kind, parts)
    return {"$ref": f"#/$defs/{name}"}


def _words(kind: type[Enum]) -> Schema:
    said = {"description": one_line(kind.__doc__)}
    return {**said, "type": "string", "enum": [encode(member) for member in kind]}


def _object(kind: type, parts: dict[str, Schema]) -> Schema:
    hints, told = get_type_hints(kind), _told(kind.__module__)
    keys: dict[str, Schema] = {}
    for each in fields(kind):
        text = told.get((kind.__name__, each.name))
        keys[key_of(each.name)] = {
            **_of(hints[each.name], parts),
            **({"description": text} if text else {}),
        }
    return {
        "description": one_line(inspect.getdoc(kind)),
        "type": "object",
        "properties": keys,
        "required": [*keys],
        "additionalProperties": False,
    }


@cache
def _told(module: str) -> dict[tuple[str, str], str]:
    """The docstrings of a module's attributes, by class and attribute."""
    docs = attribute_docs(sys.modules[module])
    return {(name, attribute): text for name, attribute, text in docs}
