"""Which document lists a type, so that its silence about a region means no."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from planner.domain.offering import Source
from planner.domain.publishers import OPENAI
from planner.domain.subject import AnyType
from planner.domain.terms import Cloud, Use
from planner.facts.kind import Kind, said_publisher, stated
from planner.facts.reader import Reader, Record


@dataclass(frozen=True, slots=True)
class Covered:
    """The document that lists a publisher's models of a type for a use in one cloud."""

    cloud: Cloud
    use: Use
    type: AnyType
    source: Source
    publisher: str = OPENAI


def _read(reader: Reader) -> Covered:
    use = reader.word("use", Use)
    cloud, type_ = reader.word("cloud", Cloud), reader.type_for(use)
    return Covered(cloud, use, type_, reader.source(), reader.publisher())


def _write(covered: Covered) -> Record:
    return stated(
        {
            "cloud": covered.cloud.value,
            "publisher": said_publisher(covered.publisher),
            "use": covered.use.value,
            "type": covered.type.value,
            "source": covered.source.id,
        }
    )


def _index(facts: Sequence[Covered]) -> Mapping[tuple[Cloud, Use, AnyType, str], Source]:
    return {(each.cloud, each.use, each.type, each.publisher): each.source for each in facts}


KIND: Final = Kind(
    name="coverage",
    line="the document that lists a type, so that its silence means no",
    key=("cloud", "publisher", "use", "type"),
    read=_read,
    write=_write,
    index=_index,
)
