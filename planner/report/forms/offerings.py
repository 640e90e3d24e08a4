"""What `planner where` and `planner catalog show` say with `--json`: offerings and their facts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from itertools import chain

from planner.domain.capability import Capabilities, Number
from planner.domain.offering import Feature, Gives, Lifecycle, Offering, Source
from planner.domain.subject import Subject
from planner.domain.terms import (
    Availability,
    Cloud,
    Condition,
    DeploymentType,
    Stage,
    TrainingMethod,
    Use,
    Verdict,
)
from planner.report.forms.base import VERSION, Version, fill, form
from planner.report.forms.common import AnyType, SourceForm, sku_of
from planner.report.where import WhereReport


@form
class OfferingForm:
    """One model version, use, type and region, and whether it can be had."""

    model: str
    publisher: str
    """As ARM spells it in `model.format`."""
    version: str
    use: Use
    deployment_type: AnyType
    sku: str | None
    """ARM's name of the type; null for training, which is no deployment."""
    region: str
    cloud: str | None
    """The name of the region's cloud; null for the public one."""
    availability: Availability
    conditions: tuple[Condition, ...]
    """Who may use it, sorted; empty for everybody."""
    methods: tuple[TrainingMethod, ...]
    """How it can be fine-tuned, sorted; empty for other uses."""
    restriction: str | None
    """What this region lacks, in the document's words, such as `no vision support`."""
    source: SourceForm | None
    """The document that says so; null where no document names the version."""
    disputed_by: SourceForm | None
    """A second document that says otherwise; the availability is then `unknown`."""
    listed: bool | None
    """Whether the service itself listed it when it was asked; null where its list cannot tell."""
    terms_source: SourceForm | None
    """The document that states the conditions or the restriction; null when it is `source`."""


@form
class LifecycleForm:
    """What one source says of a version's dates; several where sources or types differ."""

    model: str
    publisher: str
    """As ARM spells it in `model.format`."""
    version: str
    use: Use
    deployment_types: tuple[AnyType, ...]
    """The types that it speaks of, sorted; empty for all that no other entry of the version names."""
    cloud: Cloud | None
    """The cloud that it speaks of; null for each that no other entry of the version names."""
    stage: Stage | None
    """The stage on the day `as_of`; null before anybody wrote it down."""
    closes: date | None
    """From this day on only existing customers may deploy it; null when no document says."""
    may_be_closed: bool
    """Whether new customers get it on the day `as_of` is unknown: the source closes it by then, and
    gives a stage in which it is open."""
    retires: date | None
    """Null when no document says."""
    not_before: bool
    """The document says `no earlier than` the retirement date."""
    replacement: str | None
    """The model that the document names as its successor."""
    source: SourceForm


@form
class FeatureForm:
    """A capability that is documented by version and region, such as `assistants`."""

    name: str
    model: str
    publisher: str
    """As ARM spells it in `model.format`."""
    version: str
    use: Use
    regions: tuple[str, ...]
    source: SourceForm


@form
class CapabilityForm:
    """One thing that a document says a version can do; several where documents say otherwise."""

    name: str
    """Such as `context`, `image-input` or `training-data`."""
    value: bool | int | str
    """Whether it has it, a number, or a day or a word."""
    unit: str | None
    """What a number counts; null for what is none."""
    model: str
    publisher: str
    """As ARM spells it in `model.format`."""
    version: str
    use: Use
    deployment_types: tuple[DeploymentType, ...]
    """Those it is said of, sorted; empty for all."""
    cloud: Cloud | None
    """The cloud it is said of; null for all."""
    source: SourceForm


@form
class UnitForm:
    """What one unit of capacity gives of a version as one type, as the service listed it."""

    model: str
    publisher: str
    """As ARM spells it in `model.format`."""
    version: str
    use: Use
    deployment_type: DeploymentType
    requests_per_minute: int | None
    tokens_per_minute: int | None
    """Null for what is counted in requests alone."""
    source: SourceForm


@form
class HereForm:
    """What is known of one of several regions in each of which something has to be had."""

    region: str
    verdict: Verdict
    """`ok` where it can be had, perhaps on conditions; `unverified` where nobody knows."""
    said: str
    """As which version and types, and on which conditions; else why not, or what comes nearest."""


