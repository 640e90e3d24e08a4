"""Documents that facts were read from."""

from __future__ import annotations

from datetime import date
from typing import Final

from planner.domain.offering import Source
from planner.facts.kind import Kind, one_by, stated
from planner.facts.reader import Listed, Reader, Record, SourceKind


def _read(reader: Reader) -> Listed:
    kind = reader.word("kind", SourceKind)
    source = Source(
        id=reader.text("id"),
        document=reader.text("document"),
        date=reader.day("date"),
        commit=reader.maybe("commit", str),
        observed=kind is SourceKind.OBSERVED,
        quoted=kind is SourceKind.QUOTED,
    )
    return Listed(source, kind)


def _write(listed: Listed) -> Record:
    source = listed.source
    return stated(
        {
            "id": source.id,
            "document": source.document,
            "date": source.date.isoformat(),
            "commit": source.commit,
            "kind": listed.kind.value,
        }
    )


def _tell(listed: Listed, _as_of: date) -> str:
    return f"{listed.source.document} of {listed.source.date.isoformat()}"


def _id(listed: Listed) -> str:
    return listed.source.id


KIND: Final = Kind(
    name="sources",
    line="a document: `id`, `document`, `date`, `commit`, `kind` (`availability` is counted, `other` is not; `observed` is the service's own list, `quoted` what only third parties say that a page has)",
    key=("id",),
    read=_read,
    write=_write,
    index=one_by(_id),
    tell=_tell,
)
