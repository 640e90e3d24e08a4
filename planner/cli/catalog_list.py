"""`planner catalog list`."""

from __future__ import annotations

from argparse import Namespace

from planner.cli.commands import Context, Definition, Result
from planner.cli.parser import Parser, add_output_options
from planner.cli.snapshots import catalog_of, numbers
from planner.facts.snapshot import shipped
from planner.report.catalog import CatalogListReport


def _configure(parser: Parser) -> None:
    add_output_options(parser)


def _run(_: Namespace, __: Context) -> Result:
    return Result(CatalogListReport(tuple(numbers(catalog_of(name)) for name in shipped())))


COMMAND = Definition(_configure, _run)
