"""What `planner catalog disputes` says with `--json`."""

from __future__ import annotations

from planner.report.disputes import DisputesReport
from planner.report.forms.base import VERSION, Version, form
from planner.report.forms.catalog import DisputeForm, dispute_form


@form
class DisputesForm:
    """What the sources of one snapshot see differently, the service's own list among them."""

    format_version: Version = VERSION
    snapshot: str
    """Its name."""
    disputes: tuple[DisputeForm, ...]


def form_of(report: DisputesReport) -> DisputesForm:
    """The form of the disputes of a snapshot."""
    return DisputesForm(
        snapshot=report.snapshot, disputes=tuple(map(dispute_form, report.disputes))
    )
