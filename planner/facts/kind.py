"""What a kind of fact is: one file of a snapshot, and all that the planner does with its lines.

Each kind says this of itself in one file of `kinds/`; `kinds/registry.py` lists them. Loading,
checking, writing, looking up and comparing snapshots go by that list and name no kind.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, Generic, TypeVar

from planner.domain.publishers import OPENAI, full_model, parted
from planner.facts.reader import Reader, Record

Fact = TypeVar("Fact")
Index = TypeVar("Index")
Key = TypeVar("Key", bound=Hashable)

ANY_MODEL: Final = "*"
"""Stands for every model of the publisher that no other line of the same file names for the type."""


def _nothing_wrong(_facts: Sequence[tuple[str, object]]) -> Iterable[str]:
    return ()


@dataclass(frozen=True, slots=True, eq=False)
class Kind(Generic[Fact, Index]):
    """One kind of fact. Two kinds are never equal: each is the one object of its file."""

    name: str
    """Also the name of its file, with `.jsonl`, and of its section in a statements file."""
    line: str
    """What one line of its file is, for docs/catalog.md."""
    key: tuple[str, ...]
    """Keys of a record that order the lines; two lines of one file never have the same."""
    read: Callable[[Reader], Fact]
    write: Callable[[Fact], Record]
    """The record that `read` gives back as the same fact."""
    index: Callable[[Sequence[Fact]], Index]
    """How facts of this kind are looked up; built when it is first asked for."""
    problems: Callable[[Sequence[tuple[str, Fact]]], Iterable[str]] = _nothing_wrong
    """What is wrong between lines that are each in order, given with `file:line` before them."""
    about: tuple[str, ...] = ()
    """Keys that name a fact where snapshots are compared; empty for those of `key`."""
    aside: frozenset[str] = frozenset({"source"})
    """Keys that are not compared: who said it, and since when it was written down."""
    tell: Callable[[Fact, date], str] | None = None
    """A fact on a day, for people, where key and value of each record key would not do."""

    @property
    def file(self) -> str:
        return f"{self.name}.jsonl"

    def order(self, record: Record) -> tuple[str, ...]:
        """What lines are sorted by."""
        return tuple(str(record.get(part, "")) for part in self.key)


def one_by(key: Callable[[Fact], Key]) -> Callable[[Sequence[Fact]], Mapping[Key, Fact]]:
    """An index of facts of which each has a key of its own."""
    return lambda facts: {key(fact): fact for fact in facts}


def many_by(
    key: Callable[[Fact], Key],
) -> Callable[[Sequence[Fact]], Mapping[Key, Sequence[Fact]]]:
    """An index of facts of which several may share a key, in the order of their lines."""

    def grouped(facts: Sequence[Fact]) -> Mapping[Key, Sequence[Fact]]:
        groups: dict[Key, list[Fact]] = {}
        for fact in facts:
            groups.setdefault(key(fact), []).append(fact)
        return groups

    return grouped


def any_model(full: str) -> str:
    """What stands for every model of the publisher of a model, both as a stack file names them."""
    return full_model(ANY_MODEL, parted(full)[1])


def said_publisher(publisher: str) -> str | None:
    """What a record has under `publisher`; None, and so nothing, for OpenAI."""
    return None if publisher == OPENAI else publisher


def stated(record: Record) -> Record:
    """The record without what is never written: None, False and empty lists."""
    return {
        key: value
        for key, value in record.items()
        if value is not None and value is not False and value != []
    }
