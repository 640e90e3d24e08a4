"""What the catalog holds: offerings, and the facts that go with them, each with its source.

An *offering* is one model version, for one use, as one deployment type, in one region.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from planner.domain.publishers import OPENAI, full_model
from planner.domain.subject import AnyType, Subject
from planner.domain.terms import (
    Availability,
    Cloud,
    Condition,
    DeploymentType,
    Scope,
    Stage,
    TrainingMethod,
    TrainingType,
    Use,
    Verdict,
)


@dataclass(frozen=True, slots=True)
class Source:
    """Where a fact was read: a document as it stood on a date, or the service's own list."""

    id: str
    document: str
    date: date
    commit: str | None = None
    observed: bool = False
    """True for what the service listed for one subscription; then it is no document."""
    quoted: bool = False
    """True where only third parties quote what a page says; nobody of ours has read that page."""

    def __str__(self) -> str:
        word = "model list" if self.observed else "quoted" if self.quoted else "docs"
        return f"{word} {self.date.isoformat()}"


@dataclass(frozen=True, slots=True)
class Sighting:
    """What the service's own list has of an offering, in a region that was asked."""

    listed: bool
    """False where the list has the version, and not as this type in this region."""
    source: Source


@dataclass(frozen=True, slots=True)
class Region:
    """A region, with the boundaries that prompts processed there stay in."""

    slug: str
    display_name: str
    geography: str
    """Slug of the Azure geography: `sweden`, `united-states` ..."""
    data_zone: str | None
    """`us`, `eu`, `apac`, or None where no data zone reaches."""
    cloud: Cloud
    source: Source


@dataclass(frozen=True, slots=True)
class Offering:
    """A subject as one type in one region, and whether it can be had."""

    subject: Subject
    type: AnyType
    region: str
    availability: Availability
    conditions: frozenset[Condition]
    source: Source | None
    """The document that says so; None when no document names the model version."""
    disputed_by: Source | None = None
    """A second source that says otherwise; the offering then counts as unknown."""
    methods: frozenset[TrainingMethod] = frozenset()
    """Training methods, for use `training`."""
    restriction: str | None = None
    """A limitation of this region in the document's sense, such as `no vision support`."""
    terms_source: Source | None = None
    """The document that states the conditions or the restriction, when it is not `source`."""
    sighting: Sighting | None = None
    """What the service listed; None where nobody asked, or where its list cannot tell."""

    @property
    def model(self) -> str:
        return self.subject.model

    @property
    def publisher(self) -> str:
        return self.subject.publisher

    @property
    def version(self) -> str:
        return self.subject.version

    @property
    def use(self) -> Use:
        return self.subject.use

    @property
    def scope(self) -> Scope:
        """How far from the region prompts may be processed."""
        return self.type.scope

    @property
    def is_listed(self) -> bool:
        """Whether the service itself listed it."""
        return self.sighting is not None and self.sighting.listed

    def seen(self, sighting: Sighting | None) -> Offering:
        """The same, beside what the service listed: its yes makes a documented no unknown."""
        if sighting is None:
            return self
        if sighting.listed and self.availability is Availability.UNAVAILABLE:
            unsure = replace(self, availability=Availability.UNKNOWN, disputed_by=sighting.source)
            return replace(unsure, sighting=sighting)
        return replace(self, sighting=sighting)


@dataclass(frozen=True, slots=True)
class Lifecycle:
    """The dates of one model version for one use, and what comes after it.

    `stage` was first written down on `stage_since`; before that day the document says nothing.
    A document may date some deployment types apart from the others: `types` then names them.
    """

    model: str
    version: str
    use: Use
    stage: Stage
    stage_since: date
    retires: date | None
    replacement: str | None
    source: Source
    not_before: bool = False
    """True when the document says `no earlier than` the retirement date."""
    closes: date | None = None
    """From this day on only existing customers may deploy it; None when no document says."""
    publisher: str = OPENAI
    types: frozenset[AnyType] = frozenset()
    """The types it speaks of; empty for all that no other line of the version names."""
    cloud: Cloud | None = None
    """The cloud it speaks of; None for each one that no other line of the version names."""

    @property
    def subject(self) -> Subject:
        return Subject(self.model, self.version, self.use, self.publisher)

    def stage_at(self, as_of: date) -> Stage | None:
        """The stage on a day, from the dates; None before anybody wrote it down.

        A day of closing makes it deprecated only where the stage agrees: see `may_be_closed`.
        """
        if self._is_over(as_of):
            return Stage.RETIRED
        if self._has_closed(as_of) and self.stage in _CLOSED:
            return Stage.DEPRECATED
        if as_of >= self.stage_since or self.stage is Stage.PREVIEW:
            return self.stage
        return None

    def may_be_closed(self, as_of: date) -> bool:
        """The day of closing is past, and the same row has a stage in which it is open.

        Whether new customers get it is unknown then: rows of 2025-12 had gpt-4o closed since
        2025-08 and generally available, and the service still made it half a year later.
        """
        disagrees = self._has_closed(as_of) and self.stage not in _CLOSED
        return disagrees and not self._is_over(as_of)

    def _is_over(self, as_of: date) -> bool:
        return self.retires is not None and as_of >= self.retires and not self.not_before

    def _has_closed(self, as_of: date) -> bool:
        return self.closes is not None and as_of >= self.closes


