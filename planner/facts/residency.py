"""Where a deployment may process prompts, held against where a workload allows it.

What the documents promise: a global type processes anywhere; a data zone type anywhere in its
zone; standard and provisioned types anywhere in the region's geography (deployment types page,
2026-08-06). The EU data zone is the EU Data Boundary, with Norway and Switzerland in it.
"""

from __future__ import annotations

from collections.abc import Iterable

from planner.domain.offering import Region
from planner.domain.residency import (
    ANYWHERE,
    EU_MEMBER_GEOGRAPHIES,
    EU_MEMBERS,
    IN_REGION,
    ZONES,
)
from planner.domain.subject import Subject
from planner.domain.terms import DeploymentType, Scope, TrainingType, Verdict
from planner.facts.catalog import Catalog
from planner.facts.hosts import host_outside

_INSIDE = {"us": "united-states"}
"""Data zones that lie in one geography; the others span several countries."""


def words(catalog: Catalog) -> tuple[str, ...]:
    """Every residency that a workload may ask for: `global`, zones, geographies, `region`."""
    geographies = sorted({region.geography for region in catalog.regions.values()})
    return (ANYWHERE, *ZONES, EU_MEMBERS, *geographies, IN_REGION)


def wider(residency: str, regions: Iterable[str], catalog: Catalog) -> list[str]:
    """The residencies around one, nearest first: geographies, `eu-members`, zones, `global`.

    `regions` are the slugs that the workload allows; they say where `region` is.
    """
    known = catalog.regions
    geographies = [residency]
    if residency == IN_REGION:
        geographies = [known[slug].geography for slug in regions if slug in known]
    union = [EU_MEMBERS] if geographies and {*geographies} <= EU_MEMBER_GEOGRAPHIES else []
    around = [*geographies, *union, *_zones_around(residency, geographies, catalog), ANYWHERE]
    return [word for word in dict.fromkeys(around) if word != residency]


def _zones_around(residency: str, geographies: Iterable[str], catalog: Catalog) -> list[str]:
    if residency == EU_MEMBERS:
        return ["eu"]
    inside = [r for r in catalog.regions.values() if r.geography in geographies]
    return sorted({region.data_zone for region in inside if region.data_zone})


def stays(
    type_: DeploymentType | TrainingType,
    region: Region,
    residency: str,
    subject: Subject | None = None,
) -> Verdict:
    """Whether prompts (or training data) sent to `region` stay inside `residency`.

    What somebody else than Azure processes stays inside nothing. Without a subject, the question
    is about a model that Azure processes.

    `unverified` where documents contradict each other: for `region`, whether a standard
    deployment stays in its region (models page, 2026-06-11) or may move inside its geography
    (deployment types page, 2026-08-06); for `eu-members`, whether an EU data zone type stays in
    member states (models page, 2026-06-11) or may be processed in Norway and Switzerland too
    (deployment types page, 2026-08-06).
    """
    if residency == ANYWHERE:
        return Verdict.OK
    if type_.scope is Scope.GLOBAL or (subject is not None and host_outside(subject)):
        return Verdict.FAIL
    if residency == IN_REGION:
        return _in_region(type_)
    if residency == EU_MEMBERS:
        return _in_members(type_, region)
    if residency in ZONES:
        return _verdict(ok=region.data_zone == residency)
    return _verdict(ok=_in_geography(type_, region, residency))


def may_hold(region: Region, residency: str) -> bool:
    """Whether some deployment in a region can stay inside a residency, whatever its type."""
    return stays(DeploymentType.STANDARD, region, residency) is not Verdict.FAIL


def is_in_member_state(region: Region) -> bool:
    """Whether a region lies in a member state of the European Union."""
    return region.geography in EU_MEMBER_GEOGRAPHIES


def _verdict(*, ok: bool) -> Verdict:
    return Verdict.OK if ok else Verdict.FAIL


def _in_region(type_: DeploymentType | TrainingType) -> Verdict:
    """Standard training is said to stay in its region; no document speaks against it."""
    if type_.scope is not Scope.GEOGRAPHY:
        return Verdict.FAIL
    return Verdict.OK if isinstance(type_, TrainingType) else Verdict.UNVERIFIED


def _in_members(type_: DeploymentType | TrainingType, region: Region) -> Verdict:
    if not is_in_member_state(region):
        return Verdict.FAIL
    return Verdict.UNVERIFIED if type_.scope is Scope.DATA_ZONE else Verdict.OK


def _in_geography(type_: DeploymentType | TrainingType, region: Region, geography: str) -> bool:
    if region.geography != geography:
        return False
    return type_.scope is Scope.GEOGRAPHY or _INSIDE.get(region.data_zone or "") == geography
