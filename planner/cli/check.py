"""`planner check STACK...`."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Sequence
from pathlib import Path

from planner.cli.commands import Context, Definition, Result
from planner.cli.errors import UsageError
from planner.cli.exits import ExitCode, gravest
from planner.cli.parser import (
    Parser,
    add_catalog_option,
    add_day_option,
    add_live_option,
    add_lock_option,
    add_output_options,
    add_threshold_option,
)
from planner.cli.planning import plan_of
from planner.cli.snapshots import catalog_of
from planner.domain.extras import ExtraMissingError
from planner.domain.finding import Location
from planner.domain.problem import FileError
from planner.files.lock import beside, path_of
from planner.files.stack import read, resolve
from planner.planning.together import Planned, together
from planner.report.check import Checked, CheckReport, Unread


def _configure(parser: Parser) -> None:
    parser.option("stacks", nargs="+", metavar="STACK", help="path, or name under stacks/")
    add_catalog_option(parser)
    add_day_option(parser)
    add_live_option(parser)
    add_lock_option(parser)
    add_threshold_option(parser)
    add_output_options(parser, findings=True)


def _run(values: Namespace, context: Context) -> Result:
    """Every stack, whatever is wrong with the others."""
    if values.catalog:
        catalog_of(values.catalog)  # a mistake in an option is said once, not once a stack
    names = _without_locks(values.stacks)
    stacks = _beside_each_other(tuple(_planned(name, values, context) for name in names))
    codes = (
        values.fail_on.code(stack.plan.findings) if isinstance(stack, Checked) else ExitCode.USAGE
        for stack in stacks
    )
    unread = [stack for stack in stacks if isinstance(stack, Unread)]
    problems = tuple(_said(*problem) for stack in unread for problem in stack.problems)
    return Result(CheckReport(stacks), gravest(codes), problems)


def _without_locks(names: list[str]) -> list[str]:
    """The names without the locks of stacks that are named too, as `stacks/*.yaml` gives them."""
    locks = {str(path_of(Path(name))) for name in names}
    return [name for name in names if str(Path(name)) not in locks]


def _beside_each_other(found: Sequence[Planned | Unread]) -> tuple[Checked | Unread, ...]:
    """The results in their order; the plans of one subscription know of each other."""
    plans = iter(together([each for each in found if not isinstance(each, Unread)]))
    return tuple(each if isinstance(each, Unread) else Checked(next(plans)) for each in found)


def _planned(name: str, values: Namespace, context: Context) -> Planned | Unread:
    try:
        file = resolve(name, context.directory)
        stack, lock = read(file), None if values.no_lock else beside(file)
        return stack, plan_of(stack, values, context, lock)
    except FileError as error:
        return Unread(name, tuple((p.message, p.location) for p in error.problems))
    except (UsageError, ExtraMissingError) as error:
        return Unread(name, tuple((problem, None) for problem in error.problems))


def _said(message: str, location: Location | None) -> str:
    return f"{location}: {message}" if location else message


COMMAND = Definition(_configure, _run)
