"""Documentation pages as blocks: headings, tabs, tables, lists and prose, each with its line.

Knows the pages' markdown and nothing of models or regions.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

_HEADING = re.compile(r"^(#{1,6})\s+(.*)$")
_TAB = re.compile(r"^\[(.+)\]\(#tab/[\w-]+\)$")
_SOURCE = re.compile(r"^<!-- source: (.*) -->$")
_SEPARATOR = re.compile(r"^\|[\s:|-]+\|?$")
_BULLET = re.compile(r"^[-*]\s+(.*)$")
_SECTION_LEVEL = 2
"""A heading of this level or an outer one ends the tabs before it."""

_ATTRIBUTE = re.compile(r"([\w.]+)='?(.*?)'?(?:; |$)")


@dataclass(frozen=True, slots=True)
class Origin:
    """What a page says of itself: front matter, or a comment that introduces an included page."""

    title: str
    date: str
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


@dataclass(frozen=True, slots=True)
class Line:
    """A list item or a line of prose."""

    place: Place
    line: int
    text: str
    bullet: bool


@dataclass(slots=True)
class Page:
    """A file read into its blocks."""

    file: str
    origin: Origin | None = None
    tables: list[Table] = field(default_factory=list)
    tabs: list[tuple[Place, int]] = field(default_factory=list)
    """Where each tab begins, and its line."""
    lines: list[Line] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)


def read_page(path: Path) -> Page:
    """Read one markdown file; the page's `problems` hold what could not be read."""
    page = Page(path.name)
    try:
        text = path.read_text(encoding="utf-8").splitlines()
    except UnicodeDecodeError:
        page.problems.append(f"{page.file}:1: not UTF-8 text; convert it")
        return page
    front, body = _front_matter(text)
    page.origin = _origin(front)
    if page.origin is None:
        page.problems.append(
            f"{page.file}:1: no front matter with title, ms.date and source_path; add it"
        )
        return page
    _Reader(page, Place(page.file, page.origin)).read(enumerate(text[body:], body + 1))
    page.tables = [replace(table, notes=_footnotes(page, table.place)) for table in page.tables]
    return page


def plain(cell: str) -> str:
    """A cell without markup: code marks, bold, footnote marks, links and line breaks."""
    text = re.sub(r"<sup>.*?</sup>", "", cell)
    text = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", text)
    text = re.sub(r"<br\s*/?>", " ", text)
    return " ".join(text.replace("`", "").replace("**", "").split())


def marks(cell: str) -> tuple[str, ...]:
    """The footnote marks of a cell: `✅<sup>1,2</sup>` has 1 and 2."""
    inner = re.findall(r"<sup>(.*?)</sup>", cell)
    return tuple(mark.strip("* ") or "*" for text in inner for mark in text.split(","))


def _footnotes(page: Page, place: Place) -> dict[str, str]:
    found = (_footnote(line.text) for line in page.lines if line.place.headings == place.headings)
    return {note[0]: note[1] for note in found if note}


def _footnote(text: str) -> tuple[str, str] | None:
    match = re.match(r"^\*{0,2}<sup>(.*?)</sup>\*{0,2}\s+(.*)$", text)
    if not match:
        return None
    return match.group(1).strip("* ") or "*", match.group(2)


def _front_matter(text: list[str]) -> tuple[dict[str, str], int]:
    if not text or text[0] != "---" or "---" not in text[1:]:
        return {}, 0
    end = text.index("---", 1)
    pairs = (line.partition(": ") for line in text[1:end])
    return {key: value.strip() for key, _, value in pairs}, end + 1


def _origin(front: dict[str, str]) -> Origin | None:
    if not {"title", "ms.date", "source_path"} <= front.keys():
        return None
    commit = front.get("source_commit")
    return Origin(front["title"], front["ms.date"], front["source_path"], commit)


class _Reader:
    """Walks the lines of a page and keeps what is open: headings, tab, table."""

    def __init__(self, page: Page, place: Place) -> None:
        self._page = page
        self._place = place
        self._rows: list[Row] = []

    def read(self, lines: Iterator[tuple[int, str]]) -> None:
        for number, raw in lines:
            text = raw.removeprefix(">").strip()
            if text.startswith("|"):
                self._rows.append(Row(number, _cells(text)))
                continue
            self._close_table()
            if text:
                self._line(number, text)
        self._close_table()

    def _line(self, number: int, text: str) -> None:
        source = _SOURCE.match(text)
        heading = _HEADING.match(text)
        if source:
            self._enter(number, source.group(1))
        elif heading:
            self._head(number, len(heading.group(1)), heading.group(2).strip())
        elif text == "---":
            self._place = _at(self._place, tab=None)
        elif not text.startswith("<!--"):
            bullet = _BULLET.match(text)
            body = bullet.group(1) if bullet else text
            self._page.lines.append(Line(self._place, number, body, bullet=bool(bullet)))

    def _enter(self, number: int, text: str) -> None:
        found = dict(_ATTRIBUTE.findall(text))
        origin = _origin(found)
        if origin is None:
            self._page.problems.append(f"{self._page.file}:{number}: a source comment lacks a part")
            return
        self._place = Place(self._page.file, origin, self._place.headings, self._place.tab)

    def _head(self, number: int, level: int, text: str) -> None:
        tab = _TAB.match(text)
        if tab:
            self._place = _at(self._place, tab=tab.group(1))
            self._page.tabs.append((self._place, number))
            return
        above = (*self._place.headings, *[""] * level)[: level - 1]
        keep = self._place.tab if level > _SECTION_LEVEL else None
        self._place = Place(self._page.file, self._place.origin, (*above, text), keep)

    def _close_table(self) -> None:
        rows, self._rows = self._rows, []
        if not rows:
            return
        if not any(_is_separator(row) for row in rows[1:2]):
            self._page.problems.append(
                f"{self._page.file}:{rows[0].line}: a table without a separator line under its header"
            )
            return
        table = Table(self._place, rows[0].line, rows[0].cells, tuple(rows[2:]))
        self._page.tables.append(table)


def _at(place: Place, *, tab: str | None) -> Place:
    return Place(place.file, place.origin, place.headings, tab)


def _cells(text: str) -> tuple[str, ...]:
    inner = text.strip().removeprefix("|").removesuffix("|")
    return tuple(cell.strip() for cell in inner.split("|"))


def _is_separator(row: Row) -> bool:
    return bool(_SEPARATOR.match("|" + "|".join(row.cells) + "|"))
