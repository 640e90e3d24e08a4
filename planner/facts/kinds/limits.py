"""Numbers that the service does not go past, such as deployments per account."""

from __future__ import annotations

from datetime import date
from typing import Final

from planner.domain.offering import Limit
from planner.facts.kind import Kind, one_by
from planner.facts.reader import Reader, Record


def _read(reader: Reader) -> Limit:
    return Limit(reader.text("name"), reader.take("value", int), reader.source())


def _write(limit: Limit) -> Record:
    return {"name": limit.name, "value": limit.value, "source": limit.source.id}


def _tell(limit: Limit, _as_of: date) -> str:
    return f"{limit.value:,}"


def _name(limit: Limit) -> str:
    return limit.name


KIND: Final = Kind(
    name="limits",
    line="a number the service does not go past",
    key=("name",),
    read=_read,
    write=_write,
    index=one_by(_name),
    tell=_tell,
)
