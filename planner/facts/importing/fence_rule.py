"""Code between fences, for the parser: a line of nothing but the fence ends it, however indented.

CommonMark lets a fence that stands four blanks to the right go on, up to the end of the page; pages
that were converted have such, and everything after it would be code.
"""

from __future__ import annotations

import re
from typing import Final

from markdown_it.rules_block import StateBlock

NAME: Final = "fence"

_OPENING = re.compile(r"^(`{3,}(?=[^`]*$)|~{3,})")


def fence(state: StateBlock, first: int, end: int, silent: bool) -> bool:  # noqa: FBT001 - as called
    """Take a fence, what is below, and the fence that ends it."""
    opening = _OPENING.match(_line(state, first))
    if opening is None or state.is_code_block(first):
        return False
    if silent:
        return True
    last, closed = _end(state, opening[1], first + 1, end)
    token = state.push(NAME, "code", 0)
    token.map = [first, last + closed]
    token.content = state.getLines(first + 1, last, 0, True)  # noqa: FBT003 - with the last newline
    token.meta = {"closed": closed}
    state.line = last + closed
    return True


def _end(state: StateBlock, opening: str, line: int, end: int) -> tuple[int, bool]:
    """The line of the fence that ends the code, or the one after it where there is none."""
    while line < end:
        text = _line(state, line).strip()
        if text and state.sCount[line] < state.blkIndent:
            return line, False
        if len(text) >= len(opening) and set(text) == {opening[0]}:
            return line, True
        line += 1
    return line, False


def _line(state: StateBlock, number: int) -> str:
    return state.src[state.bMarks[number] + state.tShift[number] : state.eMarks[number]]
