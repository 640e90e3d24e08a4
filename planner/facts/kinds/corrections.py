"""Documented facts that this catalog changed, and why."""

from __future__ import annotations

from datetime import date
from typing import Final

from planner.domain.offering import Correction
from planner.domain.terms import DeploymentType, Use
from planner.facts.kind import Kind, one_by, stated
from planner.facts.reader import Reader, Record


def _read(reader: Reader) -> Correction:
    return Correction(
        id=reader.text("id"),
        date=reader.day("date"),
        subject=reader.text("subject"),
        was=reader.text("was"),
        now=reader.text("now"),
        reason=reader.text("reason"),
        source=reader.source(),
        models=reader.texts("models"),
        uses=reader.words("uses", Use),
        types=reader.words("types", DeploymentType),
    )


def _write(correction: Correction) -> Record:
    return stated(
        {
            "id": correction.id,
            "date": correction.date.isoformat(),
            "subject": correction.subject,
            "was": correction.was,
            "now": correction.now,
            "reason": correction.reason,
            "source": correction.source.id,
            "models": list(correction.models),
            "uses": [use.value for use in sorted(correction.uses)],
            "types": [type_.value for type_ in sorted(correction.types)],
        }
    )


def _tell(correction: Correction, _as_of: date) -> str:
    return f"{correction.subject}: {correction.was}, corrected to {correction.now}"


def _id(correction: Correction) -> str:
    return correction.id


KIND: Final = Kind(
    name="corrections",
    line="what was changed against a document, and why",
    key=("id",),
    read=_read,
    write=_write,
    index=one_by(_id),
    tell=_tell,
)
