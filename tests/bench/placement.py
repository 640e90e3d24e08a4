"""Placement of generated problems: time, proof and memory by size, and a naive model's time.

`python -m tests.bench.placement` measures this section alone.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median
from typing import Any

from planner.placement.solver.problem import Item, Problem
from tests.bench import placement_inputs, placement_realistic
from tests.bench.measure import Cost
from tests.bench.table import Row

ROOT = Path(__file__).parents[2]
PICTURE = ROOT / "docs" / "placement-growth.svg"
PYTHON = ROOT / ".venv-bench" / "bin" / "python"
COUNTS = (50, 100, 200, 500, 1_000, 2_000, 5_000)
REPEATED = 200
"""Up to here the median of three; above, once."""
REALISTIC = (200, 1_000, 10_000)
"""Sizes of the problems with real offerings."""
PATIENCE = 60
"""Seconds that the naive model may take for one instance."""
BUDGETS: dict[tuple[int, bool], float | None] = {
    (200, False): 0.5,
    (1_000, False): 4.0,
    (2_000, False): 10.0,
    (1_000, True): None,
    (10_000, True): 7.0,
}
"""The instances of the table, realistic or not."""


@dataclass(frozen=True, slots=True)
class Point:
    """What one size took."""

    count: int
    realistic: bool
    options: int
    seconds: float
    megabytes: float
    proven: bool
    gap: str


@dataclass(frozen=True, slots=True)
class Naive:
    """What the naive model took for one size, and whether it was done."""

    seconds: float
    status: str


def measure() -> list[Point]:
    """Every size, smallest first; then the realistic ones."""
    generated = [_point(count, realistic=False) for count in COUNTS]
    return [*generated, *(_point(count, realistic=True) for count in REALISTIC)]


def rows(points: Sequence[Point]) -> list[Row]:
    """Some instances against the naive model."""
    return [_row(p, _naive(p)) for p in points if (p.count, p.realistic) in BUDGETS]


def growth(points: Sequence[Point]) -> str:
    """The sizes as a table, under the picture of it."""
    head = "| workloads | options | seconds | peak MB | result |\n|---|---|---|---|---|\n"
    lines = (
        f"| {_named(p)} | {p.options:,} | {p.seconds:.2f} | {p.megabytes:.0f} | {_result(p)} |\n"
        for p in points
    )
    return f"![growth]({PICTURE.name})\n\n{head}{''.join(lines)}"


def draw(points: Sequence[Point]) -> None:
    """The picture, where matplotlib is installed; else the old one stays."""
    if PYTHON.exists():
        text = json.dumps([asdict(point) for point in points if not point.realistic])
        command = [str(PYTHON), "-m", "tests.bench.placement_plot", str(PICTURE)]
        subprocess.run(command, cwd=ROOT, check=True, input=text, text=True)


def _named(point: Point) -> str:
    return f"{point.count:,}{', realistic' if point.realistic else ''}"


def _problem(count: int, *, realistic: bool) -> Problem:
    return placement_realistic.problem(count) if realistic else placement_inputs.problem(count)


def _point(count: int, *, realistic: bool) -> Point:
    command = [sys.executable, "-m", "tests.bench.placement_run", str(count)]
    command += ["realistic"] if realistic else []
    times = 3 if count <= REPEATED else 1
    runs = [_json(command, "") for _ in range(times)]
    return Point(
        count=count,
        realistic=realistic,
        options=sum(len(item.options) for item in _problem(count, realistic=realistic).items),
        seconds=median(run["seconds"] for run in runs),
        megabytes=max(run["megabytes"] for run in runs),
        proven=runs[0]["proven"],
        gap=runs[0]["gap"],
    )


def _json(command: Sequence[str], text: str) -> dict[str, Any]:
    done = subprocess.run(command, cwd=ROOT, check=True, input=text, capture_output=True, text=True)
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


def _naive(point: Point) -> Naive | None:
    """The naive model on the same instance; None where its library is not installed."""
    if not PYTHON.exists():
        return None
    script = Path(__file__).with_name("placement_naive.py")
    command = [str(PYTHON), str(script), str(PATIENCE)]
    asked = _problem(point.count, realistic=point.realistic)
    answer = _json(command, json.dumps(_plain(asked)))
    return Naive(answer["seconds"], answer["status"])


def _plain(asked: Problem) -> dict[str, object]:
    """The problem as JSON; the generated ones limit every pool and open every region."""
    pools = {pool: str(pool) for pool in asked.limits}
    return {
        "items": {item.name: _plain_item(item) for item in asked.items},
        "limits": {name: asked.limits[pool] for pool, name in pools.items()},
        "room": [asked.room.deployments, asked.room.fine_tuned, asked.room.per_region],
    }


def _plain_item(item: Item) -> dict[str, object]:
    choices = [
        (
            o.choice.region,
            o.choice.geography if item.spread == "geography" else o.choice.region,
            o.choice.order[0],
            item.runs and not o.stays,
            str(o.pool),
            (o.sizes.low, o.sizes.high, o.sizes.step),
        )
        for o in item.options
    ]
    flags = {"runs": item.runs, "tuned": item.tuned, "replicas": item.replicas}
    return {**flags, "beside": item.beside, "apart": item.apart, "options": choices}


def _row(point: Point, naive: Naive | None) -> Row:
    made = "real offerings" if point.realistic else "28 regions x 9 types"
    what = f"placement, {point.count:,} workloads, {made}: {_result(point)}"
    baseline = "naive CP-SAT model" if naive is None else f"naive CP-SAT model: {naive.status}"
    return Row(
        what=what,
        ours=Cost(point.seconds, point.megabytes),
        baseline=baseline,
        theirs=None if naive is None else Cost(naive.seconds),
        budget=BUDGETS[point.count, point.realistic],
    )


def _result(point: Point) -> str:
    return "proven optimal" if point.proven else point.gap


def main() -> None:
    """This section alone, on the terminal; the picture is drawn."""
    from tests.bench.table import markdown  # noqa: PLC0415

    points = measure()
    draw(points)
    print(markdown(rows(points)))  # noqa: T201
    print(growth(points))  # noqa: T201


if __name__ == "__main__":
    main()
