"""Stacks and plans as commands need them, with mistakes as UsageError."""

from __future__ import annotations

from argparse import Namespace
from datetime import date

from planner.cli.commands import Context
from planner.cli.errors import UsageError
from planner.cli.snapshots import catalog_of
from planner.pipeline import make_plan
from planner.plan import Plan
from planner.stackfile import StackFileError, read, resolve
from planner.workload import Stack


def stack_of(name: str, context: Context) -> Stack:
    """A stack by path or name. Raises UsageError with everything that is wrong with its file."""
    try:
        return read(resolve(name, context.directory))
    except StackFileError as error:
        raise UsageError(*map(str, error.problems)) from error


def day_of(values: Namespace, stack: Stack, context: Context) -> date:
    """The day to plan for: `--as-of`, else the stack file's, else today."""
    asked: date | None = values.as_of
    return asked or stack.as_of or context.today


def plan_of(stack: Stack, values: Namespace, context: Context) -> Plan:
    """The plan for a stack under a command's options. Raises UsageError for a bad catalog."""
    catalog = catalog_of(values.catalog or stack.catalog)
    return make_plan(stack, catalog, as_of=day_of(values, stack, context))
