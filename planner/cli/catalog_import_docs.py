"""`planner catalog import docs DIR`."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from planner.catalog.sources.docs import import_into
from planner.cli.commands import Context, Definition, Result
from planner.cli.errors import UsageError
from planner.cli.parser import Parser, add_output_options
from planner.cli.snapshots import catalog_of, numbers
from planner.report.catalog import CatalogListReport


def _configure(parser: Parser) -> None:
    parser.option("directory", type=Path, metavar="DIR", help="folder with the pages (*.md)")
    parser.option("--name", required=True, metavar="N", help="name of the snapshot, like 2026-09")
    parser.option(
        "--out", required=True, type=Path, metavar="DIR", help="folder to write the snapshot to"
    )
    parser.option(
        "--statements",
        type=Path,
        metavar="FILE",
        help="YAML file of what the pages say outside their tables, and of corrections",
    )
    add_output_options(parser)


def _run(values: Namespace, _: Context) -> Result:
    """Write a snapshot; nothing is written when anything was not understood."""
    _check_paths(values)
    try:
        problems = import_into(
            values.directory, values.out, name=values.name, statements=values.statements
        )
    except OSError as error:
        raise UsageError(f"cannot write {values.out}: {error.strerror}") from error
    if problems:
        raise UsageError(*problems, f"no snapshot written: {len(problems)} problems")
    return Result(CatalogListReport((numbers(catalog_of(str(values.out))),)))


def _check_paths(values: Namespace) -> None:
    command = "planner catalog import docs"
    if not values.directory.is_dir():
        raise UsageError(f"{command}: there is no folder {values.directory}")
    if values.statements and not values.statements.is_file():
        raise UsageError(f"{command}: there is no file {values.statements}")


COMMAND = Definition(_configure, _run)
