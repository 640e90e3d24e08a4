"""Model and version as the cells of a table spell them, checked: nothing odd becomes a new model.

`gpt-5.1*` has a footnote, `gpt-5.1 (preview)` a condition, `GPT-5.1` is gpt-5.1, and `2025-11-013`
is nothing at all.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Final

from planner.domain.publishers import OPENAI, full_model
from planner.domain.terms import Condition
from planner.facts.importing.markdown import marks, unmarked

_MODEL = re.compile(r"^[A-Za-z0-9](?:[A-Za-z0-9._+-]*[A-Za-z0-9])?$")
_VERSION = re.compile(r"^[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?$")
_DATED = re.compile(r"\d-\d|\d{5}")
"""What looks like a date, well spelt or not."""

_DATE = re.compile(
    r"^(?:[a-z]+-)?(20[12345]\d-\d{2}-\d{2}|20[12345]\d{5})(?:-[a-z]+\d*)?$", re.IGNORECASE
)
_PREVIEW = re.compile(r"\s*\((?:public )?preview\)$", re.IGNORECASE)
_OURS = re.compile(
    r"^(gpt-(?!oss)|o\d(-|$)|text-embedding|whisper|tts|dall-e|sora|codex|computer-use|model-router"
    r"|davinci|babbage)",
    re.IGNORECASE,
)
_NO_VERSION: Final = frozenset({"", "-", "\N{EN DASH}", "\N{EM DASH}", "N/A", "NA"})
_WORDS: Final = frozenset({"latest", "preview", "vision-preview"})
_COLUMN_PARTS: Final = 2


@dataclass(frozen=True, slots=True)
class ModelCell:
    """A model, and a version where the cells have one, with what else they say of it."""

    model: str
    version: str | None
    conditions: frozenset[Condition] = frozenset()
    marks: tuple[str, ...] = ()
    """Footnotes."""
    respelt: str = ""
    """The text, where it was understood otherwise than it is written."""
    publisher: str = OPENAI

    @property
    def full_model(self) -> str:
        """The model as a stack file names it."""
        return full_model(self.model, self.publisher)


def is_ours(text: str) -> bool:
    """Whether a text begins like the name of an Azure OpenAI model."""
    return bool(_OURS.match(text))


def column(cell: str) -> ModelCell | None:
    """A column head: `**gpt-4o**, **2024-08-06**`, a break after the comma or not; or a model alone."""
    parts = [part.strip() for part in unmarked(cell, stars=False).split(",")]
    if len(parts) > _COLUMN_PARTS:
        return None
    found = cells(parts[0], parts[1] if len(parts) == _COLUMN_PARTS else "")
    if found is None:
        return None
    listed = tuple(dict.fromkeys((*marks(cell), *found.marks)))
    return ModelCell(found.model, found.version, found.conditions, listed, found.respelt)


def cells(model: str, version: str) -> ModelCell | None:
    """A model and a version; None when one of them is none."""
    name, is_preview = _without_preview(unmarked(model))
    day, is_preview_too = _without_preview(unmarked(version))
    if not _MODEL.match(name) or (day not in _NO_VERSION and not is_version(day)):
        return None
    spelt = name.lower() if is_ours(name) else name
    return ModelCell(
        model=spelt,
        version=None if day in _NO_VERSION else day,
        conditions=frozenset({Condition.PREVIEW} if is_preview or is_preview_too else ()),
        marks=(*marks(model), *marks(version)),
        respelt=unmarked(model) if spelt != unmarked(model) else "",
    )


def is_model(text: str) -> bool:
    """Whether a text can be the name of a model; ours are written small."""
    return bool(_MODEL.match(text)) and not (is_ours(text) and text != text.lower())


def is_version(text: str) -> bool:
    """Whether a text can be a version: a day that there is, a number, one of a few words."""
    if not _VERSION.match(text):
        return False
    if _DATED.search(text):
        day = _DATE.match(text)
        return day is not None and _is_day(day[1].replace("-", ""))
    return text in _WORDS or any(letter.isdigit() for letter in text)


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _without_preview(text: str) -> tuple[str, bool]:
    bare = _PREVIEW.sub("", text)
    return bare, bare != text
