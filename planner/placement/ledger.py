"""The ledger: what the deployments of one stack, or of several, take of each quota pool."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from planner.domain.live import plain
from planner.domain.plan import Account, Deployment, Pool, PoolUse
from planner.facts.facts import Facts
from planner.facts.pools import account_pool
from planner.facts.scene import Scene


def uses(deployments: Iterable[Deployment], scene: Scene) -> tuple[PoolUse, ...]:
    """What the deployments take of each pool they draw on, sorted by pool.

    The stack says which base model a trained one comes from, and what the subscription was
    granted. Neither the order of the deployments nor how a sum is split changes anything.
    """
    found = scene.drawn(deployments)
    return tuple(_use(pool, by, scene) for pool, by in found.items())


def _use(pool: Pool, by: Sequence[Deployment], scene: Scene) -> PoolUse:
    """Any of the deployments may stand for the others: they share the pool's name."""
    first = by[0]
    limit, said_by = scene.facts.limit_of(pool, scene.subject_of(first), first.type)
    return PoolUse(
        pool=pool,
        used=sum(each.capacity for each in by),
        limit=limit,
        said_by=said_by,
        workloads=tuple(sorted({each.workload for each in by})),
    )


def counters(accounts: Sequence[Account], facts: Facts) -> tuple[PoolUse, ...]:
    """How many accounts of each kind stand in each region, of how many; sorted."""
    spots = sorted({(account.kind, account.region) for account in accounts})
    return tuple(_counted(accounts, *spot, facts) for spot in spots)


def _counted(accounts: Sequence[Account], kind: str, region: str, facts: Facts) -> PoolUse:
    limit, said_by = facts.account_limit(region, kind)
    here = sum((account.kind, account.region) == (kind, region) for account in accounts)
    return PoolUse(account_pool(kind, region), here, limit, said_by, ())


@dataclass(frozen=True, slots=True)
class Shared:
    """A pool that several stacks of one subscription draw on."""

    pool: Pool
    shares: tuple[tuple[str, PoolUse], ...]
    """Stack and what it takes, sorted by stack."""

    @property
    def used(self) -> int:
        """What all of them take together."""
        return sum(use.used for _, use in self.shares)

    @property
    def smallest(self) -> PoolUse | None:
        """The share that states the smallest limit, which counts; None when none states one."""
        stated = [use for _, use in self.shares if use.limit is not None]
        return min(stated, key=lambda use: (use.limit or 0, use.said_by), default=None)

    @property
    def over(self) -> bool:
        """They take more than the smallest limit that one of them states."""
        smallest = self.smallest
        return smallest is not None and self.used > (smallest.limit or 0)

    @property
    def disputed(self) -> bool:
        """Their limits are not the same."""
        return len({use.limit for _, use in self.shares if use.limit is not None}) > 1


def shared(stacks: Iterable[tuple[str, Sequence[PoolUse]]]) -> tuple[Shared, ...]:
    """The pools that more than one of the stacks draws on, sorted.

    Pools are one when their names are, without case and hyphens, and they reach equally far.
    """
    found: dict[tuple[str, str], list[tuple[str, PoolUse]]] = {}
    for name, pools in stacks:
        for use in pools:
            found.setdefault((plain(use.pool.name), use.pool.scope), []).append((name, use))
    several = [
        sorted(by, key=lambda share: (share[0], share[1].used)) for by in found.values() if by[1:]
    ]
    return tuple(sorted((Shared(by[0][1].pool, tuple(by)) for by in several), key=lambda s: s.pool))
