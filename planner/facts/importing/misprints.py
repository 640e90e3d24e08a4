"""Corrects what the statements name as misprints of a page, before its tables are read."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from planner.facts.importing.markdown import Page, Row, Table, plain
from planner.facts.importing.statement_file import Facts, Statements


@dataclass(frozen=True, slots=True)
class Misprint:
    """A text in cells of a page that is something else, or a row that cannot be read."""

    path: str
    """As the page gives it of itself."""
    was: str
    """What the cells have; of a row its first cell."""
    now: str | None
    """None for a row that is left out, since nobody knows which of its cells is missing."""
    where: str
    """`file:line` of the statement."""


def misprints(statements: Statements) -> list[Misprint]:
    """The misprints that are stated: `path` with `was` and `now`, or with `row` and `why`."""
    found: list[Misprint] = []

    def take(where: str, facts: Facts) -> None:
        row = facts.get("row")
        if row is None:
            found.append(Misprint(facts["path"], str(facts["was"]), str(facts["now"]), where))
        elif facts["why"]:
            found.append(Misprint(facts["path"], str(row), None, where))

    statements.each("misprints", take)
    return found


def corrected(pages: Iterable[Page], named: Iterable[Misprint], problems: list[str]) -> list[Page]:
    """The pages as they are meant; a misprint that no table has is noted as a problem."""
    have = list(pages)
    for each in named:
        found = [_corrected(page, each) for page in have]
        if found == have:
            text = f"no table of {each.path} has {each.was!r}; remove the statement"
            problems.append(f"{each.where}: {text}")
        have = found
    return have


def _corrected(page: Page, misprint: Misprint) -> Page:
    if page.origin is None or page.origin.path != misprint.path:
        return page
    return replace(page, tables=[_mended(table, misprint) for table in page.tables])


def _mended(table: Table, misprint: Misprint) -> Table:
    if misprint.now is None:
        rows = [row for row in table.rows if not _is_left_out(table, row, misprint)]
        return replace(table, rows=tuple(rows))
    rows = [replace(row, cells=_cells(row.cells, misprint)) for row in table.rows]
    return replace(table, header=_cells(table.header, misprint), rows=tuple(rows))


def _is_left_out(table: Table, row: Row, misprint: Misprint) -> bool:
    return len(row.cells) != len(table.header) and plain(row.cells[0]) == misprint.was


def _cells(cells: Iterable[str], misprint: Misprint) -> tuple[str, ...]:
    return tuple(cell.replace(misprint.was, misprint.now or "") for cell in cells)
