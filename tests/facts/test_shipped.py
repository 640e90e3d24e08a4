"""The shipped snapshots are for ever: plans and locks name them by their checksums."""

from __future__ import annotations

import pytest

from planner.facts.snapshot import load, shipped

SHIPPED = {
    "2024-12": "38ee86af33f5920b96588f54722c04eb38889128893cf433ccf60258f6c70d1c",
    "2025-11": "00e0646c50491f2396711597f1da1d5431c297b83aec4383e9a9a9e303146dcd",
    "2026-09": "3c8c1a2e148a5809546a4d36fb8245fc99413ab1ec88e2a33036ebb816ee67cd",
    "2026-11": "870ef3bd9de3d55046d19a162a4be138f67efc55b4c8bfa8a0c018b0674344f2",
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
