"""`planner catalog import docs DIR`."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from planner.cli.commands import Context, Definition, Result
from planner.cli.errors import UsageError
from planner.cli.parser import Parser, add_output_options
from planner.cli.snapshots import catalog_of, numbers
from planner.facts.importing.docs import import_into, shipped_statements
from planner.report.catalog import CatalogListReport
from planner.report.look import count

_OUT = Path("build") / "catalog"
"""Beside the program, not in it: a shipped snapshot is never edited after its release."""


def _configure(parser: Parser) -> None:
    parser.option("directory", type=Path, metavar="DIR", help="folder with the pages (*.md)")
    parser.option("--name", metavar="N", help="name of the snapshot (default: the folder's)")
    parser.option(
        "--out", type=Path, metavar="DIR", help=f"folder to write it to (default: {_OUT}/NAME)"
    )
    parser.option(
        "--statements",
        type=Path,
        metavar="FILE",
        help="YAML file of what the pages say outside their tables, and of corrections "
        "(default: the shipped one of that name, if any)",
    )
    add_output_options(parser)


def _run(values: Namespace, _: Context) -> Result:
    """Write a snapshot; nothing is written when anything was not understood."""
    _check_paths(values)
    name = values.name or values.directory.resolve().name
    out = values.out or _OUT / name
    stated = values.statements or shipped_statements(name)
    try:
        problems = import_into(values.directory, out, name=name, statements=stated)
    except OSError as error:
        raise UsageError(f"cannot write {out}: {error.strerror}") from error
    if problems:
        raise UsageError(*problems, f"no snapshot written: {count(len(problems), 'problem')}")
    read = f"read {values.directory} and {stated or 'no statements'}; wrote {out}"
    return Result(CatalogListReport((numbers(catalog_of(str(out))),)), problems=(read,))


def _check_paths(values: Namespace) -> None:
    command = "planner catalog import docs"
    if not values.directory.is_dir():
        raise UsageError(f"{command}: there is no folder {values.directory}")
    if values.statements and not values.statements.is_file():
        raise UsageError(f"{command}: there is no file {values.statements}")


COMMAND = Definition(_configure, _run)
