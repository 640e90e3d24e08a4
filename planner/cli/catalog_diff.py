"""`planner catalog diff A B`."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator
from datetime import date

from planner.cli.commands import Context, Definition, Result
from planner.cli.exits import ExitCode
from planner.cli.parser import Parser, add_day_option, add_output_options
from planner.cli.planning import day_of, stack_of
from planner.cli.snapshots import catalog_of
from planner.facts.catalog import Catalog
from planner.facts.diff import CatalogDiff, diff
from planner.planning.make_plan import make_plan
from planner.report.diff import Change, DatesChange, DiffReport, Sign
from planner.report.moves import Moves


def _configure(parser: Parser) -> None:
    parser.option("before", metavar="A", help="snapshot, by name or folder")
    parser.option("after", metavar="B", help="snapshot to hold against it")
    parser.option("--stack", metavar="S", help="show what would change in this stack")
    parser.option("--model", metavar="MODEL", help="only this model")
    add_day_option(parser)
    add_output_options(parser)


def _run(values: Namespace, context: Context) -> Result:
    """Differences are an answer, not a failure: exit 1 only when the stack fares worse."""
    before, after = catalog_of(values.before), catalog_of(values.after)
    moves = _moves(before, after, values, context)
    report = _report(diff(before, after), moves, values.as_of or context.today)
    worse = moves is not None and moves.worse
    return Result(
        report.only(values.model.lower()) if values.model else report,
        ExitCode.FINDINGS if worse else ExitCode.OK,
    )


def _report(found: CatalogDiff, moves: Moves | None, as_of: date) -> DiffReport:
    return DiffReport(
        before=found.before,
        after=found.after,
        changes=tuple(_changes(found)),
        dates=tuple(_dates(found)),
        new_models=found.new_models,
        gone_models=found.gone_models,
        as_of=as_of,
        moves=moves,
    )


def _moves(before: Catalog, after: Catalog, values: Namespace, context: Context) -> Moves | None:
    """The stack planned by both catalogs, whatever its file pins; None without a stack."""
    if values.stack is None:
        return None
    stack = stack_of(values.stack, context)
    day = day_of(values, stack, context)
    return Moves(make_plan(stack, before, as_of=day), make_plan(stack, after, as_of=day))


def _changes(found: CatalogDiff) -> Iterator[Change]:
    lists = {
        Sign.ADDED: found.added,
        Sign.REMOVED: found.removed,
        Sign.CHANGED: found.changed,
    }
    for sign, changes in lists.items():
        for each in changes:
            yield Change(sign, each.model, each.version, each.use, each.type, each.regions)


def _dates(found: CatalogDiff) -> Iterator[DatesChange]:
    for each in found.lifecycle:
        yield DatesChange(each.model, each.version, each.use, each.before, each.after)


COMMAND = Definition(_configure, _run)
