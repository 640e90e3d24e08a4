"""The footnotes of a page's tables: `<sup>1</sup> Only in preview.`, by mark and nearest first."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from planner.facts.importing.markdown import Line, Page, Table, marks

_FORMS: Final = (
    re.compile(r"^(?P<mark>\*{0,2}<sup>.*?</sup>\*{0,2}):?\s+(?P<text>.*)$", re.IGNORECASE),
    re.compile(r"^(?P<mark>[¹²³⁴⁵⁶⁷⁸⁹⁰]+)\s*(?P<text>.*)$"),
    re.compile(r"^(?P<mark>\[\^[^\]\s]+\]):\s*(?P<text>.*)$"),
    re.compile(r"^(?P<mark>\\?\*|\\\*\\\*|†|‡)(?P<text>(?!\*).*)$"),
)


def with_footnotes(page: Page) -> list[Table]:
    """The tables of a page, each with the footnotes under the same headings.

    Of two notes with one mark the first one after the table is its own.
    """
    return [replace(table, notes=_notes(table, page.lines)) for table in page.tables]


def _notes(table: Table, lines: Sequence[Line]) -> dict[str, str]:
    place = table.place
    near = [
        line
        for line in lines
        if line.place.headings == place.headings and line.place.file == place.file
    ]
    before = [line for line in near if line.line < table.line]
    after = [line for line in near if line.line > table.line]
    notes: dict[str, str] = {}
    for line in (*after, *reversed(before)):
        for mark, text in _read(line):
            notes.setdefault(mark, text)
    return notes


def _read(line: Line) -> list[tuple[str, str]]:
    """A line's marks with its text."""
    match = next((found for form in _FORMS if (found := form.match(line.text))), None)
    if match is None or not match["text"].strip():
        return []
    return [(mark, match["text"].strip()) for mark in marks(f"x{match['mark']}")]
