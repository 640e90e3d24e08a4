"""The regions that the importer knows, from regions.yaml: a table that names another is refused."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import yaml

from planner.domain.terms import Cloud
from planner.facts.importing.gather import Gathered, Site
from planner.facts.reader import Record, SourceKind

_FILE = Path(__file__).parent / "regions.yaml"


@cache
def _raw() -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    return loaded


def known_sites() -> dict[str, Site]:
    """Every known region by its slug, in no data zone."""
    raw = _raw()
    return {
        slug: Site(
            slug=slug,
            name=facts["name"],
            geography=facts["geography"],
            cloud=Cloud(facts.get("cloud", Cloud.PUBLIC.value)),
            source=raw["source"]["id"],
        )
        for slug, facts in raw["regions"].items()
    }


def site_source() -> Record:
    """The document that names and geographies are from."""
    source = _raw()["source"]
    return {**source, "date": str(source["date"]), "kind": SourceKind.OTHER.value}


def site_records(gathered: Gathered, asked: frozenset[str] = frozenset()) -> list[Record]:
    """A record for each region that a page names, and for each that was asked for its list."""
    named = {region for claim in gathered.claims for region in claim.yes | claim.no | claim.open}
    named |= asked
    return [_record(site) for slug, site in gathered.sites.items() if slug in named]


def _record(site: Site) -> Record:
    record = {
        "region": site.slug,
        "name": site.name,
        "geography": site.geography,
        "cloud": site.cloud.value,
        "source": site.source,
    }
    return {**record, "data_zone": site.data_zone} if site.data_zone else record
