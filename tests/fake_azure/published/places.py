"""Azure's regions, by the names that the pages use: slugs in matrices, display names in prose.

Source: the regions list of MicrosoftDocs/azure-docs, 2025-03; the area is the tab of the matrices.
"""

from __future__ import annotations

from collections.abc import Mapping

AMERICAS, EUROPE, ASIA, AFRICA, GOVERNMENT = "us", "eu", "apac", "", "us-government"

_NAMES: Mapping[str, str] = {
    "Brazil South": AMERICAS,
    "Canada Central": AMERICAS,
    "Canada East": AMERICAS,
    "Central US": AMERICAS,
    "East US": AMERICAS,
    "East US 2": AMERICAS,
    "North Central US": AMERICAS,
    "South Central US": AMERICAS,
    "West Central US": AMERICAS,
    "West US": AMERICAS,
    "West US 2": AMERICAS,
    "West US 3": AMERICAS,
    "France Central": EUROPE,
    "Germany West Central": EUROPE,
    "Italy North": EUROPE,
    "North Europe": EUROPE,
    "Norway East": EUROPE,
    "Poland Central": EUROPE,
    "Spain Central": EUROPE,
    "Sweden Central": EUROPE,
    "Switzerland North": EUROPE,
    "Switzerland West": EUROPE,
    "UK South": EUROPE,
    "UK West": EUROPE,
    "West Europe": EUROPE,
    "Australia East": ASIA,
    "Central India": ASIA,
    "East Asia": ASIA,
    "Japan East": ASIA,
    "Japan West": ASIA,
    "Korea Central": ASIA,
    "South India": ASIA,
    "Southeast Asia": ASIA,
    "Qatar Central": AFRICA,
    "South Africa North": AFRICA,
    "UAE North": AFRICA,
    "USGov Arizona": GOVERNMENT,
    "USGov Virginia": GOVERNMENT,
}


def slug(name: str) -> str:
    """`East US2`, `East US 2` and `eastus2` are one place."""
    return name.lower().replace(" ", "").replace("-", "")


NAMES: Mapping[str, str] = {slug(name): name for name in _NAMES}
AREAS: Mapping[str, str] = {slug(name): area for name, area in _NAMES.items()}


def known(text: str) -> str | None:
    """The slug of a region that a cell names, or None."""
    found = slug(text)
    return found if found in NAMES else None
