"""Joins what the pages say of model versions into the records of capabilities.jsonl."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final

from planner.domain.capability import Ability, Name, Value
from planner.domain.publishers import OPENAI
from planner.domain.subject import Subject
from planner.domain.terms import Cloud, DeploymentType
from planner.facts.importing.assemble import Ids, publisher_of
from planner.facts.importing.gather import Gathered, Said
from planner.facts.importing.markdown import Origin
from planner.facts.kind import stated
from planner.facts.kinds import capabilities
from planner.facts.kinds.capabilities import key_of
from planner.facts.reader import Record

_Key = tuple[Subject, tuple[DeploymentType, ...], Cloud | None, Origin]

_VERSION: Final = re.compile(r"[\w.-]*\w[\w.-]*")
"""A schedule may have a dash where a model has no version."""

_DATED: Final = re.compile(r"\d{4}-\d+-\d+")
_DATE: Final = re.compile(r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])")


def capability_records(gathered: Gathered, ids: Ids) -> list[Record]:
    """One record for what one page says of one version, use, cloud and set of types."""
    joined: dict[_Key, dict[Name, Value]] = {}
    for said in gathered.said:
        for version in _versions(said, gathered):
            subject = Subject(said.model, version, said.use, said.publisher)
            key = (subject, tuple(sorted(said.types)), said.cloud, said.place.origin)
            _join(joined.setdefault(key, {}), said, gathered)
    return [_record(key, values, ids) for key, values in joined.items()]


def merge(records: list[Record], problems: list[str]) -> None:
    """Join what a page's tables say of a version with what is stated of the same page's prose."""
    joined: dict[tuple[str, ...], dict[str, object]] = {}
    for record in records:
        key = capabilities.KIND.order(record)
        into = joined.setdefault(key, dict(record))
        for name in record.keys() - {"has", "lacks"}:
            if into.setdefault(name, record[name]) != record[name]:
                text = f"{name} is {into[name]} and {record[name]}; correct one"
                problems.append(f"capabilities.jsonl: {' '.join(filter(None, key))}: {text}")
        into |= {name: _both(into, record, name) for name in ("has", "lacks") if name in record}
    records[:] = joined.values()


def _both(one: Record, other: Record, name: str) -> list[str]:
    return sorted({*_words(one, name), *_words(other, name)})


def _words(record: Record, name: str) -> Iterator[str]:
    words = record.get(name, [])
    yield from map(str, words) if isinstance(words, list) else ()


def _versions(said: Said, gathered: Gathered) -> list[str]:
    """The version of the row, or the only one there is; every one of another maker's model.

    A version that is no date is a problem; where it is open which one is meant the row is left
    out, and noted.
    """
    if said.version is not None:
        if not _DATED.fullmatch(said.version) or _DATE.fullmatch(said.version):
            return [said.version]
        text = f"{said.version!r} of {said.model} is no date, so the row is left out"
        gathered.note(said.place, said.line, f"{text}; state the misprint")
        return []
    dated = {each.version for each in gathered.phases if each.full_model == said.full_model}
    named = {version for version in dated if _VERSION.fullmatch(version)}
    known = sorted({*gathered.base_versions(said.full_model)} or named)
    if len(known) == 1 or (known and said.publisher != OPENAI):
        return known
    have = ", ".join(known) or "none"
    text = f"{said.full_model} has no version here, and elsewhere has {have}: left out"
    gathered.note(said.place, said.line, text)
    return []


def _join(values: dict[Name, Value], said: Said, gathered: Gathered) -> None:
    for name, value in said.values.items():
        if values.setdefault(name, value) != value:
            text = f"{name.value} of {said.model} is {value} here and {values[name]} before"
            gathered.wrong(said.place, said.line, f"{text}; correct one")


def _record(key: _Key, values: Mapping[Name, Value], ids: Ids) -> Record:
    subject, types, cloud, origin = key
    abilities = {name: value for name, value in values.items() if isinstance(name, Ability)}
    return stated(
        {
            "model": subject.model,
            **publisher_of(subject.publisher),
            "version": subject.version,
            "use": subject.use.value,
            "types": sorted(each.value for each in types),
            "cloud": cloud.value if cloud else None,
            "has": sorted(name.value for name, has in abilities.items() if has),
            "lacks": sorted(name.value for name, has in abilities.items() if not has),
            **{key_of(name): v for name, v in values.items() if not isinstance(name, Ability)},
            "source": ids[origin],
        }
    )
