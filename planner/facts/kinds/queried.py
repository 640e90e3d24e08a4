"""Which regions were asked for the service's own list: silence about another says nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from planner.domain.offering import Source
from planner.facts.kind import Kind
from planner.facts.reader import Reader, Record


@dataclass(frozen=True, slots=True)
class Queried:
    """The regions that one list was asked of, whatever they answered."""

    source: Source
    regions: tuple[str, ...]


def _read(reader: Reader) -> Queried:
    return Queried(reader.source(), reader.places())


def _write(queried: Queried) -> Record:
    return {"source": queried.source.id, "regions": list(queried.regions)}


def _index(facts: Sequence[Queried]) -> Mapping[Source, frozenset[str]]:
    return {each.source: frozenset(each.regions) for each in facts}


KIND: Final = Kind(
    name="queried",
    line="a list of the service's own (`source`) and the `regions` that were asked for it",
    key=("source",),
    read=_read,
    write=_write,
    index=_index,
    aside=frozenset(),
)
