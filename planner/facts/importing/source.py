"""A file of a folder of pages: its text, what it says of itself, and its blocks."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from planner.facts.importing import front_matter
from planner.facts.importing.blocks import Block, blocks_of
from planner.facts.importing.markdown import Origin

_LONGEST: Final = 4_000_000
"""Characters; a page of the documentation has at most 150,000."""


@dataclass(slots=True)
class Source:
    """A file, read; `blocks` count their lines in the file."""

    file: str
    """Its path in the folder, with `/`."""
    origin: Origin
    blocks: list[Block] = field(default_factory=list)
    is_page: bool = True
    """Whether it has front matter, as every published page has."""
    problems: list[str] = field(default_factory=list)
    ticked: tuple[int, ...] = ()
    """Lines with a tick or a pipe that the parser put into no block."""


def read_source(path: Path, file: str, where: str) -> Source:
    """Read one file. Raises OSError.

    `where` is the path that the documentation knows it by, if it says no other one itself.
    """
    source = Source(file, Origin("", "", where, None))
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError:
        source.problems.append(f"{file}:1: not UTF-8 text; convert it")
        return source
    if len(text) > _LONGEST:
        source.problems.append(f"{file}:1: longer than {_LONGEST:,} characters; this is no page")
        return source
    _fill(source, text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "\ufffd"), where)
    return source


def _fill(source: Source, text: str, where: str) -> None:
    front, taken = front_matter.split(text)
    source.origin = front_matter.origin_of(front, where)
    source.is_page = bool(front)
    lines = text.split("\n")
    # the lines of the front matter stay, empty, so that all others keep their numbers
    body = "\n".join(["" if number < taken else line for number, line in enumerate(lines)])
    source.blocks, inside = blocks_of(body, mdx=source.file.lower().endswith(".mdx"))
    source.ticked = tuple(
        number
        for number, line in enumerate(body.split("\n"), 1)
        if number not in inside and ("✅" in line or "|" in line)
    )
