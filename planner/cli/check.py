"""`planner check STACK...`."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from planner.cli.commands import Context, Definition, Result
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
from planner.cli.planning import asked_for
from planner.cli.snapshots import catalog_of
from planner.domain.extras import ExtraMissingError
from planner.domain.finding import Location
from planner.files.lock import path_of
from planner.planning.inputs import Asked, InputsError, gather
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
    catalog = catalog_of(values.catalog) if values.catalog else None  # asked for once, said once
    names = _without_locks(values.stacks)
    asked = (replace(asked_for(name, values), catalog=catalog) for name in names)
    stacks = _beside_each_other(tuple(_planned(each, context) for each in asked))
    codes = (
        values.fail_on.code(stack.plan.findings) if isinstance(stack, Checked) else ExitCode.USAGE
        for stack in stacks
    )
    unread = [stack for stack in stacks if isinstance(stack, Unread)]
    problems = tuple(_said(*problem) for stack in unread for problem in stack.problems)
    return Result(CheckReport(stacks), gravest(codes), problems)


def _without_locks(names: list[str]) -> list[str]:
    """The names without the locks of stacks that are named too, as `stacks/*.yaml` gives them."""
    locks = {str(path_of(Path(name))) for name in names if name}
    return [name for name in names if str(Path(name)) not in locks]


def _beside_each_other(found: Sequence[Planned | Unread]) -> tuple[Checked | Unread, ...]:
    """The results in their order; the plans of one subscription know of each other."""
    plans = iter(together([each for each in found if not isinstance(each, Unread)]))
    return tuple(each if isinstance(each, Unread) else Checked(next(plans)) for each in found)


def _planned(asked: Asked, context: Context) -> Planned | Unread:
    try:
        inputs = gather(asked, directory=context.directory, today=context.today)
        return inputs.stack, inputs.plan()
    except InputsError as error:
        return Unread(asked.stack, tuple((p.message, p.location) for p in error.problems))
    except ExtraMissingError as error:
        return Unread(asked.stack, tuple((problem, None) for problem in error.problems))


def _said(message: str, location: Location | None) -> str:
    return f"{location}: {message}" if location else message


COMMAND = Definition(_configure, _run)