@form
class OfferingsForm:
    """Where models can be had: the answer to a question, or what passes some filters."""

    format_version: Version = VERSION
    snapshot: str
    """Name of the snapshot that was asked."""
    tables: date
    """The day of the snapshot's oldest public availability table."""
    as_of: date
    """The day of the lifecycle stages."""
    question: str
    """What was asked for, in words."""
    offerings: tuple[OfferingForm, ...]
    features: tuple[FeatureForm, ...]
    capabilities: tuple[CapabilityForm, ...]
    """Without a model in the question only those that were asked for."""
    units: tuple[UnitForm, ...]
    """What one unit of capacity gives of the versions among the offerings."""
    lifecycles: tuple[LifecycleForm, ...]
    """Those of the versions and uses among the offerings."""
    remarks: tuple[str, ...]
    """Sentences about what the answer leaves open."""
    nearest: tuple[str, ...]
    """Sentences about what comes nearest, when nothing usable was found."""
    each: tuple[HereForm, ...]
    """With `--each` a verdict for each region that was named, in that order; else empty."""


def offerings_form(report: WhereReport) -> OfferingsForm:
    """The form of an answer."""
    return fill(
        OfferingsForm,
        report,
        offerings=offering_forms(report.offerings, report.clouds),
        each=tuple(fill(HereForm, here) for here in report.each),
        features=feature_forms(report.features),
        units=tuple(map(_unit_form, report.gives)),
        capabilities=capability_forms(chain.from_iterable(report.capabilities.values())),
        lifecycles=lifecycle_forms(report.lifecycles, report.as_of),
    )


def offering_forms(
    offerings: Iterable[Offering], clouds: Mapping[str, str]
) -> tuple[OfferingForm, ...]:
    """The form of each offering; `clouds` names those of regions outside the public one."""
    return tuple(_offering_form(each, clouds.get(each.region)) for each in offerings)


def feature_forms(features: Iterable[Feature]) -> tuple[FeatureForm, ...]:
    """The form of each feature."""
    return tuple(fill(FeatureForm, f, source=source_form(f.source)) for f in features)


def capability_forms(facts: Iterable[Capabilities]) -> tuple[CapabilityForm, ...]:
    """One form for each value that each document gives, once."""
    return tuple(
        fill(
            CapabilityForm,
            fact,
            name=name.value,
            value=value,
            unit=name.unit if isinstance(name, Number) else None,
            deployment_types=tuple(sorted(fact.types)),
            source=source_form(fact.source),
        )
        for fact in _once(facts)
        for name, value in fact.values.items()
    )


def _once(facts: Iterable[Capabilities]) -> Iterator[Capabilities]:
    """Trained models and their training share facts."""
    seen: set[tuple[object, ...]] = set()
    for fact in facts:
        key = (fact.subject, fact.types, fact.cloud, fact.source.id)
        if key not in seen:
            seen.add(key)
            yield fact


def lifecycle_forms(
    lifecycles: Mapping[Subject, Iterable[Lifecycle]], as_of: date
) -> tuple[LifecycleForm, ...]:
    """What every source says of each version and use, with the stage on a day."""
    lives = (life for each in lifecycles.values() for life in each)
    return tuple(
        fill(
            LifecycleForm,
            life,
            deployment_types=tuple(sorted(life.types)),
            stage=life.stage_at(as_of),
            may_be_closed=life.may_be_closed(as_of),
            source=source_form(life.source),
        )
        for life in lives
    )


def _unit_form(gives: Gives) -> UnitForm:
    return UnitForm(
        model=gives.subject.model,
        publisher=gives.subject.publisher,
        version=gives.subject.version,
        use=gives.subject.use,
        deployment_type=gives.type,
        requests_per_minute=gives.requests,
        tokens_per_minute=gives.tokens,
        source=source_form(gives.source),
    )


def _offering_form(offering: Offering, cloud: str | None) -> OfferingForm:
    return fill(
        OfferingForm,
        offering,
        deployment_type=offering.type,
        sku=sku_of(offering.type),
        cloud=cloud,
        conditions=tuple(sorted(offering.conditions)),
        methods=tuple(sorted(offering.methods)),
        source=_source_if(offering.source),
        disputed_by=_source_if(offering.disputed_by),
        terms_source=_source_if(offering.terms_source),
        listed=offering.sighting.listed if offering.sighting else None,
    )


def _source_if(source: Source | None) -> SourceForm | None:
    return source_form(source) if source else None


def source_form(source: Source) -> SourceForm:
    """The form of a source."""
    return fill(SourceForm, source)
