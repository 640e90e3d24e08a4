"""Reads availability tables of base models, in both of their layouts.

Older: a row per region, a column per `**model**, **version**`, a page per deployment type, which
the page's title names. Newer: a row per model and version, a column per region, a heading per
deployment type and a tab per geography.
"""

from __future__ import annotations

from planner.domain.terms import Cloud, DeploymentType, Use
from planner.facts.importing import names
from planner.facts.importing.gather import Claim, Gathered
from planner.facts.importing.markdown import Page, Place, Table, plain
from planner.facts.reader import SourceKind

_EMPTY = "Not available"
_OURS = ("", "Availability for Azure OpenAI in Foundry Models")


def is_region_rows(table: Table) -> bool:
    """Whether a table is of the older layout."""
    return plain(table.header[0]) == "Region" and any("**, **" in cell for cell in table.header[1:])


def is_model_rows(table: Table) -> bool:
    """Whether a table is of the newer layout."""
    heads = [plain(cell) for cell in table.header]
    return heads[:2] == ["Model", "Version"]


def read_region_rows(table: Table, gathered: Gathered) -> None:
    """Read a table of the older layout."""
    kind = _type_of_page(table, gathered)
    columns = _columns(table, gathered)
    if kind is None or columns is None:
        return
    sheet = _Sheet(table, gathered, kind)
    for row in table.rows:
        region = gathered.region(table.place, row.line, row.cells[0])
        if region and gathered.fits(table, row):
            for (model, version), cell in zip(columns, row.cells[1:], strict=True):
                sheet.mark(model, version, region, row.line, cell)
    sheet.close()


def read_model_rows(table: Table, gathered: Gathered) -> None:
    """Read a table of the newer layout."""
    kind = names.deployment_type(table.place.heading(2))
    if kind is None or table.place.heading(4) not in _OURS:
        text = f"no deployment type in the heading {table.place.nearest!r}; correct the heading"
        gathered.wrong(table.place, table.line, text)
        return
    regions = [gathered.region(table.place, table.line, cell) for cell in table.header[2:]]
    sheet = _Sheet(table, gathered, kind)
    for row in table.rows:
        if not gathered.fits(table, row):
            continue
        model, version = plain(row.cells[0]), plain(row.cells[1])
        for region, cell in zip(regions, row.cells[2:], strict=True):
            if region:
                sheet.mark(model, version, region, row.line, cell)
    sheet.close()


def check_tabs(page: Page, gathered: Gathered) -> None:
    """Note each tab of a newer page that has neither a table nor the words for an empty one.

    A table that is not recognised as one would otherwise read as `nothing is offered here`.
    """
    filled = {table.place for table in page.tables}
    filled |= {line.place for line in page.lines if line.text == _EMPTY}
    for place, line in page.tabs:
        if names.deployment_type(place.heading(2)) and place not in filled:
            text = f"the tab {place.tab!r} has no table; add it, or write {_EMPTY!r}"
            gathered.wrong(place, line, text)


def _type_of_page(table: Table, gathered: Gathered) -> DeploymentType | None:
    """The type of an older page: its title says it, and its own path must not say another."""
    origin = table.place.origin
    if origin.path in gathered.retitled:
        return gathered.retitled[origin.path]
    titled, spelt = names.deployment_type(origin.title), names.type_in_path(origin.path)
    if titled is None:
        text = f"no deployment type in the title {origin.title!r}; correct the title"
    elif spelt not in (None, titled):
        text = f"titled {origin.title!r} but its path says {spelt}; state which one it is"
    else:
        return titled
    gathered.wrong(table.place, table.line, text)
    return None


def _columns(table: Table, gathered: Gathered) -> list[tuple[str, str]] | None:
    columns = [names.column_version(cell) for cell in table.header[1:]]
    for cell, column in zip(table.header[1:], columns, strict=True):
        if column is None:
            text = f"unknown column {cell!r}; it must be **model**, **version**"
            gathered.wrong(table.place, table.line, text)
    known = [column for column in columns if column]
    return known if len(known) == len(columns) else None


class _Sheet:
    """One table on its way to claims: marks are collected per version and cloud."""

    def __init__(self, table: Table, gathered: Gathered, kind: DeploymentType) -> None:
        self._table, self._gathered, self._kind = table, gathered, kind
        self._claims: dict[tuple[str, str, Cloud], Claim] = {}
        self._seen: set[tuple[str, str, str]] = set()

    @property
    def _place(self) -> Place:
        return self._table.place

    def mark(self, model: str, version: str, region: str, line: int, cell: str) -> None:
        """Take one cell."""
        tick = self._gathered.ticked(self._place, line, cell)
        if (model, version, region) in self._seen:
            self._gathered.wrong(self._place, line, f"{model} {version} is there twice; remove one")
        self._seen.add((model, version, region))
        claim = self._claim(model, version, self._gathered.sites[region].cloud)
        (claim.yes if tick else claim.no).add(region)

    def _claim(self, model: str, version: str, cloud: Cloud) -> Claim:
        key = (model, version, cloud)
        if key not in self._claims:
            origin = self._place.origin
            self._claims[key] = Claim(model, version, Use.BASE, self._kind, cloud, origin)
        return self._claims[key]

    def close(self) -> None:
        """Hand the claims over, and note that this table lists the type."""
        origin = self._gathered.used(self._place, SourceKind.AVAILABILITY)
        for cloud in {claim.cloud for claim in self._claims.values()}:
            self._gathered.covers(cloud, Use.BASE, self._kind, origin)
        self._gathered.claims.extend(self._claims.values())
