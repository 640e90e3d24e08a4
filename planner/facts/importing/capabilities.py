"""Reads what model versions can do: tables of models, of features by version, of trainable models.

Nothing but an answer to `--capability` depends on these cells, and pages have kept misprints in them
for months: a row or cell that cannot be read is left out, and noted. A description is prose: what
of it is none of the known phrases says nothing, and is noted too.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from planner.domain.capability import Ability, Day, Name, Number, Value
from planner.domain.publishers import OPENAI
from planner.domain.terms import DeploymentType, Family, Use
from planner.facts.importing import partners
from planner.facts.importing.described import abilities_of, headed
from planner.facts.importing.gather import Gathered, Said, cloud_of, miscounted, tick
from planner.facts.importing.markdown import Row, Table, marks, plain
from planner.facts.makers import maker

_ID: Final = "model id"
_COLUMNS: Final[Mapping[str, Name | None]] = {
    _ID: None,
    "description": None,
    "context window": Number.CONTEXT,
    "max request (tokens)": Number.CONTEXT,
    "max output tokens": Number.OUTPUT,
    "output dimensions": Number.DIMENSIONS,
    "max request (characters)": Number.PROMPT_CHARACTERS,
    "max request (audio file size)": Number.AUDIO_FILE,
    "training data (up to)": Day.TRAINING_DATA,
    "training data (up-to)": Day.TRAINING_DATA,
}
_MODEL: Final = re.compile(
    r"`(?P<model>[\w.-]+)`\s*(?:\**<sup>.*?</sup>\**)?\s*(?:\((?P<version>[^)]*)\))?"
)
_NO_VERSIONS: Final = frozenset({"preview", "ga"})
_HEAD: Final = re.compile(r"\*\*(?P<model>[\w.-]+)\*\*(?:,\s*\*\*(?P<version>[\w.-]+)\*\*)?")
_NUMBER: Final = r"\d{1,3}(?:,\d{3})+|\d+"
_TOKENS: Final = re.compile(
    rf"(?:-\s+)?(?:(?P<label>Input|Output|Training example context length):\s*)?"
    rf"(?P<number>{_NUMBER})(?![\d,])\s*(?:\((?P<words>[^)]*)\))?\s*"
)
_LABELS: Final[Mapping[str | None, Number]] = {
    None: Number.CONTEXT,
    "Input": Number.INPUT,
    "Output": Number.OUTPUT,
    "Training example context length": Number.TRAINING_EXAMPLE,
}
_SIZES: Final = re.compile(rf"({_NUMBER})(?: MB)?")
_MONTHS: Final = (
    "jan",
    "feb",
    "mar",
    "apr",
    "may",
    "jun",
    "jul",
    "aug",
    "sep",
    "oct",
    "nov",
    "dec",
)
_DAY: Final = re.compile(r"(?P<month>[A-Z][a-z]+) (?:(?P<day>\d{1,2}), )?(?P<year>\d{4})")
_NOTHING: Final = frozenset({"", "-"})
_FAMILIES: Final[Mapping[str, Family]] = {
    "standard": Family.STANDARD,
    "provisioned managed": Family.PROVISIONED,
    "batch": Family.BATCH,
}
_FEATURES: Final[Mapping[str, tuple[Ability, ...]]] = {
    "Developer Messages": (Ability.DEVELOPER_MESSAGES,),
    "Structured Outputs": (Ability.STRUCTURED_OUTPUTS,),
    "Reasoning effort": (Ability.REASONING_EFFORT,),
    "Image input": (Ability.IMAGE_INPUT,),
    "Chat Completions API": (Ability.CHAT_COMPLETIONS,),
    "Responses API": (Ability.RESPONSES,),
    "Functions/Tools": (Ability.FUNCTIONS,),
    "Parallel Tool Calls": (Ability.PARALLEL_FUNCTIONS,),
    "max_completion_tokens": (Ability.MAX_COMPLETION_TOKENS,),
    "System Messages": (Ability.SYSTEM_MESSAGES,),
    "Reasoning summary": (Ability.REASONING_SUMMARY,),
    "Streaming": (Ability.STREAMING,),
}
_WINDOW: Final = "Context Window"

_Values = dict[Name, Value]
_Scoped = list[tuple[frozenset[DeploymentType], _Values]]
"""What is said of all types (an empty set) and of some."""


def says_what_models_can_do(table: Table) -> bool:
    """Whether a table is one of those that this file reads."""
    return is_models_table(table) or is_features_table(table) or partners.is_partners_table(table)


def is_models_table(table: Table) -> bool:
    """Whether a table has a model in each row and what it can do in columns that are all known."""
    heads = _heads(table)
    return heads[0] == _ID and len(heads) > 1 and all(head in _COLUMNS for head in heads)


def read_models_table(table: Table, gathered: Gathered) -> None:
    """Read what the table says of each model version."""
    heads = _heads(table)
    for row in table.rows:
        if not any(map(plain, row.cells)):
            continue  # a stray bar after the last row
        if _fits(table, row, gathered):
            _read_model(table, row, dict(zip(heads, row.cells, strict=True)), gathered)


def _read_model(table: Table, row: Row, cells: Mapping[str, str], gathered: Gathered) -> None:
    found = list(_models(cells[_ID]))
    if not found:
        gathered.skip(table.place, row.line, f"not a model: {plain(cells[_ID])!r}")
    scoped = [*_columns(table, row, cells, gathered), (frozenset(), headed(table.place.headings))]
    scoped.append((frozenset(), abilities_of(table, row, cells.get("description", ""), gathered)))
    for pin in found:
        _say(table, row, pin, scoped, gathered)


def _models(cell: str) -> Iterator[tuple[str, str | None]]:
    for match in _MODEL.finditer(cell):
        version = (match["version"] or "").removeprefix("version ").strip()
        yield match["model"], None if version.lower() in {*_NO_VERSIONS, ""} else version


def _columns(
    table: Table, row: Row, cells: Mapping[str, str], gathered: Gathered
) -> Iterator[tuple[frozenset[DeploymentType], _Values]]:
    for head, cell in cells.items():
        name = _COLUMNS[head]
        if name is None or plain(cell) in _NOTHING:
            continue
        if name is Number.CONTEXT:
            yield from tokens(table, row, cell, gathered)
        elif isinstance(name, Day):
            yield frozenset(), until(table, row, cell, gathered)
        else:
            yield frozenset(), _size(table, row, name, cell, gathered)


def _say(
    table: Table,
    row: Row,
    pin: tuple[str, str | None],
    scoped: Iterable[tuple[frozenset[DeploymentType], _Values]],
    gathered: Gathered,
    use: Use = Use.BASE,
) -> None:
    for types, values in scoped:
        if values:
            cloud = cloud_of(table.place.origin)
            whose = maker(pin[0]) or OPENAI
            said = Said(*pin, use, types, cloud, values, table.place, row.line, whose)
            gathered.used(table.place)
            gathered.said.append(said)


def read_partners_table(table: Table, gathered: Gathered) -> None:
    """Read what a table of other makers' models says of each."""
    heads = _heads(table)
    for row in table.rows:
        if _fits(table, row, gathered):
            cells = dict(zip(heads, row.cells, strict=True))
            scoped: _Scoped = [(frozenset(), partners.described(cells))]
            for pin in _models(cells["model"]):
                _say(table, row, pin, scoped, gathered)


