"""JSON Schema for tests: a validator of what our schemas use, and what draft 2020-12 asks of them.

It shares nothing with what makes the schemas, and refuses a keyword that it does not know: one
that is not validated here would promise what no test holds.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any

DIALECT = "https://json-schema.org/draft/2020-12/schema"
NOTES = {"$schema", "$id", "$defs", "title", "description", "default", "else"}
"""Keywords that judge nothing by themselves; `else` goes with `if`."""

TYPES: Mapping[str, Callable[[Any], bool]] = {
    "null": lambda value: value is None,
    "boolean": lambda value: isinstance(value, bool),
    "integer": lambda value: isinstance(value, int) and not isinstance(value, bool),
    "number": lambda value: isinstance(value, int | float) and not isinstance(value, bool),
    "string": lambda value: isinstance(value, str),
    "array": lambda value: isinstance(value, list),
    "object": lambda value: isinstance(value, dict),
}
BOUNDS: Mapping[str, tuple[tuple[type, ...], Callable[[Any, Any], bool]]] = {
    "minLength": ((str,), lambda value, bound: len(value) >= bound),
    "maxLength": ((str,), lambda value, bound: len(value) <= bound),
    "pattern": ((str,), lambda value, bound: re.search(bound, value) is not None),
    "minItems": ((list,), lambda value, bound: len(value) >= bound),
    "minProperties": ((dict,), lambda value, bound: len(value) >= bound),
    "minimum": ((int, float), lambda value, bound: value >= bound),
    "maximum": ((int, float), lambda value, bound: value <= bound),
    "exclusiveMinimum": ((int, float), lambda value, bound: value > bound),
}
"""Keywords about a value of some types: those types, and whether a value keeps the bound."""


def problems(value: Any, schema: Any, root: Any = None, at: str = "$") -> list[str]:
    """What is wrong with a value, each with its path; nothing when the schema takes it."""
    root = schema if root is None else root
    if schema is True or schema == {}:
        return []
    return [
        problem
        for keyword, rule in schema.items()
        if keyword not in NOTES
        for problem in _judge(keyword, rule, value, schema, root, at)
    ]


def _judge(keyword: str, rule: Any, value: Any, schema: Any, root: Any, at: str) -> Iterator[str]:
    if keyword in BOUNDS:
        types, holds = BOUNDS[keyword]
        about = isinstance(value, types) and not isinstance(value, bool)
        if about and not holds(value, rule):
            yield f"{at}: {value!r} is against {keyword} {rule!r}"
    elif keyword in ONE:
        yield from ONE[keyword](rule, value, schema, root, at)
    else:
        yield f"{at}: no test knows the keyword {keyword}"


def _ref(rule: Any, value: Any, _: Any, root: Any, at: str) -> Iterator[str]:
    yield from problems(value, resolved(rule, root), root, at)


def resolved(reference: str, root: Any) -> Any:
    """The part of a schema that `#/$defs/Name` names. Raises KeyError when there is none."""
    start, _, path = reference.partition("/")
    assert start == "#", f"{reference} leads out of the schema"
    for key in path.split("/"):
        root = root[key]
    return root


def _type(rule: Any, value: Any, _: Any, __: Any, at: str) -> Iterator[str]:
    if not TYPES[rule](value):
        yield f"{at}: {value!r} is no {rule}"


def _const(rule: Any, value: Any, _: Any, __: Any, at: str) -> Iterator[str]:
    if value != rule or type(value) is not type(rule):
        yield f"{at}: {value!r} is not {rule!r}"


def _enum(rule: Any, value: Any, _: Any, __: Any, at: str) -> Iterator[str]:
    if value not in rule:
        yield f"{at}: {value!r} is none of {rule}"


def _any_of(rule: Any, value: Any, _: Any, root: Any, at: str) -> Iterator[str]:
    tried = [problems(value, each, root, at) for each in rule]
    if all(tried):
        yield from min(tried, key=len)


def _if(rule: Any, value: Any, schema: Any, root: Any, at: str) -> Iterator[str]:
    if problems(value, rule, root, at):
        yield from problems(value, schema.get("else", True), root, at)


def _items(rule: Any, value: Any, _: Any, root: Any, at: str) -> Iterator[str]:
    if isinstance(value, list):
        for number, each in enumerate(value):
            yield from problems(each, rule, root, f"{at}[{number}]")


def _properties(rule: Any, value: Any, _: Any, root: Any, at: str) -> Iterator[str]:
    if isinstance(value, dict):
        for key in value.keys() & rule.keys():
            yield from problems(value[key], rule[key], root, f"{at}.{key}")


def _others(rule: Any, value: Any, schema: Any, root: Any, at: str) -> Iterator[str]:
    if not isinstance(value, dict):
        return
    for key in sorted(value.keys() - schema.get("properties", {}).keys()):
        if rule is False:
            yield f"{at}: no key {key!r} is promised"
        else:
            yield from problems(value[key], rule, root, f"{at}.{key}")


def _names(rule: Any, value: Any, _: Any, root: Any, at: str) -> Iterator[str]:
    if isinstance(value, dict):
        for key in value:
            yield from problems(key, rule, root, f"{at}.{key}")


def _required(rule: Any, value: Any, _: Any, __: Any, at: str) -> Iterator[str]:
    if isinstance(value, dict):
        yield from (f"{at}: the key {key!r} is missing" for key in rule if key not in value)


def _format(rule: Any, value: Any, _: Any, __: Any, at: str) -> Iterator[str]:
    assert rule == "date", f"no test knows the format {rule}"
    if isinstance(value, str):
        try:
            date.fromisoformat(value)
        except ValueError:
            yield f"{at}: {value!r} is no date"


ONE: Mapping[str, Callable[[Any, Any, Any, Any, str], Iterator[str]]] = {
    "$ref": _ref,
    "type": _type,
    "const": _const,
    "enum": _enum,
    "anyOf": _any_of,
    "if": _if,
    "items": _items,
    "properties": _properties,
    "additionalProperties": _others,
    "propertyNames": _names,
    "required": _required,
    "format": _format,
}

HOLDS_ONE = {"items", "additionalProperties", "propertyNames", "if", "else"}
HOLDS_MANY = {"properties", "$defs"}
KEYWORDS = NOTES | ONE.keys() | BOUNDS.keys()


def parts(schema: Any, at: str = "#") -> Iterator[tuple[str, Any]]:
    """The schema and every one inside it, each with its path."""
    yield at, schema
    for keyword, inner in schema.items() if isinstance(schema, dict) else ():
        inside: list[tuple[str, Any]] = []
        if keyword in HOLDS_ONE:
            inside = [(keyword, inner)]
        elif keyword in HOLDS_MANY:
            inside = [(f"{keyword}/{name}", each) for name, each in inner.items()]
        elif keyword == "anyOf":
            inside = [(f"anyOf/{number}", each) for number, each in enumerate(inner)]
        for name, each in inside:
            yield from parts(each, f"{at}/{name}")


def flaws(schema: Any) -> list[str]:
    """What the rules of draft 2020-12 forbid in a schema, as far as its keywords go here."""
    return [f"{at}: {flaw}" for at, part in parts(schema) for flaw in _flaws(part, schema)]


def _flaws(part: Any, root: Any) -> Iterator[str]:
    if isinstance(part, bool):
        return
    yield from (f"unknown keyword {keyword}" for keyword in sorted(part.keys() - KEYWORDS))
    if part.get("type", "string") not in TYPES:
        yield f"{part['type']!r} is no type"
    if "$ref" in part and resolved(part["$ref"], root) is None:
        yield f"{part['$ref']} leads nowhere"
    for keyword in ("enum", "anyOf", "required"):
        said = [repr(each) for each in part.get(keyword, ["one"])]
        if not said or len(set(said)) < len(said):
            yield f"{keyword} is empty or says something twice"
    unsaid = {*part.get("required", ())} - part.get("properties", {}).keys()
    if part.get("additionalProperties") is False and unsaid:
        yield f"{sorted(unsaid)} are required and forbidden"
    if not isinstance(part.get("description", ""), str):
        yield "a description is text"
    re.compile(part.get("pattern", ""))
