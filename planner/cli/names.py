"""Names of models, versions and regions on the command line, held against a snapshot."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from planner.cli.errors import UsageError
from planner.facts import residency as boundary
from planner.facts.azure_regions import GEOGRAPHY_OF
from planner.facts.azure_regions import SOURCE as AZURE
from planner.facts.catalog import Catalog
from planner.facts.history import elsewhere
from planner.facts.makers import maker
from planner.facts.whereabouts import regions_meant, residencies_meant


def pinned(text: str | None, catalog: Catalog) -> tuple[str | None, str | None]:
    """`MODEL[@VERSION]` as the snapshot spells the model; None for what is not said."""
    model, _, version = (text or "").partition("@")
    return catalog.spelt(model) if model else None, version.lower() or None


def name_mistakes(
    catalog: Catalog, model: str | None, version: str | None, region: str | None
) -> Iterator[str]:
    """Names that the snapshot does not have, each with the near ones. None is no mistake."""
    inside = f"in snapshot {catalog.name}"
    if model and model not in catalog.models():
        yield _no_model(model, catalog)
    elif model and version and version not in catalog.versions(model):
        near = catalog.near_versions(model, version) or catalog.versions(model)
        yield f"no version {version!r} of {model} {inside}{_near(near)}"
    if region and region not in catalog.regions:
        yield _no_region(region, catalog)


def residency_mistakes(catalog: Catalog, residency: str | None) -> Iterator[str]:
    """A residency that the snapshot does not have, with the near ones. None is no mistake."""
    known = boundary.words(catalog)
    if residency and residency not in known:
        near = residencies_meant(residency, (), catalog)
        hint = f"did you mean {' or '.join(near)}? " if near else ""
        yield f"unknown residency {residency!r}; {hint}known: {', '.join(known)}"


def _no_model(model: str, catalog: Catalog) -> str:
    """Another maker's, named by another snapshot, or spelt alike; as rule AOAI201 has it."""
    said = f"no model {model!r} in snapshot {catalog.name}"
    who = maker(model)
    if who is not None:
        return f"{said}: it is a model of {who}, and what the snapshot has no tables of is unknown"
    known = elsewhere(catalog, model)
    if known.before:
        return f"{said}; snapshot {known.before} had it: gone since"
    if known.after:
        return f"{said}; snapshot {known.after} has it (--catalog {known.after})"
    return f"{said}{_near(catalog.near_models(model))}"


def _no_region(region: str, catalog: Catalog) -> str:
    """Unknown is not no: a region that Azure has may have models that no table lists."""
    near = regions_meant(region, None, catalog)[:_MOST]
    if region not in GEOGRAPHY_OF:
        return f"no region {region!r} in snapshot {catalog.name}{_near(near)}"
    there = f"; in the same geography: {', '.join(near)}" if near else ""
    return (
        f"{region} is an Azure region (docs {AZURE}), but no table of snapshot {catalog.name} "
        f"names it: what it has is unknown{there}"
    )


_MOST = 3
"""Near names that an answer lists."""


def refuse_mistakes(mistakes: Iterable[str], command: str) -> None:
    """Raise UsageError with all mistakes, if there are any."""
    problems = [f"{command}: {mistake}" for mistake in mistakes]
    if problems:
        raise UsageError(*problems)


def _near(names: tuple[str, ...]) -> str:
    return f"; did you mean {' or '.join(names)}?" if names else ""
