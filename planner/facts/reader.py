"""Reads one record, key by key; whatever is wrong with it is said in one sentence.

A record is one JSON object, one line of a snapshot's file. Where the line stands is known to
`check`, which puts `file:line` before the sentence.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Final, TypeVar

from planner.domain.offering import Source
from planner.domain.publishers import OPENAI
from planner.domain.terms import DeploymentType, TrainingType, Use

Record = Mapping[str, object]
Word = TypeVar("Word", bound=StrEnum)
Value = TypeVar("Value")


class BadRecordError(ValueError):
    """A record with a key or a value that it may not have; the text says what to do."""


class SourceKind(StrEnum):
    """What a source was read for; only availability tables are counted."""

    AVAILABILITY = "availability"
    OTHER = "other"
    OBSERVED = "observed"
    """No document: what the service itself listed for one subscription on a day."""
    QUOTED = "quoted"
    """A page that nobody of ours has read, as third parties quote it."""


@dataclass(frozen=True, slots=True)
class Listed:
    """A document of the snapshot, and what it was read for."""

    source: Source
    kind: SourceKind


@dataclass(slots=True)
class Known:
    """What the records of other files may name."""

    sources: Mapping[str, Listed] = field(default_factory=dict)
    regions: Collection[str] = ()


class Reader:
    """Takes the keys of one record one by one, and knows at the end which were not taken."""

    def __init__(self, record: Record, known: Known) -> None:
        self._left = dict(record)
        self._known = known

    def take(self, key: str, kind: type[Value]) -> Value:
        """A required value. Raises BadRecordError when it is missing or of another type."""
        if key not in self._left:
            raise BadRecordError(f"lacks the key {key!r}; add it")
        value = self._left.pop(key)
        if type(value) is not kind:
            raise BadRecordError(f"{key!r} is {value!r}, not {_TYPES[kind]}; correct it")
        return value

    def maybe(self, key: str, kind: type[Value]) -> Value | None:
        """An optional value: None when the key is absent, which is the only way to write None."""
        return self.take(key, kind) if key in self._left else None

    def text(self, key: str) -> str:
        value = self.take(key, str)
        if not value:
            raise BadRecordError(f"{key!r} is empty; fill it in")
        return value

    def word(self, key: str, words: type[Word]) -> Word:
        return _word(key, self.take(key, str), words)

    def maybe_word(self, key: str, words: type[Word]) -> Word | None:
        return self.word(key, words) if key in self._left else None

    def words(self, key: str, words: type[Word]) -> frozenset[Word]:
        """A sorted list of enum words; empty when the key is absent."""
        return frozenset(_word(key, text, words) for text in self.texts(key))

    def texts(self, key: str) -> tuple[str, ...]:
        """A sorted list of distinct texts; empty when the key is absent."""
        values = self.maybe(key, list) or []
        if not all(type(value) is str for value in values):
            raise BadRecordError(f"{key!r} holds something other than texts; correct it")
        if sorted(set(values)) != values:
            raise BadRecordError(f"{key!r} is not sorted, or names something twice; sort it")
        return tuple(values)

    def publisher(self) -> str:
        """The `publisher`; OpenAI when the key is absent, which is the only way to write it."""
        publisher = self.maybe("publisher", str)
        if publisher in ("", OPENAI):
            raise BadRecordError(f"'publisher' is {publisher!r}, which is left out; remove the key")
        return publisher or OPENAI

    def day(self, key: str) -> date:
        return _day(key, self.take(key, str))

    def maybe_day(self, key: str) -> date | None:
        return self.day(key) if key in self._left else None

    def source(self, key: str = "source") -> Source:
        return self.listed(self.text(key)).source

    def maybe_source(self, key: str) -> Source | None:
        return self.source(key) if key in self._left else None

    def listed(self, identity: str) -> Listed:
        """A line of sources.jsonl. Raises BadRecordError when there is none of that id."""
        if identity not in self._known.sources:
            raise BadRecordError(
                f"names the source {identity!r}, which sources.jsonl does not have; add it"
            )
        return self._known.sources[identity]

    def places(self) -> tuple[str, ...]:
        """The `regions`, each of them known."""
        places = self.texts("regions")
        unknown = [place for place in places if place not in self._known.regions]
        if unknown:
            raise BadRecordError(
                f"names the region {unknown[0]!r}, which regions.jsonl does not have; add it there"
            )
        return places

    def type_for(self, use: Use) -> DeploymentType | TrainingType:
        """The `type`, from the words that fit the use."""
        if use is Use.TRAINING:
            return self.word("type", TrainingType)
        return self.word("type", DeploymentType)

    def types_for(self, use: Use) -> frozenset[DeploymentType | TrainingType]:
        """The sorted `types`, from the words that fit the use; empty when the key is absent."""
        if use is Use.TRAINING:
            return frozenset(self.words("types", TrainingType))
        return frozenset(self.words("types", DeploymentType))

    def finish(self) -> None:
        """Raise BadRecordError when a key is left that nothing reads."""
        if self._left:
            raise BadRecordError(f"has the unknown key {min(self._left)!r}; remove it")


def _word(key: str, text: str, words: type[Word]) -> Word:
    try:
        return words(text)
    except ValueError:
        known = ", ".join(word.value for word in words)
        raise BadRecordError(
            f"{key!r} is {text!r}, which is none of: {known}; correct it"
        ) from None


def _day(key: str, text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise BadRecordError(
            f"{key!r} is {text!r}, not a date like 2026-09-01; correct it"
        ) from None


_TYPES: Final[Mapping[type, str]] = {
    str: "a text",
    int: "a whole number",
    bool: "true or false",
    list: "a list",
    dict: "an object",
}
