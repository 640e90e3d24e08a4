"""The shipped snapshots are for ever: plans and locks name them by their checksums."""

from __future__ import annotations

import pytest

from planner.facts.snapshot import load, shipped

SHIPPED = {
    "2024-12": "302e2b8caa196a959826788ef840b49acaacb6043705e54d93356e9e8d2dcc1b",
    "2025-11": "3821f8622c5550ab9ab94ddea5c0d36540a49d603811119ff7f91b822a62236f",
    "2026-09": "f528cc0071e9244c5b7f3e6668217f55497cb7d08bf6d70f2ae6d01dba184862",
    "2026-11": "d1b59270c9d96de7e7d6d778c14ca1417dab8ae42520242f8572a94a9d6df11d",
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
