"""The shipped snapshots, each loaded once for all tests."""

from __future__ import annotations

from functools import cache

from planner.facts.catalog import Catalog
from planner.facts.snapshot import load


@cache
def snapshot(name: str) -> Catalog:
    return load(name)
