"""Turns results into their public JSON forms. Every list and every order of keys is fixed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from enum import Enum
from typing import TYPE_CHECKING

from planner.domain.offering import Feature, ModelVersion, Offering
from planner.domain.terms import DeploymentType, TrainingType
from planner.report.forms import (
    FORMAT_VERSION,
    AccountForm,
    CatalogForm,
    CheckForm,
    ChoiceForm,
    CorrectionForm,
    DeploymentForm,
    ExplainForm,
    FeatureForm,
    FindingForm,
    Json,
    LocationForm,
    OfferingForm,
    OfferingsForm,
    PlaceForm,
    PlanForm,
    PoolForm,
    RefusedForm,
    RelaxationForm,
    RelocationForm,
    RemedyForm,
    SourceForm,
    StacksForm,
    TrainingForm,
    UnreadForm,
)

if TYPE_CHECKING:  # at run time they would bring pydantic along, which `where` does not need
    from planner.domain.finding import Finding, Location, Path, Remedy
    from planner.domain.offering import Correction, Source
    from planner.domain.plan import (
        Account,
        CatalogRef,
        Choice,
        Deployment,
        Move,
        Plan,
        PoolUse,
        Relaxation,
        TrainingPlace,
    )


def check_form(plan: Plan) -> CheckForm:
    """The form of one stack's check."""
    return {
        "format_version": FORMAT_VERSION,
        "stack": plan.stack,
        "as_of": plan.as_of.isoformat(),
        "catalog": catalog_form(plan.catalog),
        "verdict": plan.verdict.value,
        "workloads": {
            name: {"verdict": workload.verdict.value}
            for name, workload in sorted(plan.workloads.items())
        },
        "findings": findings_form(plan.findings),
    }


def unread_form(stack: str, problems: Iterable[tuple[str, Location | None]]) -> UnreadForm:
    """The form of a stack file that cannot be read; `problems` are messages and their places."""
    return {
        "format_version": FORMAT_VERSION,
        "stack": stack,
        "verdict": "fail",
        "problems": [
            {"message": text, "location": location_form(place, ())} for text, place in problems
        ],
    }


def stacks_form(stacks: Sequence[CheckForm | UnreadForm]) -> CheckForm | UnreadForm | StacksForm:
    """The form of one stack as it is, of several as a list under `stacks`."""
    if len(stacks) == 1:
        return stacks[0]
    return {"format_version": FORMAT_VERSION, "stacks": list(stacks)}


def plan_form(plan: Plan) -> PlanForm:
    """The form of a plan."""
    return {
        "format_version": FORMAT_VERSION,
        "stack": plan.stack,
        "environment": plan.environment,
        "as_of": plan.as_of.isoformat(),
        "as_of_pinned": plan.as_of_pinned,
        "catalog": catalog_form(plan.catalog),
        "verdict": plan.verdict.value,
        "complete": plan.complete,
        "applyable": plan.applyable,
        "resource_group": plan.resource_group,
        "location": plan.location,
        "accounts": [_account_form(account) for account in plan.accounts],
        "deployments": [_deployment_form(deployment) for deployment in plan.deployments],
        "training": [_training_form(place) for place in plan.training],
        "refused": [
            refused_form(name, plan.findings_of(name))
            for name in plan.refused
            if not plan.workloads[name].kept
        ],
        "kept": kept_form(plan),
        "moves": [relocation_form(move) for move in plan.moves],
        "pools": [_pool_form(use) for use in plan.pools],
        "proven": plan.proven,
        "gap": plan.gap,
        "findings": findings_form(plan.findings),
        "corrections": [_correction_form(correction) for correction in plan.corrections],
    }


def explain_form(plan: Plan, workload: str, relaxations: Iterable[Relaxation] = ()) -> ExplainForm:
    """The form of one workload's way through the plan. Raises KeyError when it has no such one."""
    found = plan.workloads[workload]
    return {
        "format_version": FORMAT_VERSION,
        "stack": plan.stack,
        "workload": workload,
        "as_of": plan.as_of.isoformat(),
        "catalog": catalog_form(plan.catalog),
        "verdict": found.verdict.value,
        "model": found.model,
        "version": found.version,
        "use": found.use.value,
        "chosen": [choice_form(choice) for choice in found.chosen],
        "runners_up": [choice_form(choice) for choice in found.runners_up],
        "rejections": [
            {
                "deployment_type": rejection.type.value,
                "sku": sku_of(rejection.type),
                "region": rejection.region,
                "reasons": dict(sorted(rejection.reasons.items())),
            }
            for rejection in found.rejections
        ],
        "relaxations": [_relaxation_form(each) for each in relaxations],
        "findings": findings_form(plan.findings_of(workload)),
    }


def offerings_form(offerings: Iterable[Offering], features: Iterable[Feature]) -> OfferingsForm:
    """The form of offerings and of features, in the order given."""
    return {
        "format_version": FORMAT_VERSION,
        "offerings": [offering_form(offering) for offering in offerings],
        "features": [_feature_form(feature) for feature in features],
    }


