"""Which regions and residencies a wrong word may mean, and never those of another jurisdiction.

Who mistypes a region, or writes a country for one, said where prompts may go all the same. So
every hint and every change to another region or residency asks here what comes near.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache

from planner.domain.offering import Region
from planner.domain.residency import (
    CONTINENTS,
    EU_COUNTRIES,
    EU_MEMBERS,
    GEOGRAPHIES,
    PLACES,
    SHARED,
    ZONES,
    canonical,
)
from planner.facts import residency as boundary
from planner.facts.azure_regions import GEOGRAPHY_OF
from planner.facts.catalog import Catalog

COUNTRIES = frozenset({*GEOGRAPHIES.values(), *SHARED, *EU_COUNTRIES})
_SLIP = 0.85
"""How alike a word must be to be a slip of the pen: `koreacentrall` is `koreacentral`."""
_ALIKE = 0.5
_WORD = 0.7
"""For residencies: `europ` is `europe`, `austria` is not `australia`."""


def place_of(slug: str, catalog: Catalog) -> str | None:
    """The geography or zone that a region word means: a country, a code, a continent.

    Also that of a region which Azure has and no table names. None for any other word.
    """
    if slug in GEOGRAPHY_OF:
        return GEOGRAPHY_OF[slug]
    place = _places().get(slug)
    has_regions = any(_lies_in(region, place) for region in catalog.regions.values())
    return EU_MEMBERS if place in EU_COUNTRIES and not has_regions else place


def regions_meant(slug: str, residency: str | None, catalog: Catalog) -> tuple[str, ...]:
    """The regions that a word may mean, likeliest first; of one jurisdiction, inside a residency.

    A residency that nobody knows rules nothing out. Empty where nothing comes near.
    """
    known, inside = catalog.regions, regions_inside(residency, catalog)
    place = place_of(slug, catalog)
    slip = () if place else _close(slug, known, _SLIP)
    if slip:
        return _close(slug, _beside(slip[0], inside, known), _ALIKE)
    if place:
        return tuple(sorted(each for each in inside if _lies_in(known[each], place)))
    zone = _zone_in(slug)
    if zone:
        return _close(slug, [each for each in inside if _lies_in(known[each], zone)], 0.0)
    alike = _close(slug, inside, _ALIKE)
    return tuple(_beside(alike[0], alike, known)) if alike else ()


def regions_inside(residency: str | None, catalog: Catalog) -> tuple[str, ...]:
    """The slugs of the regions that can keep a residency; all for one that nobody knows."""
    known = catalog.regions
    if residency is None or residency not in boundary.words(catalog):
        return tuple(known)
    return tuple(each for each in known if boundary.may_hold(known[each], residency))


def residencies_meant(given: str, regions: Iterable[str], catalog: Catalog) -> tuple[str, ...]:
    """The known residencies that a word may mean, nearest first.

    For a country what lies around it and never another country; for a word that is like no
    other, the zones and geographies of `regions`, where the workload is allowed to be.
    """
    known = catalog.regions
    if given in COUNTRIES:
        shared = (SHARED[given],) if given in SHARED else ()
        return _known((*shared, *((EU_MEMBERS, "eu") if given in EU_COUNTRIES else ())), catalog)
    zones = [zone for zone in ZONES if given.startswith(zone)]
    zones += [CONTINENTS[given]] if given in CONTINENTS else []
    near = (*zones, *_close(given, boundary.words(catalog), _WORD)[:3])
    here = [known[slug] for slug in regions if slug in known]
    around = [*(region.data_zone for region in here), *(region.geography for region in here)]
    return _known(near or tuple(place for place in around if place), catalog)


def _known(words: Iterable[str], catalog: Catalog) -> tuple[str, ...]:
    return tuple(word for word in dict.fromkeys(words) if word in boundary.words(catalog))


@lru_cache(maxsize=1)
def _places() -> Mapping[str, str]:
    """Geographies and zones by what people write, spelt as a region's slug would be."""
    words = {word: canonical(word) for word in (*PLACES, *COUNTRIES, *ZONES)}
    words.update(SHARED)
    words.update(CONTINENTS)
    return {word.replace("-", ""): place for word, place in words.items()}


def _zone_in(slug: str) -> str | None:
    """What a word of another cloud begins or ends with: `eu-west-1`, `us-east-1`, `uk-south`."""
    codes = [code for code in (*ZONES, "uk") if slug.startswith(code) or slug.endswith(code)]
    return canonical(codes[0]) if codes else None


def _lies_in(region: Region, place: str | None) -> bool:
    if place == EU_MEMBERS:
        return boundary.is_in_member_state(region)
    return place in (region.geography, region.data_zone)


def _beside(slug: str, slugs: Iterable[str], known: Mapping[str, Region]) -> list[str]:
    """Those of some regions that lie in the geography of one."""
    return [each for each in slugs if known[each].geography == known[slug].geography]


def _close(word: str, names: Iterable[str], alike: float) -> tuple[str, ...]:
    from difflib import get_close_matches  # noqa: PLC0415 - only a wrong name needs it

    known = tuple(names)
    return tuple(get_close_matches(word, known, len(known) or 1, alike))
