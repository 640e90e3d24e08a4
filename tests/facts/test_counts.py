"""The sums that the availability tables of each snapshot add up to."""

from __future__ import annotations

import pytest

from planner.domain.terms import Cloud, Use
from planner.facts.catalog import Catalog
from tests.facts.shipped import snapshot


@pytest.mark.parametrize(
    ("name", "total"), [("2024-12", 694), ("2025-11", 2076), ("2026-09", 3004)]
)
def test_total(name: str, total: int) -> None:
    """Each snapshot has exactly the available base offerings that its tables tick."""
    assert sum(snapshot(name).counts().values()) == total


def test_by_sku(catalog_2026: Catalog) -> None:
    """The newest snapshot's offerings add up to the tables' ticks for each SKU."""
    assert catalog_2026.counts() == {
        "GlobalStandard": 1097,
        "DataZoneStandard": 318,
        "Standard": 145,
        "GlobalProvisionedManaged": 570,
        "DataZoneProvisionedManaged": 226,
        "ProvisionedManaged": 209,
        "GlobalBatch": 308,
        "DataZoneBatch": 131,
    }


def test_spread(catalog_2026: Catalog) -> None:
    """The newest snapshot covers 28 public regions and 75 versions available in them."""
    regions = catalog_2026.regions
    public = {slug for slug, region in regions.items() if region.cloud is Cloud.PUBLIC}
    versions = {
        o.subject.pinned for o in catalog_2026.offerings(use=Use.BASE) if o.region in public
    }
    assert (len(public), len(versions)) == (28, 75)


def test_government_is_separate(catalog_2026: Catalog) -> None:
    """Azure Government has its own two regions, and none of their ticks is in the sums."""
    regions = catalog_2026.regions
    government = {slug for slug, region in regions.items() if region.cloud is Cloud.GOVERNMENT}
    ticks = [o for o in catalog_2026.offerings(use=Use.BASE) if o.region in government]
    every = len(list(catalog_2026.offerings(use=Use.BASE)))
    assert government == {"usgovarizona", "usgovvirginia"}
    assert every - len(ticks) == sum(catalog_2026.counts().values())


def test_select_customers_are_not_counted(catalog_2024: Catalog) -> None:
    """What prose adds to the tables is in the catalog but not in the sums."""
    every = list(catalog_2024.offerings(use=Use.BASE))
    assert len(every) == 694 + 2 * 4 + 2 * 4
