"""Reads throughput: rows of the PTU tables, and the tables of priority processing."""

from __future__ import annotations

import re
from typing import Final

from planner.domain.offering import Processing
from planner.domain.terms import DeploymentType, Use
from planner.facts.importing import names
from planner.facts.importing.gather import Gathered
from planner.facts.importing.markdown import Row, Table, marks, plain
from planner.facts.importing.model_cells import column

_PRIORITY: Final = ("Model", "Latency target value")
_PAGE: Final = "priority-processing.md"
_LATENCY: Final = re.compile(r"99% > (\d+) (?:TPS|Tokens Per Second)", re.IGNORECASE)
_NUMBER: Final = re.compile(r"\d{1,3}(?:,\d{3})*|\d+")
_LONG: Final = re.compile(r"exceed \**(\d+)k prompt tokens")
_OF_PTU: Final = {
    "Input TPM per PTU": "input",
    "Output-to-input ratio": "ratio",
    "Throughput ratio": "ratio",
    "Latency Target Value": "latency",
    "Latency target value": "latency",
}
_FEATURES: Final = {
    DeploymentType.GLOBAL_STANDARD: "priority-global-standard",
    DeploymentType.DATA_ZONE_STANDARD: "priority-data-zone-standard",
}


def is_throughput_row(topic: str) -> bool:
    """Whether a row of a PTU table sizes a workload, and not a deployment."""
    return topic in _OF_PTU


def promised(topic: str, cell: str) -> dict[str, int]:
    """What a cell of such a row says; nothing where it points elsewhere or promises nothing."""
    part, text = _OF_PTU[topic], plain(cell)
    found = _LATENCY.fullmatch(text) if part == "latency" else _NUMBER.fullmatch(text)
    if found is None:
        return {}
    return {part: int((found[1] if part == "latency" else found[0]).replace(",", ""))}


def is_priority_table(table: Table) -> bool:
    """Whether a table gives the latency of priority processing, or its regions."""
    heads = tuple(plain(cell) for cell in table.header)
    on_page = table.place.origin.path.endswith(_PAGE)
    return heads == _PRIORITY or (on_page and heads[0] == "Region")


def read_priority_table(table: Table, gathered: Gathered) -> None:
    """Read a latency for each model, or the regions of each version as one type."""
    if plain(table.header[0]) == "Region":
        _read_regions(table, gathered)
        return
    for row in table.rows:
        if gathered.fits(table, row):
            _read_latency(table, row, gathered)


def _read_latency(table: Table, row: Row, gathered: Gathered) -> None:
    model, found = plain(row.cells[0]).partition(",")[0], _LATENCY.fullmatch(plain(row.cells[1]))
    if found is None:
        text = f"unknown latency {plain(row.cells[1])!r}; correct the cell"
        gathered.wrong(table.place, row.line, text)
        return
    record: dict[str, object] = {"model": model, "processing": Processing.PRIORITY.value}
    notes = (_LONG.search(table.notes.get(mark, "")) for mark in marks(row.cells[0]))
    long = next((note for note in notes if note), None)
    record |= {"latency": int(found[1])} | ({"long_context": int(long[1]) * 1000} if long else {})
    gathered.fact("throughput.jsonl", table.place, row.line, record)


def _read_regions(table: Table, gathered: Gathered) -> None:
    kind = names.deployment_type(table.place.nearest)
    if kind not in _FEATURES:
        text = f"no type with priority in the heading {table.place.nearest!r}; correct the heading"
        gathered.wrong(table.place, table.line, text)
        return
    for at, cell in enumerate(table.header[1:], 1):
        found = column(cell)
        if found is None or found.version is None:
            text = f"unknown column {cell!r}; it must be **model**, **version**"
            gathered.wrong(table.place, table.line, text)
            continue
        record = {
            "name": _FEATURES[kind],
            "model": found.model,
            "version": found.version,
            "use": Use.BASE.value,
            "regions": _ticked(table, at, gathered),
        }
        gathered.fact("features.jsonl", table.place, table.line, record)


def _ticked(table: Table, at: int, gathered: Gathered) -> list[str]:
    found: set[str] = set()
    for row in table.rows:
        if len(row.cells) != len(table.header):
            continue
        region = gathered.region(table.place, row.line, row.cells[0])
        if region and gathered.ticked(table.place, row.line, row.cells[at]):
            found.add(region)
    return sorted(found)
