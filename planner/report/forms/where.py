"""What `planner where --json` says: the form of offerings."""

from __future__ import annotations

from planner.report.forms.offerings import OfferingsForm, offerings_form
from planner.report.where import WhereReport


def form_of(report: WhereReport) -> OfferingsForm:
    """The form of a report of `planner.report.where`."""
    return offerings_form(report)
