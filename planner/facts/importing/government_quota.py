"""Reads the quota of Azure Government, which has no tiers: it goes by the agreement, region by region."""

from __future__ import annotations

from typing import Final

from planner.domain.terms import Cloud, DeploymentType, parse_deployment_type
from planner.facts.importing.gather import Gathered, cloud_of
from planner.facts.importing.markdown import Row, Table, plain
from planner.facts.importing.sizes import UNIT, number_in

_HEADS: Final = ("Model Name", "Default TPM", "Enterprise TPM")
_LEVELS: Final = ("default", "enterprise")
_COUNTED: Final = " Tokens Per Minute (TPM)"
"""What stands behind the type in a heading."""


def is_government_quota(table: Table) -> bool:
    """Whether a table gives the quota of a deployment type in Azure Government."""
    heads = tuple(plain(cell) for cell in table.header)
    return heads == _HEADS and cloud_of(table.place.origin) is Cloud.GOVERNMENT


def read_government_quota(table: Table, gathered: Gathered) -> None:
    """Read what each model has by each kind of agreement."""
    heading = plain(table.place.nearest)
    kind = parse_deployment_type(heading.removesuffix(_COUNTED))
    if kind is None:
        text = f"no deployment type in the heading {heading!r}; correct the heading"
        gathered.wrong(table.place, table.line, text)
        return
    for row in table.rows:
        if gathered.fits(table, row):
            _read_row(table, row, kind, gathered)


def _read_row(table: Table, row: Row, kind: DeploymentType, gathered: Gathered) -> None:
    for level, cell in zip(_LEVELS, row.cells[1:], strict=True):
        record = {
            "tier": level,
            "model": plain(row.cells[0]),
            "type": kind.value,
            "limit": number_in(table, row, cell, gathered) // UNIT,
            "cloud": Cloud.GOVERNMENT.value,
        }
        gathered.fact("quota.jsonl", table.place, row.line, record)
