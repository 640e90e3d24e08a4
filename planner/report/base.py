"""What a report is: a finished result that can be said as text and as JSON."""

from __future__ import annotations

from typing import Protocol

from planner.report.look import Look


class Report(Protocol):
    """The whole result of one command; knows nothing of files, terminals or exit codes."""

    def text(self, look: Look) -> str:
        """For people: lines without a last newline; empty when there is nothing to say."""

    def form(self) -> object:
        """For programs: one of the public forms, which `forms.encode` turns into JSON."""
