"""Reads tables that describe other makers' models: what goes in, what comes out, tool calling.

The tables name no versions: what they say is said of every version that the other tables have.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final

from planner.domain.capability import Ability, Name, Number, Value
from planner.facts.importing.described import parts
from planner.facts.importing.markdown import Table, plain

_HEADS: Final = ("model", "capabilities")
_TYPES: Final[tuple[tuple[str, Ability], ...]] = (
    ("chat-completion", Ability.CHAT_COMPLETIONS),
    ("reasoning content", Ability.REASONING),
    ("embeddings", Ability.EMBEDDINGS),
    ("rerank", Ability.RERANK),
    ("messages", Ability.MESSAGES),
)
"""What a column `Type` says, by the words in it."""

_LABEL: Final = re.compile(
    r"(?P<label>input|output|context window|context length|tool calling)\s*:\s*(?P<said>.*)"
)
_TOKENS: Final = re.compile(r"(\d{1,3}(?:,\d{3})+|\d+)(m?)(?: max)? tokens|^(\d[\d,]*)(m?)$")
_DIMENSIONS: Final = re.compile(r"\(([\d, ]+) dim\.?\)")
_KINDS: Final = ("text", "image", "audio", "video")
_IN: Final[Mapping[str, Ability]] = {kind: Ability(f"{kind}-input") for kind in _KINDS}
_OUT: Final[Mapping[str, Ability]] = {kind: Ability(f"{kind}-output") for kind in _KINDS}
_MILLION: Final = 10**6

_Said = dict[Name, Value]


def is_partners_table(table: Table) -> bool:
    """Whether a table has columns for a model, its type and its capabilities."""
    heads = [plain(cell).lower() for cell in table.header]
    return heads[0] == _HEADS[0] and heads[1].startswith("type") and _HEADS[1] in heads[2:]


def described(cells: Mapping[str, str]) -> _Said:
    """What the cells of a row say; what is not named among the inputs is none of them."""
    kind = plain(next(cell for head, cell in cells.items() if head.startswith("type"))).lower()
    said: _Said = {ability: True for words, ability in _TYPES if words in kind}
    for line in parts(cells[_HEADS[1]]):
        match = _LABEL.match(line)
        if match:
            said |= dict(_READERS[match["label"]](match["said"]))
    return said


def _input(text: str) -> Iterator[tuple[Name, Value]]:
    yield from _modalities(text, _IN)
    yield from _tokens(text, Number.INPUT)


def _output(text: str) -> Iterator[tuple[Name, Value]]:
    dimensions = _DIMENSIONS.search(text)
    if dimensions:
        sizes = [int(size) for size in re.findall(r"\d+", dimensions[1])]
        yield Number.DIMENSIONS, max(sizes)
        if len(sizes) > 1:
            yield Ability.SMALLER_EMBEDDINGS, True
    else:
        yield from _modalities(text, _OUT)
        yield from _tokens(text, Number.OUTPUT)


def _modalities(text: str, abilities: Mapping[str, Ability]) -> Iterator[tuple[Name, Value]]:
    named = [ability for kind, ability in abilities.items() if re.search(rf"\b{kind}", text)]
    if named:
        yield from ((ability, ability in named) for ability in abilities.values())


def _window(text: str) -> Iterator[tuple[Name, Value]]:
    yield from _tokens(text, Number.CONTEXT)


def _tools(text: str) -> Iterator[tuple[Name, Value]]:
    if text.startswith(("yes", "no")):
        yield Ability.FUNCTIONS, text.startswith("yes")


def _tokens(text: str, name: Number) -> Iterator[tuple[Name, Value]]:
    match = _TOKENS.search(text)
    if match:
        number, million = match[1] or match[3], match[2] or match[4]
        yield name, int(number.replace(",", "")) * (_MILLION if million else 1)


_READERS: Final = {
    "input": _input,
    "output": _output,
    "context window": _window,
    "context length": _window,
    "tool calling": _tools,
}
