"""Which form a report has: that of the file here which is called like the report's own.

A report knows nothing of its form, so that text loads none, and no import goes in a circle.
"""

from __future__ import annotations

from importlib import import_module

from planner.report.base import Report


def form_of(report: Report) -> object:
    """One of the public forms, which `encode` turns into JSON."""
    name = type(report).__module__.rpartition(".")[2]
    form: object = import_module(f"{__package__}.{name}").form_of(report)
    return form