def _feature_form(feature: Feature) -> FeatureForm:
    return {
        "name": feature.name,
        "model": feature.model,
        "version": feature.version,
        "use": feature.use.value,
        "regions": [*feature.regions],
        "source": source_form(feature.source),
    }


def offering_form(offering: Offering) -> OfferingForm:
    """The form of one offering."""
    return {
        "model": offering.model,
        "version": offering.version,
        "use": offering.use.value,
        "deployment_type": offering.type.value,
        "sku": sku_of(offering.type),
        "region": offering.region,
        "availability": offering.availability.value,
        "conditions": sorted(condition.value for condition in offering.conditions),
        "source": source_form(offering.source) if offering.source else None,
    }


def findings_form(findings: Iterable[Finding]) -> list[FindingForm]:
    """The form of each finding, in the order given."""
    return [finding_form(finding) for finding in findings]


def finding_form(finding: Finding) -> FindingForm:
    """The form of one finding."""
    return {
        "rule": finding.rule,
        "slug": finding.slug,
        "severity": finding.severity.value,
        "workload": finding.workload,
        "message": finding.message,
        "location": location_form(finding.location, finding.path),
        "remedies": [_remedy_form(remedy) for remedy in finding.remedies],
    }


def location_form(location: Location | None, path: Path) -> LocationForm:
    """The form of a place in a file and of the route through it."""
    return {
        "file": location.file if location else None,
        "line": location.line if location else None,
        "column": location.column if location else None,
        "path": list(path),
    }


def catalog_form(catalog: CatalogRef) -> CatalogForm:
    """The form of the snapshot a plan was made with."""
    return {"snapshot": catalog.snapshot, "sha256": catalog.sha256}


def source_form(source: Source) -> SourceForm:
    """The form of a source."""
    return {"document": source.document, "date": source.date.isoformat()}


def sku_of(type: DeploymentType | TrainingType) -> str | None:  # noqa: A002
    """ARM's name of a deployment type; None for training, which is no deployment."""
    return type.sku if isinstance(type, DeploymentType) else None


def plain(value: object) -> Json:
    """A value in JSON's kinds: enums and versions as stack files spell them, dates in ISO form."""
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, ModelVersion):
        return value.pin
    if isinstance(value, Enum):
        return plain(value.value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    return value if isinstance(value, bool | int | float | str | None) else str(value)


def _remedy_form(remedy: Remedy) -> RemedyForm:
    change = {key: plain(value) for key, value in sorted(remedy.change.items())}
    return {"text": remedy.text, "change": change}


def _relaxation_form(relaxation: Relaxation) -> RelaxationForm:
    return {
        "text": relaxation.text,
        "change": {key: plain(value) for key, value in sorted(relaxation.change.items())},
        "gives": [choice_form(choice) for choice in relaxation.gives],
    }


def _account_form(account: Account) -> AccountForm:
    return {"name": account.name, "region": account.region, "kind": account.kind}


def _deployment_form(deployment: Deployment) -> DeploymentForm:
    return {
        "workload": deployment.workload,
        "name": deployment.name,
        "account": deployment.account,
        "region": deployment.region,
        "model": deployment.model,
        "version": deployment.version,
        "deployment_type": deployment.type.value,
        "sku": deployment.sku,
        "capacity": deployment.capacity,
    }


def _training_form(place: TrainingPlace) -> TrainingForm:
    return {
        "workload": place.workload,
        "account": place.account,
        "region": place.region,
        "model": place.model,
        "version": place.version,
        "deployment_type": place.type.value,
        "sku": None,
    }


def refused_form(workload: str, findings: Iterable[Finding]) -> RefusedForm:
    """The form of a workload with the findings about it."""
    return {"workload": workload, "findings": findings_form(findings)}


def kept_form(plan: Plan) -> list[RefusedForm]:
    """The form of what stays although a new deployment of it would be refused."""
    return [refused_form(kept.workload, kept.findings) for kept in plan.kept]


def _place_form(place: Deployment | TrainingPlace) -> PlaceForm:
    return {
        "region": place.region,
        "account": place.account,
        "deployment_type": place.type.value,
        "model": place.model,
        "version": place.version,
    }


def relocation_form(move: Move) -> RelocationForm:
    """The form of a deployment that stands elsewhere than the lock says."""
    return {
        "workload": move.workload,
        "from": _place_form(move.before),
        "to": _place_form(move.after) if move.after else None,
        "down": move.down,
        "quota_twice": move.twice,
    }


def _pool_form(use: PoolUse) -> PoolForm:
    return {
        "pool": use.pool.name,
        "scope": use.pool.scope,
        "used": use.used,
        "limit": use.limit,
        "source": use.said_by,
        "workloads": list(use.workloads),
    }


def choice_form(choice: Choice) -> ChoiceForm:
    """The form of an offering that a workload could have."""
    return {
        "deployment_type": choice.type.value,
        "sku": sku_of(choice.type),
        "region": choice.region,
        "geography": choice.geography,
    }


def _correction_form(correction: Correction) -> CorrectionForm:
    return {
        "id": correction.id,
        "date": correction.date.isoformat(),
        "subject": correction.subject,
        "was": correction.was,
        "now": correction.now,
        "reason": correction.reason,
    }
