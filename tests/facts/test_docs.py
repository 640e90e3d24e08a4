"""The page about the catalog says what the program does."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from planner.facts.kind import Kind
from planner.facts.kinds import limits
from planner.facts.kinds.registry import KINDS
from planner.facts.snapshot import load, shipped

PAGE = Path(__file__).parents[2] / "docs" / "catalog.md"
TABLE = "| file | a line is | sorted by |\n|---|---|---|\n"


def test_files() -> None:
    """The table of files is made from the kinds; PLANNER_REWRITE_GOLDEN=1 rewrites it."""
    head, _, rest = PAGE.read_text().partition(TABLE)
    page = head + TABLE + "\n".join(map(_row, KINDS)) + rest[rest.index("\n\n") :]
    if os.environ.get("PLANNER_REWRITE_GOLDEN"):
        PAGE.write_text(page, encoding="utf-8")
    assert PAGE.read_text() == page


def _row(kind: Kind[Any, Any]) -> str:
    key = ", ".join(f"`{part}`" for part in kind.key)
    return f"| `{kind.file}` | {kind.line} | {key} |"


def test_snapshots() -> None:
    """Every shipped snapshot is on the page, with its date and the sum of its offerings."""
    for name in shipped():
        catalog = load(name)
        total = f"{sum(catalog.counts().values()):,}"
        assert f"| {name} | {catalog.date} | {total} |" in PAGE.read_text()


def test_limits() -> None:
    """Every limit of the newest snapshot is on the page."""
    for limit in load().all_of(limits.KIND):
        assert f"`{limit.name}`" in PAGE.read_text()
