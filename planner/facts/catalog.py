"""The catalog as others ask it: what is offered where, until when, in which sizes, says who."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from functools import cached_property
from typing import Any

from planner.domain.offering import (
    CapacityRule,
    Correction,
    Dispute,
    Feature,
    Lifecycle,
    Limit,
    Offering,
    Region,
    Source,
    lives_of,
)
from planner.domain.publishers import OPENAI, canonical_model, full_model
from planner.domain.subject import AnyType, ModelVersion, Subject, Target
from planner.domain.terms import (
    Availability,
    Cloud,
    DeploymentType,
    TrainingType,
    Use,
    normalise_region,
)
from planner.facts.check import Contents
from planner.facts.kind import ANY_MODEL, Fact, Index, Kind
from planner.facts.kinds import (
    capacity,
    corrections,
    coverage,
    disputes,
    features,
    lifecycle,
    limits,
    observed,
    offerings,
    pool_scopes,
    queried,
    quota,
    regions,
)
from planner.facts.kinds.offerings import Offered
from planner.facts.kinds.pool_scopes import PoolScope
from planner.facts.kinds.quota import QuotaDefault
from planner.facts.order import newest_first
from planner.facts.sightings import Sightings


class Catalog:
    """One snapshot. Never changes; every answer carries the document it comes from.

    Names that the snapshot does not have raise nothing: they are answered with `unknown`,
    with None or with an empty tuple. Use the spellings of the snapshot (region slugs). A model is
    named as in a stack file: `gpt-5.1`, `xAI/grok-4`.
    """

    def __init__(self, name: str, sha256: str, date: date, contents: Contents) -> None:
        self.name = name
        self.sha256 = sha256
        """Of `snapshot.json`, which holds the checksums of the other files."""
        self.date = date
        """The day of its oldest public availability table: what it says is at least that old."""
        self._contents = contents
        self._indexes: dict[Kind[Any, Any], Any] = {}
        self.regions: Mapping[str, Region] = self.index_of(regions.KIND)
        self._found: dict[Target, Offering] = {}

    def age_on(self, day: date) -> int:
        """Days from its date to a day; below 0 for an earlier one."""
        return (day - self.date).days

    def speaks_of(self, kind: Kind[Any, Any]) -> bool:
        """Whether it has a file of this kind; if not, what the kind would say is unknown."""
        return kind in self._contents

    def all_of(self, kind: Kind[Fact, Any]) -> tuple[Fact, ...]:
        """Every fact of a kind, in the order of the snapshot's lines; empty when it is silent."""
        return self._contents.get(kind, ())

    def index_of(self, kind: Kind[Any, Index]) -> Index:
        """The facts of a kind as they are looked up; built when it is first asked for."""
        index: Index | None = self._indexes.get(kind)
        if index is None:
            index = self._indexes[kind] = kind.index(self.all_of(kind))
        return index

    @property
    def zones(self) -> dict[str, str | None]:
        """The data zone of each region; None where no zone reaches."""
        return {slug: region.data_zone for slug, region in self.regions.items()}

    def find(self, target: Target) -> Offering:
        """What is known of a subject as one type in one region.

        A version that no table of the region's cloud names is unknown, without a source. A
        version that they do name is unavailable wherever they do not list it, unless the service
        itself listed it there: then it is unknown, with both sources. A table that is older than the
        version denies nothing: then it is unknown, without a source.
        """
        found = self._found.get(target)
        if found is None:
            documented = self._look_up(target)
            found = self._found[target] = documented.seen(self.sightings.of(target))
        return found

    @cached_property
    def sightings(self) -> Sightings:
        """What the service's own lists say; nothing in a snapshot that is silent about them."""
        return Sightings(self.index_of(observed.KIND), self.index_of(queried.KIND))

    def models(self) -> tuple[str, ...]:
        """Every model that the snapshot names anywhere, as a stack file names it.

        Sorted, those of other publishers last.
        """
        return tuple(sorted(self._versions, key=lambda full: ("/" in full, full)))

    def spelt(self, text: str) -> str:
        """A model as the snapshot has it, whatever the case; an unknown one stays as it is."""
        named = canonical_model(text)
        return self._spelt.get(named.lower(), named)

    def versions(self, model: str) -> tuple[str, ...]:
        """The versions of a model that are named anywhere, newest first."""
        return newest_first(self._versions.get(model, ()))

    def names(self, subject: Subject, cloud: Cloud | None = None) -> bool:
        """Whether the tables name this version for this use, in this cloud or in any."""
        clouds = self._clouds.get(subject, set())
        return bool(clouds) if cloud is None else cloud in clouds

    def regions_with(self, subject: Subject, type: AnyType) -> tuple[str, ...]:  # noqa: A002
        """The regions where it is available, perhaps on conditions; sorted."""
        cells = self.index_of(offerings.KIND).get((subject, type), {})
        return tuple(sorted(region for region, line in cells.items() if line.is_open))

    def types_of(self, subject: Subject) -> tuple[AnyType, ...]:
        """The types that are available in at least one region, in the order of their enum."""
        words: type[DeploymentType] | type[TrainingType]
        words = TrainingType if subject.use is Use.TRAINING else DeploymentType
        return tuple(word for word in words if self.regions_with(subject, word))

    def lifecycle(
        self,
        subject: Subject,
        type: AnyType | None = None,  # noqa: A002
        region: str | None = None,
    ) -> tuple[Lifecycle, ...]:
        """The dates of one version, or of one type of it in a region.

        A region stands for its cloud; without one the public cloud is meant. Of one type, more than
        one entry only where sources contradict each other, among them the service's own list; of
        a version, also where a source dates its types apart, or one cloud apart from the others.
        """
        every = tuple(self.index_of(lifecycle.KIND).get(subject, ()))
        if type is None:
            return every
        cloud = self.cloud_of(region) if region else Cloud.PUBLIC
        known = lives_of(every, type, cloud)
        if cloud is not Cloud.PUBLIC:
            return known
        return known + self.sightings.outliving(subject, type, known)

    def capacity_rule(self, subject: Subject, type: DeploymentType) -> CapacityRule | None:  # noqa: A002
        """The sizes a deployment may have; None when neither document nor list says.

        What a document says of the model itself, whatever its version and use; else what the
        service listed of the version; else what is documented of every other model.
        """
        documented, full = self.index_of(capacity.KIND), subject.full_model
        own = documented.get((full, type)) or self.sightings.capacity_rule(subject, type)
        return own or capacity.rule_of(documented, full, type)

    def listed_sizes(self, subject: Subject, type: DeploymentType) -> CapacityRule | None:  # noqa: A002
        """The sizes that the service listed, where a document gives others; else None."""
        listed, known = (
            self.sightings.capacity_rule(subject, type),
            self.capacity_rule(subject, type),
        )
        return None if listed == known else listed

    def quota_default(
        self,
        tier: str,
        model: str,
        type: DeploymentType,  # noqa: A002
        cloud: Cloud = Cloud.PUBLIC,
    ) -> QuotaDefault | None:
        """The documented default of a quota tier (`free`, `1` ... `6`), or of an agreement.

        Batch quota goes by agreement, and so does all that Azure Government has.

        None when the documents do not name the model for this type and tier.
        """
        return quota.default_of(self.index_of(quota.KIND), tier, model, type, cloud)

    def pool_scope(
        self,
        subject: Subject,
        type: DeploymentType,  # noqa: A002
        as_of: date,
    ) -> PoolScope | None:
        """How far the quota pool of a model reaches on a day; None when no document says.

        The documents speak of models, whatever their version.
        """
        return pool_scopes.scope_on(self.index_of(pool_scopes.KIND), subject, type, as_of)

    def limit(self, name: str) -> Limit | None:
        return self.index_of(limits.KIND).get(name)

    def features(self, model: str | None = None) -> tuple[Feature, ...]:
        """Capabilities that are documented per version and region."""
        if model is None:
            return self.all_of(features.KIND)
        return tuple(self.index_of(features.KIND).get(model, ()))

    def disputes(self) -> tuple[Dispute, ...]:
        return self.all_of(disputes.KIND)

    def corrections(self) -> tuple[Correction, ...]:
        """Every fact that was changed against the document it comes from."""
        return self.all_of(corrections.KIND)

    def offerings(
        self,
        model: str | None = None,
        version: str | None = None,
        use: Use | None = None,
        type: AnyType | None = None,  # noqa: A002
        region: str | None = None,
    ) -> Iterator[Offering]:
        """The available offerings, conditional ones among them, that match all that is given."""
        wanted = (model, version, use)
        for line in self.all_of(offerings.KIND):
            # deployment and training types that share a word are equal, but not the same
            if type is not None and line.type is not type:
                continue
            if not line.is_open or not _matches(line, wanted):
                continue
            for slug in line.regions if region is None else {region} & {*line.regions}:
                yield self.find(Target(line.subject, line.type, slug))

    def counts(self, *, others: bool = False) -> Mapping[str, int]:
        """Available base offerings of the public cloud by SKU, from availability tables alone.

        Of Azure OpenAI, or of all `others`.
        """
        counts: dict[str, int] = {}
        for line, slugs in self._tabled(others=others):
            counts[line.type.value] = counts.get(line.type.value, 0) + len(slugs)
        return {kind.sku: counts[kind.value] for kind in DeploymentType if counts.get(kind.value)}

    def tabled_versions(self) -> frozenset[ModelVersion]:
        """Models and versions of Azure OpenAI that those tables offer somewhere."""
        return frozenset(line.subject.pinned for line, _ in self._tabled())

    def tabled_regions(self) -> frozenset[str]:
        """Regions in which those tables offer something of Azure OpenAI."""
        return frozenset(slug for _, slugs in self._tabled() for slug in slugs)

    def _tabled(self, *, others: bool = False) -> Iterator[tuple[Offered, tuple[str, ...]]]:
        for line in self.all_of(offerings.KIND):
            mine = line.counted and (line.publisher != OPENAI) is others
            if mine and line.use is Use.BASE and line.is_open:
                public = tuple(r for r in line.regions if self.cloud_of(r) is Cloud.PUBLIC)
                if public:
                    yield line, public

    def near_models(self, text: str) -> tuple[str, ...]:
        """The closest model names, best first, at most three."""
        near = _near(canonical_model(text).lower(), tuple(self._spelt))
        return tuple(self._spelt[each] for each in near)

    def near_versions(self, model: str, text: str) -> tuple[str, ...]:
        """The closest versions of a model, best first, at most three."""
        return _near(text.lower(), self.versions(model))

    def near_regions(self, text: str) -> tuple[str, ...]:
        """The closest region slugs, best first, at most three."""
        return _near(normalise_region(text), tuple(self.regions))

    def _look_up(self, target: Target) -> Offering:
        lines = self.index_of(offerings.KIND).get((target.subject, target.type), {})
        line = lines.get(target.region)
        if line is None:
            return self._silence(target)
        return Offering(
            subject=target.subject,
            type=line.type,
            region=target.region,
            availability=line.availability,
            conditions=line.conditions,
            source=line.source,
            disputed_by=line.disputed_by,
            methods=line.methods,
            restriction=line.restriction,
            terms_source=line.terms_source,
        )

    def _silence(self, target: Target) -> Offering:
        """What it means that no line lists this region: no, if a document would have listed it."""
        subject, type_, region = target
        cloud = self.cloud_of(region)
        named = cloud in self._clouds.get(subject, ())
        source = self.table_of(subject, type_, cloud) if named else None
        if source is not None and self._is_before(source, subject, type_):
            source = None
        availability = Availability.UNAVAILABLE if source else Availability.UNKNOWN
        return Offering(subject, type_, region, availability, frozenset(), source)

    def table_of(self, subject: Subject, type: AnyType, cloud: Cloud) -> Source | None:  # noqa: A002
        """The document that lists a publisher's models of a type in a cloud, this one or not."""
        return self.index_of(coverage.KIND).get((cloud, subject.use, type, subject.publisher))

    def _is_before(self, table: Source, subject: Subject, type_: AnyType) -> bool:
        """Whether a base version is younger than a table, which then cannot deny it.

        Pages carry stale dates: a table is at least as young as the youngest version it names.
        """
        born = day_in(subject.version)
        if born is None or subject.use is not Use.BASE or born <= table.date:
            return False
        return born > self._youngest.get((type_, subject.publisher), table.date)

    @cached_property
    def _youngest(self) -> dict[tuple[AnyType, str], date]:
        """The day of the youngest base version that is named for a type, by its own date."""
        youngest: dict[tuple[AnyType, str], date] = {}
        for line in self.all_of(offerings.KIND):
            born = day_in(line.version) if line.use is Use.BASE else None
            key = (line.type, line.subject.publisher)
            if born is not None:
                youngest[key] = max(born, youngest.get(key, born))
        return youngest

    def cloud_of(self, region: str) -> Cloud:
        """The cloud of a region; of one that the snapshot does not have, the public one."""
        known = self.regions.get(region)
        return known.cloud if known else Cloud.PUBLIC

    @cached_property
    def _clouds(self) -> dict[Subject, set[Cloud]]:
        """The clouds whose tables name a version, with or without a tick."""
        cloud_of = {covered.source: covered.cloud for covered in self.all_of(coverage.KIND)}
        clouds: dict[Subject, set[Cloud]] = {}
        for line in self.all_of(offerings.KIND):
            found = clouds.setdefault(line.subject, set())
            found.update(self.cloud_of(region) for region in line.regions)
            if not line.regions:
                found.add(cloud_of.get(line.source, Cloud.PUBLIC))
        return clouds

    @cached_property
    def _spelt(self) -> dict[str, str]:
        return {full.lower(): full for full in self.models()}

    @cached_property
    def _versions(self) -> dict[str, set[str]]:
        versions: dict[str, set[str]] = {}
        for line in self.all_of(offerings.KIND):
            versions.setdefault(line.subject.full_model, set()).add(line.version)
        for life in self.all_of(lifecycle.KIND):
            versions.setdefault(life.subject.full_model, set()).add(life.version)
        for seen in self.all_of(observed.KIND):
            versions.setdefault(seen.subject.full_model, set()).add(seen.version)
        named = [(each.model, each.publisher) for each in self.all_of(capacity.KIND)]
        named += [(each.model, each.publisher) for each in self.all_of(quota.KIND)]
        for model, publisher in named:
            if model != ANY_MODEL:
                versions.setdefault(full_model(model, publisher), set())
        return versions


def day_in(version: str) -> date | None:
    """The day that a version is called by, `2025-11-13`; None for one that is called otherwise."""
    try:
        return date.fromisoformat(version) if len(version) == _ISO else None
    except ValueError:
        return None


_ISO = len("2025-11-13")


def _matches(line: Offered, wanted: tuple[object, ...]) -> bool:
    have = (line.subject.full_model, line.version, line.use)
    return all(want is None or want == got for want, got in zip(wanted, have, strict=True))


def _near(text: str, names: tuple[str, ...]) -> tuple[str, ...]:
    from difflib import get_close_matches  # noqa: PLC0415 - only a wrong name needs it

    return tuple(get_close_matches(text, names, 3, 0.5))
