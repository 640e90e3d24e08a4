"""Whether a place keeps to its workload's residency: worked out a second time, for `verify`.

`facts.residency` asks a table of words; this one lays the geographies that may process prompts
beside those that the workload allows, as the catalog has them. Who may process is told on the
deployment types page (2026-08-06): a global type anywhere, a data zone type anywhere in its zone,
standard and provisioned types anywhere in the region's geography. Claude is processed by Anthropic
unless its version is 2 (Claude quotas and limits, 2026-09-21).
"""

from __future__ import annotations

from collections.abc import Set

from planner.domain.offering import Region
from planner.domain.plan import Place, Plan, TrainingPlace
from planner.domain.residency import ANYWHERE, EU_MEMBER_GEOGRAPHIES, EU_MEMBERS, IN_REGION, ZONES
from planner.domain.terms import Scope
from planner.domain.workload import Workload
from planner.facts.catalog import Catalog


def stays(place: Place, workload: Workload, plan: Plan, catalog: Catalog) -> bool:
    """Nothing is processed outside, or documents disagree and the stack file accepts that."""
    asked, region = workload.residency or ANYWHERE, catalog.regions.get(place.region)
    if asked == ANYWHERE or region is None:
        return asked == ANYWHERE
    if place.publisher == "Anthropic" and place.version != "2":
        return False
    if _is_inside(asked, place, region, catalog):
        return True
    return _is_disputed(asked, place, region) and _is_accepted(place, workload, plan)


def _is_inside(asked: str, place: Place, region: Region, catalog: Catalog) -> bool:
    if place.type.scope is Scope.GLOBAL:
        return False
    if asked in ZONES:
        return region.data_zone == asked
    return _reach(place, region, catalog) <= _allowed(asked, place, region)


def _reach(place: Place, region: Region, catalog: Catalog) -> Set[str]:
    """The geographies that may process."""
    if place.type.scope is Scope.GEOGRAPHY:
        return {region.geography}
    return {r.geography for r in catalog.regions.values() if r.data_zone == region.data_zone}


def _allowed(asked: str, place: Place, region: Region) -> Set[str]:
    """The geographies of a residency; to stay in its one region only training is promised."""
    if asked == IN_REGION:
        trains = isinstance(place, TrainingPlace) and place.type.scope is Scope.GEOGRAPHY
        return {region.geography} if trains else set()
    return EU_MEMBER_GEOGRAPHIES if asked == EU_MEMBERS else {asked}


def _is_disputed(asked: str, place: Place, region: Region) -> bool:
    """The models page (2026-06-11) and the deployment types page (2026-08-06) do not agree."""
    if asked == IN_REGION:
        return place.type.scope is Scope.GEOGRAPHY
    zone = place.type.scope is Scope.DATA_ZONE
    return asked == EU_MEMBERS and zone and region.geography in EU_MEMBER_GEOGRAPHIES


def _is_accepted(place: Place, workload: Workload, plan: Plan) -> bool:
    """By name in the stack file, and aloud in the plan."""
    named = {entry.rule for entry in workload.accept}
    said = (f.rule for f in plan.findings_of(place.workload) if f.accepted)
    return any("residency" in rule.weighs and rule.id in named for rule in said)
