"""The sums that the availability tables of each snapshot add up to."""

from __future__ import annotations

from collections import Counter

import pytest

from planner.domain.publishers import OPENAI
from planner.domain.terms import Cloud, Condition, Use
from planner.facts.catalog import Catalog
from tests.facts.shipped import snapshot


@pytest.mark.parametrize(
    ("name", "total"),
    [("2024-12", 694), ("2025-11", 2076), ("2026-09", 3004), ("2026-11", 3146)],
)
def test_total(name: str, total: int) -> None:
    """Each snapshot has exactly the available base offerings that its tables tick."""
    assert sum(snapshot(name).counts().values()) == total


BY_SKU = {
    "2026-09": {
        "GlobalStandard": 1097,
        "DataZoneStandard": 318,
        "Standard": 145,
        "GlobalProvisionedManaged": 570,
        "DataZoneProvisionedManaged": 226,
        "ProvisionedManaged": 209,
        "GlobalBatch": 308,
        "DataZoneBatch": 131,
    },
    "2026-11": {
        "GlobalStandard": 1071,
        "DataZoneStandard": 392,
        "Standard": 145,
        "GlobalProvisionedManaged": 616,
        "DataZoneProvisionedManaged": 264,
        "ProvisionedManaged": 219,
        "GlobalBatch": 308,
        "DataZoneBatch": 131,
    },
}


@pytest.mark.parametrize("name", BY_SKU)
def test_by_sku(name: str) -> None:
    """The offerings of a snapshot add up to the tables' ticks for each SKU."""
    assert snapshot(name).counts() == BY_SKU[name]


@pytest.mark.parametrize(("name", "spread"), [("2026-09", (28, 75)), ("2026-11", (28, 74))])
def test_spread(name: str, spread: tuple[int, int]) -> None:
    """Public regions, and versions that are available in them, of Azure OpenAI."""
    catalog = snapshot(name)
    regions = catalog.regions
    public = {slug for slug, region in regions.items() if region.cloud is Cloud.PUBLIC}
    found = [o for o in catalog.offerings(use=Use.BASE) if o.publisher == OPENAI]
    versions = {o.subject.pinned for o in found if o.region in public}
    assert (len({o.region for o in found} & public), len(versions)) == spread


OTHERS = {
    "DataZoneProvisionedManaged": 26,
    "DataZoneStandard": 157 + 24,
    "GlobalProvisionedManaged": 153,
    "GlobalStandard": 1_275 + 307,
}
"""Ticks of other makers' models in the tables of 2026-11: those that Azure sells (1,611), and those
of the Marketplace (331)."""


def test_other_makers_are_counted_apart() -> None:
    """The first tables that name them are of 2026-11; the older snapshots have none."""
    assert snapshot("2026-11").counts(others=True) == OTHERS
    assert snapshot("2026-09").counts(others=True) == {}
    bought = [o for o in snapshot("2026-11").offerings() if Condition.MARKETPLACE in o.conditions]
    assert len(bought) == 331
    assert sum(OTHERS.values()) - len(bought) == 1_611


def test_the_regions_that_only_other_makers_have() -> None:
    """No table of Azure OpenAI names them."""
    every = {o.region for o in snapshot("2026-11").offerings() if o.publisher != OPENAI}
    ours = snapshot("2026-11").tabled_regions()
    assert every - ours == {"japanwest", "ukwest", "westcentralus", "westus2"}


def test_government_is_separate(newest: Catalog) -> None:
    """Azure Government has its own two regions, and none of their ticks is in the sums."""
    regions = newest.regions
    government = {slug for slug, region in regions.items() if region.cloud is Cloud.GOVERNMENT}
    ours = [o for o in newest.offerings(use=Use.BASE) if o.publisher == OPENAI]
    ticks = [o for o in ours if o.region in government]
    every = len(ours)
    assert government == {"usgovarizona", "usgovvirginia"}
    assert every - len(ticks) == sum(newest.counts().values())


def test_select_customers_are_not_counted(catalog_2024: Catalog) -> None:
    """What prose adds to the tables is in the catalog but not in the sums."""
    every = list(catalog_2024.offerings(use=Use.BASE))
    assert len(every) == 694 + 2 * 4 + 2 * 4


REGISTERED = {
    "2024-12": {"o1-preview": 14, "o1-mini": 14},
    "2025-11": {
        "gpt-5": 117,
        "gpt-5-codex": 3,
        "gpt-5-pro": 3,
        "gpt-5.1": 45,
        "gpt-5.1-codex": 10,
        "gpt-image-1": 5,
        "gpt-image-1-mini": 5,
        "computer-use-preview": 3,
        "o3": 123,
        "o3-pro": 3,
    },
    "2026-09": {"computer-use-preview": 4},
    "2026-11": {"computer-use-preview": 4},
}
"""Base offerings that need a registration, by model. The models page of 2026-01 has the first eight
of 2025-11 (191 offerings); the page on reasoning models, of the same day, has o3 and o3-pro."""


@pytest.mark.parametrize("name", REGISTERED)
def test_what_needs_a_registration(name: str) -> None:
    """Conditions stand in prose and are stated; each is on every offering of its version."""
    found = Counter(
        each.model
        for each in snapshot(name).offerings(use=Use.BASE)
        if Condition.REGISTRATION in each.conditions
    )
    assert found == REGISTERED[name]
