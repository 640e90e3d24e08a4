"""Benchmark rows as a table: what we take, what the baseline takes, the ratio, the budget."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from tests.bench.measure import Cost


@dataclass(frozen=True, slots=True)
class Row:
    """One measurement held against a baseline of the same run."""

    what: str
    ours: Cost
    baseline: str
    theirs: Cost | None
    """None where the baseline is not installed."""
    budget: float | None = None
    """Seconds; a benchmark, not a timed test."""
    budget_megabytes: float | None = None
    budget_ratio: float | None = None


def markdown(rows: Iterable[Row]) -> str:
    """The rows as a table for docs/benchmarks.md."""
    head = (
        "| what | ours | baseline | theirs | ours / theirs | budget |\n|---|---|---|---|---|---|\n"
    )
    return head + "".join(f"| {' | '.join(_cells(row))} |\n" for row in rows)


def _cells(row: Row) -> tuple[str, ...]:
    theirs = "not installed" if row.theirs is None else _cost(row.theirs)
    ratio = "" if row.theirs is None else f"{row.ours.seconds / row.theirs.seconds:.2f}"
    return (row.what, _cost(row.ours), row.baseline, theirs, ratio, _budget(row))


def _cost(cost: Cost) -> str:
    memory = "" if cost.megabytes is None else f", {cost.megabytes:.0f} MB"
    return f"{cost.seconds:.3f} s{memory}"


def _budget(row: Row) -> str:
    parts = [
        f"{row.budget} s" if row.budget else "",
        f"{row.budget_ratio}x" if row.budget_ratio else "",
    ]
    parts.append(f"{row.budget_megabytes:.0f} MB" if row.budget_megabytes else "")
    return ", ".join(part for part in parts if part)
