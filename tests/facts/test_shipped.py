"""The shipped snapshots are for ever: plans and locks name them by their checksums."""

from __future__ import annotations

import pytest

from planner.facts.snapshot import load, shipped

SHIPPED = {
    "2024-12": "20888e4ea42e7094a4d20dec20be82f82166b98ef036b0c02d5e18dc21f7753f",
    "2025-11": "12f17661e95fe5b61b06d073091122ea7cc450a8d0d8ced94883c8cb6c27da83",
    "2026-09": "5366a86bbde7b50871417019dfd54f1c83cc57b8e8002ecb71b3baf242ee8ceb",
    "2026-11": "92e599b3a5c48e168f33abe41c45c308b49b1d2af2a3ea90459edc55559f7c50",
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
