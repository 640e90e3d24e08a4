"""What changed between two snapshots, in every kind of fact.

Each kind says what names a fact, what is not compared, and how a fact reads in words.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from planner.domain.diff import CatalogDiff, Change, KindChanges, Side
from planner.domain.terms import Stage
from planner.facts.catalog import Catalog
from planner.facts.kind import Fact, Kind
from planner.facts.kinds import lifecycle, offerings, sources
from planner.facts.kinds.registry import KINDS
from planner.facts.reader import Record
from planner.facts.write import line

_REGIONS = "regions"

_TOLD = (*(kind for kind in KINDS if kind is not sources.KIND), sources.KIND)
"""The facts, and then the documents that they are from."""

_About = tuple[str, ...]
_Sides = dict[_About, dict[str, list[Side]]]
"""By what a fact is about, then by region; the empty text for a fact without regions."""


def diff(before: Catalog, after: Catalog, as_of: date) -> CatalogDiff:
    """Compare two snapshots; `as_of` is the day for which stages are told."""
    old, new = ({*_current(catalog, as_of)} for catalog in (before, after))
    return CatalogDiff(
        before=before.name,
        after=after.name,
        kinds=tuple(_of_kind(kind, before, after, as_of) for kind in _TOLD),
        new_models=tuple(sorted(new - old)),
        gone_models=tuple(sorted(old - new)),
    )


def _current(catalog: Catalog, as_of: date) -> Iterator[str]:
    """The models that a snapshot has more of than the days on which they retired."""
    offered = {line.subject.full_model for line in catalog.all_of(offerings.KIND)}
    stages: dict[str, set[Stage | None]] = {}
    for life in catalog.all_of(lifecycle.KIND):
        stages.setdefault(life.subject.full_model, set()).add(life.stage_at(as_of))
    for model in catalog.models():
        if model in offered or stages.get(model) != {Stage.RETIRED}:
            yield model


def _of_kind(kind: Kind[Any, Any], before: Catalog, after: Catalog, as_of: date) -> KindChanges:
    old, new = _sides(kind, before, as_of), _sides(kind, after, as_of)
    changes = (
        change
        for about in sorted(old.keys() | new.keys())
        for change in _changes(kind, about, old.get(about, {}), new.get(about, {}))
    )
    silent = tuple(each.name for each in (before, after) if not each.speaks_of(kind))
    return KindChanges(kind.name, tuple(changes), silent)


def _sides(kind: Kind[Fact, Any], catalog: Catalog, as_of: date) -> _Sides:
    sides: _Sides = {}
    for fact in catalog.all_of(kind):
        record = kind.write(fact)
        side = _side(kind, fact, record, as_of)
        places = sides.setdefault(_about(kind, record), {})
        for region in _regions(record):
            places.setdefault(region, []).append(side)
    return sides


def _about(kind: Kind[Any, Any], record: Record) -> _About:
    return tuple(str(record.get(key, "")) for key in kind.about or kind.key)


def _regions(record: Record) -> tuple[str, ...]:
    regions = record.get(_REGIONS)
    return tuple(regions) if isinstance(regions, list) else ("",)


def _side(kind: Kind[Fact, Any], fact: Fact, record: Record, as_of: date) -> Side:
    left_out = {*(kind.about or kind.key), *kind.aside, _REGIONS}
    said = {key: value for key, value in record.items() if key not in left_out}
    return Side(said, kind.tell(fact, as_of) if kind.tell else _words(said))


def _words(record: Record) -> str:
    """`minimum 25, step 25, assumed`: keys and values as they stand."""
    return ", ".join(_word(key.replace("_", " "), value) for key, value in record.items())


def _word(key: str, value: object) -> str:
    if value is None:
        return f"no {key}"
    if value is True:
        return key
    if isinstance(value, int):
        return f"{key} {value:,}"
    return f"{key} {' '.join(map(str, value)) if isinstance(value, list) else value}"


def _changes(
    kind: Kind[Any, Any],
    about: _About,
    old: Mapping[str, list[Side]],
    new: Mapping[str, list[Side]],
) -> Iterator[Change]:
    """One change for all regions in which the same happened."""
    named = {key: word for key, word in zip(kind.about or kind.key, about, strict=True) if word}
    found: dict[tuple[frozenset[str], frozenset[str]], list[str]] = {}
    for region in sorted(old.keys() | new.keys()):
        key = _said(old.get(region, [])), _said(new.get(region, []))
        if key[0] != key[1]:
            found.setdefault(key, []).append(region)
    for regions in found.values():
        before, after = old.get(regions[0], []), new.get(regions[0], [])
        if kind.tell is None and before and after:
            before, after = _contrasted(before, after), _contrasted(after, before)
        yield Change(named, tuple(before), tuple(after), tuple(filter(None, regions)))


def _contrasted(sides: list[Side], others: list[Side]) -> list[Side]:
    """The same with only those words that the other snapshot does not have too."""
    keys = {key: None for side in (*sides, *others) for key in side.record}
    shared = [key for key in keys if len({str(s.record.get(key)) for s in (*sides, *others)}) == 1]
    told = [key for key in keys if key not in shared]
    return [
        replace(side, words=_words({key: side.record.get(key) for key in told})) for side in sides
    ]


def _said(sides: list[Side]) -> frozenset[str]:
    return frozenset(line(side.record) for side in sides)
