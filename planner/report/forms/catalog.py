"""What `planner catalog list` and `planner catalog show` say with `--json` of whole snapshots."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from planner.domain.offering import Dispute, Processing
from planner.report.catalog import CatalogListReport, CatalogShowReport, Snapshot
from planner.report.forms.base import VERSION, Version, fill, form
from planner.report.forms.common import SourceForm
from planner.report.forms.offerings import (
    CapabilityForm,
    FeatureForm,
    LifecycleForm,
    OfferingForm,
    OfferingsForm,
    capability_forms,
    feature_forms,
    lifecycle_forms,
    offering_forms,
    source_form,
)
from planner.report.forms.plan import CorrectionForm, correction_form


@form
class SnapshotForm:
    """One snapshot in numbers."""

    name: str
    date: date
    """The day of its oldest public availability table."""
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


@form
class ClaimForm:
    """What one source says."""

    value: str
    source: SourceForm


@form
class DisputeForm:
    """Sources that contradict each other, and what the planner does about it."""

    id: str
    subject: str
    """What is disputed, in words."""
    claims: tuple[ClaimForm, ...]
    resolution: str | None
    """Which claim is used and why; null while it is open, and the fact counts as unknown."""


@form
class LimitForm:
    """A number that the service does not go past."""

    name: str
    """Which ends in what is counted, such as `deployments-per-account`."""
    value: int
    source: SourceForm


@form
class ThroughputForm:
    """What a document promises of a model's speed; null for what it does not say."""

    model: str
    publisher: str
    processing: Processing
    input: int | None
    """Input tokens a minute that one PTU takes."""
    ratio: int | None
    """Input tokens that one output token counts as."""
    latency: int | None
    """Tokens per second that 99 % of requests exceed."""
    long_context: int | None
    """Prompt tokens above which a request is processed as standard."""
    source: SourceForm


@form
class ShowForm:
    """All that one snapshot holds of offerings, and what its sources got wrong."""

    format_version: Version = VERSION
    snapshot: str
    """Its name."""
    as_of: date
    """The day of the lifecycle stages."""
    numbers: SnapshotForm
    offerings: tuple[OfferingForm, ...]
    features: tuple[FeatureForm, ...]
    capabilities: tuple[CapabilityForm, ...]
    throughput: tuple[ThroughputForm, ...]
    limits: tuple[LimitForm, ...]
    lifecycles: tuple[LifecycleForm, ...]
    corrections: tuple[CorrectionForm, ...]
    disputes: tuple[DisputeForm, ...]


AnyShowForm = ShowForm | OfferingsForm
"""A whole snapshot, or what passes the filters that were given."""


def snapshots_form(report: CatalogListReport) -> SnapshotsForm:
    """The form of snapshots."""
    return SnapshotsForm(snapshots=tuple(map(snapshot_form, report.snapshots)))


def snapshot_form(snapshot: Snapshot) -> SnapshotForm:
    """The form of one snapshot in numbers."""
    return fill(SnapshotForm, snapshot, offerings=snapshot.counts)


def show_form(report: CatalogShowReport) -> ShowForm:
    """The form of all that one snapshot holds."""
    return fill(
        ShowForm,
        report,
        snapshot=report.snapshot.name,
        numbers=snapshot_form(report.snapshot),
        offerings=offering_forms(report.offerings, report.clouds),
        features=feature_forms(report.features),
        capabilities=capability_forms(report.capabilities),
        throughput=tuple(
            fill(ThroughputForm, each, source=source_form(each.source))
            for each in report.throughput
        ),
        limits=tuple(
            fill(LimitForm, each, source=source_form(each.source)) for each in report.limits
        ),
        lifecycles=lifecycle_forms(report.lifecycles, report.as_of),
        corrections=tuple(map(correction_form, report.corrections)),
        disputes=tuple(map(dispute_form, report.disputes)),
    )


def dispute_form(dispute: Dispute) -> DisputeForm:
    """The form of one dispute."""
    claims = (fill(ClaimForm, each, source=source_form(each.source)) for each in dispute.claims)
    return fill(DisputeForm, dispute, claims=tuple(claims))


def form_of(report: CatalogListReport | CatalogShowReport) -> SnapshotsForm | ShowForm:
    """The form of a report of `planner.report.catalog`."""
    if isinstance(report, CatalogListReport):
        return snapshots_form(report)
    return show_form(report)
