"""What a line of each snapshot file may hold: its keys, their types, and the order of lines.

A record is one JSON object. Reading one here gives a typed value or a list of problems;
where the file is, and what the values mean together, is the business of `load` and `query`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Final, TypeVar

from planner.domain.offering import (
    CapacityRule,
    Claim,
    Correction,
    Dispute,
    Feature,
    Lifecycle,
    Limit,
    PoolScope,
    QuotaDefault,
    Region,
    Source,
)
from planner.domain.terms import (
    Availability,
    Cloud,
    Condition,
    DeploymentType,
    QuotaScope,
    Stage,
    TrainingMethod,
    TrainingType,
    Use,
)

FORMAT_VERSION: Final = 1
HEADER: Final = "snapshot.json"
"""The file with a snapshot's name, its date and the checksums of the other files."""

Record = Mapping[str, object]
Word = TypeVar("Word", bound=StrEnum)
Value = TypeVar("Value")

ANY_MODEL: Final = "*"
"""Stands for every model that no other line of the same file names for the type."""


class SourceKind(StrEnum):
    """What a document was read for; only availability tables are counted."""

    AVAILABILITY = "availability"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Offered:
    """One line of offerings.jsonl: the regions where one version may be had in one way."""

    model: str
    version: str
    use: Use
    type: DeploymentType | TrainingType
    regions: tuple[str, ...]
    availability: Availability
    conditions: frozenset[Condition]
    source: Source
    disputed_by: Source | None
    methods: frozenset[TrainingMethod]
    restriction: str | None
    terms_source: Source | None
    """The document that states conditions and restriction, when it is not `source`."""
    counted: bool
    """True when the line was read from an availability table."""


@dataclass(frozen=True, slots=True)
class Covered:
    """One line of coverage.jsonl: the document that lists a type, so that silence means no."""

    cloud: Cloud
    use: Use
    type: DeploymentType | TrainingType
    source: Source


@dataclass(frozen=True, slots=True)
class Sized:
    """One line of capacity.jsonl."""

    model: str
    type: DeploymentType
    rule: CapacityRule


@dataclass(frozen=True, slots=True)
class Listed:
    """One line of sources.jsonl."""

    source: Source
    kind: SourceKind


@dataclass(slots=True)
class Contents:
    """Everything a snapshot holds, in the order of its lines."""

    sources: list[Listed] = field(default_factory=list)
    regions: list[Region] = field(default_factory=list)
    coverage: list[Covered] = field(default_factory=list)
    offerings: list[Offered] = field(default_factory=list)
    lifecycle: list[Lifecycle] = field(default_factory=list)
    capacity: list[Sized] = field(default_factory=list)
    quota: list[QuotaDefault] = field(default_factory=list)
    pool_scopes: list[PoolScope] = field(default_factory=list)
    limits: list[Limit] = field(default_factory=list)
    features: list[Feature] = field(default_factory=list)
    disputes: list[Dispute] = field(default_factory=list)
    corrections: list[Correction] = field(default_factory=list)


class BadRecordError(ValueError):
    """A record with a key or a value that it may not have; the text says what to do."""


