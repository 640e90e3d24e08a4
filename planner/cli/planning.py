"""Stacks, locks and plans as commands need them, with mistakes as UsageError."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Collection
from datetime import date
from pathlib import Path

from planner.cli.commands import Context
from planner.cli.errors import UsageError
from planner.cli.snapshots import catalog_of
from planner.domain.live import Live
from planner.domain.lock import Lock
from planner.domain.plan import Plan
from planner.domain.problem import FileError
from planner.domain.workload import Stack
from planner.facts.catalog import Catalog
from planner.files.lock import beside, path_of
from planner.files.stack import read, resolve
from planner.files.text import shown
from planner.planning.make_plan import make_plan


def file_of(name: str, context: Context) -> Path:
    """The file of a stack by path or name. Raises UsageError when there is none."""
    try:
        return resolve(name, context.directory)
    except FileError as error:
        raise UsageError(*map(str, error.problems)) from error


def stack_of(name: str, context: Context) -> Stack:
    """A stack by path or name. Raises UsageError with everything that is wrong with its file."""
    try:
        return read(file_of(name, context))
    except FileError as error:
        raise UsageError(*map(str, error.problems)) from error


def lock_for(name: str, values: Namespace, context: Context) -> Lock | None:
    """The lock of a stack, unless there is none or `--no-lock` is given."""
    return None if values.no_lock else lock_beside(file_of(name, context))


def lock_beside(stack_file: Path, forgive: Collection[str] = ()) -> Lock | None:
    """The lock of a stack file; None where there is none.

    Broken entries of the workloads in `forgive` are left out. Raises UsageError with everything
    else that is wrong with its file.
    """
    try:
        return beside(stack_file, forgive)
    except FileError as error:
        raise UsageError(*map(str, error.problems)) from error


def lock_name(stack_file: Path) -> str:
    """The lock of a stack file, as messages name it."""
    return shown(path_of(stack_file))


def day_of(values: Namespace, stack: Stack, context: Context) -> date:
    """The day to plan for: `--as-of`, else the stack file's, else today."""
    asked: date | None = values.as_of
    return asked or stack.as_of or context.today


def live_of(path: Path | None, catalog: Catalog) -> Live | None:
    """The live snapshot in a file, if one is named. Raises UsageError for all that is wrong."""
    if path is None:
        return None
    from planner.files import live as livefile  # noqa: PLC0415 - few runs have one

    try:
        return livefile.read(path, catalog.zones)
    except FileError as error:
        raise UsageError(*map(str, error.problems)) from error


def plan_of(stack: Stack, values: Namespace, context: Context, lock: Lock | None) -> Plan:
    """The plan for a stack under a command's options. Raises UsageError for a bad catalog."""
    catalog = catalog_of(values.catalog or stack.catalog)
    day, live = day_of(values, stack, context), live_of(values.live, catalog)
    return make_plan(stack, catalog, as_of=day, lock=lock, live=live)
