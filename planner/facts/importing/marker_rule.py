"""What is not shown, for the parser: comments, and lines of the documentation's own.

`:::zone pivot="a"`, `<Tab title="b">`, `</Tab>`, `<ZoneContent ... value="c">`: each a line of its
own, which is not text and ends the paragraph before it. `{/* ... */}` is a comment of MDX.
"""

from __future__ import annotations

import re
from typing import Final

from markdown_it.rules_block import StateBlock

NAME: Final = "marker"
COMMENT: Final = "comment"

_COMMENTS: Final = {"<!--": "-->", "{/*": "*/}"}

_COLONS = re.compile(r"^:::\s*\S")
_COMPONENT = re.compile(r"^</?[A-Z][a-z]\w*(?:[.]\w+)*(?=[\s/>]|$)")
_HTML: Final = frozenset({"table", "tr", "td", "th", "tbody", "thead", "br", "div", "sup", "span"})
_LONGEST: Final = 30
"""Lines of one opening tag; what goes on for longer is text."""


def marker(state: StateBlock, first: int, end: int, silent: bool) -> bool:  # noqa: FBT001 - as called
    """Take a line of the documentation's own."""
    if state.is_code_block(first):
        return False
    text = _line(state, first)
    last = first + 1 if _COLONS.match(text) else _tag_end(state, text, first, end)
    if last is None:
        return False
    if not silent:
        _push(state, NAME, first, last)
    return True


def _tag_end(state: StateBlock, text: str, first: int, end: int) -> int | None:
    """The line after a component's tag that has its lines for itself."""
    found = _COMPONENT.match(text)
    if found is None or found[0].strip("</").lower() in _HTML:
        return None
    for number in range(first, min(end, first + _LONGEST)):
        line = _line(state, number).rstrip()
        if not line:
            return None
        if line.endswith(">"):
            return number + 1 if _is_alone(state, first, number) else None
    return None


def _is_alone(state: StateBlock, first: int, last: int) -> bool:
    """Whether nothing but one tag stands in these lines: outside of braces and quotes one `>`."""
    text = " ".join(_line(state, number) for number in range(first, last + 1))
    bare = re.sub(r"\"[^\"]*\"|'[^']*'", "", text)
    while (inner := re.sub(r"\{[^{}]*\}", "", bare)) != bare:
        bare = inner
    return bare.count(">") == 1


def comment(state: StateBlock, first: int, end: int, silent: bool) -> bool:  # noqa: FBT001 - as called
    """Take a comment up to the end of its last line; blank lines do not end it."""
    text = _line(state, first)
    closing = next((_COMMENTS[opening] for opening in _COMMENTS if text.startswith(opening)), None)
    if closing is None or state.is_code_block(first):
        return False
    if not silent:
        last = next((n for n in range(first, end) if closing in _line(state, n)), end - 1)
        _push(state, COMMENT, first, last + 1)
    return True


def _push(state: StateBlock, name: str, first: int, last: int) -> None:
    token = state.push(name, "", 0)
    token.map = [first, last]
    token.content = "\n".join(_line(state, number) for number in range(first, last))
    state.line = last


def _line(state: StateBlock, number: int) -> str:
    return state.src[state.bMarks[number] + state.tShift[number] : state.eMarks[number]]
