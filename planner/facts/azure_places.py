"""Where Azure's regions lie, to the tenth of a degree (about 10 km).

Not part of a snapshot: a region does not move from one to the next, and older snapshots, whose
bytes are fixed, need it too. Source: what `az account list-locations` prints (the latitude and
longitude of `metadata`), as public copies of 2021 to 2025 quote it and transcribed by hand;
nobody of ours has asked the service. Three are not as quoted: the longitude of spaincentral lacks
its sign there, the point of israelcentral lies in the sea, and swedensouth is not listed.
Azure Government's are those of the public regions in the same states.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from functools import lru_cache
from math import asin, ceil, cos, radians, sin, sqrt
from typing import NamedTuple

SOURCE = date(2025, 3, 21)
"""The newest of the copies, as that of the list of regions."""


class Point(NamedTuple):
    """Degrees north and east."""

    latitude: float
    longitude: float


_QUOTED = """
australiacentral -35.3 149.1    australiacentral2 -35.3 149.1   australiaeast -33.9 151.2
australiasoutheast -37.8 145.0  austriaeast 48.2 16.2           brazilsouth -23.6 -46.6
brazilsoutheast -22.9 -43.2     canadacentral 43.7 -79.4        canadaeast 46.8 -71.2
centralindia 18.6 73.9          centralus 41.6 -93.6            eastasia 22.3 114.2
eastus 37.4 -79.8               eastus2 36.7 -78.4              francecentral 46.4 2.4
francesouth 43.8 2.2            germanynorth 53.1 8.8           germanywestcentral 50.1 8.7
indonesiacentral -6.2 106.8     israelcentral 31.9 34.8         italynorth 45.5 9.2
japaneast 35.7 139.8            japanwest 34.7 135.5            koreacentral 37.6 127.0
koreasouth 35.2 129.1           mexicocentral 20.6 -100.4       newzealandnorth -36.8 174.8
northcentralus 41.9 -87.6       northeurope 53.3 -6.3           norwayeast 59.9 10.8
norwaywest 59.0 5.7             polandcentral 52.2 21.0         qatarcentral 25.6 51.4
southafricanorth -25.7 28.2     southafricawest -34.1 18.8      southcentralus 29.4 -98.5
southeastasia 1.3 103.8         southindia 13.0 80.2            spaincentral 40.4 -3.4
swedencentral 60.7 17.1         swedensouth 55.6 13.0           switzerlandnorth 47.5 8.6
switzerlandwest 46.2 6.1        uaecentral 24.5 54.4            uaenorth 25.3 55.3
uksouth 50.9 -0.8               ukwest 53.4 -3.1                usgovarizona 33.4 -112.1
usgovtexas 29.4 -98.5           usgovvirginia 37.4 -79.8        westcentralus 40.9 -110.2
westeurope 52.4 4.9             westindia 19.1 72.9             westus 37.8 -122.4
westus2 47.2 -119.9             westus3 33.4 -112.1
"""


def _read(table: str) -> Mapping[str, Point]:
    words = table.split()
    return {
        slug: Point(float(north), float(east))
        for slug, north, east in zip(words[::3], words[1::3], words[2::3], strict=True)
    }


PLACE_OF: Mapping[str, Point] = _read(_QUOTED)
"""By region's slug."""

STEP = 250
"""Kilometres of one step. Light needs 2.5 ms there and back over so much fibre: less is nothing to
notice behind an answer that takes seconds, and headroom and accounts may decide it."""

CONTINENT = 3_000
"""Kilometres of one wide step: all of Europe is in reach of any of its regions."""

UNKNOWN = 100
"""The steps to a region that nobody knows the place of: farther than any (20,000 km are 80)."""

_EARTH = 6371
"""Mean radius in kilometres."""


def kilometres(one: Point, other: Point) -> float:
    """The distance along the surface of a sphere."""
    north, east = (radians(b - a) for a, b in zip(one, other, strict=True))
    bent = cos(radians(one.latitude)) * cos(radians(other.latitude)) * sin(east / 2) ** 2
    return 2 * _EARTH * asin(sqrt(min(1.0, sin(north / 2) ** 2 + bent)))


@lru_cache(maxsize=65_536)
def steps(slug: str, near: str) -> int:
    """How far a region is from another: 0 in it, 1 up to 250 km away, and so on."""
    if slug == near:
        return 0
    if slug not in PLACE_OF or near not in PLACE_OF:
        return UNKNOWN
    return max(1, ceil(kilometres(PLACE_OF[slug], PLACE_OF[near]) / STEP))


def wide_steps(slug: str, near: str) -> int:
    """The same by continents: 0 up to 3,000 km away."""
    found = steps(slug, near)
    return found if found == UNKNOWN else max(0, found - 1) * STEP // CONTINENT


def nearest(slug: str, places: Iterable[str], *, wide: bool = False) -> int:
    """The steps to the nearest of some regions; 0 where there are none."""
    counted = wide_steps if wide else steps
    return min((counted(slug, near) for near in places), default=0)
