"""What `planner catalog list` and `planner catalog show` say of snapshots."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from planner.domain.capability import Capabilities
from planner.domain.offering import (
    Correction,
    Dispute,
    Feature,
    Lifecycle,
    Limit,
    Offering,
    Throughput,
)
from planner.domain.subject import Subject
from planner.domain.terms import Use
from planner.report.look import Ink, Look, Row, Span, block, count, flow, sentence, table, tail

_INDENT = "  "


@dataclass(frozen=True, slots=True)
class Snapshot:
    """One snapshot in numbers."""

    name: str
    date: date
    """The day of its oldest public availability table."""
    sha256: str
    models: int
    versions: int
    regions: int
    counts: Mapping[str, int]
    """Available base offerings by SKU, from availability tables alone."""

    @property
    def offerings(self) -> int:
        return sum(self.counts.values())


@dataclass(frozen=True, slots=True)
class CatalogListReport:
    """Snapshots, oldest first."""

    snapshots: tuple[Snapshot, ...]

    def text(self, look: Look) -> str:
        """A line a snapshot."""
        return "\n".join(table([_COLUMNS, *map(_snapshot_row, self.snapshots)], look))


@dataclass(frozen=True, slots=True)
class CatalogShowReport:
    """What one snapshot holds. As JSON its offerings; as text numbers, corrections, disputes."""

    snapshot: Snapshot
    offerings: tuple[Offering, ...]
    corrections: tuple[Correction, ...]
    disputes: tuple[Dispute, ...]
    features: tuple[Feature, ...]
    capabilities: tuple[Capabilities, ...]
    throughput: tuple[Throughput, ...]
    limits: tuple[Limit, ...]
    lifecycles: Mapping[Subject, tuple[Lifecycle, ...]]
    as_of: date
    """The day of the lifecycle stages."""
    clouds: Mapping[str, str]
    """The name of the cloud of each region that is not in the public one."""

    def text(self, look: Look) -> str:
        """Numbers, then what the snapshot corrects, then what its sources disagree on."""
        return block(
            _heading(self.snapshot, look),
            _counts(self.snapshot, look),
            _facts("Features beside deployments", map(_feature, self.features), look),
            _capabilities(self.capabilities, look),
            _facts("Throughput", map(_throughput, self.throughput), look),
            _facts("Limits", map(_limit, self.limits), look),
            _facts("Corrections", map(_correction, self.corrections), look),
            _facts("Disputes", map(_dispute, self.disputes), look),
        )


_COLUMNS = Row(
    ("snapshot", "oldest table", "base offerings", "models", "versions", "regions"), (Ink.DIM,) * 6
)


def _snapshot_row(snapshot: Snapshot) -> Row:
    numbers = (snapshot.offerings, snapshot.models, snapshot.versions, snapshot.regions)
    cells = (snapshot.name, snapshot.date.isoformat(), *(f"{number:,}" for number in numbers))
    return Row(cells, (Ink.BOLD,))


def _heading(snapshot: Snapshot, look: Look) -> str:
    oldest = f"oldest table {snapshot.date.isoformat()}"
    numbers = (
        count(snapshot.models, "model"),
        count(snapshot.versions, "version"),
        count(snapshot.regions, "region"),
    )
    head = [Span(f"Snapshot {snapshot.name}", Ink.BOLD), *tail([oldest, *numbers])]
    digest = sentence(f"sha256 {snapshot.sha256}", look, ink=Ink.DIM)
    return "\n".join([flow(head, look, hanging=_INDENT), digest])


def _feature(feature: Feature) -> str:
    trained = " fine-tuned" if feature.use is Use.FINE_TUNED else ""
    what = f"{feature.name}, {feature.subject.pinned}{trained}"
    return f"{what}: {', '.join(feature.regions)} ({feature.source})"


def _throughput(fact: Throughput) -> str:
    return f"{fact.full_model}, {fact.processing}: {fact.words} ({fact.source})"


def _limit(limit: Limit) -> str:
    return f"{limit.name} {limit.value:,} ({limit.source})"


def _capabilities(facts: tuple[Capabilities, ...], look: Look) -> str:
    """How many there are; which they are is asked with a model, or in JSON."""
    number = sum(len(fact.values) for fact in facts)
    versions = count(len({fact.subject.pinned for fact in facts}), "model version")
    return look.paint(f"Capabilities: {number:,} of {versions}", Ink.BOLD) if number else ""


def _counts(snapshot: Snapshot, look: Look) -> str:
    width = max((len(f"{n:,}") for n in snapshot.counts.values()), default=0)
    rows = [
        Row((f"{n:>{width},}", sku), (Ink.PLAIN, Ink.CYAN)) for sku, n in snapshot.counts.items()
    ]
    head = f"{count(snapshot.offerings, 'available base offering')}"
    return "\n".join([look.paint(head, Ink.BOLD), *table(rows, look, indent=_INDENT)])


def _facts(title: str, texts: Iterator[str], look: Look) -> str:
    lines = [flow([Span(text)], look, indent=_INDENT, hanging=_INDENT * 2) for text in texts]
    return "\n".join([look.paint(f"{title}: {len(lines)}", Ink.BOLD), *lines]) if lines else ""


def _correction(correction: Correction) -> str:
    change = f"{correction.was} -> {correction.now}"
    return f"{correction.subject}: {change} ({correction.date}: {correction.reason})"


def _dispute(dispute: Dispute) -> str:
    claims = ", but ".join(f"{claim.value} ({claim.source})" for claim in dispute.claims)
    return f"{dispute.subject}: {claims}; {dispute.resolution or 'open, and so unknown'}"