def is_features_table(table: Table) -> bool:
    """Whether a table has a feature in each row and a model version in each column."""
    columns = [_HEAD.fullmatch(cell.strip()) for cell in table.header[1:]]
    return plain(table.header[0]) == "Feature" and bool(columns) and columns[0] is not None


def read_features_table(table: Table, gathered: Gathered) -> None:
    """Read which version has which feature."""
    columns = [_HEAD.fullmatch(cell.strip()) for cell in table.header[1:]]
    for cell, match in zip(table.header[1:], columns, strict=True):
        if match is None:
            gathered.skip(table.place, table.line, f"a column without a model: {plain(cell)!r}")
    for row in table.rows:
        feature = plain(row.cells[0])
        if feature != _WINDOW and feature not in _FEATURES:
            gathered.skip(table.place, row.line, f"unknown feature {feature!r}")
        elif _fits(table, row, gathered):
            for match, cell in zip(columns, row.cells[1:], strict=True):
                _read_feature(table, row, match, cell, gathered)


def _read_feature(
    table: Table, row: Row, match: re.Match[str] | None, cell: str, gathered: Gathered
) -> None:
    if match is not None:
        scoped = _feature(table, row, plain(row.cells[0]), cell, gathered)
        _say(table, row, (match["model"], match["version"]), scoped, gathered)


