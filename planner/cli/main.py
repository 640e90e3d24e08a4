"""The command line: finds the command, runs it, says its result, and knows the exit code."""

from __future__ import annotations

import errno
import gc
import os
import sys
import traceback
from argparse import Namespace
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Final, NoReturn

from planner import __version__
from planner.cli.commands import Command, Context, group_of, listing, split
from planner.cli.console import check_writable, complain, deliver, write
from planner.cli.errors import UsageError
from planner.cli.exits import ExitCode
from planner.cli.formats import Output, settled
from planner.domain.extras import ExtraMissingError
from planner.domain.problem import FileError

DEBUG = "PLANNER_DEBUG"
"""Environment variable that asks for the traceback of the planner's own failures."""

_INTERRUPTED = 130
_HELP_WORDS = {"-h", "--help"}
_HELP = """\
usage: planner COMMAND ...

Checks desired Azure OpenAI workloads against the availability tables and plans
only what is valid. STACK is a path, or the name of a file under stacks/.

{commands}

  planner help COMMAND    arguments of a command
  planner --version       version of the planner

exit codes: 0 nothing at or above the threshold; 1 findings, or something is
refused or not found; 2 wrong usage or an unreadable file; 3 nothing failed but
something is unverified (--fail-on unverified); 4 the planner itself failed
"""


def main(argv: Sequence[str] | None = None) -> int:
    """Run the planner with these arguments (default: the process's); returns the exit code."""
    arguments = sys.argv[1:] if argv is None else list(argv)
    try:
        return int(_run(arguments))
    except (UsageError, ExtraMissingError, FileError) as error:
        complain(map(str, error.problems))
        return int(ExitCode.USAGE)
    except KeyboardInterrupt:
        return _INTERRUPTED
    except Exception as error:  # the last door: a bug must not look like a finding
        _apologise(error)
        return int(ExitCode.BROKEN)


def process() -> NoReturn:
    """What `planner` and `python -m planner` start: main, and the end of the process."""
    code = main()
    gc.freeze()  # nothing is looked through once more for garbage: the memory goes as a whole
    sys.exit(code)


_GARBAGE_THRESHOLD = 200_000
"""A command lives for a moment and drops little; at the default the collector takes a tenth."""


_NO_SUCH_PATH: Final = frozenset({errno.ENAMETOOLONG, errno.EACCES, errno.ELOOP, errno.ENOTDIR})
"""What is wrong with a path that somebody gave, and not with the planner."""


def _run(arguments: list[str]) -> ExitCode:
    gc.set_threshold(_GARBAGE_THRESHOLD)
    try:
        return _told(arguments)
    except OSError as error:
        if error.errno not in _NO_SUCH_PATH:
            raise
        raise UsageError(f"cannot use {error.filename}: {error.strerror}") from error


def _told(arguments: list[str]) -> ExitCode:
    answer = _answer(arguments)
    if answer:
        write(answer, sys.stdout)
        return ExitCode.OK
    if not arguments:
        raise UsageError(_help([]).rstrip())
    command, rest = split(arguments)
    values = command.parser().read(rest)
    outputs = _outputs(command, values)
    result = command.definition.run(values, _context())
    complain(result.problems)
    deliver(result.report, outputs, quiet=values.quiet)
    return result.code


def _answer(arguments: list[str]) -> str:
    """What can be said without running a command: help and version; empty otherwise."""
    if arguments[:1] in (["--version"], ["version"]):
        return f"planner {__version__}\n"
    if arguments[:1] == ["help"]:
        return _help(arguments[1:])
    return _help(arguments) if _HELP_WORDS.intersection(arguments) else ""


def _help(arguments: list[str]) -> str:
    """Help about the command or the group that the first words name.

    Raises UsageError where they name none.
    """
    group = group_of(arguments)
    if " ".join(group) in {command.value for command in Command}:
        return split(arguments)[0].parser().format_help()
    if not (arguments[len(group) :] or ["-"])[0].startswith("-"):
        split(arguments)
    return _HELP.format(commands=listing(group))


def _outputs(command: Command, values: Namespace) -> tuple[Output, ...]:
    try:
        outputs = settled(values.outputs)
    except ValueError as error:
        raise UsageError(f"planner {command.value}: {error}") from error
    check_writable(outputs)
    return outputs


def _context() -> Context:
    try:
        return Context(today=_today(), directory=Path.cwd())
    except FileNotFoundError as error:
        raise UsageError("the current folder is gone; change to one that is there") from error


def _today() -> date:
    """The only place where the clock is read."""
    return datetime.now().astimezone().date()


def _apologise(error: Exception) -> None:
    if os.environ.get(DEBUG):
        complain(["".join(traceback.format_exception(error)).rstrip()])
    said = " ".join(f"{type(error).__name__}: {error}".split())
    versions = f"planner {__version__}, Python {sys.version.split()[0]}"
    complain(
        [
            f"planner: internal error: {said} ({versions}); this is a bug of the planner, please "
            f"report it with the stack file and what {DEBUG}=1 adds to this message"
        ]
    )
