"""Pages changed at random: what keeps their meaning keeps the snapshot, what breaks them is named."""

from __future__ import annotations

import zlib
from functools import cache

import pytest

from tests.facts.fuzz import BREAKING, KEEPING, Files, Said, broken, kept, read
from tests.facts.pages import page, table

REGIONS = ("eastus", "francecentral", "swedencentral", "uaenorth")
VERSIONS = (
    ("gpt-5", "2025-08-07"),
    ("gpt-5.1", "2025-11-13"),
    ("o1", "2024-12-17"),
    ("whisper", "001"),
)


def _older() -> str:
    head = ("**Region**", *(f"**{model}**, **{version}**" for model, version in VERSIONS))
    rows = [(r, *("✅" if (n + m) % 3 else "-" for m in range(4))) for n, r in enumerate(REGIONS)]
    words = "Where each model can be had.\n\n"
    return page(
        words + table(head, rows), title="Global Standard model availability", path="a/old.md"
    )


def _newer() -> str:
    parts = []
    for shift, heading in enumerate(("Global standard", "Data Zone standard", "Standard/Regional")):
        parts.append(f"## {heading}\n\nSome words.\n")
        for number, tab in enumerate(("Americas", "Europe")):
            regions = REGIONS[number * 2 : number * 2 + 2]
            head = ("**Model**", "**Version**", *(f"**{region}**" for region in regions))
            rows = [
                (*v, *("✅" if (n + m + shift) % 4 else "-" for m in range(2)))
                for n, v in enumerate(VERSIONS)
            ]
            parts.append(f"# [{tab}](#tab/az-{number})\n\n{table(head, rows)}")
        parts.append("---\n")
    return page("\n".join(parts), path="a/deployments-standard.md", title="Standard deployments")


PAGES: dict[str, Files] = {"older": {"old.md": _older()}, "newer": {"new.md": _newer()}}


@cache
def before(layout: str) -> Said:
    """What the unchanged page says."""
    said = read(PAGES[layout])
    assert said.imported.problems == ()
    assert len(said.ticks) > 9
    return said


def seeds(change: str) -> list[int]:
    """Four fixed seeds of a change, of its own."""
    first = zlib.crc32(change.encode())
    return list(range(first, first + 4))


@pytest.mark.parametrize("layout", PAGES)
@pytest.mark.parametrize("change", KEEPING)
def test_a_change_of_form(change: str, layout: str) -> None:
    """What is written otherwise and means the same gives the same snapshot."""
    for seed in seeds(change):
        assert kept(PAGES[layout], before(layout), change, seed) == "", seed


@pytest.mark.parametrize("layout", PAGES)
@pytest.mark.parametrize("change", BREAKING)
def test_a_break(change: str, layout: str) -> None:
    """Nothing crashes, no offering is invented, and none is lost without a word."""
    for seed in seeds(change):
        assert broken(PAGES[layout], before(layout), change, seed) == "", seed
