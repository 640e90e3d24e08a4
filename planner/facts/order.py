"""Which of a model's versions is newer, when not every version is a date."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_MONTH_DAY = re.compile(r"^(\d{4})(?:-preview)?$")

_YEARS: Final = {"0301": 2023, "0314": 2023, "0613": 2023, "0914": 2023, "1106": 2023, "0125": 2024}
"""The first versions were named by month and day; the year is the one they were released in."""


def newest_first(versions: Iterable[str]) -> tuple[str, ...]:
    """The versions, newest first; those without a date in their name come last, 2 before 1."""
    return tuple(sorted(versions, key=_age, reverse=True))


def _age(version: str) -> tuple[str, str]:
    found = _DATE.search(version)
    if found:
        return found.group(), version
    short = _MONTH_DAY.match(version.lower())
    if short and short.group(1) in _YEARS:
        day = short.group(1)
        return f"{_YEARS[day]}-{day[:2]}-{day[2:]}", version
    return "", version
