"""Times and memory of whole processes and of calls: medians."""

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
    """What one thing took: wall seconds, and peak resident megabytes of a process."""

    seconds: float
    megabytes: float | None = None


def process(command: Sequence[str], *, cwd: Path, times: int = 5) -> Cost:
    """The median of fresh processes, after one that warms the file cache.

    The command starts with the path of a program.
    """
    spawn = [sys.executable, "-I", str(SPAWN), str(times + 1), *command]
    done = subprocess.run(spawn, cwd=cwd, check=True, capture_output=True, text=True)
    runs = json.loads(done.stdout)[1:]
    return Cost(median(seconds for seconds, _ in runs), median(peak for _, peak in runs))


def call(function: Callable[[], object], *, times: int = 5) -> Cost:
    """The median of calls in this process, garbage collected before each."""
    taken = []
    for _ in range(times):
        gc.collect()
        started = time.perf_counter()
        function()
        taken.append(time.perf_counter() - started)
    return Cost(median(taken))
