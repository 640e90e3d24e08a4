"""HTML tables as rows of cells, written as the cells of a Markdown table are."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html.parser import HTMLParser
from typing import Final

from planner.facts.importing.markdown import Row

BEGIN = re.compile(r"^<table(?=[\s>]|$)", re.IGNORECASE)
_OPEN = re.compile(r"<table(?=[\s>]|$)", re.IGNORECASE)
_CLOSE = re.compile(r"</table\s*>", re.IGNORECASE)

_AS_WRITTEN: Final = {
    "b": "**",
    "br": "<br>",
    "code": "`",
    "div": " ",
    "em": "",
    "i": "",
    "p": " ",
    "span": "",
    "strong": "**",
}
"""What stands in a Markdown cell for a tag, before and after its text; others stay as they are."""

Found = tuple[tuple[str, ...], tuple[Row, ...], str]
"""Header, rows, and what is wrong."""


def read(lines: Sequence[str], first: int) -> tuple[int, Found]:
    """Read the table that begins on the first line; how many lines it takes, and what is in it.

    A table that is not closed takes the lines up to the next blank one.
    """
    depth = 0
    for number, line in enumerate(lines):
        depth += len(_OPEN.findall(line)) - len(_CLOSE.findall(line))
        if depth <= 0:
            return number + 1, _rows("\n".join(lines[: number + 1]), first)
    blank = next((number for number, line in enumerate(lines) if not line.strip()), len(lines))
    header, rows, _ = _rows("\n".join(lines[:blank]), first)
    return blank, (header, rows, "a <table> that is never closed; close it")


def _rows(text: str, first: int) -> Found:
    reader = _Reader(first)
    reader.feed(text)
    reader.close()
    rows = [row for row in reader.rows if row.cells]
    header = rows[0].cells if rows else ()
    return header, tuple(rows[1:]), reader.problem


class _Reader(HTMLParser):
    """Collects the cells of every row, each with the line that its row begins on."""

    def __init__(self, first: int) -> None:
        super().__init__(convert_charrefs=True)
        self._first = first
        self._line = first
        self._cells: list[str] = []
        self._text: list[str] | None = None
        self.rows: list[Row] = []
        self.problem = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "tr":
            self._end_row()
            self._line = self._first + self.getpos()[0] - 1
        elif tag in ("td", "th"):
            self._end_cell()
            self._text = []
            self._check_spans(attrs)
        elif tag == "table" and self._text is not None:
            self.problem = "a table inside a table; take it apart"
        elif self._text is not None:
            self._text.append(_AS_WRITTEN.get(tag, f"<{tag}>"))

    def handle_endtag(self, tag: str) -> None:
        if tag in ("td", "th"):
            self._end_cell()
        elif tag in ("tr", "table", "thead", "tbody"):
            self._end_row()
        elif self._text is not None and tag != "br":
            self._text.append(_AS_WRITTEN.get(tag, f"</{tag}>"))

    def handle_data(self, data: str) -> None:
        if self._text is not None:
            self._text.append(data)
        elif data.strip():
            self.problem = self.problem or "text between the cells of a <table>; correct it"

    def _check_spans(self, attrs: list[tuple[str, str | None]]) -> None:
        spans = {name: value for name, value in attrs if name in ("colspan", "rowspan")}
        if any(value != "1" for value in spans.values()):
            self.problem = "a cell that spans several; write each cell out"

    def _end_cell(self) -> None:
        if self._text is not None:
            self._cells.append(" ".join("".join(self._text).split()))
        self._text = None

    def _end_row(self) -> None:
        self._end_cell()
        if self._cells:
            self.rows.append(Row(self._line, tuple(self._cells)))
        self._cells = []
