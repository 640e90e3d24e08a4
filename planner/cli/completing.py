"""What can stand at each place of a command line, as the parsers themselves say."""

from __future__ import annotations

from argparse import Action
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from planner.cli.commands import Command
from planner.cli.words import deployment_type
from planner.domain.terms import DeploymentType


class Found(Enum):
    """What the shell looks up itself when it completes."""

    FILES = "files"
    STACKS = "stacks"
    """Names of the files under `stacks/`, without the locks; paths as well."""
    NOTHING = "nothing"
    """Free text, such as a date."""


Offers = tuple[str, ...] | Found

STACK_METAVARS = ("STACK",)


@dataclass(frozen=True, slots=True)
class Flag:
    """An option of a command."""

    names: tuple[str, ...]
    help: str
    value: Offers | None
    """What may follow it; None where nothing does."""


@dataclass(frozen=True, slots=True)
class Place:
    """A command with what may follow its words."""

    command: Command
    flags: tuple[Flag, ...]
    arguments: tuple[Offers, ...]
    """What its arguments without a dash may be, in their order; the last may come again."""


def places(named: Mapping[str, Sequence[str]]) -> Iterator[Place]:
    """Every command; `named` holds words by the metavar of the arguments that take them."""
    for command in Command:
        actions = command.parser().arguments
        yield Place(
            command,
            tuple(_flag(each, named) for each in actions if each.option_strings),
            tuple(_offers(each, named) for each in actions if not each.option_strings),
        )


def next_words() -> dict[str, dict[str, str]]:
    """The words that may follow each beginning of a command, with what they lead to."""
    words: dict[str, dict[str, str]] = {}
    for command in Command:
        parts = command.value.split()
        for index, part in enumerate(parts):
            whole = index == len(parts) - 1
            said = command.summary if whole else f"{' '.join(parts[: index + 1])} ..."
            words.setdefault(" ".join(parts[:index]), {}).setdefault(part, said)
    return words


def _flag(action: Action, named: Mapping[str, Sequence[str]]) -> Flag:
    value = None if action.nargs == 0 else _offers(action, named)
    return Flag(tuple(action.option_strings), action.help or "", value)


def _offers(action: Action, named: Mapping[str, Sequence[str]]) -> Offers:
    metavar = str(action.metavar)
    if metavar in STACK_METAVARS:
        return Found.STACKS
    words = tuple(named.get(metavar, ())) or _words_of(action.type)
    takes_file = action.type is Path or metavar == "FILE"
    return words or (Found.FILES if takes_file else Found.NOTHING)


def _words_of(reader: object) -> tuple[str, ...]:
    """The words that a reader of the command line knows; none where it takes any text."""
    if reader is deployment_type:
        return tuple(word.value for word in DeploymentType)
    return tuple(getattr(reader, "known", ()))
