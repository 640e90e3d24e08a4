"""Turns records into typed contents, and finds everything that is wrong with them.

The same rules hold for a snapshot that is loaded and for one that is about to be written.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import cast

from planner.domain.offering import Region
from planner.facts.records import (
    FILES,
    BadRecordError,
    Contents,
    FileKind,
    Listed,
    Offered,
    Reader,
    Record,
)

Placed = tuple[str, Record]
"""A record and where it stands, `file:line`."""


@dataclass(slots=True)
class Checked:
    """The contents that could be read, and the problems of the rest."""

    contents: Contents = field(default_factory=Contents)
    problems: list[str] = field(default_factory=list)


def check(files: Mapping[str, Sequence[Placed]]) -> Checked:
    """Read every record of every file; problems are `file:line: what is wrong; what to do`."""
    checked = Checked()
    sources: dict[str, Listed] = {}
    regions: frozenset[str] = frozenset()
    for kind in FILES:
        read = _read(kind, files.get(kind.name, ()), sources, regions, checked.problems)
        values = [value for _, value in read]
        setattr(checked.contents, kind.name.removesuffix(".jsonl"), values)
        if kind.name == "sources.jsonl":
            sources = {value.source.id: value for value in cast("list[Listed]", values)}
        elif kind.name == "regions.jsonl":
            regions = frozenset(value.slug for value in cast("list[Region]", values))
        elif kind.name == "offerings.jsonl":
            _overlaps(cast("list[tuple[str, Offered]]", read), checked.problems)
    return checked


def problems_of(records: Mapping[str, Sequence[Record]], places: Mapping[int, str]) -> list[str]:
    """The problems of records that are not written yet; `places` are by the records' identity."""
    placed = {
        file: [(places.get(id(record), file), record) for record in each]
        for file, each in records.items()
    }
    problems = check(placed).problems
    for kind in FILES:
        _twice(kind, placed.get(kind.name, ()), problems)
    return problems


def _read(
    kind: FileKind,
    records: Sequence[Placed],
    sources: Mapping[str, Listed],
    regions: frozenset[str],
    problems: list[str],
) -> list[tuple[str, object]]:
    values: list[tuple[str, object]] = []
    for where, record in records:
        reader = Reader(record, sources, regions)
        try:
            value = kind.read(reader)
            reader.finish()
            values.append((where, value))
        except BadRecordError as error:
            problems.append(f"{where}: {error}")
    return values


def _overlaps(lines: Sequence[tuple[str, Offered]], problems: list[str]) -> None:
    """No two lines may speak of the same version, use, type and region."""
    seen: dict[tuple[str, ...], str] = {}
    for where, line in lines:
        for region in line.regions:
            key = (line.use, line.model, line.version, line.type, region)
            other = seen.setdefault(key, where)
            if other is not where:
                text = f"duplicate offering {' '.join(key)}, also at {other}; remove one"
                problems.append(f"{where}: {text}")


def _twice(kind: FileKind, records: Sequence[Placed], problems: list[str]) -> None:
    """No two records of a file may have one key."""
    seen: dict[tuple[str, ...], str] = {}
    for where, record in records:
        key = kind.order(record)
        if key in seen:
            text = f"{' '.join(part for part in key if part)} is there twice, also at {seen[key]}"
            problems.append(f"{where}: {text}; remove one")
        seen[key] = where
