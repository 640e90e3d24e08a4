"""Where a deployment may process prompts, held against where a workload allows it."""

from __future__ import annotations

from collections.abc import Iterable

from planner.domain.offering import Region
from planner.domain.terms import DeploymentType, Scope, TrainingType, Verdict
from planner.facts.catalog import Catalog

ANYWHERE = "global"
IN_REGION = "region"
ZONES = ("us", "eu", "apac")

_INSIDE = {"us": "united-states"}
"""Data zones that lie in one geography; the others span several countries."""


def words(catalog: Catalog) -> tuple[str, ...]:
    """Every residency that a workload may ask for: `global`, zones, geographies, `region`."""
    geographies = sorted({region.geography for region in catalog.regions.values()})
    return (ANYWHERE, *ZONES, *geographies, IN_REGION)


def wider(residency: str, regions: Iterable[str], catalog: Catalog) -> list[str]:
    """The residencies around one, nearest first: geographies, their data zones, `global`.

    `regions` are the slugs that the workload allows; they say where `region` is.
    """
    known = catalog.regions
    geographies = [residency]
    if residency == IN_REGION:
        geographies = [known[slug].geography for slug in regions if slug in known]
    inside = [region for region in known.values() if region.geography in geographies]
    zones = sorted({region.data_zone for region in inside if region.data_zone})
    around = [*geographies, *zones, ANYWHERE]
    return [word for word in dict.fromkeys(around) if word != residency]


def stays(type_: DeploymentType | TrainingType, region: Region, residency: str) -> Verdict:
    """Whether prompts (or training data) sent to `region` stay inside `residency`.

    `unverified` only for `region`: the documents contradict each other on whether a standard
    deployment stays in its region (models page, 2026-06-11) or may move inside its geography
    (deployment types page, 2026-08-06).
    """
    if residency == ANYWHERE:
        return Verdict.OK
    if type_.scope is Scope.GLOBAL:
        return Verdict.FAIL
    if residency == IN_REGION:
        return _in_region(type_)
    if residency in ZONES:
        return _verdict(ok=region.data_zone == residency)
    return _verdict(ok=_in_geography(type_, region, residency))


def _verdict(*, ok: bool) -> Verdict:
    return Verdict.OK if ok else Verdict.FAIL


def _in_region(type_: DeploymentType | TrainingType) -> Verdict:
    """Standard training is said to stay in its region; no document speaks against it."""
    if type_.scope is not Scope.GEOGRAPHY:
        return Verdict.FAIL
    return Verdict.OK if isinstance(type_, TrainingType) else Verdict.UNVERIFIED


def _in_geography(type_: DeploymentType | TrainingType, region: Region, geography: str) -> bool:
    if region.geography != geography:
        return False
    return type_.scope is Scope.GEOGRAPHY or _INSIDE.get(region.data_zone or "") == geography
