"""`python -m tools.mutants [PATH...]`: exit 0 when nothing survives that nobody accepted."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from tools.mutants.rooms import TABLE, Room, RoomError, room, rooms
from tools.mutants.tally import Tally
from tools.mutants.trial import Trial


def main(arguments: Sequence[str] | None = None) -> int:
    """Try the modules one after another, each in a process of its own."""
    parser = argparse.ArgumentParser(prog="python -m tools.mutants", description=__doc__)
    parser.add_argument(
        "paths", nargs="*", metavar="PATH", help="modules; default all of the table"
    )
    parser.add_argument("--only", metavar="FUNCTION", help="changes of one function")
    parser.add_argument(
        "--table", type=Path, default=TABLE, help="default tools/mutants/rooms.toml"
    )
    given = parser.parse_args(arguments)
    try:
        chosen = [room(path, given.table) for path in given.paths or rooms(given.table)]
    except RoomError as error:
        print(error, file=sys.stderr)
        return 2
    return max([_apart(each, given.only) for each in chosen], default=0)


def _apart(room: Room, only: str | None) -> int:
    """What is loaded for one module must not be there for the next."""
    sys.stdout.flush()
    child = os.fork()
    if child == 0:
        code = _try(room, only)
        sys.stdout.flush()
        os._exit(code)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def _try(room: Room, only: str | None) -> int:
    os.environ["HYPOTHESIS_PROFILE"] = "few"
    tally = Tally(room)
    trial = Trial(Path(room.path).resolve(), tally.add, only)
    options = [
        "-q",
        "-s",
        "-p",
        "no:cacheprovider",
        "-p",
        "no:xdist",
        "--no-header",
        "--no-summary",
    ]
    code = pytest.main([*options, *room.tests], plugins=[trial])
    if trial.problem or not tally.found:
        print(f"{room.path}: {trial.problem or f'nothing was tried, pytest says {code}'}")
        return 2
    print(*tally.summary(), sep="\n")
    return 1 if tally.unnoticed or (tally.stale and not only) else 0


if __name__ == "__main__":
    sys.exit(main())
