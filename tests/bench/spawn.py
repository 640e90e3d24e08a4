"""Runs commands in turn (A B A B ...) and prints what each run took, as JSON.

usage: spawn.py TIMES COMMANDS, a JSON list of commands; the answer has for each command a list of
runs, [wall seconds, processor seconds, peak resident megabytes]. A process of its own because a
child's peak counts what its parent held when it was made, and this one holds next to nothing.
"""

import json
import os
import sys
import time

KILOBYTES_A_MEGABYTE = 1024


def run(command: list[str]) -> tuple[float, float, float]:
    """One fresh process."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    redirected = [(os.POSIX_SPAWN_DUP2, nowhere, stream) for stream in (1, 2)]
    started = time.perf_counter()
    child = os.posix_spawn(command[0], command, os.environ, file_actions=redirected)
    _, _, usage = os.wait4(child, 0)
    seconds = time.perf_counter() - started
    os.close(nowhere)
    return seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / KILOBYTES_A_MEGABYTE


if __name__ == "__main__":
    times, commands = int(sys.argv[1]), json.loads(sys.argv[2])
    rounds = [[run(command) for command in commands] for _ in range(times)]
    print(json.dumps([*zip(*rounds, strict=True)]))  # noqa: T201 - the answer to the caller
