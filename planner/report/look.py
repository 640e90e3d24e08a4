"""How text may look: width, colour, and the few ways of laying out lines that reports share.

Whoever prints finds the width and the colour out; a report is told.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import zip_longest

NARROWEST, WIDEST = 40, 100
"""Columns between which a report is laid out, however wide the terminal is."""

_READABLE = 36
"""Columns that a cell must have left to be worth setting beside another."""


class Ink(StrEnum):
    """What a piece of text is drawn with; the value is the terminal's code for it."""

    PLAIN = ""
    BOLD = "1"
    DIM = "2"
    RED = "31"
    GREEN = "32"
    YELLOW = "33"
    CYAN = "36"


@dataclass(frozen=True, slots=True)
class Look:
    """The place a text is written for."""

    width: int = 80
    """Columns; brought between `NARROWEST` and `WIDEST`."""
    colour: bool = False
    quiet: bool = False
    """Only what needs attention: no headings, no summaries, no hints."""

    @property
    def columns(self) -> int:
        """The width that lines are laid out for."""
        return min(max(self.width, NARROWEST), WIDEST)

    def paint(self, text: str, ink: Ink) -> str:
        """The text in that ink, or as it is where there is no colour."""
        if not (self.colour and ink.value and text):
            return text
        return f"\x1b[{ink.value}m{text}\x1b[0m"


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of text in one ink; it may be broken between its words."""

    text: str
    ink: Ink = Ink.PLAIN
    whole: bool = False
    """True for what stays in one piece where a line has room for it, such as a path."""

    def words(self, room: int = 0) -> list[str]:
        """What may not be broken any further in lines with room for so many characters."""
        words = clean(self.text).split()
        joined = " ".join(words)
        return [joined] if self.whole and 0 < len(joined) <= room else words


def clean(text: str) -> str:
    """The text without control characters, which could steer the reader's terminal."""
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() else " " for c in text)


def flow(spans: Iterable[Span], look: Look, *, indent: str = "", hanging: str = "") -> str:
    """Words of the spans in lines of the look's width; words are never broken.

    The first line starts with `indent`, the others with `hanging`.
    """
    lines: list[str] = []
    line, length, empty = indent, len(indent), True
    room = look.columns - len(hanging)
    for word, ink in ((word, span.ink) for span in spans for word in span.words(room)):
        if not empty and length + 1 + len(word) > look.columns:
            lines.append(line)
            line, length, empty = hanging, len(hanging), True
        line += ("" if empty else " ") + look.paint(word, ink)
        length += len(word) + (not empty)
        empty = False
    return "\n".join([*lines, line])


def sentence(text: str, look: Look, *, indent: str = "", ink: Ink = Ink.PLAIN) -> str:
    """One text in lines of the look's width, each starting with `indent`."""
    return flow([Span(text, ink)], look, indent=indent, hanging=indent)


def dots(parts: Iterable[str], ink: Ink = Ink.PLAIN) -> list[Span]:
    """Parts of a heading or a summary as spans, each in one piece; empty parts are left out."""
    said = [part for part in parts if part]
    texts = [f"{part} ·" for part in said[:-1]] + said[-1:]
    return [Span(text, ink, whole=True) for text in texts]


def tail(parts: Iterable[str], ink: Ink = Ink.PLAIN) -> list[Span]:
    """The same after something else: with a dot before it, or nothing at all."""
    spans = dots(parts, ink)
    return [Span("·", ink), *spans] if spans else []


def count(number: int, noun: str, plural: str | None = None) -> str:
    """`1 error`, `2 errors`, `1,097 offerings`."""
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"


def block(*parts: str) -> str:
    """Non-empty parts with an empty line between them."""
    return "\n\n".join(part for part in parts if part)


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a table: its cells, and the ink of each (plain where none is given)."""

    cells: tuple[str, ...]
    inks: tuple[Ink, ...] = ()

    def cell(self, index: int) -> tuple[str, Ink]:
        text = clean(self.cells[index]) if index < len(self.cells) else ""
        return text, self.inks[index] if index < len(self.inks) else Ink.PLAIN


def table(rows: Sequence[Row], look: Look, *, indent: str = "") -> list[str]:
    """One text a row, all laid out alike.

    In columns where they fit; else each row's other cells as a list beside its first, or below it.
    """
    columns = zip_longest(*(row.cells for row in rows), fillvalue="")
    widths = [max(map(len, column)) for column in columns]
    total = len(indent) + sum(widths) + 2 * (len(widths) - 1)
    if not widths or total <= look.columns:
        return [indent + _aligned(row, widths, look) for row in rows]
    if len(indent) + widths[0] + 2 + _READABLE <= look.columns:
        return [_beside(row, widths[0], look, indent) for row in rows]
    return [_below(row, look, indent) for row in rows]


def _aligned(row: Row, widths: Sequence[int], look: Look) -> str:
    last = max((i for i, cell in enumerate(row.cells) if cell), default=-1)
    cells = (_padded(*row.cell(i), widths[i] if i < last else 0, look) for i in range(last + 1))
    return "  ".join(cells)


def _padded(text: str, ink: Ink, width: int, look: Look) -> str:
    return look.paint(text, ink) + " " * (width - len(text))


def _beside(row: Row, width: int, look: Look, indent: str) -> str:
    margin = " " * (len(indent) + width + 2)
    text = flow(_others(row), look, indent=margin, hanging=margin)
    return f"{indent}{_padded(*row.cell(0), width, look)}  {text[len(margin) :]}".rstrip()


def _below(row: Row, look: Look, indent: str) -> str:
    first, ink = row.cell(0)
    lines = [indent + look.paint(first, ink)]
    others, margin = _others(row), indent + "  "
    lines += [flow(others, look, indent=margin, hanging=margin)] if others else []
    return "\n".join(lines)


def _others(row: Row) -> list[Span]:
    return dots(row.cell(i)[0].strip() for i in range(1, len(row.cells)))
