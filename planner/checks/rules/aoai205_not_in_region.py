"""AOAI205: the version is sold as this type, but not in this region."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from planner.checks.base import Case, OfferingRule
from planner.checks.common import edits, words, younger
from planner.checks.rules import aoai204_type_not_offered as type_not_offered
from planner.domain.finding import Finding, Page, Rule
from planner.domain.offering import Offering
from planner.domain.terms import Aspect, Availability, Party, Severity, Use, Verdict

RULE = Rule(
    id="AOAI205",
    slug="not-in-region",
    title="Not offered in this region",
    severity=Severity.ERROR,
    verdict=Verdict.FAIL,
    speaks_for=Party.TABLES,
    aspect=Aspect.REGION,
    weighs=frozenset({"residency", "deployment_type", "region"}),
    page=Page(
        what="The version has deployments of this type, and the availability tables do not tick this region. Where the service was asked for its own list, the finding says that it did not list it either; what it did list is AOAI209. Unverified where the tables are older than `catalog.max_age` and a newer shipped snapshot ticks the region.",
        why='The most common failure of all: after minutes, Azure answers "The specified SKU for model is not supported in this region".',
        example="""\
workloads:
  support-chat:
    model: gpt-5.1@2025-11-13
    deployment_type: standard
    region: francecentral
    residency: eu
    capacity: {tpm: 50000}
""",
        fix="Move to a region that the finding names, or keep the region and take a type that is sold there. `planner where MODEL` lists all of them.",
        source="Availability tables by deployment type (models page, 2026-06-11, and the earlier ones of each snapshot); the model list of 2026-08-22.",
    ),
)


def reject(case: Case, offering: Offering) -> str | None:
    """A reason when the type is sold elsewhere only."""
    if offering.availability is not Availability.UNAVAILABLE or offering.use is not Use.BASE:
        return None
    if type_not_offered.is_missing(case, offering):
        return None
    return f"no {offering.type} deployments in {offering.region}"


def explain(case: Case, rejected: Sequence[Offering]) -> Iterable[Finding]:
    """One finding over all regions that lack the types."""
    what = f"{words.subject(case)} has no {words.types(rejected)} deployments"
    message = f"{what} in {words.places(rejected)}{words.sources(rejected)}"
    message += words.nor_listed(rejected)
    finding = RULE.finding(words.region_path(case), message, workload=case.name)
    yield younger.taken_back(case, finding, rejected)


CHECK = OfferingRule(
    RULE,
    reject,
    explain,
    changes=younger.unless_overtaken(edits.any_of(edits.regions, edits.types, edits.versions)),
    uses=frozenset({Use.BASE}),
    otherwise=younger.unless_overtaken(edits.any_of(edits.elsewhere_as, edits.other_family)),
)
