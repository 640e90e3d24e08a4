"""Changes that might help a workload, nearest first. Whether they do is tried out elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from typing import TypeVar

from planner.checks.base import Case, Change, Changes
from planner.checks.common import lifetime, sizes
from planner.domain.offering import Region
from planner.domain.publishers import parted
from planner.domain.residency import ANYWHERE
from planner.domain.terms import Cloud, DeploymentType, Family, Scope, TrainingType, Use, Verdict
from planner.facts import residency as boundary
from planner.facts.catalog import Catalog

Type = TypeVar("Type", DeploymentType, TrainingType)

FamilyOfChanges = Callable[[Case], Iterable[Change]]


def any_of(*families: FamilyOfChanges) -> Changes:
    """The families, to be tried in turn, so that the remedies found are of several kinds."""
    return lambda case: [family(case) for family in families]


def regions(case: Case) -> Iterator[Change]:
    """Other regions where the version is sold as one of the types, nearest first."""
    near = near_regions(case)
    if not case.workload.accept:  # else one that is unknown may do
        near = _sold_in(case, near)
    return ({"region": slug} for slug in near)


def _sold_in(case: Case, slugs: Sequence[str]) -> Sequence[str]:
    """Those of some regions that the tables list for the version as one of the types."""
    types, catalog = case.workload.types, case.catalog
    sold = {slug for type_ in types for slug in catalog.regions_with(case.subject, type_)}
    return [slug for slug in slugs if slug in sold]


def near_regions(case: Case) -> Sequence[str]:
    """The slugs of the same cloud's other regions, nearest first; none when all are allowed.

    Of the same geography, of the same data zone, then the others. These only where the workload
    has a residency, which says what its jurisdiction is; else its regions say it, and no hint
    leads out of it.
    """
    workload = case.workload
    if not workload.region:
        return ()
    ranked = _ranked_regions(case.catalog, workload.region)
    return ranked if workload.residency else [s for s in ranked if not is_far(case, s)]


@lru_cache(maxsize=1024)
def _ranked_regions(catalog: Catalog, given: tuple[str, ...]) -> tuple[str, ...]:
    known = catalog.regions
    here = [known[slug] for slug in given if slug in known]
    clouds = {region.cloud for region in here} or {Cloud.PUBLIC}
    others = (r for r in known.values() if r not in here and r.cloud in clouds)
    ranked = sorted(others, key=lambda r: (min((apart(r, h) for h in here), default=9), r.slug))
    return tuple(region.slug for region in ranked)


FAR = 2
"""How far regions of different jurisdictions are `apart`."""


def apart(one: Region, other: Region) -> int:
    """0 in one geography, 1 in one data zone, 2 otherwise."""
    if one.geography == other.geography:
        return 0
    return 1 if one.data_zone is not None and one.data_zone == other.data_zone else FAR


def is_far(case: Case, slug: str) -> bool:
    """Whether a region shares neither geography nor data zone with those of the workload."""
    known = case.catalog.regions
    here = [known[each] for each in case.workload.region if each in known]
    return bool(here) and slug in known and all(apart(known[slug], h) == FAR for h in here)


def is_offered(case: Case, slug: str) -> bool:
    """Whether a region has one of the workload's types, inside its residency."""
    workload, region = case.workload, case.catalog.regions[slug]
    return any(
        slug in case.catalog.regions_with(case.subject, type_)
        and boundary.stays(type_, region, workload.residency or ANYWHERE, case.subject)
        is Verdict.OK
        for type_ in workload.types
    )


_REACH = {Scope.GEOGRAPHY: 0, Scope.DATA_ZONE: 1, Scope.GLOBAL: 2}


def types(case: Case) -> Iterator[Change]:
    """Other types of the same family (pay per token, provisioned, batch), closest in scope."""
    workload = case.workload
    if workload.training is not None:
        method = workload.training.method.value
        for near in _ranked(TrainingType, (workload.training.type,)):
            yield {"training": {"type": near.value, "method": method}}
        return
    allowed = {_STAND_IN.get(t.family, t.family) for t in workload.deployment_type}
    for other in near_types(workload.deployment_type):
        if other.family in allowed:
            yield {"deployment_type": other.value}


