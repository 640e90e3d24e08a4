"""Reads numbers: PTU sizes by model, and quota by tier."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final

from planner.domain.publishers import OPENAI
from planner.domain.terms import DeploymentType, Family, parse_deployment_type
from planner.facts.importing import names
from planner.facts.importing.assemble import publisher_of
from planner.facts.importing.gather import Fact, Gathered
from planner.facts.importing.limits import PTU
from planner.facts.importing.markdown import Row, Table, plain
from planner.facts.importing.model_cells import column, is_ours
from planner.facts.importing.throughput import is_throughput_row, promised
from planner.facts.makers import maker
from planner.facts.reader import Record

_SHARED: Final = (DeploymentType.GLOBAL_PROVISIONED, DeploymentType.DATA_ZONE_PROVISIONED)
_PTU_ROWS: Final[Mapping[str, tuple[str, tuple[DeploymentType, ...]]]] = {
    "Global & data zone provisioned minimum deployment": ("minimum", _SHARED),
    "Global & data zone provisioned scale increment": ("step", _SHARED),
    "Regional provisioned minimum deployment": ("minimum", (DeploymentType.PROVISIONED,)),
    "Regional provisioned scale increment": ("step", (DeploymentType.PROVISIONED,)),
}
_NOT_SOLD: Final = frozenset({"NA", "N/A"})
"""What stands in the cells of a type as which a model is not sold."""

_QUOTA: Final = (
    "Model Name",
    "Deployment Type",
    "Requests Per Minute (RPM)",
    "Tokens Per Minute (TPM)",
)
_ROUTER: Final = (
    "Model",
    "Deployment Type",
    "Default RPM",
    "Default TPM",
    "Enterprise and MCA-E RPM",
    "Enterprise and MCA-E TPM",
)
_BATCH_TIERS: Final[Mapping[str, str]] = {
    "Enterprise and MCA-E": "enterprise",
    "Default": "default",
    "Monthly credit card-based subscriptions": "credit-card",
    "MSDN subscriptions": "msdn",
    "Azure for Students, free trials": "student",
}
_POWERS: Final = {"": 1, "K": 10**3, "M": 10**6, "B": 10**9}
_TIERS: Final[Mapping[str, str]] = {"0": "free", "Free": "free"}
"""What the catalog calls a tier, where that is not its number."""
UNIT: Final = 1000
"""ARM counts tokens in thousands."""


def is_ptu_table(table: Table) -> bool:
    """Whether a table gives PTU sizes by model."""
    about = (*map(plain, table.header[1:]), *map(_topic, table.rows))
    return plain(table.header[0]) == "Topic" and any(
        is_ours(text) or maker(text) or text in _PTU_ROWS for text in about
    )


def read_ptu_table(table: Table, gathered: Gathered) -> None:
    """Read minimum and step of every model and provisioned type of a table."""
    models = [_sized_model(cell) for cell in table.header[1:]]
    sizes: dict[tuple[str, DeploymentType], dict[str, int]] = {}
    for row in table.rows:
        topic = _topic(row)
        if is_throughput_row(topic) or not gathered.fits(table, row):
            continue
        if topic not in _PTU_ROWS:
            gathered.wrong(table.place, row.line, f"unknown row {topic!r}; correct it")
            continue
        part, kinds = _PTU_ROWS[topic]
        for model, cell in zip(models, row.cells[1:], strict=True):
            if plain(cell) in _NOT_SOLD:
                continue
            number = number_in(table, row, cell, gathered)
            for kind in kinds:
                sizes.setdefault((model, kind), {})[part] = number
    for (model, kind), size in sizes.items():
        publisher = publisher_of(maker(model) or OPENAI)
        record = {"model": model, **publisher, "type": kind.value, **size}
        gathered.fact("capacity.jsonl", table.place, table.line, record)
    _read_throughput(table, models, gathered)


def _read_throughput(table: Table, models: Sequence[str], gathered: Gathered) -> None:
    """What one PTU of each model takes and how fast it answers; rows with gaps are left out."""
    found: dict[str, dict[str, int]] = {model: {} for model in models}
    for row in table.rows:
        if is_throughput_row(_topic(row)) and len(row.cells) == len(table.header):
            for model, cell in zip(models, row.cells[1:], strict=True):
                found[model] |= promised(_topic(row), cell)
    for model, numbers in found.items():
        if numbers:
            publisher = publisher_of(maker(model) or OPENAI)
            record = {"model": model, **publisher, "processing": "provisioned", **numbers}
            gathered.fact("throughput.jsonl", table.place, table.line, record)


def _topic(row: Row) -> str:
    return plain(row.cells[0]).replace("Global and data zone", "Global & data zone")


def _sized_model(cell: str) -> str:
    """The model of a column head, with or without its version: sizes are kept by model."""
    found = column(cell)
    return found.model if found else plain(cell).partition(",")[0]


def is_quota_table(table: Table) -> bool:
    """Whether a table gives the quota of a tier."""
    return _heads(table) == _QUOTA


def read_quota_table(table: Table, gathered: Gathered) -> None:
    """Read a tier's quota; the tier is the tab's or the heading's number."""
    tier = re.fullmatch(r"Tier (\d)|(Free) Tier", table.place.tab or table.place.nearest)
    if tier is None:
        text = f"no tier in the heading {table.place.nearest!r}; correct the heading"
        gathered.wrong(table.place, table.line, text)
        return
    rows: dict[tuple[str, str], Record] = {}
    for row in table.rows:
        if gathered.fits(table, row):
            said = tier[1] or tier[2]
            record = _quota(table, row, _TIERS.get(said, said), gathered)
            if record:
                _merge(rows, record)
    for record in rows.values():
        gathered.fact("quota.jsonl", table.place, table.line, record)


