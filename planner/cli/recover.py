"""`planner recover FILE`."""

from __future__ import annotations

from argparse import Namespace

from planner.cli.commands import Context, Definition, Result
from planner.cli.parser import Parser, add_output_options
from planner.files.cutoff import read
from planner.report.recover import RecoverReport


def _configure(parser: Parser) -> None:
    parser.option("file", metavar="FILE", help="what `pulumi stack export` printed, in a file")
    parser.option(
        "--subscription",
        metavar="ID",
        help="needed where nothing of the stack stands yet; else its own ids say it",
    )
    add_output_options(parser)


def _run(values: Namespace, context: Context) -> Result:
    """Look only: nothing is run and nothing is written."""
    return Result(RecoverReport(read(context.directory / values.file, values.subscription)))


COMMAND = Definition(_configure, _run)
