"""What one subscription had at one moment: its quota counters, region by region.

The pools of a subscription are as its usages list says; what the documents say is a default. A
live snapshot is a file, so that the same plan can be made again offline.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import date


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
    deployments: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Names of the deployments in each account that was asked, by the account's name."""

    def standing_in(self, account: str) -> tuple[str, ...]:
        """The deployments in an account, sorted; none in one that was not asked."""
        found = (d for name, d in self.deployments.items() if name.casefold() == account.casefold())
        return next(found, ())

    def usage(self, name: str, scope: str, regions: Collection[str]) -> Usage | None:
        """The counter of a pool, as any of the `regions` it reaches shows it.

        A shared pool stands in every region's list, with the same numbers; where they differ,
        the one with the least left counts.
        """
        found = [u for u in self._named(name) if _reaches(u, scope, regions)]
        return min(found, key=lambda u: (u.limit - u.current, u.location), default=None)

    def scope(self, name: str, location: str) -> str | None:
        """How far the counter reaches that a region shows under a name, if the service says."""
        mine = (u for u in self._named(name) if u.location == location)
        return next((u.scope for u in mine if u.scope is not None), None)

    def less(self, held: Mapping[tuple[str, str], int], regions: Collection[str]) -> Live:
        """Without what deployments hold that will be planned again, by name and scope of the pool.

        What the service counts and the lock does not know belongs to others.
        """
        found = []
        for usage in self.usages:
            own = sum(
                size
                for (name, scope), size in held.items()
                if plain(name) == plain(usage.name)
                and _reaches(usage, scope, _within(scope, regions, usage))
            )
            found.append(replace(usage, current=max(0, usage.current - own)))
        return replace(self, usages=tuple(found))

    def _named(self, name: str) -> list[Usage]:
        return [usage for usage in self.usages if plain(usage.name) == plain(name)]


def _within(scope: str, regions: Collection[str], usage: Usage) -> Collection[str]:
    """The regions that a pool without a stated scope reaches: its own, if its scope is one."""
    return {scope} if scope in regions else {usage.location}


def _reaches(usage: Usage, scope: str, regions: Collection[str]) -> bool:
    return usage.scope == scope if usage.scope is not None else usage.location in regions


def plain(name: str) -> str:
    """A usage name for comparing: without case and hyphens, in which the service is not exact.

    Dots stay: `gpt-4.1` and `gpt-41` would be two models, `gpt4.1` and `gpt-4.1` are one.
    """
    return name.lower().replace("-", "")