def _quota(table: Table, row: Row, tier: str, gathered: Gathered) -> Record | None:
    model, sku, requests, tokens = (plain(cell) for cell in row.cells)
    kind = parse_deployment_type(sku)
    if kind is None:
        gathered.wrong(table.place, row.line, f"unknown deployment type {sku!r}; correct the cell")
        return None
    record: dict[str, object] = {"tier": tier, "model": model, "type": kind.value}
    record["requests_per_minute"] = _per_minute(table, row, requests, gathered)
    if tokens != "-":
        record["limit"] = number_in(table, row, tokens, gathered) // UNIT
    return record


def _merge(rows: dict[tuple[str, str], Record], record: Record) -> None:
    """Keep one record a model: rows that differ by version agree on what is left of them."""
    key = (str(record["model"]), str(record["type"]))
    other = rows.get(key, record)
    rows[key] = {name: value for name, value in record.items() if other.get(name) == value}


def is_router_table(table: Table) -> bool:
    """Whether a table gives the model router's quota by kind of agreement."""
    return _heads(table) == _ROUTER


def read_router_table(table: Table, gathered: Gathered) -> None:
    """Read the model router's quota, which depends on the agreement and not on the tier."""
    for row in table.rows:
        if gathered.fits(table, row):
            _read_router_row(table, row, gathered)


def _read_router_row(table: Table, row: Row, gathered: Gathered) -> None:
    found, kind = names.model_version(row.cells[0]), parse_deployment_type(plain(row.cells[1]))
    if found is None or kind is None:
        gathered.wrong(table.place, row.line, "not a model and a deployment type; correct the row")
        return
    numbers = [number_in(table, row, cell, gathered) for cell in row.cells[2:]]
    for tier, requests, tokens in _by_agreement(numbers):
        record = {
            "tier": tier,
            "model": found[0],
            "type": kind.value,
            "requests_per_minute": requests,
            "limit": tokens // UNIT,
        }
        gathered.fact("quota.jsonl", table.place, row.line, record)


def _by_agreement(numbers: list[int]) -> list[tuple[str, int, int]]:
    """Requests and tokens of each kind of agreement, from the table's four numbers."""
    return [("default", numbers[0], numbers[1]), ("enterprise", numbers[2], numbers[3])]


def is_batch_table(table: Table) -> bool:
    """Whether a table gives the enqueued-token quota of a batch type."""
    heads = _heads(table)
    return heads[0] == "Model" and set(heads[1:]) == set(_BATCH_TIERS)


def read_batch_table(table: Table, gathered: Gathered) -> None:
    """Read the enqueued tokens that each kind of agreement may have."""
    kind = names.deployment_type(table.place.nearest)
    if kind is None or kind.family is not Family.BATCH:
        text = f"no batch type in the heading {table.place.nearest!r}; correct the heading"
        gathered.wrong(table.place, table.line, text)
        return
    tiers = [_BATCH_TIERS[head] for head in _heads(table)[1:]]
    for row in table.rows:
        model = plain(row.cells[0]).replace(" ", "-")
        for tier, cell in zip(tiers, row.cells[1:], strict=False):
            if gathered.fits(table, row) and plain(cell) != "N/A":
                limit = number_in(table, row, cell, gathered) // UNIT
                record = {"tier": tier, "model": model, "type": kind.value, "limit": limit}
                gathered.fact("quota.jsonl", table.place, row.line, record)


def bounded(made: Sequence[tuple[Fact, Record]]) -> list[tuple[Fact, Record]]:
    """The records with the maximum of the limits page where a PTU size has none of its own."""
    limits = {record["name"]: record["value"] for _, record in made if "value" in record}
    maximum = limits.get(PTU)
    if maximum is None:
        return list(made)
    return [(fact, {"maximum": maximum, **r} if _is_ptu(fact, r) else r) for fact, r in made]


def _is_ptu(fact: Fact, record: Record) -> bool:
    kind = parse_deployment_type(str(record.get("type")))
    sized = fact.file == "capacity.jsonl"
    return sized and kind is not None and kind.family is Family.PROVISIONED


def _heads(table: Table) -> tuple[str, ...]:
    return tuple(plain(cell) for cell in table.header)


def number_in(table: Table, row: Row, cell: str, gathered: Gathered) -> int:
    """`1,000,000`, `90K` or `1.5B` as a number; 0 with a problem noted when it is none."""
    match = re.fullmatch(r"(\d+(?:,\d{3})*)(?:\.(\d))?([KMB]?)", plain(cell))
    if match is None:
        gathered.wrong(table.place, row.line, f"not a number: {plain(cell)!r}; correct the cell")
        return 0
    whole, tenths, power = match.groups()
    return (int(whole.replace(",", "")) * 10 + int(tenths or 0)) * _POWERS[power] // 10


def _per_minute(table: Table, row: Row, cell: str, gathered: Gathered) -> int:
    """Requests per minute, which some rows give as `300 / 10s`."""
    number, _, window = cell.partition(" / ")
    if window not in {"", "10s"}:
        gathered.wrong(table.place, row.line, f"unknown period {window!r}; correct the cell")
    return number_in(table, row, number, gathered) * (6 if window else 1)
