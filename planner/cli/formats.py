"""Where each output format of a run goes."""

from __future__ import annotations

from argparse import ArgumentTypeError
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from planner.cli.words import one_of
from planner.report.formats import Format


@dataclass(frozen=True, slots=True)
class Output:
    """A format and the file it goes to; None is standard output."""

    format: Format
    file: Path | None = None


@dataclass(frozen=True, slots=True)
class OutputReader:
    """A reader of `json`, or `json=FILE`, for argparse's `type`."""

    known: tuple[Format, ...]

    def __call__(self, text: str) -> Output:
        word, equals, file = text.partition("=")
        if equals and not file:
            raise ArgumentTypeError(f"{text!r} names no file; write it like json=report.json")
        return Output(Format(one_of(self.known, "format")(word)), Path(file) if file else None)


def output_in(formats: Iterable[Format]) -> OutputReader:
    """A reader of outputs in one of these formats."""
    return OutputReader(tuple(formats))


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
