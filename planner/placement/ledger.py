"""Stand-in until the ledger is here."""

from __future__ import annotations

from planner.plan import Pool, PoolUse


def pool_of(*_: object) -> Pool | None:
    return None


def limit_of(*_: object) -> tuple[int | None, str]:
    return None, ""


def uses(*_: object) -> tuple[PoolUse, ...]:
    return ()
