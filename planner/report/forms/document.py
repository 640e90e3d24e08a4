"""What commands that make a text say with `--json`, such as `planner init`."""

from __future__ import annotations

from planner.report.document import DocumentReport
from planner.report.forms.base import VERSION, Version, fill, form


@form
class DocumentForm:
    """A text that a command made."""

    format_version: Version = VERSION
    document: str
    """The whole text."""
    file: str | None
    """Where it was written to; null when it was not."""
    next: tuple[str, ...]
    """Commands to run now, in this order."""


def document_form(report: DocumentReport) -> DocumentForm:
    """The form of a text."""
    return fill(DocumentForm, report, file=report.file or None)


def form_of(report: DocumentReport) -> DocumentForm:
    """The form of a report of `planner.report.document`."""
    return document_form(report)
