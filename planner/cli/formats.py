"""Output formats: which there are, and where each goes."""

from __future__ import annotations

import json
from argparse import ArgumentTypeError
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from planner.cli.words import word_of
from planner.report.base import Report
from planner.report.look import Look


class Format(StrEnum):
    """A way to say a result; each member says it."""

    TEXT = "text"
    JSON = "json"

    def render(self, report: Report, look: Look) -> str:
        """The whole result, ending with a newline unless there is nothing to say."""
        if self is Format.JSON:
            from planner.report.forms.encode import encode  # noqa: PLC0415 - only JSON needs it

            return json.dumps(encode(report.form()), indent=2) + "\n"
        text = report.text(look)
        return f"{text}\n" if text else ""


@dataclass(frozen=True, slots=True)
class Output:
    """A format and the file it goes to; None is standard output."""

    format: Format
    file: Path | None = None


def output(text: str) -> Output:
    """`json`, or `json=FILE`; for argparse's `type`."""
    word, equals, file = text.partition("=")
    if equals and not file:
        raise ArgumentTypeError(f"{text!r} names no file; write it like json=report.json")
    return Output(word_of(Format, "format")(word), Path(file) if file else None)


def settled(outputs: Sequence[Output]) -> tuple[Output, ...]:
    """The outputs of a run: as asked for, with text on standard output where nothing else is.

    Raises ValueError when two of them would go to one place.
    """
    found = tuple(dict.fromkeys(outputs))
    files = [output.file for output in found]
    if files.count(None) > 1:
        raise ValueError("standard output takes one format; give the others a file: json=FILE")
    twice = next((file for file in files if files.count(file) > 1), None)
    if twice is not None:
        raise ValueError(f"{twice} would be written twice; give each format its own file")
    return found if None in files else (*found, Output(Format.TEXT))
