"""How values look in JSON: the one place that turns our kinds into JSON's."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from functools import cache, singledispatch
from typing import Any

from planner.domain.subject import ModelVersion
from planner.engine.preview import Secret, Unknown

Json = None | bool | int | float | str | list["Json"] | dict[str, "Json"]


@singledispatch
def encode(value: object) -> Any:  # noqa: ANN401 - JSON has no type of its own
    """A value in JSON's kinds: forms as objects, tuples as lists, everything unknown as text."""
    if is_dataclass(value) and not isinstance(value, type):
        return {key: encode(getattr(value, name)) for name, key in _keys(type(value))}
    return str(value)


@cache
def _keys(form: type) -> tuple[tuple[str, str], ...]:
    """The attributes of a form, each with its key."""
    return tuple((each.name, key_of(each.name)) for each in fields(form))


def key_of(name: str) -> str:
    """The key of a field: `from_` is `from`."""
    return name.rstrip("_")


@encode.register(str | int | float | None)
def _itself(value: object) -> Any:  # noqa: ANN401
    """JSON's own kinds; an enum whose members are texts is the text."""
    return value.value if isinstance(value, Enum) else value


@encode.register
def _day(value: date) -> str:
    return value.isoformat()


@encode.register(Mapping)
def _object(value: Mapping[str, object]) -> dict[str, Any]:
    return {str(key): encode(inner) for key, inner in value.items()}


@encode.register(list | tuple)
def _list(value: Iterable[object]) -> list[Any]:
    return [encode(each) for each in value]


@encode.register(set | frozenset)
def _sorted(value: Iterable[Any]) -> list[Any]:
    return sorted(encode(each) for each in value)


@encode.register
def _pin(value: ModelVersion) -> str:
    """As stack files spell it."""
    return value.pin


@encode.register
def _unknown(_: Unknown) -> dict[str, bool]:
    """What only Azure will know."""
    return {"$unknown": True}


@encode.register
def _secret(_: Secret) -> dict[str, bool]:
    """What is known and must not be shown."""
    return {"$secret": True}
