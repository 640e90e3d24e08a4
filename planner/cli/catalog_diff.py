"""`planner catalog diff A B`."""

from __future__ import annotations

from argparse import ArgumentTypeError, Namespace
from dataclasses import replace

from planner.cli.commands import Context, Definition, Result
from planner.cli.exits import ExitCode
from planner.cli.parser import Parser, add_day_option, add_output_options
from planner.cli.planning import asked_for, inputs_of
from planner.cli.snapshots import catalog_of
from planner.cli.words import unknown
from planner.facts.catalog import Catalog
from planner.facts.diff import diff
from planner.facts.kinds.registry import KINDS
from planner.report.diff import DiffReport
from planner.report.moves import Moves


def _configure(parser: Parser) -> None:
    parser.option("before", metavar="A", help="snapshot, by name or folder")
    parser.option("after", metavar="B", help="snapshot to hold against it")
    parser.option("--stack", metavar="STACK", help="show what would change in this stack")
    parser.option("--model", metavar="MODEL", help="only this model, all of its changes")
    parser.option(
        "--kind", type=_kind, metavar="KIND", help="only this kind of fact, all of its changes"
    )
    add_day_option(parser)
    add_output_options(parser)


def _kind(text: str) -> str:
    """The name of a kind of fact, for argparse's `type`."""
    name = text.lower().replace("-", "_").removesuffix(".jsonl")
    known = [kind.name for kind in KINDS]
    if name not in known:
        raise ArgumentTypeError(unknown("kind of fact", text, known))
    return name


def _run(values: Namespace, context: Context) -> Result:
    """Differences are an answer, not a failure: exit 1 only when the stack fares worse."""
    before, after = catalog_of(values.before), catalog_of(values.after)
    moves = _moves(before, after, values, context)
    found = diff(before, after, values.as_of or context.today)
    found = found.only_model(after.spelt(values.model)) if values.model else found
    found = found.only_kind(values.kind) if values.kind else found
    worse = moves is not None and moves.worse
    return Result(
        DiffReport(found, moves, whole=bool(values.model or values.kind)),
        ExitCode.FINDINGS if worse else ExitCode.OK,
    )


def _moves(before: Catalog, after: Catalog, values: Namespace, context: Context) -> Moves | None:
    """The stack planned by both catalogs, whatever its file pins; None without a stack."""
    if values.stack is None:
        return None
    asked = replace(asked_for(values.stack, values), catalog=before, locked=False)
    inputs = inputs_of(asked, context)
    return Moves(inputs.plan(), replace(inputs, catalog=after).plan())


COMMAND = Definition(_configure, _run)
