"""`make bench`: every measurement, printed as a table and written to docs/benchmarks.md."""

from __future__ import annotations

import platform
import tempfile
from datetime import date
from os import cpu_count
from pathlib import Path

from tests.bench import checks, faultfinding, install, placement, program
from tests.bench.table import markdown

PAGE = Path(__file__).parents[2] / "docs" / "benchmarks.md"
MARK = "<!-- measured: everything below is written by `make bench` -->\n"


def main() -> None:
    with tempfile.TemporaryDirectory() as scratch:
        rows = [*checks.rows(Path(scratch)), *program.rows(Path(scratch))]
        installed = install.sentence(Path(scratch))
    points = placement.measure()
    placement.draw(points)
    rows += placement.rows(points)
    python = platform.python_version()
    where = f"Measured {date.today()}: {cpu_count()} cores, Python {python}, medians.\n"
    text = f"{MARK}\n{where}\n{markdown(rows)}\n{faultfinding.sentence()}\n\n{installed}\n\n{placement.growth(points)}"
    kept = PAGE.read_text().split(MARK)[0]
    PAGE.write_text(kept + text)
    print(text.removeprefix(MARK))  # noqa: T201 - what the command is for


main()
