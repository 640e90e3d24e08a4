"""Who publishes models, in the spelling that ARM has for `model.format`.

Source: the formats of the ARM model list of 2026-08-22 (`az cognitiveservices model list`, 35
regions). Where it has none (Fireworks, Nixtla, NTT Data, Stability AI), the headings of the
retirement schedule of 2026-09-02. Imports nothing of ours.
"""

from __future__ import annotations

from typing import Final

OPENAI: Final = "OpenAI"
"""The publisher that is meant where a stack file, a snapshot or a lock names none."""

PUBLISHERS: Final = (
    OPENAI,
    "Alibaba",
    "Anthropic",
    "Black Forest Labs",
    "Cohere",
    "DeepSeek",
    "Fireworks",
    "Meta",
    "Microsoft",
    "Mistral AI",
    "MoonshotAI",
    "NTT Data",
    "Nixtla",
    "OpenAI-OSS",
    "Stability AI",
    "xAI",
)
"""Every publisher that a source names; another one may be written, and is then as it is written."""

_ALSO: Final = {
    "azureopenai": OPENAI,
    "bfl": "Black Forest Labs",
    "claude": "Anthropic",
    "kimi": "MoonshotAI",
    "mistral": "Mistral AI",
    "moonshot": "MoonshotAI",
    "qwen": "Alibaba",
}
"""What people write for some of them."""


def publisher_meant(word: str) -> str | None:
    """The publisher of a word, whatever its case, blanks and hyphens; None for a word of nobody."""
    said = _plain(word)
    return _KNOWN.get(said) or _ALSO.get(said)


def publishers_near(word: str) -> tuple[str, ...]:
    """The publishers whose names are nearest to a word, best first, at most two."""
    from difflib import get_close_matches  # noqa: PLC0415 - only a wrong name needs it

    return tuple(_KNOWN[near] for near in get_close_matches(_plain(word), _KNOWN, 2, 0.5))


def _plain(word: str) -> str:
    return "".join(letter for letter in word.casefold() if letter.isalnum())


_KNOWN: Final = {_plain(publisher): publisher for publisher in PUBLISHERS}


def full_model(model: str, publisher: str) -> str:
    """A model as a stack file names it: `gpt-5.1`, `xAI/grok-4`."""
    return model if publisher == OPENAI else f"{publisher}/{model}"


def parted(full: str) -> tuple[str, str]:
    """The model and the publisher of a name as a stack file spells it, in any case of the prefix.

    A prefix that is nobody's stays as it is written.
    """
    prefix, slash, model = full.rpartition("/")
    if not slash:
        return full, OPENAI
    return model, publisher_meant(prefix) or prefix.strip()


def canonical_model(full: str) -> str:
    """The same name with its prefix in ARM's spelling, and without one for OpenAI."""
    return full_model(*parted(full))
