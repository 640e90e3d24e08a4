"""What a model version can do: the words for it, and how one is asked for.

A capability is a *number* (`context`, in tokens), a *day* (`training-data`), a *word*
(`api-version`) or an *ability*, which a version has or lacks (`image-input`). One word is one
thing, whatever a document calls it; what no document says is unknown, which is not no.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from planner.domain.offering import Source
from planner.domain.publishers import OPENAI
from planner.domain.subject import Subject
from planner.domain.terms import Cloud, DeploymentType, Use

Value = bool | int | str
"""Of an ability, a number, and a day or a word."""


class Number(StrEnum):
    """Capabilities that are a number; each with what is counted."""

    unit: str

    def __new__(cls, value: str, unit: str) -> Number:
        member = str.__new__(cls, value)
        member._value_ = value
        member.unit = unit
        return member

    CONTEXT = "context", "tokens of prompt and answer together"
    INPUT = "input", "tokens of a prompt"
    OUTPUT = "output", "tokens of an answer"
    DIMENSIONS = "dimensions", "numbers of an embedding"
    EMBEDDING_INPUTS = "embedding-inputs", "texts of one request for embeddings"
    PROMPT_CHARACTERS = "prompt-characters", "characters of a prompt"
    AUDIO_FILE = "audio-file", "megabytes of an audio file"
    TRAINING_EXAMPLE = "training-example", "tokens of one training example"
    TRAINING_JOB = "training-job", "tokens of a training file times epochs"
    IMAGES = "images", "images of one request"


class Day(StrEnum):
    """Capabilities that are a day, a month or a year, written like a date and as far as known."""

    TRAINING_DATA = "training-data"
    """The model has seen nothing younger."""


class Word(StrEnum):
    """Capabilities that are a word."""

    API_VERSION = "api-version"
    """The first version of the API that knows the model."""


class Ability(StrEnum):
    """Capabilities that a version has or lacks."""

    TEXT_INPUT = "text-input"
    IMAGE_INPUT = "image-input"
    AUDIO_INPUT = "audio-input"
    VIDEO_INPUT = "video-input"
    TEXT_OUTPUT = "text-output"
    IMAGE_OUTPUT = "image-output"
    AUDIO_OUTPUT = "audio-output"
    VIDEO_OUTPUT = "video-output"

    CHAT_COMPLETIONS = "chat-completions"
    RESPONSES = "responses"
    COMPLETIONS = "completions"
    ASSISTANTS = "assistants"
    AGENTS = "agents"
    MESSAGES = "messages"
    RERANK = "rerank"
    EMBEDDINGS = "embeddings"
    REALTIME = "realtime"
    REALTIME_TRANSCRIPTION = "realtime-transcription"
    REALTIME_TRANSLATION = "realtime-translation"
    TRANSCRIPTIONS = "transcriptions"
    TRANSLATIONS = "translations"
    SPEECH = "speech"
    IMAGE_GENERATIONS = "image-generations"
    IMAGE_EDITS = "image-edits"
    VIDEO_GENERATIONS = "video-generations"

    FUNCTIONS = "functions"
    PARALLEL_FUNCTIONS = "parallel-functions"
    STRUCTURED_OUTPUTS = "structured-outputs"
    JSON_MODE = "json-mode"
    REPRODUCIBLE_OUTPUT = "reproducible-output"
    COMPUTER_USE = "computer-use"
    STREAMING = "streaming"
    SYSTEM_MESSAGES = "system-messages"
    DEVELOPER_MESSAGES = "developer-messages"
    MAX_TOKENS = "max-tokens"
    MAX_COMPLETION_TOKENS = "max-completion-tokens"
    TEMPERATURE = "temperature"
    TOP_P = "top-p"
    SMALLER_EMBEDDINGS = "smaller-embeddings"
    """The `dimensions` parameter."""

    REASONING = "reasoning"
    REASONING_EFFORT = "reasoning-effort"
    EFFORT_NONE = "effort-none"
    EFFORT_MINIMAL = "effort-minimal"
    EFFORT_LOW = "effort-low"
    EFFORT_MEDIUM = "effort-medium"
    EFFORT_HIGH = "effort-high"
    EFFORT_XHIGH = "effort-xhigh"
    EFFORT_MAX = "effort-max"
    REASONING_SUMMARY = "reasoning-summary"


ALIASES: Final[Mapping[str, str]] = {
    "vision": Ability.IMAGE_INPUT,
    "function-calling": Ability.FUNCTIONS,
    "tools": Ability.FUNCTIONS,
    "context-window": Number.CONTEXT,
    "max-output": Number.OUTPUT,
}
"""Other words that people use, and the one that is meant."""

Name = Number | Day | Word | Ability

NAMES: Final[Mapping[str, Name]] = {
    each.value: each for words in (Number, Day, Word, Ability) for each in words
}
"""Every capability by its word, in the order to show."""

_RANK: Final = {name: rank for rank, name in enumerate(NAMES.values())}


@dataclass(frozen=True, slots=True)
class Capabilities:
    """What one document says of one model version, for one use."""

    model: str
    version: str
    use: Use
    values: Mapping[Name, Value]
    """In the order of `NAMES`; what is not there the document does not say."""
    source: Source
    types: frozenset[DeploymentType] = frozenset()
    """Deployment types it is said of; empty for all."""
    cloud: Cloud | None = None
    """The cloud it is said of; None for all."""
    publisher: str = OPENAI

    @property
    def subject(self) -> Subject:
        return Subject(self.model, self.version, self.use, self.publisher)

    def speaks_of(self, type_: DeploymentType | None, cloud: Cloud) -> bool:
        """Whether it is said of deployments of a type (None: of some type) in a cloud."""
        return (type_ is None or not self.types or type_ in self.types) and (
            self.cloud in (None, cloud)
        )

    @property
    def narrowness(self) -> tuple[bool, bool]:
        """Sorts what is said of one cloud or of some types after what is said of all."""
        return (self.cloud is not None, bool(self.types))


@dataclass(frozen=True, slots=True)
class Wanted:
    """A capability that is asked for: that a version has it, or at least so much of it."""

    name: str
    """Of `NAMES`, or of a feature that the documents give by region, such as `realtime-audio`."""
    least: int | str | None = None
    """A number, or a day as far as it is given; None where having it is enough."""

    def __str__(self) -> str:
        if self.least is None:
            return self.name
        return f"{self.name}>={self.least}"

    def met_by(self, value: Value) -> bool:
        """Whether what a document says is enough."""
        if isinstance(value, bool) or self.least is None:
            return value is not False
        if isinstance(value, int) and isinstance(self.least, int):
            return value >= self.least
        return str(value)[: len(str(self.least))] >= str(self.least)


class WantedError(ValueError):
    """What was asked for is no capability; the text says what to write."""


_WANTED: Final = re.compile(r"(?P<name>[^<>=\s]+)\s*(?:(?P<sign>[<>=]+)\s*(?P<least>.*))?")
_DAY: Final = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")


def wanted(text: str) -> Wanted:
    """Read `vision` or `context>=200000`. Raises WantedError; an unknown name is not looked at."""
    match = _WANTED.fullmatch(text.strip().lower())
    if match is None or match["sign"] not in (None, ">="):
        raise WantedError(f"{text!r} is not like image-input or context>=200000; write it so")
    name = ALIASES.get(match["name"], match["name"])
    if match["sign"] is None:
        return Wanted(name)
    return Wanted(name, _least(name, match["least"].strip()))


def _least(name: str, text: str) -> int | str:
    known = NAMES.get(name)
    digits = text.replace(",", "").replace("_", "")
    if isinstance(known, Number) and digits.isdecimal():
        return int(digits)
    if isinstance(known, Day) and _DAY.fullmatch(text):
        return text
    raise WantedError(_refused(name, known, text))


def _refused(name: str, known: Name | None, text: str) -> str:
    if isinstance(known, Number):
        return f"{name}>= takes a number ({known.unit}), not {text!r}; such as {name}>=100000"
    if isinstance(known, Day):
        return f"{name}>= takes a day, a month or a year, not {text!r}; such as {name}>=2025-01"
    return f"{name} is no number; ask for {name} alone"


def in_order(values: Mapping[Name, Value]) -> dict[Name, Value]:
    """The same, in the order to show."""
    return {name: values[name] for name in sorted(values, key=_RANK.__getitem__)}
