"""Output formats: a line in the list below, and a file of the same name beside this one.

Such a file has a function `render(report, look)`, which returns the whole output; it is imported
when its format is asked for. docs/architecture.md says how to add one.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from importlib import import_module
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from planner.report.base import Report
    from planner.report.look import Look


class Format(StrEnum):
    """A way to say a result."""

    of_findings: bool
    """It says findings and nothing else, so it is for the reports that have some (`Judged`)."""

    def __new__(cls, word: str, of_findings: bool = False) -> Format:  # noqa: FBT001, FBT002
        member = str.__new__(cls, word)
        member._value_ = word
        member.of_findings = of_findings
        return member

    TEXT = "text"
    JSON = "json"
    GITHUB = "github", True

    def render(self, report: Report, look: Look) -> str:
        """The whole result, ending with a newline unless there is nothing to say."""
        module = import_module(f"{__name__}.{self.value}")
        return cast("str", module.render(report, look))


def formats_for(*, findings: bool) -> Iterator[Format]:
    """The formats of a command whose report has findings, or has none."""
    return (each for each in Format if findings or not each.of_findings)
