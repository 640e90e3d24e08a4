"""Forms that several others are made of."""

from __future__ import annotations

from datetime import date

from planner.domain.plan import CatalogRef, Choice
from planner.domain.terms import DeploymentType, TrainingType
from planner.report.forms.base import fill, form

AnyType = DeploymentType | TrainingType


@form
class CatalogForm:
    """The snapshot that a result rests on."""

    snapshot: str
    """Its name, such as `2026-09`."""
    sha256: str
    """Checksum of the snapshot's header, which has those of its files."""
    date: date
    """The day of its oldest public availability table."""
    age: int
    """Days from then to the day of the plan; below 0 where that is earlier."""


@form
class SourceForm:
    """The document that says so, as it stood on that day."""

    document: str
    """Path of the page in its repository, or its address."""
    date: date


@form
class ChoiceForm:
    """An offering that a workload could have."""

    deployment_type: AnyType
    sku: str | None
    """ARM's name of the type; null for training, which is no deployment."""
    region: str
    geography: str


def catalog_form(catalog: CatalogRef) -> CatalogForm:
    """The form of the snapshot that a plan was made with."""
    return fill(CatalogForm, catalog)


def choice_form(choice: Choice) -> ChoiceForm:
    """The form of an offering that a workload could have."""
    return fill(ChoiceForm, choice, deployment_type=choice.type, sku=sku_of(choice.type))


def sku_of(type: AnyType) -> str | None:  # noqa: A002
    """ARM's name of a deployment type; None for training, which is no deployment."""
    return type.sku if isinstance(type, DeploymentType) else None
