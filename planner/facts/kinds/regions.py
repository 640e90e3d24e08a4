"""Regions, with the boundaries that prompts processed there stay in."""

from __future__ import annotations

from typing import Final

from planner.domain.offering import Region
from planner.domain.terms import Cloud
from planner.facts.kind import Kind, one_by, stated
from planner.facts.reader import Reader, Record


def _read(reader: Reader) -> Region:
    return Region(
        slug=reader.text("region"),
        display_name=reader.text("name"),
        geography=reader.text("geography"),
        data_zone=reader.maybe("data_zone", str),
        cloud=reader.word("cloud", Cloud),
        source=reader.source(),
    )


def _write(region: Region) -> Record:
    return stated(
        {
            "region": region.slug,
            "name": region.display_name,
            "geography": region.geography,
            "data_zone": region.data_zone,
            "cloud": region.cloud.value,
            "source": region.source.id,
        }
    )


def _slug(region: Region) -> str:
    return region.slug


KIND: Final = Kind(
    name="regions",
    line="a region: `region` (slug), `name`, `geography`, `data_zone`, `cloud`",
    key=("region",),
    read=_read,
    write=_write,
    index=one_by(_slug),
)
