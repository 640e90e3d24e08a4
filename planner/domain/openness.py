"""How open an account is: who gets in, by what means, and what keeps it from being deleted."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from planner.domain.lock import Reached, Secured, reached, secured
from planner.domain.plan import FieldChange
from planner.domain.settings import AccountSettings

_RANKS: Mapping[str, Mapping[object, int]] = {
    "network": {"restricted": 1, "private": 2},
    "lock": {"CanNotDelete": 1, "ReadOnly": 2},
}
"""From open to closed."""


def opens(change: FieldChange) -> bool:
    """Whether more people get in afterwards, with keys too, or less keeps it from being deleted."""
    if change.name == "local_auth":
        return bool(change.after)
    ranks = _RANKS.get(change.name, {})
    return ranks.get(change.after, 0) < ranks.get(change.before, 0)


def door(before: Reached | None, after: AccountSettings) -> Iterator[FieldChange]:
    """How an account is reached otherwise, where it is known how it was; `after` is resolved."""
    if before is None:
        return
    now = reached(after)
    for name in ("network", "endpoint", "dns"):
        old, new = getattr(before, name), getattr(now, name)
        if old != new:
            yield FieldChange(name, old, new)


def safeguards(before: Secured | None, after: AccountSettings) -> Iterator[FieldChange]:
    """Keys and management lock of an account, where it is known what they were."""
    if before is None:
        return
    now = secured(after)
    if before.local_auth not in (None, now.local_auth):
        yield FieldChange("local_auth", before.local_auth, now.local_auth)
    if before.lock != now.lock:
        yield FieldChange("lock", before.lock, now.lock)
