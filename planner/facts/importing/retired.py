"""Reads the page of models that are retired: no schedule names them any more, templates still do."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Final

from planner.domain.terms import Stage, Use
from planner.facts.importing.gather import Gathered, Phase
from planner.facts.importing.markdown import Row, Table, plain

_HEADS: Final = ("Model", "Deprecation date", "Retirement date", "Suggested replacement")
_OURS: Final = "Azure OpenAI"
_NAME: Final = r"(?P<model>[a-z][\w.-]*?)"
_MODEL: Final = re.compile(_NAME + r"(?: - (?P<version>[\w.-]+))?")
_SUCCESSOR: Final = re.compile(_NAME + r"(?:,? (?:version:? |\()+(?P<version>[\w.-]+)\)?)?(?: .*)?")
_BREAK: Final = re.compile(r"<br\s*/?>")


def is_retired_table(table: Table) -> bool:
    """Whether a table lists models of Azure OpenAI that are gone."""
    heads = tuple(plain(cell) for cell in table.header)
    return heads == _HEADS and table.place.nearest == _OURS


def read_retired_table(table: Table, gathered: Gathered) -> None:
    """Read each version with its days; a model without a version is the one that is stated."""
    gathered.used(table.place)
    for row in table.rows:
        if gathered.fits(table, row):
            gathered.phases.extend(_phases(table, row, gathered))


def _phases(table: Table, row: Row, gathered: Gathered) -> Iterator[Phase]:
    closes, retires = (_day(table, row, cell, gathered) for cell in row.cells[1:3])
    if retires is None:
        gathered.wrong(table.place, row.line, "no retirement date; fill in the cell")
        return
    for model, version in _versions(table, row, gathered):
        yield Phase(
            model=model,
            version=version,
            use=Use.BASE,
            stage=Stage.RETIRED,
            retires=retires,
            not_before=False,
            replacement=_successor(row.cells[3]),
            origin=table.place.origin,
            closes=closes,
            since=retires,
        )


def _versions(table: Table, row: Row, gathered: Gathered) -> Iterable[tuple[str, str]]:
    """The versions of a cell: `gpt-4`<br>`gpt-4-32k` - 0314 is that version of both."""
    parts = [_MODEL.fullmatch(plain(part)) for part in _BREAK.split(row.cells[0])]
    named = [part for part in parts if part]
    last = named[-1]["version"] if named else None
    for part in named:
        version = part["version"] or last or gathered.only_versions.get(part["model"])
        if version is None:
            text = f"{part['model']} has no version here, so its retirement is left out"
            gathered.note(table.place, row.line, f"{text}; state the version that it had")
        else:
            yield part["model"], version
    if len(named) < len(parts):
        text = f"not a model: {plain(row.cells[0])!r}; correct the cell"
        gathered.wrong(table.place, row.line, text)


def _successor(cell: str) -> str | None:
    """The first of the suggested models, as a stack file spells it."""
    found = _SUCCESSOR.fullmatch(plain(_BREAK.split(cell)[0]))
    if found is None:
        return None
    return f"{found['model']}@{found['version']}" if found["version"] else found["model"]


def _day(table: Table, row: Row, cell: str, gathered: Gathered) -> date | None:
    """A day that is written `June 14, 2024`; None for an empty cell."""
    text = plain(cell)
    if not text:
        return None
    try:
        return datetime.strptime(text, "%B %d, %Y").date()
    except ValueError:
        gathered.wrong(table.place, row.line, f"unknown date {text!r}; correct the cell")
        return None
