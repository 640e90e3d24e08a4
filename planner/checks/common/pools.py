"""Quota pools in words, and the room that is left in them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from planner.checks.base import Case, Placed
from planner.checks.common import sizes
from planner.checks.common.words import SHOWN, listed
from planner.domain.plan import Deployment, Pool, PoolUse
from planner.domain.subject import Target
from planner.domain.terms import Availability, CapacityUnit, DeploymentType, Unit

MESSAGE_BYTES = 200
"""A message with its place and remedies then fits into 400."""

_TYPES = {type_.sku: type_ for type_ in DeploymentType}


def type_of(pool: Pool) -> DeploymentType | None:
    """The deployment type whose deployments draw on a pool; None for a counter of accounts."""
    parts = pool.name.split(".", 2)
    return _TYPES.get(parts[1]) if len(parts) > 1 else None


def shown(pool: Pool, size: int) -> str:
    """A number of a pool as people say it: `50 PTU`, `50,000 TPM`, `200 units`, `2 accounts`."""
    type_ = type_of(pool)
    if type_ is None:
        return f"{size:,} accounts"
    by_token = type_.unit is not Unit.TPM or pool.unit is CapacityUnit.TPM
    return sizes.shown(type_.unit if by_token else Unit.UNITS, size)


def held(use: PoolUse) -> str:
    """What a pool holds and who says so: `1,000,000 TPM (tier 1, docs 2026-08-20)`."""
    return f"{shown(use.pool, use.limit or 0)} ({use.said_by})"


def left(use: PoolUse) -> str:
    """What a pool has left: `400,000 of 1,000,000 TPM left (tier 1, docs 2026-08-20)`."""
    free, _ = shown(use.pool, max((use.limit or 0) - use.used, 0)).split()
    return f"{free} of {shown(use.pool, use.limit or 0)} left ({use.said_by})"


def shares(takers: Iterable[Deployment]) -> Mapping[str, int]:
    """Who takes how much: workloads and their sizes, the largest first."""
    sums: Counter[str] = Counter()
    for each in takers:
        sums[each.workload] += each.capacity
    return dict(sorted(sums.items(), key=lambda item: (-item[1], item[0])))


def with_shares(message: str, pool: Pool, sums: Mapping[str, int]) -> str:
    """A message with who takes how much, as many of them as a message has room for."""
    texts = [f"{name} takes {shown(pool, size)}" for name, size in sums.items()]
    for count in range(min(len(texts), SHOWN), 0, -1):
        longer = f"{message}: {listed(texts, limit=count)}"
        if len(longer.encode()) <= MESSAGE_BYTES:
            return longer
    return message


@dataclass
class Room:
    """What the placement leaves in each pool, known pools only."""

    placed: Placed

    @cached_property
    def _taken(self) -> dict[Pool, int]:
        found = self.placed.scene.drawn(self.placed.deployments)
        return {pool: sum(each.capacity for each in by) for pool, by in found.items()}

    def _free(self, case: Case, type_: DeploymentType, region: str) -> tuple[Pool, int] | None:
        """A choice's pool and what is left in it; None when nobody says what it holds."""
        pool = case.facts.pool_of(Target(case.subject, type_, region))
        if pool is None:
            return None
        limit, _ = case.facts.limit_of(pool, case.subject, type_)
        return None if limit is None else (pool, limit - self._taken.get(pool, 0))

    def fits(self, case: Case, type_: DeploymentType, regions: Iterable[str]) -> bool:
        """Whether all replicas fit into the regions where the type is offered."""
        least = sizes.least(case, type_)
        replicas = case.workload.replicas
        if least is None:
            return False
        fitting = 0
        for region in regions:
            found = self._free(case, type_, region)
            if found is None or not _offered(case, type_, region):
                continue
            pool, free = found
            fitting += free >= least * (1 if pool.scope == region else replicas)
        return fitting >= replicas

    def for_each_replica(self, short: Sequence[PoolUse], replicas: int) -> int:
        """The size that the preferred pools among `short` have room for, all replicas of it."""
        first = short[0].pool
        free = [(use.limit or 0) - use.used for use in short if use.pool.name == first.name]
        if first.scope not in self.placed.catalog.regions:
            return max(free) // replicas
        return max(free) if replicas == 1 else min(free)


def _offered(case: Case, type_: DeploymentType, region: str) -> bool:
    found = case.catalog.find(Target(case.subject, type_, region))
    return found.availability is Availability.AVAILABLE
