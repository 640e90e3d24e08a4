"""Snapshots as commands need them: loaded, with mistakes as UsageError, and in numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from planner.cli.errors import UsageError
from planner.domain.publishers import publisher_meant
from planner.domain.terms import MAX_AGE, Cloud
from planner.facts.catalog import Catalog
from planner.facts.snapshot import CatalogError, load, shipped

if TYPE_CHECKING:
    from planner.report.catalog import Snapshot


def catalog_of(name: str | None) -> Catalog:
    """A snapshot by name or folder, or the newest shipped. Raises UsageError for a bad one."""
    try:
        return load(name)
    except CatalogError as error:
        raise UsageError(*error.problems) from error


def old(catalog: Catalog, day: date) -> Iterator[str]:
    """A sentence about a snapshot that is old on a day; AOAI211 says the same of a stack."""
    age = catalog.age_on(day)
    if age > MAX_AGE:
        yield (
            f"Snapshot {catalog.name} is {age} days old on that day: what changed since "
            f"{catalog.date.isoformat()} is not in it (planner rules AOAI211)."
        )


def is_snapshot(name: str) -> bool:
    """Whether a word of the command line is a snapshot's name, or looks like one or like a folder."""
    prefix, slash, _ = name.rpartition("/")
    is_path = bool(slash) and publisher_meant(prefix) is None
    return name in shipped() or bool(_NAMED.fullmatch(name)) or is_path or Path(name).is_dir()


_NAMED = re.compile(r"\d{4}-.*")


def clouds_of(catalog: Catalog) -> dict[str, str]:
    """The name of the cloud of each region that is not in the public one, by slug."""
    regions = catalog.regions.values()
    return {each.slug: each.cloud.called for each in regions if each.cloud is not Cloud.PUBLIC}


def numbers(catalog: Catalog) -> Snapshot:
    """One snapshot in numbers: what its availability tables offer in the public cloud."""
    from planner.report.catalog import Snapshot  # noqa: PLC0415 - for the commands about catalogs

    return Snapshot(
        name=catalog.name,
        date=catalog.date,
        sha256=catalog.sha256,
        models=len({each.model for each in catalog.tabled_versions()}),
        versions=len(catalog.tabled_versions()),
        regions=len(catalog.tabled_regions()),
        counts=catalog.counts(),
    )
