"""Where a first deployment may go, for somebody who has not chosen a model yet.

No fact of today's snapshots says what a model can do. What serves text in general is sold in all
three ways, by the token, by the batch and by reserved throughput; what serves one purpose
(embeddings, speech, images, code) is not. That is what `settled` goes by.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from planner.domain.offering import lives_in
from planner.domain.residency import ANYWHERE
from planner.domain.subject import Subject, Target
from planner.domain.terms import Cloud, DeploymentType, Family, Stage, Use, Verdict
from planner.facts import residency as boundary
from planner.facts.catalog import Catalog
from planner.facts.kinds import offerings
from planner.facts.order import newest_first

_EVERY_WAY = {Family.STANDARD, Family.PROVISIONED, Family.BATCH}
_STAGES = (Stage.GENERALLY_AVAILABLE, Stage.LEGACY)
"""Stages in which anybody may begin with a model, the better first."""
_FAMILIES = (Family.STANDARD, Family.PROVISIONED)
"""What is paid by use before what is paid by the hour."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody asks of a first deployment; None is "any"."""

    residency: str | None = None
    region: str | None = None
    model: str | None = None
    version: str | None = None


def beginnings(wish: Wish, catalog: Catalog, as_of: date) -> Iterator[Target]:
    """The places that anybody may deploy to and where prompts stay inside, best first.

    By use before by the hour, generally available before legacy, new models before old ones, and
    regions that have much to offer before others.
    """
    cloud = _cloud(wish, catalog)
    subjects = _asked(wish, catalog) if wish.model else settled(catalog, as_of, cloud)
    regions = [wish.region] if wish.region else _by_supply(catalog)
    for family in _FAMILIES:
        for subject in subjects:
            for type_ in _types(family, wish.residency):
                for region in regions:
                    target = Target(subject, type_, region)
                    if _is_open(target, wish.residency, catalog):
                        yield target


def settled(catalog: Catalog, as_of: date, cloud: Cloud = Cloud.PUBLIC) -> tuple[Subject, ...]:
    """The versions of models for text in general, generally available and new ones first."""
    subjects = [
        Subject.of(model, version, Use.BASE)
        for model in catalog.models()
        for version in catalog.versions(model)
    ]
    stages = {subject: _stage(subject, catalog, as_of, cloud) for subject in subjects}
    general = [s for s in subjects if stages[s] in _STAGES and _sold_every_way(s, catalog)]
    days = newest_first({subject.version for subject in general})
    order: dict[Stage | None, int] = {stage: number for number, stage in enumerate(_STAGES)}
    return tuple(
        sorted(general, key=lambda s: (order[stages[s]], days.index(s.version), s.full_model))
    )


def _cloud(wish: Wish, catalog: Catalog) -> Cloud:
    """The cloud of the region that is asked for, or of those in the residency; else the public one."""
    known = catalog.regions.values()
    names = {each: {each.slug, each.geography, each.data_zone} for each in known}
    where = wish.region or wish.residency
    return next((each.cloud for each in known if where in names[each]), Cloud.PUBLIC)


def _asked(wish: Wish, catalog: Catalog) -> tuple[Subject, ...]:
    versions = (wish.version,) if wish.version else catalog.versions(wish.model or "")
    return tuple(Subject.of(wish.model or "", version, Use.BASE) for version in versions)


def _stage(subject: Subject, catalog: Catalog, as_of: date, cloud: Cloud) -> Stage | None:
    """The stage that all documents agree on; None where they say none, several, or it is disputed."""
    lives = lives_in(catalog.lifecycle(subject), cloud)
    stages = {None if life.may_be_closed(as_of) else life.stage_at(as_of) for life in lives}
    return stages.pop() if len(stages) == 1 else None


def _sold_every_way(subject: Subject, catalog: Catalog) -> bool:
    types = catalog.types_of(subject)
    return {t.family for t in types if isinstance(t, DeploymentType)} >= _EVERY_WAY


def _types(family: Family, residency: str | None) -> list[DeploymentType]:
    """Of one family; the widest reach first where anywhere will do, else the zone's."""
    types = [type_ for type_ in DeploymentType if type_.family is family]
    widest = ("global", "data-zone", "geography")
    order = widest if residency in (None, ANYWHERE) else (*widest[1:], widest[0])
    return sorted(types, key=lambda type_: order.index(type_.scope.value))


def _by_supply(catalog: Catalog) -> list[str]:
    """The regions, those with the most offerings first."""
    supply = Counter(
        region
        for line in catalog.all_of(offerings.KIND)
        if line.is_open and line.use is Use.BASE
        for region in line.regions
    )
    return sorted(catalog.regions, key=lambda region: (-supply[region], region))


def _is_open(target: Target, residency: str | None, catalog: Catalog) -> bool:
    """Whether it is offered to everybody, and the documents settle that prompts stay inside."""
    found, region = catalog.find(target), catalog.regions.get(target.region)
    if region is None or found.availability != "available" or found.conditions:
        return False
    return boundary.stays(found.type, region, residency or ANYWHERE, found.subject) is Verdict.OK
