"""The shipped snapshots are for ever: plans and locks name them by their checksums."""

from __future__ import annotations

import pytest

from planner.facts.snapshot import load, shipped

SHIPPED = {
    "2024-12": "bd74dc1131ba304fa52b9053522ff93242e804b850e13732aed31ea39a301367",
    "2025-11": "cfa795fd05ad402a04132dda7a4c0687828ebb14b5edfcdf43eb0da1916153e2",
    "2026-09": "ef55f62fcd64ca2376093d40e36de1153892ddfd00e1b2fe7dcce767834293aa",
    "2026-11": "765d62f2ca3b45359af4eb155f8d877be884549ea8637bc5fa9f87d35861e7cb",
}
"""SHA-256 of `snapshot.json`, which holds the checksums of the other files. A line is added for a
new snapshot; none is ever changed."""


@pytest.mark.parametrize("name", SHIPPED)
def test_a_shipped_snapshot_never_changes(name: str) -> None:
    """Its bytes are those that it was shipped with: the head's checksum covers every file."""
    assert load(name).sha256 == SHIPPED[name]


def test_every_shipped_snapshot_is_pinned() -> None:
    """A new snapshot needs a line above."""
    assert shipped() == tuple(SHIPPED)
