"""Reads the quota of Claude, which depends on the agreement and counts input and output apart."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from planner.domain.terms import DeploymentType
from planner.facts.importing import names
from planner.facts.importing.gather import Gathered
from planner.facts.importing.markdown import Row, Table, plain
from planner.facts.importing.sizes import number_in

_HEADS: Final = (
    "Model",
    "Deployment type",
    "Version 2: Hosted on Azure",
    "Version 1: Hosted on Anthropic infrastructure",
    "RPM",
    "ITPM",
    "OTPM",
)
_AGREEMENTS: Final[Mapping[str, str]] = {
    "Pay-as-you-go": "default",
    "Enterprise and MCA-E": "enterprise",
    "Free Trial": "free",
}
_UNIT: Final = 1000
"""One unit of capacity is a request and a thousand tokens a minute."""


def is_quota(table: Table) -> bool:
    """Whether a table gives the quota of Claude."""
    return tuple(plain(cell) for cell in table.header) == _HEADS


def read_quota(table: Table, gathered: Gathered) -> None:
    """Read requests and input tokens a minute; the heading says of which agreement."""
    agreement = _AGREEMENTS.get(plain(table.place.nearest))
    if agreement is None:
        text = f"no agreement in the heading {table.place.nearest!r}; correct the heading"
        gathered.wrong(table.place, table.line, text)
        return
    for row in table.rows:
        if gathered.fits(table, row):
            _read_row(table, row, agreement, gathered)


def _read_row(table: Table, row: Row, agreement: str, gathered: Gathered) -> None:
    kind = _type(row)
    if kind is None:
        text = f"unknown deployment type {plain(row.cells[1])!r}; correct the cell"
        gathered.wrong(table.place, row.line, text)
        return
    requests, tokens, _ = (number_in(table, row, cell, gathered) for cell in row.cells[4:])
    record = {
        "tier": agreement,
        "model": plain(row.cells[0]),
        "publisher": "Anthropic",
        "type": kind.value,
        "requests_per_minute": requests,
        "limit": tokens // _UNIT,
    }
    gathered.fact("quota.jsonl", table.place, row.line, record)


def _type(row: Row) -> DeploymentType | None:
    """`Data Zone Standard (US)` is said of the one data zone that there is."""
    return names.deployment_type(plain(row.cells[1]).removesuffix(" (US)"))
