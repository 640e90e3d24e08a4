"""The text of a page as a flat list of blocks, by a Markdown parser.

The parser knows what is code, a comment, a quotation or a list. Two things are read more
generously than CommonMark has them, since pages are published so: tables (`table_rule`), and
lines of the documentation's own (`:::zone`, `<Tab title="...">`). Knows nothing of models.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Final

from markdown_it import MarkdownIt
from markdown_it.ruler import RuleOptionsType
from markdown_it.token import Token

from planner.facts.importing import fence_rule, marker_rule, table_rule
from planner.facts.importing.markdown import Row

_DEEPEST: Final = 60
"""Of quotations and lists in each other; below, the parser drops what it finds."""


_VERBATIM = re.compile(r"^\s*<(pre|script|style|textarea)(?=[\s>]|$)[^>\n]*>?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading, or a text that the line under it makes one."""

    line: int
    level: int
    text: str
    under: str = ""
    """The line of dashes or equals signs, as it is written."""


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph, or the paragraph of a list item."""

    line: int
    lines: tuple[str, ...]
    bullet: bool


@dataclass(frozen=True, slots=True)
class Cells:
    """A table as it is written."""

    line: int
    header: tuple[str, ...]
    rows: tuple[Row, ...]
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Break:
    """A horizontal rule."""

    line: int


@dataclass(frozen=True, slots=True)
class Tag:
    """A line of the documentation's own: `:::zone pivot="a"`, `<Tab title="b">`, `</Tab>`."""

    line: int
    text: str


@dataclass(frozen=True, slots=True)
class Raw:
    """What is shown as it is or not at all: code, a comment."""

    line: int
    text: str
    kind: str
    closed: bool = True


_CONTAINERS: Final = frozenset(
    {"blockquote_open", "bullet_list_open", "ordered_list_open", "list_item_open"}
)

Block = Heading | Text | Cells | Break | Tag | Raw

COMMENT: Final = "an HTML comment"
CODE: Final = "code"


def blocks_of(text: str, *, mdx: bool = False) -> tuple[list[Block], frozenset[int]]:
    r"""The blocks of a text whose lines end with `\n`, and the lines that are in one of them.

    Lines count from 1. Blank lines are in no block, nor is what is nested too deeply.
    """
    return _blocks(_parser(mdx=mdx, html=True), text)


def _blocks(parser: MarkdownIt, text: str) -> tuple[list[Block], frozenset[int]]:
    tokens = parser.parse(text)
    lines = text.split("\n")
    found = [block for number in range(len(tokens)) for block in _block(tokens, number, lines)]
    return found, _lines_in(tokens)


@cache
def _parser(*, mdx: bool, html: bool) -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"maxNesting": _DEEPEST})
    parser.core.ruler.enableOnly(["normalize", "block"])
    rules = parser.block.ruler
    # footnotes are written as reference definitions: [^1]: Only in preview.
    off = {"reference": True, "code": mdx, "html_block": not html}
    rules.disable([rule for rule, is_off in off.items() if is_off])
    after: RuleOptionsType = {"alt": ["paragraph", "blockquote", "list"]}
    rules.at(fence_rule.NAME, fence_rule.fence, after)
    rules.before("code", table_rule.PIPES, table_rule.pipes, {"alt": ["paragraph"]})
    rules.before("fence", marker_rule.COMMENT, marker_rule.comment, after)
    rules.before("fence", marker_rule.NAME, marker_rule.marker, after)
    rules.before("fence", table_rule.TAGS, table_rule.tags, after)
    return parser


def _lines_in(tokens: Sequence[Token]) -> frozenset[int]:
    whole = (t.map for t in tokens if t.map and t.type not in _CONTAINERS)
    return frozenset(line + 1 for first, last in whole for line in range(first, last))


def _block(tokens: Sequence[Token], number: int, lines: Sequence[str]) -> Iterator[Block]:
    token = tokens[number]
    first, last = token.map or (0, 0)
    if token.type == "heading_open":
        text = tokens[number + 1].content.strip()
        under = "" if token.markup.startswith("#") else lines[last - 1].strip("> \t")
        yield Heading(first + 1, int(token.tag[1]), text, under)
    elif token.type == "paragraph_open":
        inner = tokens[number + 1].content.split("\n")
        yield Text(first + 1, tuple(map(str.strip, inner)), bullet=_is_first(tokens, number))
    elif token.type == "html_block" and not _VERBATIM.match(token.content):
        yield from _inside(token.content, first)
    elif token.type in _LEAVES:
        yield _LEAVES[token.type](token, first + 1)


def _inside(text: str, above: int) -> Iterator[Block]:
    """What stands between tags, read as if they were not there: a page means it to be seen."""
    for block in _blocks(_parser(mdx=True, html=False), text)[0]:
        yield moved(block, above)


def moved(block: Block, by: int) -> Block:
    """A block that stands further down by so many lines."""
    found = replace(block, line=block.line + by)
    if isinstance(found, Cells):
        return replace(found, rows=tuple(Row(row.line + by, row.cells) for row in found.rows))
    return found


def _is_first(tokens: Sequence[Token], number: int) -> bool:
    """Whether a paragraph begins an item of a list that is not numbered."""
    before = tokens[number - 1] if number else None
    return before is not None and before.type == "list_item_open" and not before.info


def _table(token: Token, line: int) -> Block:
    found: table_rule.Written = token.meta["table"]
    return Cells(line, found.header, found.rows, found.problem)


def _code(token: Token, line: int) -> Block:
    is_fence = token.type == fence_rule.NAME
    if token.type == "html_block":
        return Raw(line, _VERBATIM.sub("", token.content, count=1), CODE)
    return Raw(line + is_fence, token.content, CODE, token.meta.get("closed", True))


def _comment(token: Token, line: int) -> Block:
    return Raw(line, token.content, COMMENT, token.content.rstrip().endswith(("-->", "*/}")))


def _break(_token: Token, line: int) -> Block:
    return Break(line)


def _tag(token: Token, line: int) -> Block:
    return Tag(line, token.content)


_LEAVES: Final[Mapping[str, Callable[[Token, int], Block]]] = {
    "hr": _break,
    marker_rule.NAME: _tag,
    marker_rule.COMMENT: _comment,
    table_rule.PIPES: _table,
    fence_rule.NAME: _code,
    "code_block": _code,
    "html_block": _code,
}
"""How a token that stands for itself becomes a block."""
