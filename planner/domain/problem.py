"""What keeps a file from being read, and the one error that says so."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from planner.domain.finding import Location


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong with a file."""

    message: str
    location: Location | None = None

    def __str__(self) -> str:
        return f"{self.location}: {self.message}" if self.location else self.message


class FileError(Exception):
    """A file that cannot be used; `problems` holds everything wrong with it, in reading order."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(set(problems), key=_reading_order))
        super().__init__("\n".join(map(str, self.problems)))


def _reading_order(problem: Problem) -> tuple[Location, str]:
    """As the file has them; those without a place come first."""
    return (problem.location or Location("", 0, 0), problem.message)
