"""Leaves out the pages and tables that the statements name: on purpose, each with its reason."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from planner.facts.importing.capabilities import says_what_models_can_do
from planner.facts.importing.gather import Gathered
from planner.facts.importing.markdown import Page, Place, Table, plain
from planner.facts.importing.stated import LeftOut


def without(pages: Iterable[Page], named: Iterable[LeftOut], gathered: Gathered) -> list[Page]:
    """The pages that are to be read, without what is not; the tables of that are in the report.

    A statement that leaves out nothing is noted as a problem: its page was renamed or is gone.
    """
    have = list(pages)
    for each in named:
        gathered.problems.extend(_unmet(each, have))
        for table in (table for page in have for table in page.tables if _fits(table, each)):
            gathered.leave(table, each.why)
        have = [_trimmed(page, each) for page in have]
    return have


def _trimmed(page: Page, named: LeftOut) -> Page:
    kept = replace(page, tables=[table for table in page.tables if not _fits(table, named)])
    if named.headings is not None:
        return kept
    kept.lines = [line for line in page.lines if not _of(line.place, named)]
    kept.tabs = [(place, line) for place, line in page.tabs if not _of(place, named)]
    kept.loose = [rows for rows in page.loose if not _of(rows.place, named)]
    return kept


def _unmet(named: LeftOut, pages: list[Page]) -> Iterator[str]:
    places = [page.origin for page in pages if page.origin]
    places += [table.place.origin for page in pages for table in page.tables]
    if not any(origin.path == named.path for origin in places):
        yield f"{named.where}: no page says that it is {named.path}; remove the statement"
    tables = [table for page in pages for table in page.tables if _of(table.place, named)]
    for heading in sorted((named.headings or frozenset()) - {*map(_heading, tables)}):
        yield f"{named.where}: no table of {named.path} is under {heading!r}; remove the heading"


def _fits(table: Table, named: LeftOut) -> bool:
    if not _of(table.place, named):
        return False
    if named.headings is not None:
        return _heading(table) in named.headings
    return not (named.but_capabilities and says_what_models_can_do(table))


def _of(place: Place, named: LeftOut) -> bool:
    return place.origin.path == named.path


def _heading(table: Table) -> str:
    return plain(table.place.nearest)
