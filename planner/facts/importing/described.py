"""What the description of a model, and the heading above it, say that it can do."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from planner.domain.capability import Ability, Name, Value
from planner.facts.importing.gather import Gathered
from planner.facts.importing.markdown import Row, Table, plain

_Said = dict[Name, Value]

_HEADED: Final[Mapping[str, tuple[Ability, ...]]] = {
    "Embeddings": (Ability.EMBEDDINGS, Ability.TEXT_INPUT),
    "Embeddings models": (Ability.EMBEDDINGS, Ability.TEXT_INPUT),
    "Image generation models": (Ability.TEXT_INPUT, Ability.IMAGE_OUTPUT),
    "Video generation models": (Ability.TEXT_INPUT, Ability.VIDEO_OUTPUT),
    "Speech-to-text models": (Ability.TRANSCRIPTIONS, Ability.AUDIO_INPUT, Ability.TEXT_OUTPUT),
    "Speech translation models": (Ability.TRANSLATIONS, Ability.AUDIO_INPUT, Ability.TEXT_OUTPUT),
    "Text-to-speech models (preview)": (Ability.SPEECH, Ability.TEXT_INPUT, Ability.AUDIO_OUTPUT),
}
"""Headings that say what every model below them does."""

_ONLY_TEXT_OUT: Final = {
    Ability.TEXT_OUTPUT: True,
    Ability.IMAGE_OUTPUT: False,
    Ability.AUDIO_OUTPUT: False,
}
_ONLY_TEXT_IN: Final = {Ability.TEXT_INPUT: True, Ability.IMAGE_INPUT: False}

_PHRASES: Final[tuple[tuple[str, Mapping[Ability, bool]], ...]] = (
    (r"(enhanced )?reasoning( abilities)?", {Ability.REASONING: True}),
    (r"\*new\* reasoning model, offering enhanced reasoning abilities", {Ability.REASONING: True}),
    (r"chat completions api", {Ability.CHAT_COMPLETIONS: True}),
    (r"responses api", {Ability.RESPONSES: True}),
    (r"responses api only", {Ability.RESPONSES: True, Ability.CHAT_COMPLETIONS: False}),
    (
        r"specialized model for use with the responses api computer use tool",
        {Ability.RESPONSES: True, Ability.COMPUTER_USE: True},
    ),
    (r"structured outputs( \(chat completions\))?", {Ability.STRUCTURED_OUTPUTS: True}),
    (
        r"(basic )?function calling( with tools)?|tools|functions (&|and) tools",
        {Ability.FUNCTIONS: True},
    ),
    (r"reproducible output \(preview\)", {Ability.REPRODUCIBLE_OUTPUT: True}),
    (
        r"completions endpoint only",
        {Ability.COMPLETIONS: True, Ability.CHAT_COMPLETIONS: False},
    ),
    (
        r"parallel function calling|functions, tools, and parallel tool calling",
        {Ability.FUNCTIONS: True, Ability.PARALLEL_FUNCTIONS: True},
    ),
    (r"json mode", {Ability.JSON_MODE: True}),
    (r"computer use", {Ability.COMPUTER_USE: True}),
    (r"streaming", {Ability.STREAMING: True}),
    (
        r"(accepts )?text(,| and) image (processing|input)|input: text/image",
        {Ability.TEXT_INPUT: True, Ability.IMAGE_INPUT: True},
    ),
    (r"image \(input\)", {Ability.IMAGE_INPUT: True}),
    (r"text-only processing", {**_ONLY_TEXT_IN}),
    (r"text \(input/output\)", {Ability.TEXT_INPUT: True, Ability.TEXT_OUTPUT: True}),
    (r"text output", {Ability.TEXT_OUTPUT: True}),
    (r"output: text only", {**_ONLY_TEXT_OUT}),
    (r"text in/text out only", {**_ONLY_TEXT_IN, **_ONLY_TEXT_OUT}),
    (
        r"audio model for audio and text generation",
        {Ability.AUDIO_OUTPUT: True, Ability.TEXT_OUTPUT: True},
    ),
    (
        r"(\*\*)?audio models?(\*\*)? for real-time audio processing(\. minor updates .*)?",
        {Ability.REALTIME: True, Ability.AUDIO_INPUT: True, Ability.AUDIO_OUTPUT: True},
    ),
    (
        r"audio model for real-time multilingual translation with translated speech and text output",
        {
            Ability.REALTIME_TRANSLATION: True,
            Ability.AUDIO_INPUT: True,
            Ability.AUDIO_OUTPUT: True,
            Ability.TEXT_OUTPUT: True,
        },
    ),
    (
        r"audio model for real-time low-latency transcription",
        {
            Ability.REALTIME_TRANSCRIPTION: True,
            Ability.AUDIO_INPUT: True,
            Ability.TEXT_OUTPUT: True,
        },
    ),
)
"""What one line of a description says, in small letters."""

_KNOWN: Final = tuple((re.compile(pattern), said) for pattern, said in _PHRASES)

_NO_ABILITY: Final = re.compile(
    r"full summary of capabilities|optimized for codex .*|fine-tuned version of .*"
    r"|available (for deployment|via) .*|enhanced (accuracy|creative) .*|parity with english .*"
    r"|superior performance .*|fast, inexpensive, .*|older preview version|a faster and more .*"
    r"|(global standard deployment|standard \(regional\) deployments) .*|replacement for .*"
    r"|new generally available model|feature availability is .*|speech-to-text model .*"
    r"|general-purpose speech .*|((latest|new|older) .*)?ga model|preview model|replaces .*"
    r"|retirement information|text-to-speech model .*|you can guide the voice .*"
)
"""Lines that name no ability."""


def headed(headings: Iterable[str]) -> _Said:
    """What the headings above a table say of its models."""
    return {name: True for heading in headings for name in _HEADED.get(plain(heading), ())}


def abilities_of(table: Table, row: Row, cell: str, gathered: Gathered) -> _Said:
    """What the lines of a description say; those that nobody knows are noted."""
    said: _Said = {}
    for line in parts(cell):
        found = next((what for known, what in _KNOWN if known.fullmatch(line)), None)
        if found is not None:
            said.update(found.items())
        elif not _NO_ABILITY.fullmatch(line):
            gathered.note(table.place, row.line, f"a description says nothing known: {line!r}")
    return said


def parts(cell: str) -> Iterator[str]:
    """The lines of a cell in small letters, without their dashes and full stops."""
    for part in re.split(r"<br\s*/?>", cell):
        line = re.sub(r"^-\s*", "", plain(part)).rstrip(". ").lower()
        if line:
            yield line
