"""Walks the blocks of a page and of what it includes, and keeps what is open: headings, tab, zone."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Any, Final

from planner.facts.importing.blocks import (
    COMMENT,
    Break,
    Cells,
    Heading,
    Raw,
    Tag,
    Text,
    blocks_of,
    moved,
)
from planner.facts.importing.footnotes import with_footnotes
from planner.facts.importing.includes import Library
from planner.facts.importing.markdown import NEVER_CLOSED, Line, Origin, Page, Place, Row, Table
from planner.facts.importing.source import Source
from planner.facts.importing.table_rule import cells_of

_TAB = re.compile(r"^\[(.+)\]\(#tab/[^)\s]+\)$")
_SOURCE = re.compile(r"^<!-- source: (.*) -->$")
_ATTRIBUTE = re.compile(r"([\w.]+)='?(.*?)'?(?:; |$)")
_GLUED = re.compile(r"^(#{1,6})([A-Z*\[].*)$")
"""`##Data Zone`: shown as text, meant as a heading."""

_ZONE = re.compile(r"^(?::::\s*zone\b[^\n]*\bpivot|<ZoneContent\b[^\n]*\bvalue)=\"([^\"]*)\"")
_ZONE_END = re.compile(r"^(?::::\s*zone-end|</ZoneContent)")
_TAB_TAG = re.compile(r"^<Tab\b(?:.*?\btitle=[\"'{]+([^\"'}]*))?", re.DOTALL)
_CODE_SPAN = re.compile(r"`[^`]*`")
_SECTION_LEVEL: Final = 2
"""A heading of this level or an outer one ends the tabs before it."""

_TITLE_LIMIT: Final = 80
"""Characters; a longer line was not meant as a heading."""

_MOST_INCLUDES: Final = 1000
"""Of a page, those in included files too; real pages have a few dozen."""

_MANY_PIPES: Final = 2
_DEPTH: Final = 3


def page_of(library: Library, file: str) -> Page:
    """Read a file of a folder, and what it includes, into a page."""
    source = library.sources[file]
    page = Page(file, library.origin(source, None))
    Walk(page, library).file(source, ())
    page.tables = with_footnotes(page)
    return page


class Walk:
    """A walk through the files of one page."""

    def __init__(self, page: Page, library: Library) -> None:
        self._page, self._library = page, library
        self._included = 0
        self._place = Place(page.file, page.origin or Origin("", "", page.file, None))
        self._open: tuple[str, ...] = ()
        self._tabs: list[str] = []
        self._before_tabs: tuple[str, ...] | None = None
        """The headings above the open tabs; those inside a tab end with it."""
        self._above: list[str] = []
        self._take: Mapping[type, Callable[[Any], None]] = {
            Heading: self._heading,
            Text: self._text,
            Cells: self._cells,
            Break: self._break,
            Tag: self._tag,
            Raw: self._raw,
        }

    def file(self, source: Source, around: tuple[str, ...]) -> None:
        """Read a file where the walk stands; what it opens does not outlive it."""
        outer, self._open = self._place, (*around, source.file)
        origin = self._library.origin(source, outer.origin if around else None)
        self._place = replace(outer, file=source.file, origin=origin)
        self._library.read.add(source.file)
        self._page.problems += source.problems
        if not source.is_page:
            self._page.bare.add(source.file)
        for line in source.ticked:
            self._page.problems.append(f"{source.file}:{line}: nested too deeply; take it out")
        for block in source.blocks:
            self._take[type(block)](block)
        self._place, self._open = outer, around

    def _note(self, line: int, text: str) -> None:
        self._page.notes.append(f"{self._place.file}:{line}: {text}")

    def _heading(self, block: Heading) -> None:
        *texts, title = block.text.split("\n")
        tab = _TAB.match(title)
        if block.under == "---" and self._place.tab is not None and not tab:
            # the end of the tabs, right under a line of text
            self._text(Text(block.line, (*texts, title), bullet=False))
            self._break(Break(block.line))
        elif tab:
            self._begin_tab(block.line, tab[1])
        else:
            self._text(Text(block.line, tuple(texts), bullet=False))
            self._head(block.level, title)

    def _begin_tab(self, line: int, title: str) -> None:
        if self._before_tabs is None:
            self._before_tabs = self._place.headings
        self._place = replace(self._place, tab=title, headings=self._before_tabs)
        self._page.tabs.append((self._place, line))

    def _end_tab(self) -> None:
        """Go on in the tab around, or outside of tabs."""
        headings = self._before_tabs if self._before_tabs is not None else self._place.headings
        tab = self._tabs[-1] if self._tabs else None
        self._before_tabs = self._before_tabs if self._tabs else None
        self._place = replace(self._place, tab=tab, headings=headings)

    def _head(self, level: int, text: str) -> None:
        above = (*self._place.headings, *[""] * level)[: level - 1]
        keep = self._place.tab if level > _SECTION_LEVEL or self._tabs else None
        self._before_tabs = self._before_tabs if keep is not None else None
        self._place = replace(self._place, headings=(*above, text), tab=keep)
        self._above = []

    def _text(self, block: Text) -> None:
        rows: list[Row] = []
        for line, text in enumerate(block.lines, block.line):
            if _is_row(text):
                rows.append(Row(line, cells_of(text)))
                continue
            self._loose(rows)
            rows = []
            self._one_line(line, text, bullet=block.bullet and line == block.line)
        self._loose(rows)
        if len(block.lines) == 1 and not block.bullet and not _GLUED.match(block.lines[0]):
            self._above += [line for line in block.lines if len(line) < _TITLE_LIMIT]

    def _loose(self, rows: list[Row]) -> None:
        if rows:
            found = Table(self._place, rows[0].line, rows[0].cells, tuple(rows[1:]))
            self._page.loose.append(found)

    def _one_line(self, line: int, text: str, *, bullet: bool) -> None:
        target = self._library.target(text, self._place.file)
        glued = _GLUED.match(text)
        if target is not None:
            self._include(line, target)
        elif glued and not bullet:
            self._note(line, f"{text[:_TITLE_LIMIT]!r} is read as a heading; it lacks a blank")
            self._head(len(glued[1]), glued[2].strip())
        elif text:
            self._page.lines.append(Line(self._place, line, text, bullet))

    def _include(self, line: int, target: str) -> None:
        source = self._library.sources.get(target)
        if source is None:
            self._note(line, f"includes {target}, which is not in the folder")
        elif target in self._open:
            self._note(line, f"includes {target}, which includes this file; not read again")
        else:
            self._enter_file(line, source)

    def _enter_file(self, line: int, source: Source) -> None:
        """Files that include each other many times over would make a page without an end."""
        self._included += 1
        if self._included <= _MOST_INCLUDES:
            self.file(source, self._open)
        elif self._included == _MOST_INCLUDES + 1:
            text = f"more than {_MOST_INCLUDES:,} files are included into {self._page.file}"
            self._page.problems.append(f"{self._place.file}:{line}: {text}; take some out")

    def _cells(self, block: Cells) -> None:
        table = Table(self._place, block.line, block.header, block.rows, above=(*self._above,))
        if block.problem:
            self._page.problems.append(f"{self._place.file}:{block.line}: {block.problem}")
        if table.header:
            self._page.tables.append(table)

    def _break(self, _block: Break) -> None:
        if self._place.tab is not None and not self._tabs:
            self._end_tab()

    def _tag(self, block: Tag) -> None:
        zone, tab = _ZONE.match(block.text), _TAB_TAG.match(block.text)
        if zone or _ZONE_END.match(block.text):
            self._place = replace(self._place, pivot=zone[1] if zone else None)
        elif tab:
            self._tabs.append(tab[1] or "")
            self._begin_tab(block.line, self._tabs[-1])
        elif block.text.startswith(("</Tab>", "</Tabs>")):
            self._tabs = self._tabs[:-1] if block.text.startswith("</Tab>") else []
            self._end_tab()

    def _raw(self, block: Raw) -> None:
        introduces = _SOURCE.match(block.text.strip()) if block.kind == COMMENT else None
        if introduces:
            self._enter(block.line, introduces[1])
            return
        text, _, rest = (
            block.text.partition("-->") if block.kind == COMMENT else (block.text, "", "")
        )
        inner = blocks_of(text.replace("<!--", "    ", 1).replace("{/*", "", 1), mdx=True)[0]
        kind = block.kind if block.closed or rest else f"{block.kind} {NEVER_CLOSED}"
        self._hide((moved(each, block.line - 1) for each in inner), kind)
        if rest.strip():
            self._text(Text(block.line + text.count("\n"), (rest.strip(),), bullet=False))

    def _hide(self, inner: Iterable[object], kind: str, depth: int = 0) -> None:
        """Note the tables of what is not shown as such, a few levels deep: code in a comment."""
        for block in inner:
            if isinstance(block, Cells):
                table = Table(self._place, block.line, block.header, block.rows)
                self._page.hidden.append((table, kind))
            elif isinstance(block, Text) and any(map(_is_row, block.lines)):
                rows = [Row(n, cells_of(t)) for n, t in enumerate(block.lines, block.line)]
                table = Table(self._place, block.line, rows[0].cells, tuple(rows[1:]))
                self._page.hidden.append((table, kind))
            elif isinstance(block, Raw) and depth < _DEPTH:
                deeper = blocks_of(block.text, mdx=True)[0]
                self._hide((moved(each, block.line - 1) for each in deeper), kind, depth + 1)

    def _enter(self, line: int, text: str) -> None:
        """Go on as the page that a comment introduces."""
        found = dict(_ATTRIBUTE.findall(text))
        if not {"title", "ms.date", "source_path"} <= found.keys():
            where = f"{self._place.file}:{line}"
            self._page.problems.append(f"{where}: a source comment lacks a part")
            return
        commit = found.get("source_commit")
        origin = Origin(found["title"], found["ms.date"], found["source_path"], commit)
        self._place = replace(self._place, origin=origin)


def _is_row(text: str) -> bool:
    """Whether a line looks like the row of a table."""
    bare = _CODE_SPAN.sub("", text).replace("\\|", "")
    return text.startswith("|") or bare.count("|") >= _MANY_PIPES
