"""The page about the catalog says what the program does."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from planner.facts.kind import Kind
from planner.facts.kinds import limits
from planner.facts.kinds.registry import KINDS
from planner.facts.snapshot import load, shipped

PAGE = (Path(__file__).parents[2] / "docs" / "catalog.md").read_text()


@pytest.mark.parametrize("kind", KINDS, ids=[kind.name for kind in KINDS])
def test_files(kind: Kind[Any, Any]) -> None:
    """Every file is on the page, with the key that its lines are sorted by."""
    key = ", ".join(f"`{part}`" for part in kind.key)
    assert re.search(rf"^\| `{kind.file}` \|.*\| {re.escape(key)} \|$", PAGE, re.MULTILINE)


def test_snapshots() -> None:
    """Every shipped snapshot is on the page, with its date and the sum of its offerings."""
    for name in shipped():
        catalog = load(name)
        total = f"{sum(catalog.counts().values()):,}"
        assert f"| {name} | {catalog.date} | {total} |" in PAGE


def test_limits() -> None:
    """Every limit of the newest snapshot is on the page."""
    for limit in load().all_of(limits.KIND):
        assert f"`{limit.name}`" in PAGE
