"""Arguments: an argparse parser that answers mistakes with the near word, and common options."""

from __future__ import annotations

import re
from argparse import Action, ArgumentParser, HelpFormatter, Namespace
from collections.abc import Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import Any, NoReturn

from planner.cli.errors import UsageError
from planner.cli.exits import FailOn
from planner.cli.formats import Output, output_in
from planner.cli.words import day, word_of
from planner.report.formats import Format, formats_for

_HELP_WIDTH = 80
_MISSING = "the following arguments are required: "
_VALUE = re.compile(r"argument (\S+): ignored explicit argument (.*)")


class Parser(ArgumentParser):
    """The arguments of one command. Mistakes raise UsageError instead of ending the process."""

    def __init__(self, prog: str, description: str) -> None:
        super().__init__(
            prog=prog,
            description=description,
            allow_abbrev=False,
            formatter_class=lambda prog: HelpFormatter(prog, width=_HELP_WIDTH),
        )
        self._known: list[str] = ["--help"]

    def option(self, *names: str, **settings: Any) -> None:  # noqa: ANN401 - argparse's own
        """Add an option, or a positional argument when the name has no dash."""
        self._known += [name for name in names if name.startswith("--")]
        self.add_argument(*names, **settings)

    @property
    def arguments(self) -> tuple[Action, ...]:
        """Everything that the command takes, options and arguments, in the order of its help."""
        return tuple(self._actions)

    def read(self, arguments: Sequence[str]) -> Namespace:
        """The arguments' values. Raises UsageError for what is wrong or unknown."""
        found, left = self.parse_known_args(arguments)
        if left:
            self.error("; ".join(map(self._unexpected, left)))
        return found

    def error(self, message: str) -> NoReturn:
        raise UsageError(f"{self.prog}: {self._plainly(message)}", f"see: {self.prog} --help")

    def _plainly(self, message: str) -> str:
        """Argparse's messages in our words, where its own say too little."""
        missing = message.partition(_MISSING)[2].split(", ") if message.startswith(_MISSING) else []
        if missing:
            helps = {str(each.metavar): each.help for each in self._actions}
            return "; ".join(f"{name} is missing ({helps.get(name)})" for name in missing)
        option = _VALUE.fullmatch(message)
        return f"{option[1]} takes no value, and was given {option[2]}" if option else message

    def _unexpected(self, argument: str) -> str:
        if not argument.startswith("-"):
            return f"unexpected argument {argument!r}"
        near = get_close_matches(argument.partition("=")[0], self._known, n=1, cutoff=0.5)
        return f"unknown option {argument}" + (f"; did you mean {near[0]}?" if near else "")


def add_output_options(parser: Parser, *, findings: bool = False) -> None:
    """`--format`, `--json`, `--quiet`; `findings` says that the command's report has some."""
    _add_format(parser, findings=findings)
    parser.option(
        "--json",
        action="append_const",
        default=[],
        const=Output(Format.JSON),
        dest="outputs",
        help="short for --format json",
    )
    parser.option(
        "--quiet",
        action="store_true",
        help="in text, only what needs attention: no headings, summaries or hints",
    )


def _add_format(parser: Parser, *, findings: bool) -> None:
    formats = tuple(formats_for(findings=findings))
    parser.option(
        "--format",
        type=output_in(formats),
        action="append",
        default=[],
        dest="outputs",
        metavar="FORMAT[=FILE]",
        help=f"{', '.join(formats)}; with =FILE into a file; may be given several times",
    )


def add_plan_file(parser: Parser) -> None:
    """`-o FILE`."""
    parser.option(
        "-o",
        "--output",
        type=lambda text: Output(Format.JSON, Path(text)),
        action="append",
        default=[],
        dest="outputs",
        metavar="FILE",
        help="write the JSON form to a file as well",
    )


def add_catalog_option(parser: Parser) -> None:
    """`--catalog`."""
    parser.option(
        "--catalog",
        metavar="SNAPSHOT|DIR",
        help="snapshot to use (default: the stack file's, else the newest shipped)",
    )


def add_day_option(parser: Parser) -> None:
    """`--as-of`."""
    parser.option(
        "--as-of",
        type=day,
        metavar="DATE",
        help="day to plan for (default: the stack file's, else today)",
    )


def add_lock_option(parser: Parser) -> None:
    """`--no-lock`."""
    parser.option(
        "--no-lock",
        action="store_true",
        help="plan as if there were no lock beside the stack file",
    )


def add_live_option(parser: Parser) -> None:
    """`--live`."""
    parser.option(
        "--live",
        type=Path,
        metavar="FILE",
        help="live snapshot: quota as it was measured (docs/quota.md)",
    )


def add_threshold_option(parser: Parser) -> None:
    """`--fail-on`."""
    parser.option(
        "--fail-on",
        type=word_of(FailOn, "threshold"),
        default=FailOn.ERROR,
        metavar="|".join(FailOn),
        help="what fails the run, each word including those before it (default: error)",
    )
