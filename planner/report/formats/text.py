"""For people: each report lays out its own lines."""

from __future__ import annotations

from planner.report.base import Report
from planner.report.look import Look


def render(report: Report, look: Look) -> str:
    """The report's text with a last newline; nothing where it has nothing to say."""
    text = report.text(look)
    return f"{text}\n" if text else ""
