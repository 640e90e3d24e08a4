"""The words of `residency`: where prompts may be processed.

A word is `global`, `region`, a data zone, `eu-members`, or a geography as Azure names it
(`sweden`, `united-kingdom`). Countries may be written by code or everyday name.
"""

from __future__ import annotations

from collections.abc import Mapping

ANYWHERE = "global"
IN_REGION = "region"
EU_MEMBERS = "eu-members"
"""Member states of the European Union only; Microsoft's EU data zone (`eu`) reaches further."""
ZONES = ("us", "eu", "apac")

GEOGRAPHIES: Mapping[str, str] = {
    "ae": "united-arab-emirates",
    "at": "austria",
    "au": "australia",
    "be": "belgium",
    "br": "brazil",
    "ca": "canada",
    "ch": "switzerland",
    "cl": "chile",
    "de": "germany",
    "dk": "denmark",
    "es": "spain",
    "fi": "finland",
    "fr": "france",
    "gb": "united-kingdom",
    "gr": "greece",
    "id": "indonesia",
    "il": "israel",
    "in": "india",
    "it": "italy",
    "jp": "japan",
    "kr": "korea",
    "mx": "mexico",
    "my": "malaysia",
    "no": "norway",
    "nz": "new-zealand",
    "pl": "poland",
    "qa": "qatar",
    "se": "sweden",
    "tw": "taiwan",
    "uk": "united-kingdom",
    "za": "south-africa",
}
"""Azure's geographies of one country, by ISO 3166 code; `uk` is what people write for `gb`.
Ireland and the Netherlands (`europe`), Hong Kong and Singapore (`asia-pacific`) share one with
a neighbour, so that their codes would promise more than the service does."""

_EVERYDAY: Mapping[str, str] = {
    "britain": "united-kingdom",
    "england": "united-kingdom",
    "eu-data-zone": "eu",
    "european-union": "eu",
    "great-britain": "united-kingdom",
    "uae": "united-arab-emirates",
    "united-states-of-america": "us",
    "usa": "us",
    "south-korea": "korea",
    "swiss": "switzerland",
    "worldwide": ANYWHERE,
}

EU_MEMBER_GEOGRAPHIES = frozenset(
    {
        "austria",
        "belgium",
        "denmark",
        "europe",
        "finland",
        "france",
        "germany",
        "greece",
        "italy",
        "poland",
        "spain",
        "sweden",
    }
)
"""Azure's geographies that lie in member states of the European Union; `europe` is Ireland and
the Netherlands (list of Azure regions, 2025-03-21)."""

EU_COUNTRIES = frozenset(
    [
        "austria",
        "belgium",
        "bulgaria",
        "croatia",
        "cyprus",
        "czechia",
        "denmark",
        "estonia",
        "finland",
        "france",
        "germany",
        "greece",
        "hungary",
        "ireland",
        "italy",
        "latvia",
        "lithuania",
        "luxembourg",
        "malta",
        "netherlands",
        "poland",
        "portugal",
        "romania",
        "slovakia",
        "slovenia",
        "spain",
        "sweden",
    ]
)
"""The member states of the European Union, most of which have no Azure geography."""

SHARED: Mapping[str, str] = {
    "hk": "asia-pacific",
    "hong-kong": "asia-pacific",
    "ie": "europe",
    "ireland": "europe",
    "netherlands": "europe",
    "nl": "europe",
    "sg": "asia-pacific",
    "singapore": "asia-pacific",
}
"""Countries that share a geography with another one: no type promises to stay in them alone."""


PLACES = (*GEOGRAPHIES, *_EVERYDAY)
"""Codes and everyday names of countries and zones, as `canonical` understands them."""

CONTINENTS: Mapping[str, str] = {
    "america": "us",
    "asia": "apac",
    "asia-pacific": "apac",
    "emea": "eu",
    "europe": "eu",
    "north-america": "us",
}
"""Names of larger places, and the data zone that lies in each."""


def canonical(word: str) -> str:
    """The planner's word for a residency as people write it: `UK` is `united-kingdom`."""
    plain = word.strip().lower().replace("_", "-").replace(" ", "-")
    return GEOGRAPHIES.get(plain) or _EVERYDAY.get(plain, plain)
