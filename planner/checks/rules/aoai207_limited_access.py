"""AOAI207: access has to be asked for first."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from planner.checks.base import Case, OfferingRule
from planner.checks.common import access, edits, words
from planner.domain.finding import Finding, Page, Remedy, Rule
from planner.domain.offering import Offering
from planner.domain.terms import Aspect, Condition, Party, Severity, Verdict

RULE = Rule(
    id="AOAI207",
    slug="limited-access",
    title="Limited access",
    severity=Severity.ERROR,
    verdict=Verdict.FAIL,
    speaks_for=Party.TABLES,
    aspect=Aspect.ACCESS,
    page=Page(
        what="The documents offer the model to registered or invited customers only, and the stack file does not say that this subscription is one.",
        why="Without the grant the deployment is refused, or the model is not even listed.",
        example="""\
catalog: "2024-12"
as_of: 2024-12-10
workloads:
  reasoning:
    model: o1-preview@2024-09-12
    deployment_type: global-standard
    region: eastus2
    capacity: {tpm: 30000}
""",
        fix="Request access (https://aka.ms/oai/modelaccess for registrations; your Microsoft account team for invitations). Once granted, list the model under `subscription.approved`.",
        source="Models page, 2024-12-05 (o1-preview, o1-mini: registration); fine-tuning models, 2026-03-05 (gpt-5: invitation).",
    ),
)

_CONDITIONS = (Condition.REGISTRATION, Condition.INVITATION)
_NEEDS = {Condition.REGISTRATION: "needs a registration", Condition.INVITATION: "is by invitation"}
_ASK = {
    Condition.REGISTRATION: "request access (https://aka.ms/oai/modelaccess), then list it there",
    Condition.INVITATION: "ask your Microsoft account team, then list it there",
}


def reject(case: Case, offering: Offering) -> str | None:
    """A reason when access is limited and was not granted."""
    lacking = access.lacking(case, offering, *_CONDITIONS)
    return None if lacking is None else _NEEDS[lacking]


def explain(case: Case, rejected: Sequence[Offering]) -> Iterable[Finding]:
    """One finding: access belongs to the model, not to a region."""
    lacking = access.lacking(case, rejected[0], *_CONDITIONS) or Condition.REGISTRATION
    said = words.said_by(offering.terms_source or offering.source for offering in rejected)
    use = f"{case.subject.use} of " if case.workload.training else ""
    message = f"{use}{words.subject(case)} {_NEEDS[lacking]}{said}; not in subscription.approved"
    remedies = [Remedy(_ASK[lacking])]
    yield RULE.finding(case.path("model"), message, workload=case.name, remedies=remedies)


CHECK = OfferingRule(RULE, reject, explain, changes=edits.any_of(edits.versions))