_STAND_IN = {Family.DEVELOPER: Family.STANDARD}
"""What comes nearest to a family whose only type will not do."""


def near_types(given: tuple[DeploymentType, ...]) -> list[DeploymentType]:
    """The other deployment types, closest in scope to the given ones first."""
    return _ranked(DeploymentType, given)


def _ranked(words: type[Type], given: tuple[Type, ...]) -> list[Type]:
    reaches = [_REACH[word.scope] for word in given]
    others = [word for word in words if word not in given]
    return sorted(others, key=lambda word: min(abs(_REACH[word.scope] - r) for r in reaches))


def reach_between(type_: DeploymentType, given: tuple[DeploymentType, ...]) -> int:
    """How many scopes lie between a type and the nearest of the given ones."""
    return min(abs(_REACH[type_.scope] - _REACH[each.scope]) for each in given)


def versions(case: Case) -> Iterator[Change]:
    """Other versions of the model, newest first, then those of its documented replacement.

    None for a fine-tuned model: its weights belong to one base version.
    """
    if case.subject.use is Use.FINE_TUNED:
        return
    model = case.subject.full_model
    for version in case.catalog.versions(model):
        if version != case.subject.version:
            yield pin(model, version)
    yield from successors(case)


def successors(case: Case) -> Iterator[Change]:
    """The versions of the documented replacement, newest first."""
    named = lifetime.successor(case)
    model, _, version = (named or "").partition("@")
    for each in [version] if version else case.catalog.versions(model):
        yield pin(model, each)


def near_models(case: Case) -> Iterator[Change]:
    """Near models: in the version that was asked for, if they have it, else newest first.

    Another maker's model of that very name and version is what was meant, and no other is offered.
    """
    near, asked = case.catalog.near_models(case.subject.full_model), case.subject
    same = (m for m in near if parted(m)[0] == asked.model)
    meant = [m for m in same if asked.version in case.catalog.versions(m)]
    if meant:
        yield from (pin(model, asked.version) for model in meant)
        return
    for model in near:
        versions = case.catalog.versions(model)
        for version in sorted(versions, key=lambda v: v != case.workload.model.version):
            yield pin(model, version)


def elsewhere_as(case: Case) -> Iterator[Change]:
    """Another type in another region, where the version has it: closest in scope, then nearest."""
    near = near_regions(case)
    for change in types(case):
        type_ = _type_of(change)
        sold = case.catalog.regions_with(case.subject, type_)
        yield from ({"region": slug, **change} for slug in near if slug in sold)


def _type_of(change: Change) -> DeploymentType | TrainingType:
    if "training" in change:
        return next(t for t in TrainingType if t.value == change["training"]["type"])
    return next(t for t in DeploymentType if t.value == change["deployment_type"])


def other_family(case: Case) -> Iterator[Change]:
    """Types that are sold in another unit, with a size to start from, closest in scope first."""
    capacity = case.workload.capacity
    if capacity is None:
        return
    for type_ in near_types(case.workload.deployment_type):
        size = sizes.start(case, type_)
        if type_.unit is not capacity.unit and size is not None:
            yield {"deployment_type": type_.value, "capacity": size}


def other_version_as(case: Case) -> Iterator[Change]:
    """Another version as another type: newest first, closest in scope first."""
    for version in versions(case):
        yield from ({**version, **type_} for type_ in types(case))


def pin(model: str, version: str) -> Change:
    """The change to another model, named as a stack file names it, or version."""
    return {"model": f"{model}@{version}"}


def one_or_list(values: Sequence[str]) -> str | list[str]:
    """A stack file's shortest spelling of one value or several."""
    return values[0] if len(values) == 1 else list(values)
