"""What a documentation page is made of: tables, tabs, lists and prose, each with its place.

Knows the pages' markup and nothing of models or regions. `pages` makes these from files.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from html import unescape
from typing import Final

_INLINE_TAG = re.compile(
    r"</?(?:a|b|center|code|em|i|nobr|p|small|span|strong|u)(?:\s[^<>]*)?>", re.IGNORECASE
)
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)")
_SUP = re.compile(r"<sup>(.*?)</sup>", re.IGNORECASE)
_REFERENCE = re.compile(r"\[\^([^\]\s]+)\]")
_RAISED: Final = str.maketrans("¹²³⁴⁵⁶⁷⁸⁹⁰", "1234567890")
_RAISED_RUN = re.compile(r"[¹²³⁴⁵⁶⁷⁸⁹⁰]+")
_TRAILING = re.compile(r"(?<![*\\])(?:\\?\*|[†‡§])+$")


@dataclass(frozen=True, slots=True)
class Origin:
    """What a page says of itself: front matter, or a comment that introduces an included page."""

    title: str
    date: str
    """As it is written; empty when the page has none."""
    path: str
    commit: str | None


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a table."""

    line: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a block stands: the page it came from, the headings above it, the tab it is in."""

    file: str
    origin: Origin
    headings: tuple[str, ...] = ()
    """From the outermost level down; a level that is skipped is an empty text."""
    tab: str | None = None
    pivot: str | None = None
    """The reader's choice that shows this part of the page."""

    def heading(self, level: int) -> str:
        """The heading of a level (1 is the outermost), or an empty text."""
        return self.headings[level - 1] if len(self.headings) >= level else ""

    @property
    def nearest(self) -> str:
        """The innermost heading."""
        return self.headings[-1] if self.headings else ""


@dataclass(frozen=True, slots=True)
class Table:
    """A table; every cell as it is written, without the blanks around it."""

    place: Place
    line: int
    header: tuple[str, ...]
    rows: tuple[Row, ...]
    notes: Mapping[str, str] = field(default_factory=dict)
    """The footnotes under the same headings, by their mark."""
    above: tuple[str, ...] = ()
    """Short lines between the last heading and the table, which may have been meant as headings."""


@dataclass(frozen=True, slots=True)
class Line:
    """A list item or a line of prose."""

    place: Place
    line: int
    text: str
    bullet: bool


@dataclass(frozen=True, slots=True)
class Unused:
    """A table that no fact was taken from, and why."""

    file: str
    line: int
    header: tuple[str, ...]
    rows: int
    why: str

    def __str__(self) -> str:
        heads = shortened(" | ".join(plain(cell) for cell in self.header))
        rows = "1 row" if self.rows == 1 else f"{self.rows} rows"
        return f"{self.file}:{self.line}: not used ({rows}: {heads}): {self.why}"


NEVER_CLOSED: Final = "that is never closed"
"""Said of a comment or code which goes on to the end of its page."""


@dataclass(slots=True)
class Page:
    """A file read into its blocks, with those of the files that it includes."""

    file: str
    origin: Origin | None = None
    tables: list[Table] = field(default_factory=list)
    tabs: list[tuple[Place, int]] = field(default_factory=list)
    """Where each tab begins, and its line."""
    lines: list[Line] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    """What was read otherwise than it is written, or not read, as `file:line: what`."""
    hidden: list[tuple[Table, str]] = field(default_factory=list)
    """Tables that a reader of the page does not see as tables, and what they are inside."""
    loose: list[Table] = field(default_factory=list)
    """Rows that belong to no table; the first of them is the header."""
    bare: set[str] = field(default_factory=set)
    """Files without front matter, which every published page has."""


_SHORT: Final = 100


def shortened(text: str) -> str:
    """A text of at most 100 characters."""
    return text if len(text) <= _SHORT else f"{text[: _SHORT - 3]}..."


def plain(cell: str) -> str:
    """A cell without markup: code marks, bold, footnote marks, links and line breaks."""
    text = _REFERENCE.sub("", _SUP.sub("", cell))
    text = _BREAK.sub(" ", _INLINE_TAG.sub("", _LINK.sub(r"\1", text)))
    return " ".join(unescape(text).replace("`", "").replace("**", "").split())


def marks(cell: str) -> tuple[str, ...]:
    """The footnote marks of a cell: `✅<sup>1,2</sup>` has 1 and 2."""
    inner = [*_SUP.findall(cell), *_REFERENCE.findall(cell)]
    inner += [run.translate(_RAISED) for run in _RAISED_RUN.findall(_SUP.sub("", cell))]
    found = [mark.strip("* \\") or "*" for text in inner for mark in text.split(",")]
    star = _TRAILING.search(unmarked(cell, stars=False))
    return (*found, star[0].replace("\\", "")) if star else tuple(found)


def unmarked(cell: str, *, stars: bool = True) -> str:
    """A cell without markup and without any footnote mark, `gpt-5.1*` and `✅¹` too."""
    text = _RAISED_RUN.sub("", plain(cell))
    return _TRAILING.sub("", text).strip() if stars else text
