"""Slips in YAML, in human words: what PyYAML stumbled over, and what the writer probably meant.

The parser says where it could not go on; the slip is often a line above, or a bracket that was
opened long before. So each message is made from the lines around the place.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

import yaml

Place = tuple[int, int]
"""Line and column, from 1."""
Said = tuple[str, Place]

_CLOSING = {"{": "}", "[": "]"}
_GLUED = re.compile(r"(?:- +)?([\w.-]+:)(?=\S)")
"""A key with its value right behind the colon."""
_KEY = re.compile(r"(?:- +)*(?:[^\s'\"{\[#-][^:#]*|\"[^\"]*\"|'[^']*'):(?:\s|$)")
_CONFLICT = re.compile(r"<{7}|={7}|>{7}|\|{7}")


@dataclass(frozen=True, slots=True)
class Slip:
    """Where the parser stopped, and the text around it."""

    lines: list[str]
    place: Place
    context: Place
    """Where that began in which it stopped; its own place when the parser does not say."""
    opened: Place | None
    """The innermost bracket that is open there."""

    @property
    def line(self) -> str:
        """The line where the parser stopped."""
        return self.at(self.place[0])

    @property
    def rest(self) -> str:
        """What stands from there on."""
        return self.line[self.place[1] - 1 :]

    def at(self, number: int) -> str:
        """A line by its number; empty beyond the end."""
        return self.lines[number - 1] if 0 < number <= len(self.lines) else ""

    def before(self, number: int) -> int:
        """The number of the last line with content above a line; 0 when there is none."""
        above = range(number - 1, 0, -1)
        return next((n for n in above if _content(self.at(n))), 0)


def said(error: yaml.MarkedYAMLError, text: str, opened: Place | None) -> Said:
    """The message for what the parser could not read, and its place."""
    place = _place(error.problem_mark or error.context_mark) or (1, 1)
    slip = Slip(text.split("\n"), place, _place(error.context_mark) or place, opened)
    problem = error.problem or "cannot be understood"
    if _tabbed(slip.line):
        return "a tab; YAML indents with spaces only", place
    judged = (judge(slip) for words, judge in _JUDGES if words in problem)
    found = next((each for each in judged if each is not None), None)
    context = f" {error.context}" if error.context else ""
    return found or (f"not YAML: {problem}{context}", place)


def _place(mark: yaml.Mark | None) -> Place | None:
    return None if mark is None else (mark.line + 1, mark.column + 1)


def _content(line: str) -> str:
    """A line without its indentation; empty for a comment."""
    stripped = line.strip()
    return "" if stripped.startswith("#") else stripped


def _tabbed(line: str) -> bool:
    return "\t" in line[: len(line) - len(line.lstrip())]


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _quote(slip: Slip) -> Said | None:
    return "the quote that opens here is never closed", slip.context


def _first_character(slip: Slip) -> Said | None:
    if slip.rest.startswith("\t"):
        return "a tab; write spaces", slip.place
    return f"a value cannot start with {slip.rest[:1]}; put it in quotes", slip.place


def _reference(slip: Slip) -> Said | None:
    sign = slip.at(slip.context[0])[slip.context[1] - 1 :][:1]
    return (
        f"{sign} at the start of a value refers to an anchor; put the value in quotes",
        slip.context,
    )


def _dash(slip: Slip) -> Said | None:
    return (
        "a list item cannot start here; put each - on a line of its own, or write [a, b]",
        slip.place,
    )


def _escape(slip: Slip) -> Said | None:
    return f"{slip.rest[:2]} has no meaning in double quotes; use single quotes", slip.place


def _block_text(slip: Slip) -> Said | None:
    sign = slip.at(slip.context[0])[slip.context[1] - 1 :][:1]
    return f"{sign} announces text on the lines below; put the value in quotes", slip.context


def _bracket(slip: Slip) -> Said | None:
    """A bracket that is open, or that closes what is not."""
    if slip.rest[:1] in ("}", "]") and slip.opened is None:
        return f"this {slip.rest[0]} closes nothing; take it out", slip.place
    if slip.opened is None:
        return None
    sign = slip.at(slip.opened[0])[slip.opened[1] - 1 :][:1]
    if slip.place[0] == slip.opened[0] and _content(slip.rest):
        return f"a comma is missing before this, or a {_CLOSING.get(sign, '}')}", slip.place
    return f"the {sign} that opens here is never closed", slip.opened


def _no_colon(slip: Slip) -> Said | None:
    """A key without its colon, which the parser notices lines later."""
    return _incomplete(slip, slip.context[0]) or _bracket(slip)


def _incomplete(slip: Slip, number: int) -> Said | None:
    """What a line lacks that should be a key; None when it is one."""
    line = slip.at(number)
    content, start = _content(line), _indent(line)
    if _CONFLICT.match(content):
        return "a mark of git, which leaves it where branches disagree; keep one side", (number, 1)
    if re.match(r"-[^\s-]", content):
        return "a space is missing after -", (number, start + 2)
    if glued := _GLUED.match(content):
        return f"a space is missing after {glued[1]}", (number, start + glued.end() + 1)
    if not content or _KEY.match(content):
        return None
    word = content.removeprefix("- ").split()[0]
    above = slip.at(slip.before(number))
    if _content(above).startswith("- ") and _indent(above) == start:
        return f"a - is missing before {word}", (number, start + 1)
    return f"a colon is missing after {word}", (number, line.index(word) + len(word) + 1)


def _unexpected_key(slip: Slip) -> Said | None:
    """A key where a text goes on: two on a line, or below a line that is no key or has a value."""
    head = slip.line[: slip.place[1] - 1]
    if ": " in head:
        column = len(head) - len(head.partition(": ")[2].lstrip()) + 1
        what = "a second key in this line; put it on a line of its own, or the value in quotes"
        return what, (slip.place[0], column)
    above = slip.before(slip.place[0])
    return _incomplete(slip, above) or _misaligned(slip, _indent(slip.at(above)))


def _misplaced(slip: Slip) -> Said | None:
    """A line that fits nothing above it, or text behind a value that is complete."""
    if slip.rest[:1] in ("}", "]"):
        return _bracket(slip)
    if slip.rest.startswith(":"):
        return "a key is missing before the colon", slip.place
    if slip.place[1] - 1 > _indent(slip.line):
        return "text after the end of a value; put all of it in quotes", slip.place
    if _indent(slip.line) in _levels(slip):
        return _mixed(slip)
    levels = sorted(_levels(slip), key=lambda level: (abs(level - _indent(slip.line)), -level))
    return _misaligned(slip, levels[0]) if levels else None


def _levels(slip: Slip) -> set[int]:
    """The indentations that are open above the line: a level closes with the first line before it."""
    levels: list[int] = []
    for number in range(slip.place[0] - 1, 0, -1):
        line = slip.at(number)
        if _content(line) and (not levels or _indent(line) < levels[-1]):
            levels.append(_indent(line))
    return set(levels)


def _mixed(slip: Slip) -> Said | None:
    if slip.rest.startswith("-"):
        return "a list item among keys; a value is either a list or a mapping", slip.place
    return "a key among list items; indent it, or start its line with -", slip.place


def _misaligned(slip: Slip, neighbours: int) -> Said | None:
    line = slip.place[0]
    own = _indent(slip.line)
    if own == neighbours:
        return None
    beside = neighbours or "none"
    text = f"line {line} is indented by {_spaces(own)}, its neighbours by {beside}"
    return text, (line, own + 1)


def _spaces(count: int) -> str:
    return "1 space" if count == 1 else f"{count or 'no'} spaces"


_JUDGES: tuple[tuple[str, Callable[[Slip], Said | None]], ...] = (
    ("unexpected end of stream", _quote),
    ("cannot start any token", _first_character),
    ("alphabetic or numeric character", _reference),
    ("block sequence entries are not allowed", _dash),
    ("unknown escape character", _escape),
    ("expected comment or line break", _block_text),
    ("expected node content", _bracket),
    ("',' or ", _bracket),
    ("could not find expected ':'", _no_colon),
    ("mapping values are not allowed", _unexpected_key),
    ("did not find expected", _misplaced),
)
"""What makes the message, by words of the parser's own."""
