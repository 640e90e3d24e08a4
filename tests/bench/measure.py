"""Times and memory of whole processes and of calls: medians, taken in turn."""

from __future__ import annotations

import gc
import os
import subprocess
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

KILOBYTES_A_MEGABYTE = 1024


@dataclass(frozen=True, slots=True)
class Cost:
    """What one thing took: wall seconds, and peak resident megabytes of a process."""

    seconds: float
    megabytes: float | None = None


def process(command: Sequence[str], *, cwd: Path, times: int = 5) -> Cost:
    """The median of fresh processes, after one that warms the file cache."""
    runs = [_run_once(command, cwd) for _ in range(times + 1)][1:]
    return Cost(median(run.seconds for run in runs), median(run.megabytes or 0 for run in runs))


def _run_once(command: Sequence[str], cwd: Path) -> Cost:
    with Path(os.devnull).open("wb") as nowhere:
        started = time.perf_counter()
        child = subprocess.Popen(command, cwd=cwd, stdout=nowhere, stderr=nowhere)
        _, _, usage = os.wait4(child.pid, 0)
        seconds = time.perf_counter() - started
    child.returncode = 0
    return Cost(seconds, usage.ru_maxrss / KILOBYTES_A_MEGABYTE)


def call(function: Callable[[], object], *, times: int = 5) -> Cost:
    """The median of calls in this process, garbage collected before each."""
    taken = []
    for _ in range(times):
        gc.collect()
        started = time.perf_counter()
        function()
        taken.append(time.perf_counter() - started)
    return Cost(median(taken))
