"""`planner init [STACK]`."""

from __future__ import annotations

import re
from argparse import Namespace
from collections.abc import Iterator
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Any, cast

from planner.cli.commands import Context, Definition, Result
from planner.cli.console import create_file
from planner.cli.errors import UsageError
from planner.cli.names import name_mistakes, pinned, refuse_mistakes, residency_mistakes
from planner.cli.parser import Parser, add_catalog_option, add_day_option, add_output_options
from planner.cli.snapshots import catalog_of
from planner.cli.words import word_of
from planner.domain.residency import canonical
from planner.domain.subject import Target
from planner.domain.terms import DeploymentType, Environment, Unit, Verdict, normalise_region
from planner.facts.beginnings import Wish, beginnings
from planner.facts.catalog import Catalog
from planner.facts.pools import pool_name
from planner.files.first import First, first_stack
from planner.files.stack import parse
from planner.files.text import shown
from planner.planning.make_plan import make_plan
from planner.report.document import DocumentReport
from planner.report.where import lifecycle_text

SCHEMA = "stack.schema.json"
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*")
_TOKENS = 10_000
"""Tokens per minute: enough to try it, and inside every quota tier."""
_TRIED = 40
"""Places that are planned before giving up; each is a plan of one workload."""


def _configure(parser: Parser) -> None:
    parser.option("stack", nargs="?", default="dev", metavar="NAME", help="its name (default: dev)")
    parser.option(
        "--residency",
        type=canonical,
        metavar="X",
        help="nothing is processed elsewhere: eu, us, sweden",
    )
    parser.option("--region", type=normalise_region, metavar="R", help="a region, in any spelling")
    parser.option(
        "--model",
        metavar="MODEL[@VERSION]",
        help="default: the newest settled model for text that is offered there",
    )
    parser.option(
        "--environment",
        type=word_of(Environment, "environment"),
        metavar="|".join(Environment),
        help="default: the stack's name where it is one of them, else dev",
    )
    parser.option(
        "-o",
        dest="file",
        metavar="FILE",
        help="write it there (default: stacks/NAME.yaml); - prints it",
    )
    add_catalog_option(parser)
    add_day_option(parser)
    add_output_options(parser)


def _run(values: Namespace, context: Context) -> Result:
    """Write the file, or print it; a file that is there stays as it is."""
    file = _file(values, context)
    catalog, as_of = catalog_of(values.catalog), values.as_of or context.today
    wish = _wish(values, catalog)
    text = _text(values, file or context.directory / "stacks" / "x", wish, catalog, as_of)
    if file is None:
        return Result(DocumentReport(text))
    create_file(file, text)
    name = values.stack if values.file is None else shown(file)
    commands = tuple(f"planner {word} {name}" for word in ("check", "plan", "lock"))
    return Result(DocumentReport(text, shown(file), commands))


def _file(values: Namespace, context: Context) -> Path | None:
    """Where to write; None for standard output. Raises UsageError for a name that is none."""
    if not _NAME.fullmatch(values.stack):
        raise UsageError(
            f"planner init: {values.stack!r} is no name for a stack: letters, digits, - and _; "
            "for another place than stacks/NAME.yaml give -o FILE"
        )
    if values.file == "-":
        return None
    file = (
        Path(values.file) if values.file else context.directory / "stacks" / f"{values.stack}.yaml"
    )
    if file.exists():
        raise UsageError(
            f"planner init: {shown(file)} is there already and stays as it is; "
            "choose another name (planner init NAME) or print one (planner init -o -)"
        )
    return file


def _wish(values: Namespace, catalog: Catalog) -> Wish:
    """What was asked for. Raises UsageError for names that the snapshot does not have."""
    model, version = pinned(values.model, catalog)
    refuse_mistakes(_mistakes(values, model, version, catalog), "planner init")
    return Wish(values.residency, values.region, model, version)


def _mistakes(
    values: Namespace, model: str | None, version: str | None, catalog: Catalog
) -> Iterator[str]:
    yield from name_mistakes(catalog, model, version, values.region)
    yield from residency_mistakes(catalog, values.residency)


def _text(values: Namespace, file: Path, wish: Wish, catalog: Catalog, as_of: date) -> str:
    """The first file that the planner itself lets through. Raises UsageError where none is."""
    common = {
        "stack": values.stack,
        "environment": values.environment or _environment(values.stack),
        "catalog": values.catalog or "",
        "snapshot": catalog.name,
        "as_of": as_of,
        "residency": wish.residency,
        "schema": _schema_near(file),
    }
    for target in islice(beginnings(wish, catalog, as_of), _TRIED):
        text = first_stack(First(**common, **_place(target, catalog, as_of)))
        stack = parse(text, name=values.stack)
        if make_plan(stack, catalog, as_of=as_of).verdict is Verdict.OK:
            return text
    raise UsageError(_nothing(wish, catalog, as_of), f"see: {_question(wish)}")


def _place(target: Target, catalog: Catalog, as_of: date) -> dict[str, Any]:
    """What a first file says of its workload."""
    subject, type_ = target.subject, cast("DeploymentType", target.type)
    sizes = catalog.capacity_rule(subject, type_)
    smallest = sizes.minimum if sizes else 1
    lives = catalog.lifecycle(subject, type_, target.region)
    return {
        "model": subject.full_model,
        "version": subject.version,
        "pool": pool_name(catalog, subject, type_),
        "said": lifecycle_text(lives[0], as_of) if lives else "",
        "type": type_,
        "region": target.region,
        "amount": _TOKENS if type_.unit is Unit.TPM else smallest,
    }


def _environment(name: str) -> Environment:
    """What a stack of that name is for: `prod` is for production, everything else to try."""
    return Environment(name) if name in {*Environment} else Environment.DEV


def _schema_near(file: Path) -> str:
    """The schema for editors beside the file or one folder up, as the file would name it."""
    found = {SCHEMA: file.parent / SCHEMA, f"../{SCHEMA}": file.parent.parent / SCHEMA}
    return next((name for name, path in found.items() if path.is_file()), "")


def _nothing(wish: Wish, catalog: Catalog, as_of: date) -> str:
    words = [wish.model and "@".join(filter(None, (wish.model, wish.version)))]
    words += [wish.region and f"in {wish.region}", wish.residency and f"inside {wish.residency}"]
    asked = " ".join(word for word in words if word)
    return (
        f"planner init: snapshot {catalog.name} has on {as_of} no {'' if wish.model else 'model for text '}"
        f"{asked} that everybody may deploy and whose prompts are sure to stay there"
    )


def _question(wish: Wish) -> str:
    """The `planner where` that shows what there is instead."""
    words = ["planner where", wish.model or ""]
    words += [f"--residency {wish.residency}"] if wish.residency else []
    words += [f"--region {wish.region}"] if wish.region else []
    return " ".join(filter(None, words))


COMMAND = Definition(_configure, _run)
