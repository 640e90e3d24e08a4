"""The recipes of docs/architecture.md: few files by hand, and all of them there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
BARS = {
    "rule": 3,
    "kind of fact": 3,
    "output format": 3,
    "workload key that reaches ARM": 3,
    "command": 4,
}
"""The most files that one more of a kind may take by hand."""


def _recipes() -> dict[str, list[str]]:
    """The files of each recipe, as patterns, read from the table of the page."""
    text = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    table = text.partition("## Recipes")[2].partition("\n## ")[0]
    rows = re.findall(r"^\| (?!one more)(\w[^|]*) \|(.*)\|$", table, re.MULTILINE)
    return {name.strip(): re.findall(r"`([^`]+)`", files) for name, files in rows}


@pytest.mark.parametrize("name", BARS)
def test_a_recipe_keeps_to_its_bar(name: str) -> None:
    """Whoever makes a recipe longer has to say so here."""
    assert 0 < len(_recipes()[name]) <= BARS[name]


@pytest.mark.parametrize("name", BARS)
def test_a_recipe_names_files_that_are_there(name: str) -> None:
    """A page about files that have moved misleads."""
    assert [pattern for pattern in _recipes()[name] if not list(ROOT.glob(pattern))] == []


def test_a_rule_is_known_by_its_id_in_its_own_file_only() -> None:
    """Other rooms ask what a rule says of itself, so that one more rule changes none of them."""
    sources = [path for path in (ROOT / "planner").rglob("*.py") if path.parent.name != "rules"]
    naming = {
        str(path.relative_to(ROOT)): found
        for path in sources
        if (found := re.findall(r"""["'](AOAI\d*)["']""", path.read_text(encoding="utf-8")))
    }
    assert naming == {}
