"""AOAI302: larger than the largest deployment there is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from planner.checks.base import Case, Change, OfferingRule
from planner.checks.common import edits, sizes
from planner.domain.finding import Finding, Page, Rule
from planner.domain.offering import Offering
from planner.domain.terms import Aspect, Party, Severity, Verdict

RULE = Rule(
    id="AOAI302",
    slug="above-maximum",
    title="Capacity above the maximum",
    severity=Severity.ERROR,
    verdict=Verdict.FAIL,
    speaks_for=Party.REQUEST,
    aspect=Aspect.SIZE,
    acceptable=True,
    weighs=frozenset({"capacity", "deployment_type"}),
    page=Page(
        what="Even the smallest size that the workload asks for is above the largest that one deployment may have. Where the service itself listed a larger one, the finding is unverified, shows both sources and can be accepted by name.",
        why="Azure answers with `InvalidCapacity` (at least A and no more than B).",
        example="""\
workloads:
  claims:
    model: gpt-5.1@2025-11-13
    deployment_type: global-provisioned
    region: swedencentral
    capacity: {ptu: 200000}
""",
        fix="Ask for no more than the maximum, and spread the load over several workloads or replicas.",
        source="Quotas and limits, 2026-02-17 (100,000 PTU a deployment); model list, 2026-08-22.",
    ),
)


def reject(case: Case, offering: Offering) -> str | None:
    """A reason when the type has no deployment as large as that."""
    if sizes.misfit(case, offering.type) is not sizes.Misfit.ABOVE:
        return None
    return f"above the maximum of {offering.type}"


def explain(case: Case, rejected: Sequence[Offering]) -> Iterable[Finding]:
    """One finding, about the first type; the others differ in the number only."""
    first = sizes.doubted_first(case, rejected)
    size = sizes.size_of(case, first)
    most = sizes.shown(size.unit, size.rule.maximum or size.low)
    what = f"{first.type} deployments have at most {most}"
    message = f"{what} ({size.rule.source}), not {sizes.shown(size.unit, size.low)}"
    yield sizes.told(case, RULE, first, message)


def _maximum(case: Case) -> Iterator[Change]:
    """The largest valid size of each of the workload's types."""
    for rule in sizes.rules_of(case):
        most = rule.largest(rule.minimum, rule.maximum or rule.minimum)
        if most is not None:
            yield sizes.change(case, most)


CHECK = OfferingRule(
    RULE,
    reject,
    explain,
    changes=edits.any_of(_maximum, edits.types),
    by_type=True,
    sureness=sizes.sureness,
)
