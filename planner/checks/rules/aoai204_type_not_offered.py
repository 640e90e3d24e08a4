"""AOAI204: the version is sold nowhere as this deployment type."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache

from planner.checks.base import Case, OfferingRule
from planner.checks.common import edits, words, younger
from planner.domain.finding import Finding, Page, Rule
from planner.domain.offering import Offering
from planner.domain.subject import AnyType, Subject
from planner.domain.terms import (
    Aspect,
    Availability,
    DeploymentType,
    Party,
    Severity,
    Use,
    Verdict,
)
from planner.facts.catalog import Catalog

RULE = Rule(
    id="AOAI204",
    slug="type-not-offered",
    title="Deployment type never offered for this version",
    severity=Severity.ERROR,
    verdict=Verdict.FAIL,
    speaks_for=Party.TABLES,
    aspect=Aspect.TYPE,
    weighs=frozenset({"deployment_type"}),
    page=Page(
        what="The availability tables name the version, and in no region as this deployment type. Developer deployments exist for fine-tuned models only. Unverified where the tables are older than `catalog.max_age` and a newer shipped snapshot has it in the region; a version that is younger than the table of the type is AOAI206.",
        why='Azure answers with `InvalidResourceProperties`: "The specified SKU of account deployment is not supported by the model". No region changes that.',
        example="""\
workloads:
  research:
    model: gpt-5.4-pro@2026-03-05
    deployment_type: data-zone-standard
    region: eastus2
    capacity: {tpm: 50000}
""",
        fix="Use a type that the version has, or a version that has the type.",
        source="Availability tables by deployment type (models page, 2026-06-11, and the earlier ones of each snapshot); deployment types page, 2026-08-06, for developer.",
    ),
)


def is_missing(case: Case, offering: Offering) -> bool:
    """Whether a base model's version has no region at all for this type."""
    if offering.use is not Use.BASE:
        return False
    if offering.type is DeploymentType.DEVELOPER:
        return True
    if offering.availability is not Availability.UNAVAILABLE:
        return False
    return offering.type not in _sold(case.catalog, offering.subject)


@lru_cache(maxsize=1024)
def _sold(catalog: Catalog, subject: Subject) -> frozenset[AnyType]:
    """The types that a version has somewhere; asked for every region of every workload.

    What the service itself listed somewhere is no type that is never offered.
    """
    return frozenset(catalog.types_of(subject)) | catalog.sightings.types_of(subject)


def reject(case: Case, offering: Offering) -> str | None:
    """A reason when the version is sold nowhere as the offering's type."""
    if offering.availability is Availability.AVAILABLE or not is_missing(case, offering):
        return None
    return f"not offered as {offering.type} in any region"


def explain(case: Case, rejected: Sequence[Offering]) -> Iterable[Finding]:
    """One finding over all types that the version does not have."""
    types = words.types(rejected)
    message = f"{words.subject(case)} is not offered as {types} in any region"
    if all(offering.type is DeploymentType.DEVELOPER for offering in rejected):
        message = "developer deployments are for fine-tuned models only (docs 2026-08-06)"
    else:
        message += words.sources(rejected) + words.nor_listed(rejected)
    position = case.workload.types.index(rejected[0].type)
    path = words.item_path(case, "deployment_type", position, len(case.workload.types))
    yield younger.taken_back(case, RULE.finding(path, message, workload=case.name), rejected)


CHECK = OfferingRule(
    RULE,
    reject,
    explain,
    changes=younger.unless_overtaken(edits.any_of(edits.types, edits.versions)),
    uses=frozenset({Use.BASE}),
    otherwise=younger.unless_overtaken(edits.any_of(edits.elsewhere_as, edits.other_family)),
)
