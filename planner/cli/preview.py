"""`planner preview STACK`."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

from planner.cli.commands import Context, Definition, Result
from planner.cli.errors import UsageError
from planner.cli.exits import ExitCode, gravest
from planner.cli.parser import (
    Parser,
    add_catalog_option,
    add_day_option,
    add_live_option,
    add_output_options,
    add_threshold_option,
)
from planner.cli.plan import code_of
from planner.cli.planning import file_of, inputs_of
from planner.domain.extras import Extra, require
from planner.engine.preview import Outcome, Preview
from planner.files.text import shown
from planner.planning.inputs import Asked
from planner.report.preview import PreviewReport

_PROJECT = "Pulumi.yaml"
_CODES = {
    Outcome.OK: ExitCode.OK,
    Outcome.STOPPED: ExitCode.FINDINGS,
    Outcome.MISCONFIGURED: ExitCode.USAGE,
    Outcome.BROKEN: ExitCode.BROKEN,
}


def _configure(parser: Parser) -> None:
    parser.option("stack", metavar="STACK", help="path, or name under stacks/")
    add_catalog_option(parser)
    add_day_option(parser)
    add_live_option(parser)
    add_threshold_option(parser)
    parser.option(
        "--outputs",
        action="store_true",
        dest="with_outputs",
        help="in text, the outputs of the Pulumi stack as well",
    )
    add_output_options(parser, findings=True)


def _run(values: Namespace, context: Context) -> Result:
    require(Extra.PULUMI, "planner preview")
    from planner.engine.offline import preview  # noqa: PLC0415 - where the SDK is not installed

    above = _above(context.directory)
    here = replace(context, directory=above) if above else context
    file = file_of(values.stack, here).resolve()
    project = above or _beside(file, context)
    config = _config(values, file, project)
    found = preview(project, file.stem, config)
    inputs = inputs_of(_asked(file, project, {**config, **_own(found)}), context)
    plan = inputs.plan()
    code = gravest((_CODES[found.outcome], code_of(plan, values.fail_on)))
    elsewhere = "" if project == context.directory else shown(project)
    report = PreviewReport(plan, found, inputs.lock_name, values.with_outputs, elsewhere)
    return Result(report, code)


def _above(folder: Path) -> Path | None:
    """The project that `pulumi` would run from a folder: the nearest above it, itself included."""
    folders = (folder, *folder.resolve().parents)
    return next((each for each in folders if (each / _PROJECT).is_file()), None)


def _beside(file: Path, context: Context) -> Path:
    """The project above a stack file, for who is in none. Raises UsageError where there is none."""
    found = _above(file.parent)
    if found is None:
        raise UsageError(
            f"planner preview: no {_PROJECT} above {context.directory} or {file}; preview runs "
            "the Pulumi program: start it in the project's folder"
        )
    return found


def _config(values: Namespace, file: Path, project: Path) -> dict[str, str]:
    """The program's configuration as far as the command line settles it.

    The stack file is named from the project's folder on, where the program runs, so that the
    same project gives the same output wherever it lies.
    """
    near = file.is_relative_to(project.resolve())
    shown = file.relative_to(project.resolve()) if near else file
    asked = {
        "catalog": values.catalog,
        "asOf": values.as_of and values.as_of.isoformat(),
        "live": values.live and str(values.live.resolve()),
    }
    return {"stackFile": shown.as_posix(), **{key: text for key, text in asked.items() if text}}


def _own(found: Preview) -> dict[str, str]:
    """The program's configuration, over which the command line has won; empty where none was read."""
    own = f"{found.project}:"
    mine = {key: text for key, text in found.config.items() if key.startswith(own)}
    return {key.removeprefix(own): str(text) for key, text in mine.items() if text}


def _asked(file: Path, project: Path, config: Mapping[str, str]) -> Asked:
    """What the program asks for, so that both make one plan; paths are read from its folder on."""
    live = config.get("live")
    return Asked(
        str(file),
        catalog=config.get("catalog"),
        as_of=_configured_day(config.get("asOf", "")),
        live=project / live if live else None,
    )


def _configured_day(text: str) -> date | None:
    """The day in the program's configuration; None where it has none, or none that is a date.

    Pulumi hands over a date without quotes with a time behind it. The program itself says what
    is wrong with its configuration.
    """
    try:
        return date.fromisoformat(text[: len("2026-11-20")])
    except ValueError:
        return None


COMMAND = Definition(_configure, _run)
