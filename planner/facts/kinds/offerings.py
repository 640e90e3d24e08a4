"""Where a model version is offered, for a use and as a type, on the same terms."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from planner.domain.offering import Source
from planner.domain.publishers import OPENAI
from planner.domain.subject import AnyType, Subject
from planner.domain.terms import (
    Availability,
    Condition,
    TrainingMethod,
    Use,
)
from planner.facts.kind import Kind, said_publisher, stated
from planner.facts.reader import BadRecordError, Reader, Record, SourceKind

Cells = Mapping[tuple[Subject, AnyType], Mapping[str, "Offered"]]
"""The line that speaks of a region, by subject and type, then by region."""


@dataclass(frozen=True, slots=True)
class Offered:
    """The regions where one version may be had in one way; `Offering` is one of them."""

    model: str
    version: str
    use: Use
    type: AnyType
    regions: tuple[str, ...]
    availability: Availability
    conditions: frozenset[Condition]
    source: Source
    disputed_by: Source | None
    methods: frozenset[TrainingMethod]
    restriction: str | None
    terms_source: Source | None
    """The document that states conditions and restriction, when it is not `source`."""
    counted: bool
    """True when the line was read from an availability table."""
    publisher: str = OPENAI

    @property
    def subject(self) -> Subject:
        return Subject(self.model, self.version, self.use, self.publisher)

    @property
    def is_open(self) -> bool:
        """Whether the regions have it, perhaps on conditions."""
        return self.availability is Availability.AVAILABLE


def _read(reader: Reader) -> Offered:
    use = reader.word("use", Use)
    listed = reader.listed(reader.text("source"))
    open_ = reader.maybe("availability", str)
    return Offered(
        model=reader.text("model"),
        version=reader.text("version"),
        use=use,
        type=reader.type_for(use),
        regions=reader.places(),
        availability=_only_unknown(open_),
        conditions=reader.words("conditions", Condition),
        source=listed.source,
        disputed_by=reader.maybe_source("disputed_by"),
        methods=reader.words("methods", TrainingMethod),
        restriction=reader.maybe("restriction", str),
        terms_source=reader.maybe_source("terms_source"),
        counted=listed.kind is SourceKind.AVAILABILITY,
        publisher=reader.publisher(),
    )


def _only_unknown(text: str | None) -> Availability:
    """Available unless the line says unknown; unavailable is a region that is not listed."""
    if text is None:
        return Availability.AVAILABLE
    if text != Availability.UNKNOWN:
        raise BadRecordError(
            f"'availability' is {text!r}; only 'unknown' is written, leave it out otherwise"
        )
    return Availability.UNKNOWN


def _write(line: Offered) -> Record:
    terms = {
        "availability": None if line.is_open else line.availability.value,
        "conditions": [word.value for word in sorted(line.conditions)],
        "disputed_by": line.disputed_by.id if line.disputed_by else None,
        "methods": [word.value for word in sorted(line.methods)],
        "restriction": line.restriction,
        "terms_source": line.terms_source.id if line.terms_source else None,
        "publisher": said_publisher(line.publisher),
    }
    return {
        "model": line.model,
        "version": line.version,
        "use": line.use.value,
        "type": line.type.value,
        "regions": list(line.regions),
        "source": line.source.id,
        **stated(terms),
    }


def _index(facts: Sequence[Offered]) -> Cells:
    cells: dict[tuple[Subject, AnyType], dict[str, Offered]] = {}
    for line in facts:
        found = cells.setdefault((line.subject, line.type), {})
        found.update(dict.fromkeys(line.regions, line))
    return cells


def _overlaps(lines: Sequence[tuple[str, Offered]]) -> Iterator[str]:
    """No two lines may speak of the same version, use, type and region."""
    seen: dict[tuple[Subject, AnyType, str], str] = {}
    for where, line in lines:
        subject = line.subject
        for region in line.regions:
            other = seen.setdefault((subject, line.type, region), where)
            if other is not where:
                key = (line.use, subject.full_model, line.version, line.type, region)
                text = f"duplicate offering {' '.join(key)}, also at {other}; remove one"
                yield f"{where}: {text}"


def _tell(line: Offered, _as_of: date) -> str:
    """Empty for what is available on no terms."""
    terms = [word.value for word in sorted(line.conditions)]
    terms += [line.restriction] if line.restriction else []
    terms += [f"methods {' '.join(sorted(line.methods))}"] if line.methods else []
    return ", ".join([*([] if line.is_open else ["availability unknown"]), *terms])


KIND: Final = Kind(
    name="offerings",
    line="the `regions` where a version is offered for a use and type on the same terms; no regions: named, never offered",
    key=(
        "use",
        "model",
        "publisher",
        "version",
        "type",
        "source",
        "availability",
        "conditions",
        "restriction",
    ),
    read=_read,
    write=_write,
    index=_index,
    problems=_overlaps,
    about=("model", "publisher", "version", "use", "type"),
    aside=frozenset({"source", "disputed_by", "terms_source"}),
    tell=_tell,
)
