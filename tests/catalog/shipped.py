"""The shipped snapshots, each loaded once for all tests."""

from __future__ import annotations

from functools import cache

from planner.catalog.load import load
from planner.catalog.query import Catalog


@cache
def snapshot(name: str) -> Catalog:
    return load(name)
