"""Times and memory of whole processes and of calls: medians, minima, and ratios pair by pair."""

from __future__ import annotations

import gc
import json
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

SPAWN = Path(__file__).with_name("spawn.py")


@dataclass(frozen=True, slots=True)
class Cost:
    """What one thing took: the median of its runs, and what else is known of them."""

    seconds: float
    """On the wall."""
    megabytes: float | None = None
    """Peak resident memory of a process."""
    least: float | None = None
    """The fastest run, in seconds on the wall."""
    processor: float | None = None
    """Seconds of user and system together: what a busy machine stretches least."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two commands that took turns, so that a slow minute of the machine slows both."""

    ours: Cost
    theirs: Cost
    ratios: tuple[float, ...]
    """Processor seconds of ours by theirs, for each turn; sorted."""


def pair(ours: Sequence[str], theirs: Sequence[str], *, cwd: Path, times: int = 9) -> Pair:
    """Both commands in turn, as fresh processes, after one turn that warms the file cache."""
    mine, others = _runs([ours, theirs], cwd, times)
    ratios = (a[1] / b[1] for a, b in zip(mine, others, strict=True))
    return Pair(_cost(mine), _cost(others), tuple(sorted(ratios)))


def process(command: Sequence[str], *, cwd: Path, times: int = 9) -> Cost:
    """One command alone, as fresh processes, after one that warms the file cache."""
    [runs] = _runs([command], cwd, times)
    return _cost(runs)


_Run = tuple[float, float, float]


def _runs(commands: Sequence[Sequence[str]], cwd: Path, times: int) -> list[list[_Run]]:
    """The runs of each command without the first; each starts with the path of a program."""
    spawn = [sys.executable, "-I", str(SPAWN), str(times + 1), json.dumps([*map(list, commands)])]
    done = subprocess.run(spawn, cwd=cwd, check=True, capture_output=True, text=True)
    return [runs[1:] for runs in json.loads(done.stdout)]


def _cost(runs: Sequence[_Run]) -> Cost:
    wall, processor, peak = zip(*runs, strict=True)
    return Cost(median(wall), median(peak), min(wall), median(processor))


def call(function: Callable[[], object], *, times: int = 5) -> Cost:
    """The median of calls in this process, garbage collected before each."""
    taken = []
    for _ in range(times):
        gc.collect()
        started = time.perf_counter()
        function()
        taken.append(time.perf_counter() - started)
    return Cost(median(taken), least=min(taken))
