"""What `planner catalog list --json` says: each snapshot in numbers."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from planner.report.catalog import CatalogListReport, Snapshot
from planner.report.forms.base import VERSION, Version, fill, form


@form
class SnapshotForm:
    """One snapshot in numbers."""

    name: str
    date: date
    """The day of its newest availability table."""
    sha256: str
    models: int
    versions: int
    regions: int
    offerings: Mapping[str, int]
    """Available base offerings by SKU."""


@form
class SnapshotsForm:
    """The snapshots that are shipped, oldest first."""

    format_version: Version = VERSION
    snapshots: tuple[SnapshotForm, ...]


def snapshots_form(report: CatalogListReport) -> SnapshotsForm:
    """The form of snapshots."""
    return SnapshotsForm(snapshots=tuple(map(snapshot_form, report.snapshots)))


def snapshot_form(snapshot: Snapshot) -> SnapshotForm:
    """The form of one snapshot in numbers."""
    return fill(SnapshotForm, snapshot, offerings=snapshot.counts)
