"""What a footnote on a model, a region or a tick means: conditions, or a restriction in its words."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from planner.domain.terms import Condition
from planner.facts.importing.gather import Gathered
from planner.facts.importing.markdown import Table, plain
from planner.facts.importing.markdown import marks as marks_of

_MEANINGS: Final[tuple[tuple[re.Pattern[str], Condition], ...]] = (
    (re.compile(r"\bpreview\b", re.IGNORECASE), Condition.PREVIEW),
    (
        re.compile(
            r"limited access|registration|register|approved|approval|(request|apply for) access",
            re.IGNORECASE,
        ),
        Condition.REGISTRATION,
    ),
    (re.compile(r"existing (customers|deployments)", re.IGNORECASE), Condition.EXISTING_CUSTOMERS),
    (re.compile(r"\bselect(ed)? customers", re.IGNORECASE), Condition.SELECT_CUSTOMERS),
    (re.compile(r"\binvit(ation|ed)\b", re.IGNORECASE), Condition.INVITATION),
)
_NEGATED = re.compile(r"\b(no longer|not|n't|without)\b", re.IGNORECASE)
"""A footnote that denies something keeps its own words."""

_LONGEST: Final = 160


@dataclass(frozen=True, slots=True)
class Terms:
    """On whom and on what an offering depends."""

    conditions: frozenset[Condition] = frozenset()
    restriction: str = ""

    def __or__(self, other: Terms) -> Terms:
        parts = dict.fromkeys(text for text in (self.restriction, other.restriction) if text)
        return Terms(self.conditions | other.conditions, "; ".join(parts))


def terms_of(marks: Iterable[str], table: Table, line: int, gathered: Gathered) -> Terms:
    """The meaning of some footnotes of a table, noted; one without a text is a problem."""
    terms = Terms()
    for mark in dict.fromkeys(marks):
        text = plain(table.notes.get(mark, ""))
        if not text:
            gathered.wrong(
                table.place, line, f"footnote {mark} has no text; add it, or take it out"
            )
            continue
        found = _meaning(text)
        gathered.note(table.place, line, f"footnote {mark} is read as {_said(found)}")
        terms |= found
    return terms


def note_unused(table: Table, gathered: Gathered) -> None:
    """Note the footnotes of a table whose reader has no use for them."""
    rows = [table.header, *(row.cells for row in table.rows)]
    found = dict.fromkeys(mark for cells in rows for cell in cells for mark in marks_of(cell))
    for mark in found:
        text = plain(table.notes.get(mark, ""))
        if text:
            gathered.note(table.place, table.line, f"footnote {mark} is not used: {text}")


def _meaning(text: str) -> Terms:
    found = frozenset(condition for words, condition in _MEANINGS if words.search(text))
    if found and not _NEGATED.search(text):
        return Terms(found)
    return Terms(restriction=text if len(text) <= _LONGEST else f"{text[: _LONGEST - 3]}...")


def _said(terms: Terms) -> str:
    return ", ".join(sorted(terms.conditions)) or f"a restriction: {terms.restriction}"
