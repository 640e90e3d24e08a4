"""What commands plan from, by their arguments, with mistakes as UsageError."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from planner.cli.commands import Context
from planner.cli.errors import UsageError
from planner.planning.inputs import Asked, Inputs, InputsError, find, gather


def file_of(name: str, context: Context) -> Path:
    """The file of a stack by path or name. Raises UsageError when there is none."""
    with _as_usage():
        return find(name, context.directory)


def asked_for(name: str, values: Namespace) -> Asked:
    """What a command's options ask for; an option that it does not have asks for nothing."""
    given = vars(values)
    return Asked(
        name,
        catalog=given.get("catalog"),
        as_of=given.get("as_of"),
        live=given.get("live"),
        locked=not given.get("no_lock"),
    )


def inputs_of(asked: Asked, context: Context) -> Inputs:
    """What is asked for. Raises UsageError with everything that is wrong with a file."""
    with _as_usage():
        return gather(asked, directory=context.directory, today=context.today)


@contextmanager
def _as_usage() -> Iterator[None]:
    try:
        yield
    except InputsError as error:
        raise UsageError(*map(str, error.problems)) from error
