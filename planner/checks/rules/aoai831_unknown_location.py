"""AOAI831: a place for what stands beside the accounts that is no region."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches

from planner.checks.base import Placed, StackRule
from planner.checks.common import settings
from planner.domain.finding import Finding, Page, Path, Remedy, Rule
from planner.domain.terms import Party, Severity, Verdict
from planner.facts.azure_regions import GEOGRAPHY_OF

RULE = Rule(
    id="AOAI831",
    slug="unknown-location",
    title="Location that is no region",
    severity=Severity.ERROR,
    verdict=Verdict.FAIL,
    speaks_for=Party.SETTINGS,
    page=Page(
        what="`home`, `accounts.location`, or `location` of a private endpoint, is the name of no Azure region.",
        why="Azure refuses the resource group (`LocationNotAvailableForResourceGroup`), or the endpoint after the accounts and deployments are made. Near a `home` that nobody knows there is nothing.",
        example=f"""\
accounts:
  location: sweden
{settings.WORKLOAD}""",
        fix="Write a region, such as `swedencentral`. The group may be left to the planner, which takes the first account's region inside the residency.",
        source="List of Azure regions, 2025-03-21, and the regions of the catalog.",
    ),
)


def check(placed: Placed) -> Iterator[Finding]:
    """One finding for each location that is no region."""
    known = {*GEOGRAPHY_OF, *placed.catalog.regions}
    for path, slug in _locations(placed):
        if slug not in known:
            remedies = [Remedy(f"{path[-1]} {name}") for name in _near(slug, placed)]
            yield RULE.finding(path, f"{path[-1]} {slug} is no Azure region", remedies=remedies)


def _locations(placed: Placed) -> Iterator[tuple[Path, str]]:
    if placed.stack.home is not None:
        yield ("home",), placed.stack.home
    given = placed.stack.accounts.location
    if given is not None:
        yield settings.path("location"), given
    for used in settings.used(placed):
        endpoint = used.settings.reach.private_endpoint
        if used.settings.endpoint_subnet is not None and endpoint.location is not None:
            yield used.path("network", "private_endpoint", "location"), endpoint.location


def _near(word: str, placed: Placed) -> list[str]:
    """The first region of a country, where its name was given; else the one spelt alike."""
    regions = placed.catalog.regions
    inside = sorted(slug for slug, region in regions.items() if region.geography == word)
    return inside[:1] or get_close_matches(word, {*GEOGRAPHY_OF, *regions}, n=1)


CHECK = StackRule(RULE, check)
