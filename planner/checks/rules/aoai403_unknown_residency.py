"""AOAI403: nobody knows what this boundary is."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

from planner.checks.base import Case, Change, WorkloadRule
from planner.checks.common import edits
from planner.domain.finding import Finding, Page, Rule
from planner.domain.terms import Party, Severity, Verdict
from planner.facts import residency as boundary

RULE = Rule(
    id="AOAI403",
    slug="unknown-residency",
    title="Residency word unknown",
    severity=Severity.ERROR,
    verdict=Verdict.FAIL,
    speaks_for=Party.SETTINGS,
    page=Page(
        what="`residency` is none of `global`, `us`, `eu`, `apac`, `region`, and no geography of the catalog's regions.",
        why="A boundary that nobody understands protects nothing.",
        example="""\
workloads:
  patient-letters:
    model: gpt-5.4@2026-03-05
    deployment_type: data-zone-standard
    region: swedencentral
    residency: europ
    capacity: {tpm: 50000}
""",
        fix="Write one of the known words; the finding names the near ones. A geography is spelt with hyphens: `united-states`.",
        source="Deployment types, 2026-08-06 (data zones); list of Azure regions, 2025-03 (geographies).",
    ),
)


def check(case: Case) -> Iterable[Finding]:
    """One finding when the word is not known."""
    residency = case.workload.residency
    if residency is None or residency in (boundary.ANYWHERE, *boundary.ZONES, boundary.IN_REGION):
        return ()
    if residency in boundary.words(case.catalog):
        return ()
    near = _near(case)
    hint = f"did you mean {near[0]}?" if near else "use global, us, eu, apac, region or a geography"
    message = f"{residency} is no residency; {hint}"
    return (RULE.finding(case.path("residency"), message, workload=case.name),)


def _near(case: Case) -> list[str]:
    """The data zone that the word starts with (`eu-west`), then words that are spelt alike."""
    given = case.workload.residency or ""
    zones = [zone for zone in boundary.ZONES if given.startswith(zone)]
    alike = get_close_matches(given, boundary.words(case.catalog), 3, 0.5)
    return list(dict.fromkeys((*zones, *alike)))


def _respelt(case: Case) -> Iterable[Change]:
    """Near words, then the zones and geographies that the workload's regions lie in."""
    known = case.catalog.regions
    here = [known[slug] for slug in case.workload.region if slug in known]
    places = [region.data_zone for region in here] + [region.geography for region in here]
    words = dict.fromkeys((*_near(case), *(place for place in places if place)))
    return ({"residency": word} for word in words)


CHECK = WorkloadRule(RULE, check, changes=edits.any_of(_respelt))
