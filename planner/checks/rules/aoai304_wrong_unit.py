"""AOAI304: a size in a unit that the type is not sold in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from planner.checks.base import Case, Change, OfferingRule
from planner.checks.common import edits, sizes, words
from planner.domain.finding import Finding, Page, Remedy, Rule
from planner.domain.offering import Offering
from planner.domain.rates import Rate, unit_of
from planner.domain.terms import Aspect, DeploymentType, Party, Severity, Unit, Verdict
from planner.facts.rates import rate_in

RULE = Rule(
    id="AOAI304",
    slug="wrong-unit",
    title="Capacity in the wrong unit for the type",
    severity=Severity.ERROR,
    verdict=Verdict.FAIL,
    speaks_for=Party.REQUEST,
    aspect=Aspect.SIZE,
    weighs=frozenset({"capacity", "deployment_type"}),
    page=Page(
        what="Standard and developer deployments are sized in tokens per minute (`tpm`), provisioned ones in PTU (`ptu`), batch in `units`. Models of images, speech and videos (gpt-image, dall-e, tts, whisper, sora) are sold by requests: they are sized in `units` too. The workload gives another unit.",
        why="ARM has one number for all of them. 50,000 tokens per minute would read as 50 or as 50,000 PTU: the wrong size, or a bill of another order.",
        example="""\
workloads:
  claims:
    model: gpt-5.1@2025-11-13
    deployment_type: data-zone-provisioned
    region: swedencentral
    capacity: {tpm: 50000}
""",
        fix="Give the size in the unit of the type, or take a type that is sold in the unit. `units` fits every type: it is ARM's `sku.capacity` as it is.",
        source="Deployment types, 2026-08-06; automating quota (1 unit of a standard deployment is 1,000 TPM, of a provisioned one 1 PTU). What a unit of image, speech and video models gives: ARM model list, 2026-08-22.",
    ),
)


def reject(case: Case, offering: Offering) -> str | None:
    """A reason when the type is sold in another unit."""
    if sizes.misfit(case, offering.type) is not sizes.Misfit.UNIT:
        return None
    return f"{offering.type} is not sold by that unit"


def explain(case: Case, rejected: Sequence[Offering]) -> Iterable[Finding]:
    """One finding over all types that are sold in another unit."""
    unit = case.workload.capacity.unit if case.workload.capacity else Unit.UNITS
    types = [o.type for o in rejected if isinstance(o.type, DeploymentType)]
    fitting = words.listed((unit_of(case.subject.full_model, type_) for type_ in types), "or")
    rates = (rate_in(case.catalog, case.subject, t) for t in types if t.unit is Unit.TPM)
    rate = next(filter(None, rates), None)
    if rate is not None:
        message, advice = _counted(case.subject.full_model, rate, unit), []
    else:
        kinds = words.types(rejected)
        message = f"{kinds} deployments are sized in {fitting} (docs 2026-08-06), not in {unit}"
        advice = [Remedy(f"give the size in {fitting}")]
    yield RULE.finding(case.path("capacity"), message, workload=case.name, remedies=advice)


def _start(case: Case) -> Iterator[Change]:
    """A size of each type in its own unit, from which a sizing starts; for batch what was asked."""
    types = case.workload.deployment_type
    found = (sizes.start(case, type_) or _same(case, type_) for type_ in types)
    return ({"capacity": size} for size in found if size is not None)


def _same(case: Case, type_: DeploymentType) -> dict[str, int] | None:
    """Thousands of tokens as units, which is what both count in; None where they count otherwise."""
    capacity = case.workload.capacity
    if capacity is None or capacity.tpm is None or type_.unit is not Unit.UNITS:
        return None
    return {Unit.UNITS.value: -(-capacity.tpm.target // sizes.TOKENS)}


def _counted(model: str, rate: Rate, unit: Unit) -> str:
    """How a model that is sold by requests is sized."""
    gives = (
        f"one gives {rate.requests} per minute ({rate.source})"
        if rate.requests
        else f"what one gives is not documented ({rate.source})"
    )
    return f"{model} is sold by requests and sized in units, not in {unit}; {gives}"


def _types(case: Case) -> Iterator[Change]:
    """Types that are sold in the unit, closest in scope first."""
    unit = case.workload.capacity.unit if case.workload.capacity else None
    near = edits.near_types(case.workload.deployment_type)
    return ({"deployment_type": type_.value} for type_ in near if type_.unit is unit)


def _changes(case: Case) -> Iterable[Iterable[Change]]:
    """A size first, which keeps what was asked for; but who counts in PTU means provisioned."""
    families = [_start(case), _types(case)]
    capacity = case.workload.capacity
    return families[::-1] if capacity is not None and capacity.unit is Unit.PTU else families


CHECK = OfferingRule(RULE, reject, explain, changes=_changes, by_type=True)
