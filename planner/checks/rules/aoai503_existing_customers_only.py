"""AOAI503: closed to everybody who has not deployed this exact version before."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from planner.checks.base import Case, OfferingRule
from planner.checks.common import edits, lifetime, words
from planner.domain.finding import Finding, Page, Remedy, Rule
from planner.domain.offering import Offering
from planner.domain.terms import Aspect, Condition, Party, Severity, Stage, Use, Verdict

RULE = Rule(
    id="AOAI503",
    slug="existing-customers-only",
    title="For existing customers only",
    severity=Severity.ERROR,
    verdict=Verdict.FAIL,
    speaks_for=Party.TABLES,
    aspect=Aspect.ACCESS,
    page=Page(
        what="The version is deprecated: only a subscription that has deployed this exact version before may deploy it again. `subscription.deployed_before` does not name it.",
        why="For all others Azure answers `ServiceModelDeprecating`, though the API still lists the model. (The API's word for this stage is `Deprecating`; its `Deprecated` means retired.)",
        example="""\
as_of: 2026-11-20
workloads:
  chat:
    model: gpt-4o-mini@2024-07-18
    deployment_type: global-standard
    region: eastus2
    capacity: {tpm: 50000}
""",
        fix="Move to a newer version. If this subscription has deployed the version before, say so: `subscription: {deployed_before: [gpt-4o-mini@2024-07-18]}`.",
        source="Lifecycle page, 2026-10-05; model retirement schedule, 2026-09-02 and 2026-07-07.",
    ),
)


def reject(case: Case, offering: Offering) -> str | None:
    """A reason when the version is closed to this subscription."""
    conditional = Condition.EXISTING_CUSTOMERS in offering.conditions
    if not conditional and lifetime.in_stage(case, Stage.DEPRECATED) is None:
        return None
    if case.facts.has_deployed(case.subject):
        return None
    return "for existing customers only"


def explain(case: Case, rejected: Sequence[Offering]) -> Iterable[Finding]:
    """One finding: the stage belongs to the version, not to a region."""
    life = lifetime.in_stage(case, Stage.DEPRECATED)
    source = life.source if life else rejected[0].terms_source or rejected[0].source
    what = "training of " if case.subject.use is Use.TRAINING else ""
    closed = f"{what}{words.subject(case)} is open to existing customers only ({source})"
    message = f"{closed}; not in subscription.deployed_before"
    advice = Remedy("list it there if this subscription has deployed it before")
    yield RULE.finding(case.path("model"), message, workload=case.name, remedies=[advice])


CHECK = OfferingRule(
    RULE,
    reject,
    explain,
    changes=edits.any_of(edits.versions),
    otherwise=edits.any_of(edits.other_version_as),
)
