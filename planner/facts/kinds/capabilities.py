"""What a model version can do, by the document that says so: tokens, APIs, tools, modalities."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from planner.domain.capability import (
    Ability,
    Capabilities,
    Day,
    Name,
    Number,
    Value,
    Word,
    in_order,
)
from planner.domain.subject import Subject
from planner.domain.terms import Cloud, DeploymentType, Use
from planner.facts.kind import Kind, many_by, said_publisher, stated
from planner.facts.reader import BadRecordError, Reader, Record

_DAY: Final = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")


def key_of(name: Number | Day | Word) -> str:
    """The key of a record: `training_data`."""
    return name.value.replace("-", "_")


_SCALARS: Final = (
    *((name, key_of(name), int) for name in Number),
    *((name, key_of(name), str) for name in (*Day, *Word)),
)
"""What is neither had nor lacked: its name, its key and its type."""


def _read(reader: Reader) -> Capabilities:
    return Capabilities(
        model=reader.text("model"),
        version=reader.text("version"),
        use=reader.word("use", Use),
        values=_values(reader),
        source=reader.source(),
        types=reader.words("types", DeploymentType),
        cloud=reader.maybe_word("cloud", Cloud),
        publisher=reader.publisher(),
    )


def _values(reader: Reader) -> dict[Name, Value]:
    has, lacks = reader.words("has", Ability), reader.words("lacks", Ability)
    if has & lacks:
        raise BadRecordError(f"both has and lacks {min(has & lacks).value!r}; remove one")
    values: dict[Name, Value] = {**dict.fromkeys(has, True), **dict.fromkeys(lacks, False)}
    for name, key, kind in _SCALARS:
        value = reader.maybe(key, kind)
        if value is not None:
            values[name] = value
    _check_days(values)
    if not values:
        raise BadRecordError("says nothing of the model; add a capability, or remove it")
    return in_order(values)


def _check_days(values: Mapping[Name, Value]) -> None:
    for day in Day:
        text = values.get(day)
        if text is not None and not _DAY.fullmatch(str(text)):
            raise BadRecordError(
                f"{key_of(day)!r} is {text!r}, not like 2024-09-30 or 2023-10; correct it"
            )


def _write(fact: Capabilities) -> Record:
    said = fact.values
    return stated(
        {
            "model": fact.model,
            "publisher": said_publisher(fact.publisher),
            "version": fact.version,
            "use": fact.use.value,
            "types": sorted(each.value for each in fact.types),
            "cloud": fact.cloud.value if fact.cloud else None,
            "has": sorted(name.value for name in Ability if said.get(name) is True),
            "lacks": sorted(name.value for name in Ability if said.get(name) is False),
            **{key_of(name): said.get(name) for name in (*Number, *Day, *Word)},
            "source": fact.source.id,
        }
    )


def _subject(fact: Capabilities) -> Subject:
    return fact.subject


KIND: Final = Kind(
    name="capabilities",
    line="what a document says of a version: numbers, days and words by name, the abilities that "
    "it `has` and `lacks`; `types` and `cloud` where it says so of some only",
    key=("model", "publisher", "version", "use", "cloud", "types", "source"),
    read=_read,
    write=_write,
    index=many_by(_subject),
    about=("model", "publisher", "version", "use", "cloud", "types"),
)
