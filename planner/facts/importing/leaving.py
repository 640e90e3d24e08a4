"""Leaves out the pages and tables that the statements name: on purpose, each with its reason."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from planner.facts.importing.markdown import Page, Table, plain
from planner.facts.importing.stated import LeftOut


def without(pages: Iterable[Page], named: Iterable[LeftOut], problems: list[str]) -> list[Page]:
    """The pages that are to be read, without the tables that are not.

    A statement that leaves out nothing is noted as a problem: its page was renamed or is gone.
    """
    have = list(pages)
    for each in named:
        found = [page for page in have if page.origin and page.origin.path == each.path]
        problems.extend(_unmet(each, found))
        have = [page for page in have if page not in found or each.headings is not None]
        have = [_trimmed(page, each) if page in found else page for page in have]
    return have


def _trimmed(page: Page, named: LeftOut) -> Page:
    headings = named.headings or frozenset()
    kept = [table for table in page.tables if _heading(table) not in headings]
    return replace(page, tables=kept)


def _unmet(named: LeftOut, found: list[Page]) -> Iterator[str]:
    if not found:
        yield f"{named.where}: no page says that it is {named.path}; remove the statement"
    there = {_heading(table) for page in found for table in page.tables}
    for heading in sorted((named.headings or frozenset()) - there):
        yield f"{named.where}: no table of {named.path} is under {heading!r}; remove the heading"


def _heading(table: Table) -> str:
    return plain(table.place.nearest)
