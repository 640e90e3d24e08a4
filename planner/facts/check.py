"""Turns records into typed facts, and finds everything that is wrong with them.

The same rules hold for a snapshot that is loaded and for one that is about to be written.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from planner.facts.kind import Fact, Kind
from planner.facts.kinds import regions, sources
from planner.facts.kinds.registry import KINDS
from planner.facts.reader import BadRecordError, Known, Reader, Record

Placed = tuple[str, Record]
"""A record and where it stands, `file:line`."""

Contents = Mapping[Kind[Any, Any], tuple[Any, ...]]
"""The facts of each kind that a snapshot has a file of, in the order of its lines."""


@dataclass(slots=True)
class Checked:
    """The facts that could be read, and the problems of the rest."""

    contents: dict[Kind[Any, Any], tuple[Any, ...]] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)


def check(files: Mapping[str, Sequence[Placed]]) -> Checked:
    """Read every record of every file; problems are `file:line: what is wrong; what to do`.

    A kind without a file is left out of the contents: the snapshot is silent about it.
    """
    checked = Checked()
    for kind in KINDS:
        if kind.file in files:
            known = known_to(kind, checked.contents)
            checked.contents[kind] = read(kind, files[kind.file], known, checked.problems)
    return checked


def known_to(kind: Kind[Any, Any], contents: Contents) -> Known:
    """What records of a kind may name: those of sources nothing, of regions sources, else both."""
    before = KINDS[: KINDS.index(kind)]
    named = {
        each: contents.get(each, ()) for each in (sources.KIND, regions.KIND) if each in before
    }
    return Known(
        sources.KIND.index(named.get(sources.KIND, ())),
        regions.KIND.index(named.get(regions.KIND, ())),
    )


def problems_of(records: Mapping[str, Sequence[Record]], places: Mapping[int, str]) -> list[str]:
    """The problems of records that are not written yet; `places` are by the records' identity."""
    placed = {
        file: [(places.get(id(record), file), record) for record in each]
        for file, each in records.items()
    }
    problems = check(placed).problems
    for kind in KINDS:
        _twice(kind, placed.get(kind.file, ()), problems)
    return problems


def read(
    kind: Kind[Fact, Any], records: Sequence[Placed], known: Known, problems: list[str]
) -> tuple[Fact, ...]:
    """The facts of one kind that can be read; what is wrong with the rest joins `problems`."""
    facts: list[tuple[str, Fact]] = []
    for where, record in records:
        reader = Reader(record, known)
        try:
            fact = kind.read(reader)
            reader.finish()
            facts.append((where, fact))
        except BadRecordError as error:
            problems.append(f"{where}: {error}")
    problems.extend(kind.problems(facts))
    return tuple(fact for _, fact in facts)


def _twice(kind: Kind[Any, Any], records: Sequence[Placed], problems: list[str]) -> None:
    """No two records of a file may have one key."""
    seen: dict[tuple[str, ...], str] = {}
    for where, record in records:
        key = kind.order(record)
        if key in seen:
            text = f"{' '.join(part for part in key if part)} is there twice, also at {seen[key]}"
            problems.append(f"{where}: {text}; remove one")
        seen[key] = where
