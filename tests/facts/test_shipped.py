"""The shipped snapshots are for ever: plans and locks name them by their checksums."""

from __future__ import annotations

import pytest

from planner.facts.snapshot import load, shipped

SHIPPED = {
    "2024-12": "a78eb378bb45e29444036a2e45f3c32a5719da94fe2b65788f2ec598ba976580",
    "2025-11": "5f5cc8c37124488e546a4640833820c13efd2dd17bca4d975de9fe55720d38fa",
    "2026-09": "17583b6f6d7f129a9b587597ff8293ea95ce3d27a64444d908fa9678e23acf93",
    "2026-11": "99c944d39b2ed1961bfd5db42440e9e21d9b3ca473ad192467ce11f9020914bf",
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
