"""The shipped snapshots, each loaded once for all tests."""

from __future__ import annotations

from tests.given import catalog as snapshot

__all__ = ["snapshot"]
