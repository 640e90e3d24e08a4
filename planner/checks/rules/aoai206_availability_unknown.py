"""AOAI206: no document says whether the offering exists."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from planner.checks.base import Case, OfferingRule
from planner.checks.common import edits, lifetime, words, younger
from planner.checks.rules import aoai703_not_deployable_so as not_deployable
from planner.domain.finding import Finding, Page, Remedy, Rule
from planner.domain.offering import Offering
from planner.domain.publishers import OPENAI
from planner.domain.terms import Aspect, Availability, DeploymentType, Party, Severity, Use, Verdict
from planner.facts.history import elsewhere, newer_with

RULE = Rule(
    id="AOAI206",
    slug="availability-unknown",
    title="Availability unknown",
    severity=Severity.WARNING,
    verdict=Verdict.UNVERIFIED,
    speaks_for=Party.TABLES,
    aspect=Aspect.ACCESS,
    acceptable=True,
    admits_unknown=True,
    page=Page(
        what="The version is real (a retirement schedule, a quota table or the service's own model list names it), and no availability table of the snapshot does; or the documents name a type without saying where it is offered. Or the model, the version or the version as this type may be younger than the tables, which then say nothing of it.",
        why="Unknown is neither yes nor no. The planner emits only what a document says is available, so the workload waits until somebody takes the responsibility.",
        example="""\
workloads:
  careful:
    model: gpt-5.6-sol@2026-07-09
    deployment_type: global-standard
    region: swedencentral
    capacity: {tpm: 50000}
""",
        fix="Use a version that the tables name, or a newer snapshot. If you have seen it offered, accept it by name: `accept: [{rule: AOAI206, until: 2026-12-31, reason: seen in the portal}]`.",
        source="The silence of the availability tables; retirement schedule (2026-09-02) and quota tiers (2026-08-20) for the versions that they name; the model list of 2026-08-22, which one subscription was shown.",
    ),
)

_ADVICE = Remedy("accept AOAI206 once you have seen it offered")


def reject(case: Case, offering: Offering) -> str | None:
    """A reason when nothing says yes or no and no graver rule has spoken."""
    if offering.availability is not Availability.UNKNOWN or offering.disputed_by is not None:
        return None
    if _is_developer_base(offering) or not_deployable.is_missing(case, offering):
        return None
    retired = lifetime.is_retired(case, offering)
    return None if retired else "no document says whether it is offered"


def _is_developer_base(offering: Offering) -> bool:
    return offering.use is Use.BASE and offering.type is DeploymentType.DEVELOPER


def explain(case: Case, rejected: Sequence[Offering]) -> Iterable[Finding]:
    """One finding over everything that the documents are silent about."""
    first = rejected[0]
    place = words.places(rejected)
    noun = "training" if first.use is Use.TRAINING else "deployments"
    what = f"whether {words.subject(case)} has {words.types(rejected)} {noun} in {place}"
    message = f"{what} is unknown: {_silence(case, first)}{_witness(rejected)}"
    remedies = [*_newer(case, first), _ADVICE]
    yield RULE.finding(case.path("model"), message, workload=case.name, remedies=remedies)


def _newer(case: Case, offering: Offering) -> Iterable[Remedy]:
    """A snapshot that is shipped and knows more, where this one's tables are too old to know."""
    if younger.is_unnamed(case):
        name = younger.newer_naming(case)
    elif younger.is_old(case) and offering.source is None:
        name = newer_with(case.catalog, offering.subject, offering.type, case.as_of)
    else:
        name = None
    return [Remedy(f"plan with catalog {name}, which names it")] if name else []


def _witness(rejected: Sequence[Offering]) -> str:
    """What the service itself listed of them, if it was asked."""
    listed = [offering for offering in rejected if offering.is_listed]
    if not listed or listed[0].sighting is None:
        return words.nor_listed(rejected)
    where = "" if len(listed) == len(rejected) else f" in {words.places(listed)}"
    return f"; the service listed it{where} on {listed[0].sighting.source.date}"


def _silence(case: Case, offering: Offering) -> str:
    if younger.is_unnamed(case):
        return f"no table of catalog {case.catalog.name} names it, and {younger.age(case)}"
    if offering.source is not None:
        return f"the documents do not say where ({offering.source})"
    catalog = case.catalog
    cloud = catalog.regions[offering.region].cloud
    table = catalog.table_of(offering.subject, offering.type, cloud)
    if table is not None and catalog.names(offering.subject, cloud):
        return f"the table of {offering.type} is older than the version ({table})"
    if catalog.names(offering.subject, cloud):
        who = offering.publisher
        whose = "" if who == OPENAI else f" of {who}'s models"
        return f"catalog {catalog.name} has no table of {offering.use} {offering.type}{whose}"
    before = elsewhere(catalog, offering.subject.full_model, offering.version).before
    since = f", and {before} did: gone since" if before else ""
    return f"no {cloud} availability table names it (catalog {catalog.name}){since}"


CHECK = OfferingRule(
    RULE,
    reject,
    explain,
    changes=younger.unless_unnamed(edits.any_of(edits.versions, edits.types, edits.regions)),
)
