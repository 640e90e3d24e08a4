"""What can go wrong before there is a result.

UsageError: the caller asked for something that cannot be done; exit 2
"""

from __future__ import annotations

import re
from typing import Final

_LONG: Final = re.compile(r"\S{301,}")
"""A word that nobody reads to its end."""


class UsageError(Exception):
    """Wrong usage, or a file that cannot be read; `problems` has one line for each mistake.

    Of a very long word that the caller gave, beginning and end are kept.
    """

    def __init__(self, *problems: str) -> None:
        self.problems = tuple(_LONG.sub(_shortened, problem) for problem in problems)
        super().__init__("\n".join(self.problems))


def _shortened(word: re.Match[str]) -> str:
    return f"{word[0][:150]}...{word[0][-50:]}"