class Reader:
    """Takes the keys of one record one by one, and knows at the end which were not taken."""

    def __init__(
        self, record: Record, sources: Mapping[str, Listed], regions: frozenset[str]
    ) -> None:
        self._left = dict(record)
        self._sources = sources
        self._regions = regions

    def take(self, key: str, kind: type[Value]) -> Value:
        """A required value. Raises BadRecordError when it is missing or of another type."""
        if key not in self._left:
            raise BadRecordError(f"lacks the key {key!r}; add it")
        value = self._left.pop(key)
        if type(value) is not kind:
            raise BadRecordError(f"{key!r} is {value!r}, not {_KINDS[kind]}; correct it")
        return value

    def maybe(self, key: str, kind: type[Value]) -> Value | None:
        """An optional value: None when the key is absent, which is the only way to write None."""
        return self.take(key, kind) if key in self._left else None

    def text(self, key: str) -> str:
        value = self.take(key, str)
        if not value:
            raise BadRecordError(f"{key!r} is empty; fill it in")
        return value

    def word(self, key: str, words: type[Word]) -> Word:
        return _word(key, self.take(key, str), words)

    def words(self, key: str, words: type[Word]) -> frozenset[Word]:
        """A sorted list of enum words; empty when the key is absent."""
        return frozenset(_word(key, text, words) for text in self.texts(key))

    def texts(self, key: str) -> tuple[str, ...]:
        """A sorted list of distinct texts; empty when the key is absent."""
        values = self.maybe(key, list) or []
        if not all(type(value) is str for value in values):
            raise BadRecordError(f"{key!r} holds something other than texts; correct it")
        if sorted(set(values)) != values:
            raise BadRecordError(f"{key!r} is not sorted, or names something twice; sort it")
        return tuple(values)

    def day(self, key: str) -> date:
        return _day(key, self.take(key, str))

    def maybe_day(self, key: str) -> date | None:
        return self.day(key) if key in self._left else None

    def source(self, key: str = "source") -> Source:
        return self.listed(self.text(key)).source

    def maybe_source(self, key: str) -> Source | None:
        return self.source(key) if key in self._left else None

    def listed(self, identity: str) -> Listed:
        """A line of sources.jsonl. Raises BadRecordError when there is none of that id."""
        if identity not in self._sources:
            raise BadRecordError(
                f"names the source {identity!r}, which sources.jsonl does not have; add it"
            )
        return self._sources[identity]

    def places(self) -> tuple[str, ...]:
        """The `regions`, each of them known."""
        places = self.texts("regions")
        unknown = [place for place in places if place not in self._regions]
        if unknown:
            raise BadRecordError(
                f"names the region {unknown[0]!r}, which regions.jsonl does not have; add it there"
            )
        return places

    def kind_of(self, use: Use) -> DeploymentType | TrainingType:
        """The `type`, from the words that fit the use."""
        if use is Use.TRAINING:
            return self.word("type", TrainingType)
        return self.word("type", DeploymentType)

    def finish(self) -> None:
        """Raise BadRecordError when a key is left that nothing reads."""
        if self._left:
            raise BadRecordError(f"has the unknown key {min(self._left)!r}; remove it")


def _word(key: str, text: str, words: type[Word]) -> Word:
    try:
        return words(text)
    except ValueError:
        known = ", ".join(word.value for word in words)
        raise BadRecordError(
            f"{key!r} is {text!r}, which is none of: {known}; correct it"
        ) from None


