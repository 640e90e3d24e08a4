"""The shipped snapshots are for ever: plans and locks name them by their checksums."""

from __future__ import annotations

import pytest

from planner.facts.snapshot import load, shipped

SHIPPED = {
    "2024-12": "bd74dc1131ba304fa52b9053522ff93242e804b850e13732aed31ea39a301367",
    "2025-11": "1a6572974bfa1114cd9218ce8fec1d82a21e3659b876e570b2cffd2e731f565d",
    "2026-09": "43c23d1695209e600768376d187a382af098b92828534f8e8ab3627ae8647f02",
    "2026-11": "7a8d4cb1d46b5a9e8cebb80b4fad29f82e121462922389dc106a9372d22be20c",
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
