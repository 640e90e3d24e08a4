"""Which refusal of ARM each rule of the planner foretells."""

from __future__ import annotations

import re
from collections.abc import Mapping

from planner.domain.terms import Condition
from tests.fake_azure.errors import REFUSALS, ArmError

_UNNAMED = frozenset({"model-unknown"})

FORETOLD: Mapping[str, frozenset[str]] = {
    "AOAI203": frozenset({"location"}),
    "AOAI501": frozenset({"model-retired"}),
    "AOAI503": frozenset({"model-closing"}),
    "AOAI207": frozenset({"limited-access"}),
    "AOAI201": _UNNAMED,
    "AOAI202": _UNNAMED,
    "AOAI701": _UNNAMED,
    "AOAI204": frozenset({"sku-not-for-model", "model-unknown"}),
    "AOAI205": frozenset({"sku-not-here", "sku-not-for-model"}),
    "AOAI703": frozenset({"sku-not-for-model", "sku-not-here"}),
    "AOAI706": frozenset({"no-source"}),
    "AOAI301": frozenset({"capacity-range"}),
    "AOAI302": frozenset({"capacity-range"}),
    "AOAI303": frozenset({"capacity-step", "capacity-range"}),
}
"""Rule to refusals by the stand-in's names, in the order in which ARM judges: of several rules the
first one shows. Rules that are not here speak of what ARM does not judge (residency, the file
itself), or say that nobody knows."""

OPEN: Mapping[str, frozenset[str]] = {
    "AOAI206": frozenset({"model-unknown", "sku-not-for-model", "sku-not-here"}),
    "AOAI209": frozenset({"model-retired", "sku-not-for-model", "sku-not-here"}),
    "AOAI301": frozenset({"capacity-range", "capacity-step"}),
}
"""What ARM may say where the planner lets through what it does not know, and says so: unknown or
disputed availability that the file accepts, and sizes that no document gives (a note)."""

LIMITED = "limited-access"
LIMITING = frozenset({Condition.REGISTRATION, Condition.INVITATION, Condition.SELECT_CUSTOMERS})
"""Conditions for which ARM answers that a model is not offered to the subscription."""

CLOSED, PERHAPS_CLOSED = "AOAI503", "AOAI503, disputed"
"""A row that gives a day of closing and calls the version available contradicts itself: the planner
says that it does not know, which foretells no refusal."""

WHOLE = frozenset({"AOAI201", "AOAI202", "AOAI701"})
"""The rules that refuse a version, and so all that is asked of it. A version may retire as one type
before the others, so AOAI501 speaks of the offerings that it rejects alone."""


def _pattern(text: str) -> re.Pattern[str]:
    parts = re.split(r"\{\w+\}", text)
    return re.compile(".*".join(map(re.escape, parts)))


_PATTERNS = {name: (found.code, _pattern(found.text)) for name, found in REFUSALS.items()}


def name_of(error: ArmError) -> str:
    """The stand-in's name of a refusal: one code has several texts."""
    for name, (code, text) in _PATTERNS.items():
        if code == error.code and text.fullmatch(error.message):
            return name
    return error.code
