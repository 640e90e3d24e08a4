"""Where sources contradict each other, and which of them is followed."""

from __future__ import annotations

from datetime import date
from typing import Final

from planner.domain.offering import Claim, Dispute
from planner.facts.kind import Kind, one_by, stated
from planner.facts.reader import BadRecordError, Reader, Record


def _read(reader: Reader) -> Dispute:
    return Dispute(
        id=reader.text("id"),
        subject=reader.text("subject"),
        claims=tuple(_claim(reader, claim) for claim in reader.take("claims", list)),
        resolution=reader.maybe("resolution", str),
    )


def _claim(reader: Reader, claim: object) -> Claim:
    if not isinstance(claim, dict) or claim.keys() != {"source", "value"}:
        raise BadRecordError("'claims' must be objects with just 'source' and 'value'; correct it")
    return Claim(str(claim["value"]), reader.listed(str(claim["source"])).source)


def _write(dispute: Dispute) -> Record:
    return stated(
        {
            "id": dispute.id,
            "subject": dispute.subject,
            "claims": [{"value": each.value, "source": each.source.id} for each in dispute.claims],
            "resolution": dispute.resolution,
        }
    )


def _tell(dispute: Dispute, _as_of: date) -> str:
    return f"{dispute.subject}: {dispute.resolution or 'open, and so unknown'}"


def _id(dispute: Dispute) -> str:
    return dispute.id


KIND: Final = Kind(
    name="disputes",
    line="who says what, and the `resolution` if there is one",
    key=("id",),
    read=_read,
    write=_write,
    index=one_by(_id),
    tell=_tell,
)
