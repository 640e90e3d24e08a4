"""What can go wrong before there is a result.

UsageError: the caller asked for something that cannot be done; exit 2
"""

from __future__ import annotations


class UsageError(Exception):
    """Wrong usage, or a file that cannot be read; `problems` has one line for each mistake."""

    def __init__(self, *problems: str) -> None:
        self.problems = problems
        super().__init__("\n".join(problems))
