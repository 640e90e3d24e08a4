"""What `planner where` and `planner catalog show` say with `--json`: offerings and their facts."""

from __future__ import annotations

from collections.abc import Iterable

from planner.domain.offering import Feature, Offering, Source
from planner.domain.terms import Availability, Condition, Use
from planner.report.forms.base import VERSION, Version, fill, form
from planner.report.forms.common import AnyType, SourceForm, sku_of


@form
class OfferingForm:
    """One model version, use, type and region, and whether it can be had."""

    model: str
    version: str
    use: Use
    deployment_type: AnyType
    sku: str | None
    """ARM's name of the type; null for training, which is no deployment."""
    region: str
    availability: Availability
    conditions: tuple[Condition, ...]
    """Who may use it, sorted; empty for everybody."""
    source: SourceForm | None
    """The document that says so; null where no document names the version."""


@form
class FeatureForm:
    """A capability that is documented by version and region, such as `assistants`."""

    name: str
    model: str
    version: str
    use: Use
    regions: tuple[str, ...]
    source: SourceForm


@form
class OfferingsForm:
    """Where a model can be had."""

    format_version: Version = VERSION
    offerings: tuple[OfferingForm, ...]
    features: tuple[FeatureForm, ...]


def offerings_form(offerings: Iterable[Offering], features: Iterable[Feature]) -> OfferingsForm:
    """The form of offerings and of features, in the order given."""
    return OfferingsForm(
        offerings=tuple(map(_offering_form, offerings)),
        features=tuple(fill(FeatureForm, f, source=_source_form(f.source)) for f in features),
    )


def _offering_form(offering: Offering) -> OfferingForm:
    return fill(
        OfferingForm,
        offering,
        deployment_type=offering.type,
        sku=sku_of(offering.type),
        conditions=tuple(sorted(offering.conditions)),
        source=_source_form(offering.source) if offering.source else None,
    )


def _source_form(source: Source) -> SourceForm:
    return fill(SourceForm, source)
