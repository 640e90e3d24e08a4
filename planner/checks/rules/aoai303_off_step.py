"""AOAI303: between two sizes that exist."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from planner.checks.base import Case, Change, OfferingRule
from planner.checks.common import edits, sizes, words
from planner.domain.finding import Finding, Page, Rule
from planner.domain.offering import CapacityRule, Offering
from planner.domain.terms import Aspect, DeploymentType, Party, Severity, Unit, Verdict

RULE = Rule(
    id="AOAI303",
    slug="off-step",
    title="Capacity between two steps",
    severity=Severity.ERROR,
    verdict=Verdict.FAIL,
    speaks_for=Party.REQUEST,
    aspect=Aspect.SIZE,
    acceptable=True,
    weighs=frozenset({"capacity", "deployment_type"}),
    page=Page(
        what="Deployments grow in steps: provisioned ones from their minimum by their increment, all others by 1,000 tokens per minute. No step lies within what the workload asks for. Where the service itself listed a step that does, the finding is unverified, shows both sources and can be accepted by name.",
        why="Azure refuses a size between two steps (`InvalidCapacity`); tokens per minute that are not multiples of 1,000 cannot even be written down, since ARM counts in thousands.",
        example="""\
workloads:
  claims:
    model: gpt-5.1@2025-11-13
    deployment_type: data-zone-provisioned
    region: swedencentral
    capacity: {ptu: 17}
""",
        fix="Take one of the neighbouring sizes, or give a range: `capacity: {ptu: {min: 15, target: 20}}`.",
        source="PTU sizing, 2026-05-22; automating quota (1 unit of a standard deployment is 1,000 TPM); model list, 2026-08-22.",
    ),
)


def reject(case: Case, offering: Offering) -> str | None:
    """A reason when no valid size lies within what is asked for."""
    if sizes.misfit(case, offering.type) is not sizes.Misfit.STEP:
        return None
    return f"no step of {offering.type}"


def explain(case: Case, rejected: Sequence[Offering]) -> Iterable[Finding]:
    """One finding, about the first type; the others differ in the numbers only."""
    capacity = case.workload.capacity
    first = sizes.doubted_first(case, rejected)
    type_ = first.type
    if capacity is None or not isinstance(type_, DeploymentType):
        return
    rule = sizes.rule_of(case, type_)
    if capacity.tpm is not None:
        message = f"capacity {capacity.tpm.target:,} TPM is not a multiple of 1,000"
    else:
        message = f"{words.subject(case)} as {type_} {_steps(rule)}, not {_given(case)}"
    yield sizes.told(case, RULE, first, message)


def _steps(rule: CapacityRule | None) -> str:
    if rule is None:
        return "comes in whole units"
    return f"starts at {rule.minimum} and grows by {rule.step} ({rule.source})"


def _given(case: Case) -> str:
    capacity = case.workload.capacity
    if capacity is None:
        return "nothing"
    unit, low, high = sizes.asked(capacity)
    return sizes.shown(unit, high) if low >= high else f"{low} to {sizes.shown(unit, high)}"


def _neighbours(case: Case) -> Iterator[Change]:
    """The next size up, then the next one down, of each type."""
    for type_ in case.workload.deployment_type:
        for size in _around(case, type_):
            yield sizes.change(case, size)


def _around(case: Case, type_: DeploymentType) -> Iterator[int]:
    capacity, rule = case.workload.capacity, sizes.rule_of(case, type_)
    if capacity is None:
        return
    unit, low, high = sizes.asked(capacity)
    if unit is Unit.TPM:
        if capacity.amount.target < sizes.TOKENS:  # thousands, as ARM and the portal count
            yield capacity.amount.target
        yield from (max(low, high), min(low, high))
    elif rule is not None:
        above = rule.minimum + -(-(high - rule.minimum) // rule.step) * rule.step
        yield from (above, above - rule.step)


CHECK = OfferingRule(
    RULE, reject, explain, changes=edits.any_of(_neighbours), by_type=True, sureness=sizes.sureness
)
