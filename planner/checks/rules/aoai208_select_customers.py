"""AOAI208: this region has the model for a few older customers only."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from planner.checks.base import Case, OfferingRule
from planner.checks.common import access, edits, words
from planner.domain.finding import Finding, Page, Remedy, Rule
from planner.domain.offering import Offering
from planner.domain.terms import Aspect, Condition, Party, Severity, Verdict

RULE = Rule(
    id="AOAI208",
    slug="select-customers",
    title="For select customers only",
    severity=Severity.ERROR,
    verdict=Verdict.FAIL,
    speaks_for=Party.TABLES,
    aspect=Aspect.ACCESS,
    page=Page(
        what="The documents list the version in this region for select customers who had it before, and the stack file does not say that this subscription is one of them.",
        why="For everybody else the deployment is refused, though a table ticks the region.",
        example="""\
catalog: "2024-12"
as_of: 2024-12-10
subscription: {deployed_before: [gpt-4@0314]}
workloads:
  legacy-chat:
    model: gpt-4@0314
    deployment_type: standard
    region: eastus
    capacity: {tpm: 20000}
""",
        fix="Choose a region or version without the condition. If your subscription was selected, list the version under `subscription.approved`.",
        source="Models page, 2024-12-05, Select customer access.",
    ),
)


def reject(case: Case, offering: Offering) -> str | None:
    """A reason when the region is for select customers and this is none."""
    lacking = access.lacking(case, offering, Condition.SELECT_CUSTOMERS)
    return None if lacking is None else "for select customers only"


def explain(case: Case, rejected: Sequence[Offering]) -> Iterable[Finding]:
    """One finding over all regions with the condition."""
    said = words.said_by(offering.terms_source or offering.source for offering in rejected)
    place = words.places(rejected)
    message = f"{words.subject(case)} in {place} is for select customers only{said}"
    advice = Remedy(f"list {case.subject.pinned.pin} in subscription.approved if you were selected")
    path = words.region_path(case)
    yield RULE.finding(path, message, workload=case.name, remedies=[advice])


CHECK = OfferingRule(RULE, reject, explain, changes=edits.any_of(edits.regions, edits.versions))
