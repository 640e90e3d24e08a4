"""Names of models, versions and regions on the command line, held against a snapshot."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from planner.cli.errors import UsageError
from planner.facts.catalog import Catalog


def name_mistakes(
    catalog: Catalog, model: str | None, version: str | None, region: str | None
) -> Iterator[str]:
    """Names that the snapshot does not have, each with the near ones. None is no mistake."""
    inside = f"in snapshot {catalog.name}"
    if model and model not in catalog.models():
        yield f"no model {model!r} {inside}{_near(catalog.near_models(model))}"
    elif model and version and version not in catalog.versions(model):
        near = catalog.near_versions(model, version) or catalog.versions(model)
        yield f"no version {version!r} of {model} {inside}{_near(near)}"
    if region and region not in catalog.regions:
        yield f"no region {region!r} {inside}{_near(catalog.near_regions(region))}"


def refuse_mistakes(mistakes: Iterable[str], command: str) -> None:
    """Raise UsageError with all mistakes, if there are any."""
    problems = [f"{command}: {mistake}" for mistake in mistakes]
    if problems:
        raise UsageError(*problems)


def _near(names: tuple[str, ...]) -> str:
    return f"; did you mean {' or '.join(names)}?" if names else ""
