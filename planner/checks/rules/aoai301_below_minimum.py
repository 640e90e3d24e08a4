"""AOAI301: smaller than the smallest deployment there is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from planner.checks.base import Case, Change, OfferingRule
from planner.checks.common import edits, sizes, words
from planner.domain.finding import Finding, Page, Rule
from planner.domain.offering import Offering
from planner.domain.terms import Aspect, DeploymentType, Family, Party, Severity, Verdict

RULE = Rule(
    id="AOAI301",
    slug="below-minimum",
    title="Capacity below the minimum",
    severity=Severity.ERROR,
    verdict=Verdict.FAIL,
    speaks_for=Party.REQUEST,
    aspect=Aspect.SIZE,
    acceptable=True,
    weighs=frozenset({"capacity", "deployment_type"}),
    page=Page(
        what="Even the largest size that the workload asks for is below the smallest that the type allows for this model. Where no document states a minimum for a provisioned type, a note says so. Where the service itself listed a smaller one, the finding is unverified, shows both sources and can be accepted by name.",
        why="Azure answers with `InvalidCapacity` (at least A and no more than B). The minimum of regional provisioned deployments is several times that of global and data zone ones.",
        example="""\
workloads:
  claims:
    model: gpt-5.1@2025-11-13
    deployment_type: provisioned
    region: swedencentral
    capacity: {ptu: 15}
""",
        fix="Ask for the minimum, or for a type whose minimum is smaller.",
        source="PTU sizing, 2026-05-22 (later in newer snapshots); model list, 2026-08-22.",
    ),
)


def reject(case: Case, offering: Offering) -> str | None:
    """A reason when the type has no deployment as small as that."""
    if sizes.misfit(case, offering.type) is not sizes.Misfit.BELOW:
        return None
    return f"below the minimum of {offering.type}"


def explain(case: Case, rejected: Sequence[Offering]) -> Iterable[Finding]:
    """One finding, about the first type; the others differ in the number only."""
    first = sizes.doubted_first(case, rejected)
    size = sizes.size_of(case, first)
    least = sizes.shown(size.unit, size.rule.minimum)
    what = f"{words.subject(case)} as {first.type} needs at least {least}"
    message = f"{what} ({size.rule.source}), not {sizes.shown(size.unit, size.high)}"
    yield sizes.told(case, RULE, first, message)


def _minimum(case: Case) -> Iterator[Change]:
    """The smallest valid size of each of the workload's types."""
    return (sizes.change(case, rule.minimum) for rule in sizes.rules_of(case))


def remark(case: Case, offering: Offering) -> Iterable[Finding]:
    """A note that nobody knows the smallest size of a provisioned type."""
    type_ = offering.type
    if not isinstance(type_, DeploymentType) or type_.family is not Family.PROVISIONED:
        return
    if sizes.rule_of(case, type_) is None:
        what = f"no document gives the sizes of {words.subject(case)} as {type_}"
        message = f"{what} (catalog {case.catalog.name}); the size is not checked"
        yield RULE.finding(
            case.path("capacity"),
            message,
            workload=case.name,
            severity=Severity.NOTE,
            verdict=Verdict.OK,
        )


CHECK = OfferingRule(
    RULE,
    reject,
    explain,
    changes=edits.any_of(_minimum, edits.types),
    remark=remark,
    by_type=True,
    sureness=sizes.sureness,
)
