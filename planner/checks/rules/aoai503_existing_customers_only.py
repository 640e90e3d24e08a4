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
    acceptable=True,
    page=Page(
        what="The version is deprecated: only a subscription that has deployed this exact version before may deploy it again. `subscription.deployed_before` does not name it. Where a document gives a day of closing that is past and still calls the version generally available, the finding is unverified.",
        why="For all others Azure answers `ServiceModelDeprecating`, though the API still lists the model. (The API's word for this stage is `Deprecating`; its `Deprecated` means retired.) The stage is what counts: the service agreed in all 743 offerings that were called deprecated in 2026-08, while versions that a row of 2025-12 called closed and generally available could still be had half a year later.",
        example="""\
as_of: 2026-11-20
workloads:
  chat:
    model: gpt-4o-mini@2024-07-18
    deployment_type: global-standard
    region: eastus2
    capacity: {tpm: 50000}
""",
        fix="Move to a newer version. If this subscription has deployed the version before, say so: `subscription: {deployed_before: [gpt-4o-mini@2024-07-18]}`. What is unverified may be accepted by name once you have seen it offered.",
        source="Lifecycle page, 2026-10-05; model retirement schedule, 2026-09-02 and 2026-07-07.",
    ),
)


_LISTED = Remedy("list it there if this subscription has deployed it before")
_ADVICE = Remedy(
    "list it in subscription.deployed_before if it was, or accept AOAI503 once you have seen it"
)


def reject(case: Case, offering: Offering) -> str | None:
    """A reason when the version is closed to this subscription, or may be."""
    if case.facts.has_deployed(case.subject):
        return None
    if _is_closed(case, offering):
        return "for existing customers only"
    disputed = lifetime.maybe_closed(case, offering)
    return "perhaps for existing customers only" if disputed else None


def _is_closed(case: Case, offering: Offering) -> bool:
    deprecated = lifetime.in_stage(case, offering, Stage.DEPRECATED) is not None
    return deprecated or Condition.EXISTING_CUSTOMERS in offering.conditions


def _sureness(case: Case, offering: Offering) -> Verdict:
    return Verdict.FAIL if _is_closed(case, offering) else Verdict.UNVERIFIED


def explain(case: Case, rejected: Sequence[Offering]) -> Iterable[Finding]:
    """One finding: the stage belongs to the version, not to a region; unverified if disputed."""
    unsure = [offering for offering in rejected if not _is_closed(case, offering)]
    yield _disputed(case, unsure[0]) if unsure else _closed(case, rejected[0])


def _closed(case: Case, offering: Offering) -> Finding:
    life = lifetime.in_stage(case, offering, Stage.DEPRECATED)
    source = life.source if life else offering.terms_source or offering.source
    where = lifetime.scope(life) if life and life.cloud else ""
    closed = f"{_what(case)}{where} is open to existing customers only ({source})"
    message = f"{closed}; not in subscription.deployed_before"
    return RULE.finding(case.path("model"), message, workload=case.name, remedies=[_LISTED])


def _disputed(case: Case, offering: Offering) -> Finding:
    """One row says both: closed to new customers by now, and a stage in which it is open."""
    life = lifetime.maybe_closed(case, offering)
    said = f"{life.source} closes it on {life.closes} and calls it {life.stage}" if life else ""
    message = f"whether {_what(case)} is open to new customers is unknown: {said}"
    return RULE.finding(
        case.path("model"),
        message,
        workload=case.name,
        remedies=[_ADVICE],
        severity=Severity.WARNING,
        verdict=Verdict.UNVERIFIED,
    )


def _what(case: Case) -> str:
    training = "training of " if case.subject.use is Use.TRAINING else ""
    return f"{training}{words.subject(case)}"


CHECK = OfferingRule(
    RULE,
    reject,
    explain,
    changes=edits.any_of(edits.versions),
    sureness=_sureness,
    otherwise=edits.any_of(edits.other_version_as),
)
