"""The shipped snapshots are for ever: plans and locks name them by their checksums."""

from __future__ import annotations

import pytest

from planner.facts.snapshot import load, shipped

SHIPPED = {
    "2024-12": "38ee86af33f5920b96588f54722c04eb38889128893cf433ccf60258f6c70d1c",
    "2025-11": "00e0646c50491f2396711597f1da1d5431c297b83aec4383e9a9a9e303146dcd",
    "2026-09": "f0c3d50ee2d1a67e335b400a3fb091353d7656bb630aa2baa8f845010a99ef9e",
    "2026-11": "e4a3171373fb4312a37ff982035313b43d1bcf9428f3f4ec8ac7d48fb157da29",
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
