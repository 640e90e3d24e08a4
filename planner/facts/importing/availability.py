"""Reads availability tables of base models, in both of their layouts.

Older: a row per region, a column per `**model**, **version**`, a page per deployment type. Newer: a
row per model and version, a column per region, a heading per deployment type, a tab per geography.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from typing import Final

from planner.facts.importing import model_cells
from planner.facts.importing.gather import NO, Gathered
from planner.facts.importing.markdown import Page, Place, Row, Table, plain, unmarked
from planner.facts.importing.model_cells import ModelCell
from planner.facts.importing.sheet import Sheet
from planner.facts.importing.table_type import type_of, type_of_headings
from planner.facts.importing.whose import publisher_of_row

_EMPTY: Final = "Not available"
_VERSIONED = re.compile(r"^\S+,\s*\S*\d\S*$")
"""A column head with a model and something like a version, well spelt or not."""

_REGION: Final = ("Region", "Regions")


def is_region_rows(table: Table) -> bool:
    """Whether a table is of the older layout."""
    if unmarked(table.header[0]) not in _REGION:
        return False
    if any(_VERSIONED.match(unmarked(cell, stars=False)) for cell in table.header[1:]):
        return True
    columns = [model_cells.column(cell) for cell in table.header[1:]]
    marks = (unmarked(cell) for row in table.rows for cell in row.cells[1:])
    return all(columns) and all(mark in NO or "✅" in mark for mark in marks)


def is_model_rows(table: Table) -> bool:
    """Whether a table is of the newer layout."""
    if [unmarked(cell) for cell in table.header[:2]] != ["Model", "Version"]:
        return False
    marks = [unmarked(cell) for row in table.rows for cell in row.cells[2:]]
    return not marks or any(mark in NO or "✅" in mark for mark in marks)


def read_region_rows(table: Table, gathered: Gathered) -> None:
    """Read a table of the older layout."""
    kind = type_of(table, gathered, of_page=True)
    columns = _columns(table, gathered)
    if kind is None or columns is None:
        return
    sheet = Sheet(table, gathered, kind)
    for column, head in zip(columns, table.header[1:], strict=True):
        sheet.head(column, table.line, head)
    for row in table.rows:
        region = gathered.region(table.place, row.line, row.cells[0])
        if region and gathered.fits(table, row):
            sheet.terms_of_region(region, row.cells[0], row.line)
            for column, cell in zip(columns, row.cells[1:], strict=True):
                sheet.mark(column, region, row.line, cell)
    sheet.close()


def read_model_rows(table: Table, gathered: Gathered) -> None:
    """Read a table of the newer layout."""
    kind = type_of(table, gathered, of_page=False)
    if kind is None:
        return
    regions = [gathered.region(table.place, table.line, cell) for cell in table.header[2:]]
    sheet = Sheet(table, gathered, kind)
    for region, cell in zip(regions, table.header[2:], strict=True):
        if region:
            sheet.terms_of_region(region, cell, table.line)
    for row in table.rows:
        found = _model(table, row, gathered) if gathered.fits(table, row) else None
        if found is None:
            continue
        sheet.head(found, row.line, " ".join(row.cells[:2]))
        for region, cell in zip(regions, row.cells[2:], strict=True):
            if region:
                sheet.mark(found, region, row.line, cell)
    sheet.close()


def _model(table: Table, row: Row, gathered: Gathered) -> ModelCell | None:
    found = model_cells.cells(*row.cells[:2])
    if found is None:
        text = f"not a model and a version: {plain(row.cells[0])!r}, {plain(row.cells[1])!r}"
        gathered.wrong(table.place, row.line, f"{text}; correct the cells")
        return None
    publisher = publisher_of_row(table, found.model, row.line, gathered)
    return replace(found, publisher=publisher) if publisher else None


def _columns(table: Table, gathered: Gathered) -> list[ModelCell] | None:
    columns = [model_cells.column(cell) for cell in table.header[1:]]
    for cell, column in zip(table.header[1:], columns, strict=True):
        if column is None:
            text = f"unknown column {cell!r}; it must be **model**, **version**"
            gathered.wrong(table.place, table.line, text)
    known = [column for column in columns if column]
    return known if len(known) == len(columns) else None


def check_tabs(page: Page, gathered: Gathered) -> None:
    """Note each tab of a newer page that has neither a table nor the words for an empty one.

    A table that is not recognised as one would otherwise read as `nothing is offered here`. A tab
    that is there twice under one heading means that the heading between them is lost.
    """
    filled = [table.place for table in page.tables]
    filled += [line.place for line in page.lines if line.text == _EMPTY]
    seen: Counter[Place] = Counter()
    for place, line in page.tabs:
        if type_of_headings(place) is None:
            continue
        seen[place] += 1
        if not any(_is_in(each, place) for each in filled):
            text = f"the tab {place.tab!r} has no table; add it, or write {_EMPTY!r}"
            gathered.wrong(place, line, text)
        if seen[place] > 1:
            text = f"the tab {place.tab!r} is there twice under {place.nearest!r}"
            gathered.wrong(place, line, f"{text}; add the heading that is missing between them")


def _is_in(inner: Place, tab: Place) -> bool:
    """Whether something stands in a tab, under headings of its own or not."""
    return (inner.file, inner.tab, inner.pivot) == (tab.file, tab.tab, tab.pivot) and (
        inner.headings[: len(tab.headings)] == tab.headings
    )
