"""Tables for the parser, more generous than GitHub's: what looks like a table to a person is one.

With and without outer pipes; an empty cell in the line under the header; rows with any number of
cells, which are kept as they are; `<table>`, blank lines inside it included. A line without a pipe
ends a table, where GitHub would take it for a row.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from markdown_it.rules_block import StateBlock

from planner.facts.importing import html_tables
from planner.facts.importing.markdown import Row

PIPES: Final = "pipe_table"
"""The type of the one token of a table, with or without outer pipes, or of a `<table>`."""

TAGS: Final = "tag_table"

_UNDER = re.compile(r"^:?-+:?$")
_PIPE = re.compile(r"(?<!\\)\|")


@dataclass(frozen=True, slots=True)
class Written:
    """A table as it is written."""

    header: tuple[str, ...]
    rows: tuple[Row, ...]
    problem: str = ""


def cells_of(text: str) -> tuple[str, ...]:
    r"""The cells of a row; `\|` is a pipe inside of one."""
    parts = _PIPE.split(text.strip())
    first = 1 if not parts[0].strip() and len(parts) > 1 else 0
    last = len(parts) - 1 if not parts[-1].strip() and len(parts) > first + 1 else len(parts)
    return tuple(part.strip().replace("\\|", "|") for part in parts[first:last])


def is_separator(text: str) -> bool:
    """Whether a line can stand under a header; a cell of it may be empty."""
    if not _PIPE.search(text):
        return False
    cells = [cell.strip() for cell in cells_of(text)]
    return any(cells) and all(not cell or _UNDER.match(cell) for cell in cells)


def pipes(state: StateBlock, first: int, end: int, silent: bool) -> bool:  # noqa: FBT001 - as called
    """Take a header, the line under it, and all rows below."""
    if first + 2 > end or state.sCount[first + 1] < state.blkIndent:
        return False
    if state.is_code_block(first) or state.is_code_block(first + 1):
        return False
    if not _PIPE.search(_line(state, first)) or is_separator(_line(state, first)):
        return False
    if not is_separator(_line(state, first + 1)):
        return False
    if not silent:
        last = _last(state, first + 2, end)
        rows = [Row(n + 1, cells_of(_line(state, n))) for n in range(first + 2, last)]
        _push(state, first, last, Written(cells_of(_line(state, first)), tuple(rows)))
    return True


def _last(state: StateBlock, line: int, end: int) -> int:
    """The line after the last row; a row is one however far it stands to the right."""
    ending = state.md.block.ruler.getRules("blockquote")
    kept, state.parentType = state.parentType, "table"
    while line < end and state.sCount[line] >= state.blkIndent:
        if not _PIPE.search(_line(state, line)):
            break
        if any(rule(state, line, end, True) for rule in ending):  # noqa: FBT003 - look, take nothing
            break
        line += 1
    state.parentType = kept
    return line


def tags(state: StateBlock, first: int, end: int, silent: bool) -> bool:  # noqa: FBT001 - as called
    """Take a `<table>` with everything up to its `</table>`."""
    if state.is_code_block(first) or not html_tables.BEGIN.match(_line(state, first)):
        return False
    if not silent:
        lines = [_line(state, number) for number in range(first, end)]
        taken, written = html_tables.read(lines, first + 1)
        _push(state, first, first + taken, Written(*written))
    return True


def _push(state: StateBlock, first: int, last: int, table: Written) -> None:
    token = state.push(PIPES, "table", 0)
    token.map = [first, last]
    token.meta = {"table": table}
    state.line = last


def _line(state: StateBlock, number: int) -> str:
    return state.src[state.bMarks[number] + state.tShift[number] : state.eMarks[number]]
