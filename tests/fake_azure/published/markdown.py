"""Tables of a documentation page, each with the headings and the tab that it stands under."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

_MARKUP = re.compile(r"<sup>.*?</sup>|[*`]")
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)


@dataclass
class Table:
    """One table: its header and rows as plain text, and where it stands."""

    headings: dict[int, str]
    """Level to heading, as they are above the table."""
    tab: str
    header: list[str]
    rows: list[list[str]] = field(default_factory=list)

    @property
    def under(self) -> str:
        """All headings above, in lower case."""
        return " / ".join(text.lower() for _, text in sorted(self.headings.items()))


@dataclass(frozen=True)
class Page:
    """One page: its front matter and its text."""

    name: str
    title: str
    date: str
    """ISO date of the front matter."""
    path: str
    """Last word of the page's own path, without `.md`: what the page is, whatever its file."""
    text: str

    @classmethod
    def read(cls, file: Path) -> Page:
        """A page from its file; KeyError when its front matter lacks a word."""
        _, front, text = file.read_text().split("---\n", 2)
        told = dict(line.split(": ", 1) for line in front.strip().splitlines() if ": " in line)
        day = datetime.strptime(told["ms.date"], "%m/%d/%Y").date()
        path = told["source_path"].split(" ")[0].rsplit("/", 1)[-1].removesuffix(".md")
        return cls(file.stem, told["title"], day.isoformat(), path, text)

    def tables(self) -> Iterator[Table]:
        """Every table in order."""
        headings: dict[int, str] = {}
        tab, table = "", None
        for line in self.text.splitlines():
            if line.startswith("|"):
                table = _row(table, headings, tab, line)
                continue
            if table:
                yield table
            table = None
            tab = _headed(headings, tab, line)
        if table:
            yield table

    def bullets(self, heading: str) -> list[str]:
        """The items of the list below a heading."""
        _, _, after = self.text.partition(f"{heading}\n")
        section = re.split(r"^#", after, maxsplit=1, flags=re.MULTILINE)[0]
        return [line[2:].strip() for line in section.splitlines() if line.startswith("* ")]


def _headed(headings: dict[int, str], tab: str, line: str) -> str:
    """Notes a heading or a tab; a heading of its own level ends those below it."""
    if "](#tab/" in line:
        return line[line.index("[") + 1 : line.index("]")]
    if not line.startswith("#"):
        return tab
    level = len(line) - len(line.lstrip("#"))
    for deeper in [each for each in headings if each >= level]:
        del headings[deeper]
    headings[level] = line.strip("# ").strip()
    return ""


def _row(table: Table | None, headings: dict[int, str], tab: str, line: str) -> Table:
    cells = [plain(cell) for cell in line.strip().strip("|").split("|")]
    if table is None:
        return Table(dict(headings), tab, cells)
    if not all(set(cell) <= set(":- ") for cell in cells) or "-" not in line or table.rows:
        table.rows.append(cells)
    return table


def plain(cell: str) -> str:
    """A cell without footnotes and emphasis; its lines become one."""
    return " ".join(_MARKUP.sub("", _BREAK.sub(" ", cell)).split())


def ticked(cell: str) -> bool:
    """Whether a cell says yes; footnotes do not count."""
    return "✅" in cell
