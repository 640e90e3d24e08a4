"""AOAI404: inside Microsoft's EU data zone, and outside the European Union."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from planner.checks.base import Case, Change, ChoiceRule
from planner.checks.common import edits, words
from planner.domain.finding import Finding, Page, Remedy, Rule
from planner.domain.offering import Offering
from planner.domain.terms import Party, Severity, Verdict
from planner.facts import residency as boundary

RULE = Rule(
    id="AOAI404",
    slug="outside-member-states",
    title="Outside the member states",
    severity=Severity.NOTE,
    verdict=Verdict.OK,
    acceptable=True,
    speaks_for=Party.SETTINGS,
    page=Page(
        what="The workload's residency is `eu`, and it is placed in Norway or Switzerland. `eu` is Microsoft's EU data zone, the EU Data Boundary, to which both belong; neither is a member state of the European Union.",
        why="Who reads `eu` as the European Union would be surprised, and a contract or an impact assessment may name its member states.",
        example="""\
workloads:
  case-summaries:
    model: gpt-5.4@2026-03-05
    deployment_type: data-zone-standard
    region: norwayeast
    residency: eu
    capacity: {tpm: 50000}
""",
        fix="Write `residency: eu-members` when it must be a member state, name the regions, or accept the finding.",
        source="Deployment types, 2026-08-06.",
    ),
)

_ADVICE = Remedy("residency eu-members leaves it out; or accept AOAI404")


def review(case: Case, offering: Offering) -> Iterable[Finding]:
    """A note about a deployment under `residency: eu` in Norway or Switzerland."""
    if case.workload.residency != "eu":
        return
    region = case.catalog.regions[offering.region]
    if not boundary.is_in_member_state(region):
        message = f"{region.slug} is in Microsoft's EU data zone, not in an EU member state (docs 2026-08-06)"
        path = words.region_path(case)
        yield RULE.finding(path, message, workload=case.name, remedies=[_ADVICE])


def _members(case: Case) -> Iterator[Change]:
    """Other regions of the zone that lie in a member state."""
    known = case.catalog.regions
    for change in edits.regions(case):
        if boundary.is_in_member_state(known[change["region"]]):
            yield change


CHECK = ChoiceRule(RULE, review, changes=edits.any_of(_members))
