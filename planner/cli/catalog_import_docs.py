"""`planner catalog import docs DIR`."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from planner.cli.commands import Context, Definition, Result
from planner.cli.errors import UsageError
from planner.cli.parser import Parser, add_output_options
from planner.cli.snapshots import catalog_of, numbers
from planner.cli.words import day
from planner.domain.extras import Extra, require
from planner.report.catalog import CatalogListReport
from planner.report.look import count

_COMMAND = "planner catalog import docs"
_OUT = Path("build") / "catalog"
"""Beside the program, not in it: a shipped snapshot is never edited after its release."""


def _configure(parser: Parser) -> None:
    parser.option(
        "directory",
        type=Path,
        metavar="DIR",
        help="folder with the pages (*.md, *.mdx; folders in it too)",
    )
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
    parser.option(
        "--date",
        type=day,
        metavar="DAY",
        help="date of pages that have none of their own: when the copy was made",
    )
    parser.option(
        "--report",
        action="store_true",
        help="name every table that was not used and why, and everything that was understood "
        "otherwise than it is written",
    )
    parser.option(
        "--observed",
        type=Path,
        action="append",
        default=[],
        metavar="LIST",
        help="what the service itself listed: a table NAME-DATE.jsonl, or a folder NAME-DATE with "
        "the output of `az cognitiveservices model list` as REGION.json (may be repeated)",
    )
    add_output_options(parser)


def _run(values: Namespace, context: Context) -> Result:
    """Write a snapshot; nothing is written when anything was not understood."""
    require(Extra.IMPORT, _COMMAND)
    from planner.facts.importing import docs  # noqa: PLC0415 - the extra may not be there

    _check_paths(values)
    name = _name(values)
    out = values.out or _OUT / name
    stated = values.statements or docs.shipped_statements(name)
    try:
        imported = docs.import_docs(
            values.directory,
            name=name,
            statements=stated,
            day=values.date,
            observed=values.observed,
            today=context.today,
        )
        docs.keep(imported, out)
    except OSError as error:
        raise UsageError(f"cannot read or write {error.filename}: {error.strerror}") from error
    report = imported.report if values.report else imported.summary
    if imported.problems:
        written = f"no snapshot written: {count(len(imported.problems), 'problem')}"
        raise UsageError(*report, *imported.problems, written)
    read = f"read {values.directory} and {stated or 'no statements'}; wrote {out}"
    return Result(CatalogListReport((numbers(catalog_of(str(out))),)), problems=(*report, read))


def _name(values: Namespace) -> str:
    """Of the snapshot: that of its folder too, so that it is one step of a path."""
    name: str = values.name or values.directory.resolve().name
    if name in {"", ".", ".."} or not name.isprintable() or Path(name).name != name:
        text = f"{name!r} is no name of a snapshot; give one like 2026-11 with --name"
        raise UsageError(f"{_COMMAND}: {text}")
    return name


def _check_paths(values: Namespace) -> None:
    if not values.directory.is_dir():
        raise UsageError(f"{_COMMAND}: there is no folder {values.directory}")
    if values.statements and not values.statements.is_file():
        raise UsageError(f"{_COMMAND}: there is no file {values.statements}")
    for path in values.observed:
        if not path.exists():
            raise UsageError(f"{_COMMAND}: there is no model list {path}")


COMMAND = Definition(_configure, _run)
