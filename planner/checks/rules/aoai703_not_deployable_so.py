"""AOAI703: a trained model cannot be deployed as this type, or not in this region."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from planner.checks.base import Case, OfferingRule
from planner.checks.common import edits, words
from planner.domain.finding import Finding, Page, Path, Rule
from planner.domain.offering import Offering
from planner.domain.terms import Aspect, Availability, DeploymentType, Party, Severity, Use, Verdict

RULE = Rule(
    id="AOAI703",
    slug="not-deployable-so",
    title="Trained model not deployable so",
    severity=Severity.ERROR,
    verdict=Verdict.FAIL,
    speaks_for=Party.TABLES,
    aspect=Aspect.TYPE,
    page=Page(
        what="Fine-tuned models have tables of their own: standard, global-standard, provisioned and developer, each with its models and regions. This type or region is not in them.",
        why="Where the base model can be deployed says nothing about the trained one. Azure refuses the deployment.",
        example="""\
workloads:
  ticket-model:
    model: gpt-4o-mini@2024-07-18
    fine_tuned: {id: gpt-4o-mini-2024-07-18.ft-b044a9d3cf9c4228b5d393567f693b83}
    deployment_type: developer
    region: swedencentral
    capacity: {tpm: 50000}
""",
        fix="Take a type and a region of the fine-tuned tables: `planner where MODEL --fine-tuned`. A model trained elsewhere may be deployed here with `fine_tuned.source_account`.",
        source="Deploy a fine-tuned model, 2026-02-11.",
    ),
)

_SERVED = {
    DeploymentType.STANDARD,
    DeploymentType.GLOBAL_STANDARD,
    DeploymentType.PROVISIONED,
    DeploymentType.DEVELOPER,
}
"""The types that the document lists for fine-tuned models; it lists them all."""


def is_missing(case: Case, offering: Offering) -> bool:
    """Whether the documents speak of this trained model and leave the offering out."""
    if offering.use is not Use.FINE_TUNED or offering.disputed_by is not None:
        return False
    if offering.is_listed:
        return False
    if offering.availability is Availability.UNAVAILABLE:
        return True
    named = case.catalog.names(offering.subject)
    unknown = offering.availability is Availability.UNKNOWN
    return unknown and named and offering.type not in _SERVED


def reject(case: Case, offering: Offering) -> str | None:
    """A reason when the trained model is not served so."""
    if not is_missing(case, offering):
        return None
    return f"no {offering.type} deployments of the trained model in {offering.region}"


def explain(case: Case, rejected: Sequence[Offering]) -> Iterable[Finding]:
    """One finding over all types and regions."""
    what = f"{words.subject(case)} has no {words.types(rejected)} deployments"
    served = case.catalog.types_of(case.subject)
    elsewhere = any(offering.type in served for offering in rejected)
    place = f"in {words.places(rejected)}" if elsewhere else "in any region"
    message = f"{what} {place}{words.sources(rejected) or ' (docs 2026-02-11)'}"
    message += words.nor_listed(rejected)
    yield RULE.finding(_path(case, elsewhere=elsewhere), message, workload=case.name)


def _path(case: Case, *, elsewhere: bool) -> Path:
    return words.region_path(case) if elsewhere else words.type_path(case)


CHECK = OfferingRule(
    RULE,
    reject,
    explain,
    changes=edits.any_of(edits.regions, edits.types),
    uses=frozenset({Use.FINE_TUNED}),
    otherwise=edits.any_of(edits.elsewhere_as, edits.other_family),
)
