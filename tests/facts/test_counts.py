"""The sums that the availability tables of each snapshot add up to."""

from __future__ import annotations

import pytest

from planner.domain.terms import Cloud, Use
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
    """Public regions, and versions that are available in them."""
    catalog = snapshot(name)
    regions = catalog.regions
    public = {slug for slug, region in regions.items() if region.cloud is Cloud.PUBLIC}
    versions = {o.subject.pinned for o in catalog.offerings(use=Use.BASE) if o.region in public}
    assert (len(public), len(versions)) == spread


def test_government_is_separate(newest: Catalog) -> None:
    """Azure Government has its own two regions, and none of their ticks is in the sums."""
    regions = newest.regions
    government = {slug for slug, region in regions.items() if region.cloud is Cloud.GOVERNMENT}
    ticks = [o for o in newest.offerings(use=Use.BASE) if o.region in government]
    every = len(list(newest.offerings(use=Use.BASE)))
    assert government == {"usgovarizona", "usgovvirginia"}
    assert every - len(ticks) == sum(newest.counts().values())


def test_select_customers_are_not_counted(catalog_2024: Catalog) -> None:
    """What prose adds to the tables is in the catalog but not in the sums."""
    every = list(catalog_2024.offerings(use=Use.BASE))
    assert len(every) == 694 + 2 * 4 + 2 * 4
