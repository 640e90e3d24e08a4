"""The shipped snapshots are for ever: plans and locks name them by their checksums."""

from __future__ import annotations

import pytest

from planner.facts.snapshot import load, shipped

SHIPPED = {
    "2024-12": "20888e4ea42e7094a4d20dec20be82f82166b98ef036b0c02d5e18dc21f7753f",
    "2025-11": "8c63ea4d84abfdd4843c2258b657f22021fadec9a28e15f14896de6c567fda2f",
    "2026-09": "6079ed3c90d36ad8f3fa7401c9333a7bf7624b87e8c9340a72fc27b49a6ab735",
    "2026-11": "34c310e7357be0294ac0298e5280e0f7a920a7218731ae3ae7a37ca0ceaa0dcd",
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
