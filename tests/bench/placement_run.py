"""Solves one generated problem in a fresh process and prints what it took, as JSON.

usage: placement_run.py COUNT [realistic]; the seconds are those of the call, with the import of the library
in it; the megabytes are the peak of the process, the problem itself included.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

from planner.placement.solver.levels import values
from planner.placement.solver.solver import solve
from tests.bench import placement_inputs, placement_realistic

KILOBYTES_A_MEGABYTE = 1024


def main() -> None:
    made = placement_realistic if "realistic" in sys.argv else placement_inputs
    asked = made.problem(int(sys.argv[1]))
    started = time.perf_counter()
    solution = solve(asked)
    seconds = time.perf_counter() - started
    levels = values(asked, solution.placed)
    answer = {"proven": solution.proven, "gap": solution.gap, "levels": levels}
    print(json.dumps({"seconds": seconds, "megabytes": _peak(), **answer}))  # noqa: T201


def _peak() -> float:
    """The high-water mark of this process alone, in megabytes."""
    status = Path("/proc/self/status").read_text().splitlines()
    [line] = [line for line in status if line.startswith("VmHWM")]
    return int(line.split()[1]) / KILOBYTES_A_MEGABYTE


if __name__ == "__main__":
    main()