def _day(key: str, text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise BadRecordError(
            f"{key!r} is {text!r}, not a date like 2026-09-01; correct it"
        ) from None


_KINDS: Final[Mapping[type, str]] = {
    str: "a text",
    int: "a whole number",
    bool: "true or false",
    list: "a list",
    dict: "an object",
}


def source_of(reader: Reader) -> Listed:
    """Read a line of sources.jsonl."""
    source = Source(
        reader.text("id"), reader.text("document"), reader.day("date"), reader.maybe("commit", str)
    )
    return Listed(source, reader.word("kind", SourceKind))


def region_of(reader: Reader) -> Region:
    """Read a line of regions.jsonl."""
    return Region(
        slug=reader.text("region"),
        display_name=reader.text("name"),
        geography=reader.text("geography"),
        data_zone=reader.maybe("data_zone", str),
        cloud=reader.word("cloud", Cloud),
        source=reader.source(),
    )


def offered_of(reader: Reader) -> Offered:
    """Read a line of offerings.jsonl."""
    use = reader.word("use", Use)
    listed = reader.listed(reader.text("source"))
    open_ = reader.maybe("availability", str)
    return Offered(
        model=reader.text("model"),
        version=reader.text("version"),
        use=use,
        type=reader.kind_of(use),
        regions=reader.places(),
        availability=_only_unknown(open_),
        conditions=reader.words("conditions", Condition),
        source=listed.source,
        disputed_by=reader.maybe_source("disputed_by"),
        methods=reader.words("methods", TrainingMethod),
        restriction=reader.maybe("restriction", str),
        terms_source=reader.maybe_source("terms_source"),
        counted=listed.kind is SourceKind.AVAILABILITY,
    )


def _only_unknown(text: str | None) -> Availability:
    """Available unless the line says unknown; unavailable is a region that is not listed."""
    if text is None:
        return Availability.AVAILABLE
    if text != Availability.UNKNOWN:
        raise BadRecordError(
            f"'availability' is {text!r}; only 'unknown' is written, leave it out otherwise"
        )
    return Availability.UNKNOWN


def covered_of(reader: Reader) -> Covered:
    """Read a line of coverage.jsonl."""
    use = reader.word("use", Use)
    return Covered(reader.word("cloud", Cloud), use, reader.kind_of(use), reader.source())


def lifecycle_of(reader: Reader) -> Lifecycle:
    """Read a line of lifecycle.jsonl."""
    return Lifecycle(
        model=reader.text("model"),
        version=reader.text("version"),
        use=reader.word("use", Use),
        stage=reader.word("stage", Stage),
        stage_since=reader.day("stage_since"),
        retires=reader.maybe_day("retires"),
        replacement=reader.maybe("replacement", str),
        source=reader.source(),
        not_before=reader.maybe("not_before", bool) or False,
        closes=reader.maybe_day("closes"),
    )


def sized_of(reader: Reader) -> Sized:
    """Read a line of capacity.jsonl."""
    rule = CapacityRule(
        minimum=reader.take("minimum", int),
        step=reader.take("step", int),
        maximum=reader.maybe("maximum", int),
        source=reader.source(),
    )
    return Sized(reader.text("model"), reader.word("type", DeploymentType), rule)


def quota_of(reader: Reader) -> QuotaDefault:
    """Read a line of quota.jsonl."""
    return QuotaDefault(
        tier=reader.text("tier"),
        model=reader.text("model"),
        type=reader.word("type", DeploymentType),
        limit=reader.maybe("limit", int),
        requests_per_minute=reader.maybe("requests_per_minute", int),
        source=reader.source(),
    )


def pool_scope_of(reader: Reader) -> PoolScope:
    """Read a line of pool_scopes.jsonl."""
    return PoolScope(
        model=reader.text("model"),
        type=reader.word("type", DeploymentType),
        use=reader.word("use", Use),
        scope=reader.word("scope", QuotaScope),
        since=reader.maybe_day("since"),
        source=reader.source(),
        assumed=reader.maybe("assumed", bool) or False,
    )


def limit_of(reader: Reader) -> Limit:
    """Read a line of limits.jsonl."""
    return Limit(reader.text("name"), reader.take("value", int), reader.source())


def feature_of(reader: Reader) -> Feature:
    """Read a line of features.jsonl."""
    return Feature(
        name=reader.text("name"),
        model=reader.text("model"),
        version=reader.text("version"),
        use=reader.word("use", Use),
        regions=reader.places(),
        source=reader.source(),
    )


def dispute_of(reader: Reader) -> Dispute:
    """Read a line of disputes.jsonl."""
    return Dispute(
        id=reader.text("id"),
        subject=reader.text("subject"),
        claims=tuple(_claim(reader, claim) for claim in reader.take("claims", list)),
        resolution=reader.maybe("resolution", str),
    )


def _claim(reader: Reader, claim: object) -> Claim:
    if not isinstance(claim, dict) or claim.keys() != {"source", "value"}:
        raise BadRecordError("'claims' must be objects with just 'source' and 'value'; correct it")
    return Claim(str(claim["value"]), reader.listed(str(claim["source"])).source)


def correction_of(reader: Reader) -> Correction:
    """Read a line of corrections.jsonl."""
    return Correction(
        id=reader.text("id"),
        date=reader.day("date"),
        subject=reader.text("subject"),
        was=reader.text("was"),
        now=reader.text("now"),
        reason=reader.text("reason"),
        source=reader.source(),
        models=reader.texts("models"),
        uses=reader.words("uses", Use),
        types=reader.words("types", DeploymentType),
    )


@dataclass(frozen=True, slots=True)
class FileKind:
    """One file of a snapshot: how a line is read, and which keys order and identify it."""

    name: str
    read: Callable[[Reader], object]
    key: tuple[str, ...]

    def order(self, record: Record) -> tuple[str, ...]:
        """What lines are sorted by; two lines of one file never have the same."""
        return tuple(str(record.get(part, "")) for part in self.key)


_OFFERING_KEY = (
    "use", "model", "version", "type", "source", "availability", "conditions", "restriction"
)  # fmt: skip

FILES: Final[tuple[FileKind, ...]] = (
    FileKind("sources.jsonl", source_of, ("id",)),
    FileKind("regions.jsonl", region_of, ("region",)),
    FileKind("coverage.jsonl", covered_of, ("cloud", "use", "type")),
    FileKind("offerings.jsonl", offered_of, _OFFERING_KEY),
    FileKind("lifecycle.jsonl", lifecycle_of, ("model", "version", "use", "retires", "stage")),
    FileKind("capacity.jsonl", sized_of, ("model", "type")),
    FileKind("quota.jsonl", quota_of, ("tier", "model", "type")),
    FileKind("pool_scopes.jsonl", pool_scope_of, ("model", "type", "use", "since")),
    FileKind("limits.jsonl", limit_of, ("name",)),
    FileKind("features.jsonl", feature_of, ("name", "model", "version", "use")),
    FileKind("disputes.jsonl", dispute_of, ("id",)),
    FileKind("corrections.jsonl", correction_of, ("id",)),
)
"""Every file of a snapshot, in the order they are read: sources and regions before their users."""