def _feature(table: Table, row: Row, feature: str, cell: str, gathered: Gathered) -> _Scoped:
    if feature == _WINDOW:
        return tokens(table, row, cell, gathered)
    for mark in marks(cell):
        said = f"footnote {mark} of {feature!r} says more; state what it says"
        gathered.note(table.place, row.line, said)
    has = tick(cell)
    if has is None:
        gathered.skip(table.place, row.line, f"unknown cell {plain(cell)!r}")
        return []
    return [(frozenset(), dict.fromkeys(_FEATURES[feature], has))]


def read_trainable(
    table: Table,
    row: Row,
    pin: tuple[str, str | None],
    cells: Mapping[str, str],
    gathered: Gathered,
) -> None:
    """Read what a row of a table of trainable models says beside where it can be trained."""
    by_head = {head.lower(): cell for head, cell in cells.items()}
    known = {head: cell for head, cell in by_head.items() if head in _COLUMNS}
    scoped = list(_columns(table, row, known, gathered))
    modality = plain(by_head.get("modality", ""))
    if modality:
        scoped.append((frozenset(), _modality(table, row, modality, gathered)))
    _say(table, row, pin, scoped, gathered, Use.TRAINING)


def _modality(table: Table, row: Row, text: str, gathered: Gathered) -> _Values:
    if text not in ("Text to text", "Text and vision to text"):
        gathered.skip(table.place, row.line, f"unknown modality {text!r}")
        return {}
    image = "vision" in text
    return {Ability.TEXT_INPUT: True, Ability.IMAGE_INPUT: image, Ability.TEXT_OUTPUT: True}


def tokens(table: Table, row: Row, cell: str, gathered: Gathered) -> _Scoped:
    """The numbers of a cell such as `400,000 Input: 272,000 Output: 128,000`.

    A number with deployment types in brackets is said of these, one with `not available` is not
    said at all, and one without anything of all types that no bracket names.
    """
    text, found = plain(cell), list(_TOKENS.finditer(plain(cell)))
    if "".join(match.group() for match in found).strip() != text.strip():
        gathered.skip(table.place, row.line, f"not numbers of tokens: {text!r}")
        return []
    bare = any(match["words"] is None and match["label"] is None for match in found)
    scoped: _Scoped = []
    for match in found:
        types = _types(match["words"], bare=bare)
        if types is None:
            gathered.skip(table.place, row.line, f"unknown words {match['words']!r}")
        elif match["words"] != "not available":
            scoped.append((types, {_LABELS[match["label"]]: _int(match["number"])}))
    return scoped


def _types(words: str | None, *, bare: bool) -> frozenset[DeploymentType] | None:
    """The types that brackets name; None for words that are none.

    `standard` is the regional type where a number is left for the others, and else all three.
    """
    if words is None or words == "not available":
        return frozenset()
    named = re.split(r" and | & |, ", words.removesuffix(" deployments"))
    if not all(name in _FAMILIES for name in named):
        return None
    families = {_FAMILIES[name] for name in named}
    types = {kind for kind in DeploymentType if kind.family in families}
    if bare and Family.STANDARD in families:
        types -= {DeploymentType.DATA_ZONE_STANDARD, DeploymentType.GLOBAL_STANDARD}
    return frozenset(types)


def until(table: Table, row: Row, cell: str, gathered: Gathered) -> _Values:
    """The month or day of a cell such as `October 2023`, `Sep 2021` or `May 31, 2024`."""
    match = _DAY.fullmatch(plain(cell))
    short = match["month"][:3].lower() if match else ""
    if match is None or short not in _MONTHS:
        gathered.skip(table.place, row.line, f"not a month: {plain(cell)!r}")
        return {}
    month = f"{match['year']}-{_MONTHS.index(short) + 1:02}"
    return {Day.TRAINING_DATA: f"{month}-{int(match['day']):02}" if match["day"] else month}


def _size(table: Table, row: Row, name: Name, cell: str, gathered: Gathered) -> _Values:
    match = _SIZES.fullmatch(plain(cell))
    if match is None:
        gathered.skip(table.place, row.line, f"not a number: {plain(cell)!r}")
        return {}
    return {name: _int(match.group(1))}


def _int(text: str) -> int:
    return int(text.replace(",", ""))


def _fits(table: Table, row: Row, gathered: Gathered) -> bool:
    """Whether a row has as many cells as the header; nobody knows which one another lacks."""
    wrong = miscounted(table, row)
    if wrong:
        gathered.skip(table.place, row.line, wrong)
    return not wrong


def _heads(table: Table) -> list[str]:
    return [plain(cell).lower() for cell in table.header]
