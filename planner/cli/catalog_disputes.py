"""`planner catalog disputes [SNAPSHOT]`."""

from __future__ import annotations

from argparse import Namespace

from planner.cli.commands import Context, Definition, Result
from planner.cli.names import name_mistakes, refuse_mistakes
from planner.cli.parser import Parser, add_output_options
from planner.cli.snapshots import catalog_of
from planner.facts.otherwise import disputed
from planner.report.disputes import DisputesReport


def _configure(parser: Parser) -> None:
    parser.option(
        "snapshot", nargs="?", metavar="SNAPSHOT", help="name or folder (default: the newest)"
    )
    parser.option("--model", metavar="MODEL", help="only this model")
    add_output_options(parser)


def _run(values: Namespace, _: Context) -> Result:
    catalog = catalog_of(values.snapshot)
    model = catalog.spelt(values.model) if values.model else None
    refuse_mistakes(name_mistakes(catalog, model, None, None), "planner catalog disputes")
    return Result(DisputesReport(catalog.name, disputed(catalog, model)))


COMMAND = Definition(_configure, _run)
