"""Runs a command several times and prints its wall seconds and peak resident megabytes as JSON.

usage: spawn.py TIMES COMMAND...; a process of its own because a child's peak counts what its
parent held when it was made, and this one holds next to nothing.
"""

import json
import os
import sys
import time

KILOBYTES_A_MEGABYTE = 1024


def run(command: list[str]) -> tuple[float, float]:
    """One fresh process."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    redirected = [(os.POSIX_SPAWN_DUP2, nowhere, stream) for stream in (1, 2)]
    started = time.perf_counter()
    child = os.posix_spawn(command[0], command, os.environ, file_actions=redirected)
    _, _, usage = os.wait4(child, 0)
    seconds = time.perf_counter() - started
    os.close(nowhere)
    return seconds, usage.ru_maxrss / KILOBYTES_A_MEGABYTE


if __name__ == "__main__":
    times, *command = sys.argv[1:]
    runs = [run(command) for _ in range(int(times))]
    print(json.dumps(runs))  # noqa: T201 - the answer to whoever started this script
