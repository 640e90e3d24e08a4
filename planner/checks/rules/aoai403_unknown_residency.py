"""AOAI403: nobody knows what this boundary is."""

from __future__ import annotations

from collections.abc import Iterable

from planner.checks.base import Case, Change, WorkloadRule
from planner.checks.common import edits
from planner.domain.finding import Finding, Page, Rule
from planner.domain.residency import (
    ANYWHERE,
    EU_COUNTRIES,
    EU_MEMBERS,
    IN_REGION,
    SHARED,
    ZONES,
)
from planner.domain.terms import Aspect, Party, Severity, Verdict
from planner.facts import residency as boundary
from planner.facts.whereabouts import COUNTRIES, residencies_meant

RULE = Rule(
    id="AOAI403",
    slug="unknown-residency",
    title="Residency word unknown",
    severity=Severity.ERROR,
    verdict=Verdict.FAIL,
    speaks_for=Party.SETTINGS,
    aspect=Aspect.NAME,
    page=Page(
        what="`residency` is none of `global`, `us`, `eu`, `apac`, `eu-members`, `region`, and no geography of the catalog's regions. Country codes and everyday names (`uk`, `de`, `usa`) are understood.",
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
    if residency is None or residency in _FIXED or residency in boundary.words(case.catalog):
        return ()
    message = (
        f"{residency} is no residency of catalog {case.catalog.name}; {_hint(case, residency)}"
    )
    return (RULE.finding(case.path("residency"), message, workload=case.name),)


_FIXED = (ANYWHERE, *ZONES, EU_MEMBERS, IN_REGION)


def _hint(case: Case, residency: str) -> str:
    if residency in SHARED:
        return f"no type promises to stay in it alone, its geography is {SHARED[residency]}"
    if residency in COUNTRIES:
        wider = " (eu-members and eu are around it)" if residency in EU_COUNTRIES else ""
        return f"no table names a region there{wider}"
    near = _meant(case, ())
    return f"did you mean {near[0]}?" if near else f"use {', '.join(_FIXED)} or a geography"


def _respelt(case: Case) -> Iterable[Change]:
    """What may be meant, or what lies around it; for a country never another one."""
    return ({"residency": word} for word in _meant(case))


def _meant(case: Case, regions: tuple[str, ...] | None = None) -> tuple[str, ...]:
    regions = case.workload.region if regions is None else regions
    return residencies_meant(case.workload.residency or "", regions, case.catalog)


CHECK = WorkloadRule(RULE, check, changes=edits.any_of(_respelt))
