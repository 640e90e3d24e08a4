"""Benchmark rows as a table: what we take, what the baseline takes, the ratio, the budget."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from statistics import median

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
    ratios: tuple[float, ...] = ()
    """Of processor seconds, turn by turn, where the two took turns; sorted."""


def markdown(rows: Iterable[Row]) -> str:
    """The rows as a table for docs/benchmarks.md."""
    head = (
        "| what | ours | baseline | theirs | ours / theirs | budget |\n|---|---|---|---|---|---|\n"
    )
    return head + "".join(f"| {' | '.join(_cells(row))} |\n" for row in rows)


def _cells(row: Row) -> tuple[str, ...]:
    theirs = "not installed" if row.theirs is None else _cost(row.theirs)
    return (row.what, _cost(row.ours), row.baseline, theirs, _ratio(row), _budget(row))


def _ratio(row: Row) -> str:
    if row.ratios:
        return f"{median(row.ratios):.2f} ({row.ratios[0]:.2f} to {row.ratios[-1]:.2f})"
    return "" if row.theirs is None else f"{row.ours.seconds / row.theirs.seconds:.2f}"


def _cost(cost: Cost) -> str:
    least = "" if cost.least is None else f" (least {cost.least:.3f})"
    processor = "" if cost.processor is None else f", CPU {cost.processor:.3f} s"
    memory = "" if cost.megabytes is None else f", {cost.megabytes:.0f} MB"
    return f"{cost.seconds:.3f} s{least}{processor}{memory}"


def _budget(row: Row) -> str:
    parts = [
        f"{row.budget} s" if row.budget else "",
        f"{row.budget_ratio}x" if row.budget_ratio else "",
    ]
    parts.append(f"{row.budget_megabytes:.0f} MB" if row.budget_megabytes else "")
    return ", ".join(part for part in parts if part)
