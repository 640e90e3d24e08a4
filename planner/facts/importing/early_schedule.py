"""Reads the retirement tables of 2025 and early 2026, which say when a version closes as well.

A cell may retire one deployment type before the others, in words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Final

from planner.domain.terms import DeploymentType, Stage, Use
from planner.facts.importing import lifecycle, model_cells, names
from planner.facts.importing.gather import Gathered, Phase
from planner.facts.importing.markdown import Row, Table, plain, unmarked
from planner.facts.makers import maker

_HEADS: Final = (
    "Model Name",
    "Model Version",
    "Lifecycle Status",
    "Deprecation Date (No New Customers)",
    "Retirement Date",
    "Replacement Model",
)
_STAGES: Final[Mapping[str, Stage]] = {
    "Generally Available": Stage.GENERALLY_AVAILABLE,
    "Preview": Stage.PREVIEW,
    "Legacy": Stage.LEGACY,
    "Deprecated": Stage.DEPRECATED,
    "Retired": Stage.RETIRED,
}
_NONE: Final = frozenset({"", "n/a", "N/A", "-", "\N{EM DASH}"})
_DAY: Final = r"(\d{4}-\d{2}-\d{2}|[A-Z][a-z]+ \d{1,2}, \d{4})"
_EXACT = re.compile(rf"^{_DAY}\.?$")
_EARLIEST = re.compile(
    rf"^(?:No earlier than|No retirement scheduled\. Will not retire before) {_DAY}\.?$"
)
_ONE_TYPE = re.compile(
    rf"^(?P<type>[\w ]+?) deployment type retires on {_DAY}\b.*\bother deployment types\b"
    rf".*?\bmoved to {_DAY}\.?$"
)

_Until = tuple[date | None, bool]
"""A day, and whether it is only the earliest one."""


def is_early_schedule(table: Table) -> bool:
    """Whether a table is a retirement schedule with closing dates."""
    return tuple(plain(cell) for cell in table.header) == _HEADS


def read_early_schedule(table: Table, gathered: Gathered) -> None:
    """Read the rows on Azure OpenAI models."""
    gathered.used(table.place)
    for row in table.rows:
        if gathered.fits(table, row) and not maker(unmarked(row.cells[0])):
            gathered.phases.extend(_phases(table, row, gathered))


def _phases(table: Table, row: Row, gathered: Gathered) -> Iterator[Phase]:
    found = model_cells.cells(*row.cells[:2])
    stage = _STAGES.get(plain(row.cells[2]))
    if found is None or found.version is None or stage is None:
        text = "not a model, a version and a lifecycle status"
        gathered.wrong(table.place, row.line, f"{text}; correct the cells")
        return
    after = plain(row.cells[5])
    phase = Phase(
        found.model,
        found.version,
        Use.BASE,
        stage,
        retires=None,
        not_before=False,
        replacement=None if after in _NONE else lifecycle.successor(after),
        origin=table.place.origin,
        closes=_closes(table, row, gathered),
    )
    for types, (day, earliest) in _retires(table, row, gathered):
        yield replace(phase, retires=day, not_before=earliest, types=types)


def _closes(table: Table, row: Row, gathered: Gathered) -> date | None:
    text = plain(row.cells[3])
    until = _until(text)
    if until is None:
        gathered.wrong(table.place, row.line, f"unknown date {text!r}; correct the cell")
        return None
    day, earliest = until
    if earliest:
        gathered.note(table.place, row.line, f"closes {text!r}: that is no day, and is not used")
    return None if earliest else day


def _retires(
    table: Table, row: Row, gathered: Gathered
) -> Iterator[tuple[tuple[DeploymentType, ...], _Until]]:
    """When each of some types retires; of no type in particular last."""
    text = plain(row.cells[4])
    split = _ONE_TYPE.match(text)
    kind = names.deployment_type(split["type"]) if split else None
    if split and kind:
        yield (kind,), (_day(split[2]), False)
        yield (), (_day(split[3]), False)
        return
    until = _until(text)
    if until is None:
        gathered.wrong(table.place, row.line, f"unknown date {text!r}; correct the cell")
    else:
        yield (), until


def _until(text: str) -> _Until | None:
    if text in _NONE:
        return None, False
    exact, earliest = _EXACT.match(text), _EARLIEST.match(text)
    found = exact or earliest
    day = _day(found[1]) if found else None
    return (day, earliest is not None) if day else None


def _day(text: str) -> date | None:
    for form in ("%Y-%m-%d", "%B %d, %Y"):
        try:
            return datetime.strptime(text, form).date()
        except ValueError:
            continue
    return None
