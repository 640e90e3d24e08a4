"""The shipped snapshots, each loaded once."""

from __future__ import annotations

import pytest

from planner.facts.catalog import Catalog
from tests.facts.shipped import snapshot


@pytest.fixture(scope="session")
def catalog_2024() -> Catalog:
    return snapshot("2024-12")


@pytest.fixture(scope="session")
def catalog_2025() -> Catalog:
    return snapshot("2025-11")


@pytest.fixture(scope="session")
def catalog_2026() -> Catalog:
    return snapshot("2026-09")


@pytest.fixture(scope="session")
def newest() -> Catalog:
    return snapshot("2026-11")


@pytest.fixture(scope="session", params=["2024-12", "2025-11", "2026-09", "2026-11"])
def catalog(request: pytest.FixtureRequest) -> Catalog:
    return snapshot(request.param)
