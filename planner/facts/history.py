"""What other shipped snapshots say of a name that one snapshot does not know.

Read only when a name is unknown: the other snapshots are loaded then, once.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from planner.domain.subject import AnyType, Subject
from planner.facts.catalog import Catalog
from planner.facts.snapshot import date_of, load, shipped


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """The snapshots beside the asked one that name a model, or one version of it."""

    before: str | None
    """The newest older snapshot that names it: it is gone since."""
    after: str | None
    """A newer snapshot that names it: the newest whose tables the day has, else the oldest."""


def elsewhere(
    catalog: Catalog, model: str, version: str | None = None, day: date | None = None
) -> Elsewhere:
    """Where a model (or, given one, a version of it) is named that `catalog` does not name."""
    named = [each for each in _others(catalog.name) if _has(each, model, version)]
    older = [each for each in named if each.date < catalog.date]
    newer = [each for each in named if each.date > catalog.date]
    before = max(older, key=_date, default=None)
    after = _fitting(newer, day)
    return Elsewhere(before.name if before else None, after.name if after else None)


def newer_with(
    catalog: Catalog, subject: Subject, type_: AnyType, day: date, region: str | None = None
) -> str | None:
    """The newest snapshot that is younger, but not than the day, and offers a version so (there)."""
    later = (each for each in _others(catalog.name) if catalog.date < each.date <= day)
    offering = [each for each in later if _offers(each, subject, type_, region)]
    newest = max(offering, key=_date, default=None)
    return newest.name if newest else None


def _offers(catalog: Catalog, subject: Subject, type_: AnyType, region: str | None) -> bool:
    regions = catalog.regions_with(subject, type_)
    return bool(regions) if region is None else region in regions


def newest_on(catalog: Catalog, day: date) -> str | None:
    """The newest shipped snapshot that is younger than `catalog` and whose tables the day has."""
    dated = [(date_of(name), name) for name in shipped() if name != catalog.name]
    fitting = [each for each in dated if catalog.date < each[0] <= day]
    return max(fitting)[1] if fitting else None


def older_models(catalog: Catalog) -> frozenset[str]:
    """Every model that an older snapshot names: what is not new, wherever it is missing."""
    older = (each for each in _others(catalog.name) if each.date < catalog.date)
    return frozenset(model for each in older for model in each.models())


def _fitting(newer: list[Catalog], day: date | None) -> Catalog | None:
    have = [each for each in newer if day is None or each.date <= day]
    return max(have, key=_date, default=None) or min(newer, key=_date, default=None)


def _date(catalog: Catalog) -> date:
    return catalog.date


def _others(name: str) -> Iterator[Catalog]:
    return (_loaded(each) for each in shipped() if each != name)


@lru_cache(maxsize=8)
def _loaded(name: str) -> Catalog:
    return load(name)


def _has(catalog: Catalog, model: str, version: str | None) -> bool:
    known = catalog.versions(model)
    return model in catalog.models() if version is None else version in known
