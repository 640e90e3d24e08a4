"""What other shipped snapshots say of a name that one snapshot does not know.

Read only when a name is unknown: the other snapshots are loaded then, once.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from planner.facts.catalog import Catalog
from planner.facts.snapshot import load, shipped


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """The snapshots beside the asked one that name a model, or one version of it."""

    before: str | None
    """The newest older snapshot that names it: it is gone since."""
    after: str | None
    """The newest snapshot that names it, if that is newer."""


def elsewhere(catalog: Catalog, model: str, version: str | None = None) -> Elsewhere:
    """Where a model (or, given one, a version of it) is named that `catalog` does not name."""
    named = [(each.date, each.name) for each in _others(catalog.name) if _has(each, model, version)]
    before = max((each for each in named if each[0] < catalog.date), default=None)
    after = max((each for each in named if each[0] > catalog.date), default=None)
    return Elsewhere(before and before[1], after and after[1])


def _others(name: str) -> Iterator[Catalog]:
    return (_loaded(each) for each in shipped() if each != name)


@lru_cache(maxsize=8)
def _loaded(name: str) -> Catalog:
    return load(name)


def _has(catalog: Catalog, model: str, version: str | None) -> bool:
    known = catalog.versions(model)
    return model in catalog.models() if version is None else version in known