_CLOSED = frozenset({Stage.DEPRECATED, Stage.RETIRED})
"""Stages that bear a day of closing out."""


def lives_of(lives: Iterable[Lifecycle], type_: AnyType, cloud: Cloud) -> tuple[Lifecycle, ...]:
    """Those of a version's lines that speak of a type: the ones that name it, else those of all."""
    here = lives_in(lives, cloud)
    named = tuple(life for life in here if type_ in life.types)
    return named or tuple(life for life in here if not life.types)


def lives_in(lives: Iterable[Lifecycle], cloud: Cloud) -> tuple[Lifecycle, ...]:
    """Those of a version's lines that speak of a cloud: the ones that name it, else those of all."""
    every = tuple(lives)
    named = tuple(life for life in every if life.cloud is cloud)
    return named or tuple(life for life in every if life.cloud is None)


@dataclass(frozen=True, slots=True)
class Here:
    """What is known of one region."""

    region: str
    verdict: Verdict
    """`ok` where new customers get it, perhaps on conditions; `unverified` where documents leave it open."""
    said: str
    """As which version and types, and on which conditions; else why not, or what comes nearest."""


@dataclass(frozen=True, slots=True)
class CapacityRule:
    """The sizes one deployment may have, in ARM's `sku.capacity` units."""

    minimum: int
    step: int
    maximum: int | None
    source: Source

    def largest(self, low: int, high: int) -> int | None:
        """The largest valid size from `low` to `high`, or None when there is none."""
        top = high if self.maximum is None else min(high, self.maximum)
        size = self.minimum + (top - self.minimum) // self.step * self.step
        return size if size >= max(low, self.minimum) else None


@dataclass(frozen=True, slots=True)
class Gives:
    """What one unit of capacity gives of a version as one type, as the service listed it."""

    subject: Subject
    type: DeploymentType
    requests: int | None
    """Requests per minute."""
    tokens: int | None
    """Tokens per minute; None for what is counted in requests alone."""
    source: Source


@dataclass(frozen=True, slots=True)
class Feature:
    """A capability documented per model version and region, such as the Assistants API."""

    name: str
    model: str
    version: str
    use: Use
    regions: tuple[str, ...]
    source: Source
    publisher: str = OPENAI

    @property
    def subject(self) -> Subject:
        return Subject(self.model, self.version, self.use, self.publisher)


class Processing(StrEnum):
    """What a promise of throughput holds for."""

    PROVISIONED = "provisioned"
    PRIORITY = "priority"
    """Pay-as-you-go requests that ask for the priority tier."""


@dataclass(frozen=True, slots=True)
class Throughput:
    """What a document promises of a model's speed; None for what it does not say."""

    model: str
    processing: Processing
    input: int | None
    """Input tokens a minute that one PTU takes."""
    ratio: int | None
    """Input tokens that one output token counts as."""
    latency: int | None
    """Tokens per second that 99 % of requests exceed."""
    long_context: int | None
    """Prompt tokens above which a request is processed as standard."""
    source: Source
    publisher: str = OPENAI

    @property
    def full_model(self) -> str:
        """The model as a stack file names it."""
        return full_model(self.model, self.publisher)

    @property
    def words(self) -> str:
        """`3,000 input tokens a minute per PTU, an output token as 8, 99 % above 50 tokens/s`."""
        said = [f"{self.input:,} input tokens a minute per PTU"] if self.input else []
        said += [f"an output token as {self.ratio}"] if self.ratio else []
        said += [f"99 % above {self.latency} tokens/s"] if self.latency else []
        said += [f"up to {self.long_context:,} prompt tokens"] if self.long_context else []
        return ", ".join(said) or "no promise"


@dataclass(frozen=True, slots=True)
class Limit:
    """A number that the service does not go past."""

    name: str
    """Which ends in what is counted, such as `deployments-per-account`."""
    value: int
    source: Source


@dataclass(frozen=True, slots=True)
class Claim:
    """What one source says."""

    value: str
    source: Source


@dataclass(frozen=True, slots=True)
class Dispute:
    """Sources that contradict each other, and what the planner does about it."""

    id: str
    subject: str
    """What is disputed, in words: `gpt-realtime-mini 2025-10-06 retirement date`."""
    claims: tuple[Claim, ...]
    resolution: str | None
    """Which claim is used and why; None while it is open, and the fact counts as unknown."""


@dataclass(frozen=True, slots=True)
class Correction:
    """A documented fact that this catalog changed, and why."""

    id: str
    date: date
    subject: str
    was: str
    now: str
    reason: str
    source: Source
    models: tuple[str, ...] = ()
    """Models whose facts it touches, as a stack file names them; empty for all."""
    uses: frozenset[Use] = frozenset()
    """Uses it touches; empty for all."""
    types: frozenset[DeploymentType] = frozenset()
    """Deployment types it touches; empty for all."""

    def touches(self, model: str, use: Use, types: Iterable[DeploymentType | TrainingType]) -> bool:
        """Whether a question about this model, use and these types meets the corrected fact."""
        return (
            (not self.models or model in self.models)
            and (not self.uses or use in self.uses)
            and (not self.types or not self.types.isdisjoint(types))
        )
