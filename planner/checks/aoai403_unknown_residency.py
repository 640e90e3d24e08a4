"""AOAI403: nobody knows what this boundary is."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

from planner.checks import boundary, edits
from planner.checks.base import Case, Change, Page, Rule, WorkloadRule
from planner.finding import Finding
from planner.terms import Severity, Verdict

RULE = Rule(
    id="AOAI403",
    slug="unknown-residency",
    title="Residency word unknown",
    severity=Severity.ERROR,
    verdict=Verdict.FAIL,
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
    """Near words, those first that keep prompts where the workload's regions are."""
    known = boundary.words(case.catalog)
    return get_close_matches(case.workload.residency or "", known, 3, 0.5)


def _respelt(case: Case) -> Iterable[Change]:
    return ({"residency": word} for word in _near(case))


CHECK = WorkloadRule(RULE, check, changes=edits.any_of(_respelt))
