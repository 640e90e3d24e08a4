"""What one subscription had at one moment: its quota counters, region by region.

The pools of a subscription are as its usages list says; what the documents say is a default. A
live snapshot is a file, so that the same plan can be made again offline.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from planner.plan import Pool


@dataclass(frozen=True, slots=True)
class Usage:
    """One counter of a region's usages list; numbers in ARM's capacity units."""

    location: str
    """Slug of the region that was asked."""
    name: str
    """Usage name, in the service's spelling."""
    limit: int
    current: int
    scope: str | None = None
    """`subscription`, a data zone or a region's slug; None where the service did not say."""


@dataclass(frozen=True, slots=True)
class Live:
    """The counters of a subscription on a day."""

    taken: date
    subscription: str | None
    usages: tuple[Usage, ...]

    def usage(self, pool: Pool, regions: frozenset[str]) -> Usage | None:
        """The counter of a pool, as any of its `regions` shows it; the smallest where they differ.

        A shared pool stands in every region's list, with the same numbers.
        """
        found = [
            u
            for u in self.usages
            if plain(u.name) == plain(pool.name) and _reaches(u, pool.scope, regions)
        ]
        return min(found, key=lambda u: (u.limit - u.current, u.location), default=None)

    def scope(self, name: str, location: str) -> str | None:
        """How far the counter reaches that a region shows under a name, if the service says."""
        mine = (u for u in self.usages if u.location == location and plain(u.name) == plain(name))
        return next((u.scope for u in mine if u.scope is not None), None)


def _reaches(usage: Usage, scope: str, regions: frozenset[str]) -> bool:
    return usage.scope == scope if usage.scope is not None else usage.location in regions


def plain(name: str) -> str:
    """A usage name for comparing: without case and hyphens, in which the service is not exact.

    Dots stay: `gpt-4.1` and `gpt-41` would be two models, `gpt4.1` and `gpt-4.1` are one.
    """
    return name.lower().replace("-", "")
