"""What changed between two snapshots: offerings, models, dates."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from planner.domain.offering import Lifecycle
from planner.domain.terms import Availability, Condition, DeploymentType, TrainingType, Use
from planner.facts.catalog import Catalog
from planner.facts.kinds import lifecycle, offerings

AnyType = DeploymentType | TrainingType
_Key = tuple[str, str, Use, AnyType]
_Offer = tuple[Availability, frozenset[Condition]]


@dataclass(frozen=True, slots=True)
class OfferingChange:
    """The regions where one version, use and type came, went, or changed its terms."""

    model: str
    version: str
    use: Use
    type: AnyType
    regions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LifecycleChange:
    """The dates of one version and use before and after; an empty side had none."""

    model: str
    version: str
    use: Use
    before: tuple[Lifecycle, ...]
    after: tuple[Lifecycle, ...]


@dataclass(frozen=True, slots=True)
class CatalogDiff:
    """Everything that differs, each list sorted by model, version, use and type."""

    before: str
    after: str
    added: tuple[OfferingChange, ...]
    removed: tuple[OfferingChange, ...]
    changed: tuple[OfferingChange, ...]
    """Regions on both sides whose availability is unknown on one, or whose conditions differ."""
    lifecycle: tuple[LifecycleChange, ...]
    new_models: tuple[str, ...]
    gone_models: tuple[str, ...]


def diff(before: Catalog, after: Catalog) -> CatalogDiff:
    """Compare two snapshots; sources and their dates are not compared."""
    old, new = _offers(before), _offers(after)
    keys = sorted(old.keys() | new.keys())
    pairs = [(key, old.get(key, {}), new.get(key, {})) for key in keys]
    return CatalogDiff(
        before=before.name,
        after=after.name,
        added=_changes((key, b.keys() - a.keys()) for key, a, b in pairs),
        removed=_changes((key, a.keys() - b.keys()) for key, a, b in pairs),
        changed=_changes((key, _differing(a, b)) for key, a, b in pairs),
        lifecycle=_lifecycles(before, after),
        new_models=tuple(sorted({*after.models()} - {*before.models()})),
        gone_models=tuple(sorted({*before.models()} - {*after.models()})),
    )


def _offers(catalog: Catalog) -> dict[_Key, dict[str, _Offer]]:
    offers: dict[_Key, dict[str, _Offer]] = {}
    for line in catalog.all_of(offerings.KIND):
        terms = (line.availability, line.conditions)
        found = offers.setdefault((line.model, line.version, line.use, line.type), {})
        found.update(dict.fromkeys(line.regions, terms))
    return offers


def _differing(before: Mapping[str, _Offer], after: Mapping[str, _Offer]) -> set[str]:
    return {region for region in before.keys() & after.keys() if before[region] != after[region]}


def _changes(found: Iterable[tuple[_Key, Iterable[str]]]) -> tuple[OfferingChange, ...]:
    changes = (OfferingChange(*key, tuple(sorted(regions))) for key, regions in found)
    return tuple(change for change in changes if change.regions)


def _lifecycles(before: Catalog, after: Catalog) -> tuple[LifecycleChange, ...]:
    keys = {
        (each.model, each.version, each.use)
        for catalog in (before, after)
        for each in catalog.all_of(lifecycle.KIND)
    }
    changes = (
        LifecycleChange(*key, before.lifecycle(*key), after.lifecycle(*key)) for key in sorted(keys)
    )
    return tuple(change for change in changes if _dates(change.before) != _dates(change.after))


def _dates(entries: tuple[Lifecycle, ...]) -> set[tuple[object, ...]]:
    """What matters of a lifecycle: not who said it, and not since when it was written down."""
    return {
        (each.stage, each.closes, each.retires, each.not_before, each.replacement)
        for each in entries
    }
