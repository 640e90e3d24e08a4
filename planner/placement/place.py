"""Places all workloads together: builds the solver's problem, and reads its answer."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from planner.domain.plan import Choice, Decided, Deployment, LeftOut, Pool, PoolUse
from planner.domain.subject import Subject, Target
from planner.domain.terms import DeploymentType
from planner.facts.facts import Stated
from planner.facts.scene import Scene
from planner.placement import ledger
from planner.placement.deciding import decided
from planner.placement.items import MORE, Wish, items
from planner.placement.preference import rank
from planner.placement.solver.problem import (
    LEAST,
    AccountRoom,
    Item,
    Option,
    Placed,
    Problem,
    Solution,
)
from planner.placement.solver.solver import solve


@dataclass(frozen=True, slots=True)
class Placing:
    """Where the workloads stand, how large, and who found no room."""

    chosen: Mapping[str, tuple[Choice, ...]]
    """By workload, in the user's order; without those left out and those kept as they are."""
    sizes: Mapping[tuple[str, str], int]
    """ARM's units by workload and region."""
    left_out: tuple[LeftOut, ...]
    """Sorted by name."""
    proven: bool
    gap: str


@dataclass
class Placer:
    """Places one stack's workloads, as of a day."""

    scene: Scene
    pools: dict[Target, Pool | None] = field(default_factory=dict)
    limits: dict[Pool, Stated] = field(default_factory=dict)

    def place(self, wishes: Sequence[Wish], again: Sequence[Wish] = ()) -> Placing:
        """The best placement of all wishes. The order in which they are given means nothing.

        `again` are those that found no place before and are among the wishes as they run: what
        they would need is said once more, beside the others as they stand now.
        """
        problem = self._problem(wishes)
        solution, asked = solve(problem), problem.items
        out = {i.name.removesuffix(MORE) for i in asked if i.name not in solution.placed}
        kept = {wish.name for wish in wishes if wish.kept}
        stand = {name: found for name, found in _whole(solution) if name not in out | kept}
        still = [i for i in asked if i.name.removesuffix(MORE) in out - kept]
        taken, spared = self._taken(solution, wishes), _spared(solution)
        return Placing(
            chosen={name: _chosen(found) for name, found in stand.items()},
            sizes={(n, p.option.choice.region): p.size for n, f in stand.items() for p in f},
            left_out=self._left_out([*still, *self._items(again)], taken, spared),
            proven=solution.proven,
            gap=solution.gap,
        )

    def decided(self, wishes: Sequence[Wish], name: str, instead: Choice) -> Decided | None:
        """What speaks for the places of a workload against one that it does not get."""
        return decided(self._problem(wishes), name, instead)

    def _problem(self, wishes: Sequence[Wish]) -> Problem:
        asked = self._items(wishes)
        limits, risk = self._left(asked, wishes), self.scene.stack.spread_risk
        return Problem(tuple(asked), limits, self.room, wary=self.wary, spread_risk=risk)

    def _items(self, wishes: Sequence[Wish]) -> list[Item]:
        names = {wish.name for wish in wishes}
        facts = self.scene.facts.documents
        ranked = [replace(w, priority=self._priorities.get(w.name, LEAST)) for w in wishes]
        found = [i for w in ranked for i in items(w, names, self.pool_of, facts)]
        return _apart(_beside(_away(found, wishes)))

    def _taken(self, solution: Solution, wishes: Iterable[Wish]) -> dict[Pool, Counter[str]]:
        """What each workload takes of each pool, those among them that are kept as they run."""
        found: dict[Pool, Counter[str]] = defaultdict(Counter)
        for name, placed in solution.placed.items():
            for each in placed:
                if each.option.pool is not None:
                    found[each.option.pool][name.removesuffix(MORE)] += each.size
        for wish in (wish for wish in wishes if wish.kept):
            for use in self.uses(wish.kept.deployments if wish.kept else ()):
                found[use.pool][wish.name] += use.used
        return found

    def _left_out(
        self,
        asked: Sequence[Item],
        taken: Mapping[Pool, Counter[str]],
        spared: Mapping[Pool, Counter[str]],
    ) -> tuple[LeftOut, ...]:
        """One each workload, sorted; where it is two items, the one that lacks quota."""
        found: dict[str, LeftOut] = {}
        for item in asked:
            name = item.name.removesuffix(MORE)
            out = _left_out(item, taken, {} if item.runs else spared, self.limits)
            if name not in found or (out.short and not found[name].short):
                found[name] = out
        return tuple(found[name] for name in sorted(found))

    def pool_of(self, wish: Wish, choice: Choice) -> Pool | None:
        """The pool that a workload draws on where it might stand; its limit is looked up too."""
        target = Target(wish.subject, choice.type, choice.region)
        if target not in self.pools:
            found = self.scene.facts.pool_of(target)
            self.pools[target] = found
            if found is not None and isinstance(choice.type, DeploymentType):
                self._limit(found, wish.subject, choice.type)
        return self.pools[target]

    def _limit(self, pool: Pool, subject: Subject, type_: DeploymentType) -> None:
        if pool not in self.limits:
            self.limits[pool] = self.scene.facts.limit_of(pool, subject, type_)

    @cached_property
    def _priorities(self) -> dict[str, int]:
        """0 for the stack's most important workloads; those that go before nobody are left out."""
        stack = self.scene.stack
        ranks = {name: stack.priority_of(name).rank for name in stack.workloads}
        used = sorted(set(ranks.values()))[:-1]
        return {name: used.index(rank) for name, rank in ranks.items() if rank in used}

    @cached_property
    def room(self) -> AccountRoom:
        """What the documents say that accounts, and regions of them, hold."""
        per_region = _PER_REGION[self.scene.stack.accounts.kind]
        limits = map(self.scene.facts.documents.limit, (*_PER_ACCOUNT, per_region))
        return AccountRoom(*(limit.value if limit else None for limit in limits))

    @property
    def wary(self) -> bool:
        """Whether the stack states quota, so that what a pool holds can be known."""
        return bool(self.scene.facts.said.quota) or self.scene.facts.measured is not None

    def _left(self, asked: Iterable[Item], wishes: Iterable[Wish]) -> dict[Pool, int]:
        """The known limits of the pools in question, less what is kept as it is."""
        wanted = {option.pool for item in asked for option in item.options}
        kept = [d for wish in wishes if wish.kept for d in wish.kept.deployments]
        held = {use.pool: use.used for use in self.uses(kept)}
        known = {pool: self.limits[pool][0] for pool in wanted if pool is not None}
        return {p: max(0, n - held.get(p, 0)) for p, n in known.items() if n is not None}

    def uses(self, deployments: Iterable[Deployment]) -> tuple[PoolUse, ...]:
        """What some deployments take of each pool."""
        return ledger.uses(deployments, self.scene)


_PER_ACCOUNT = ("deployments-per-account", "fine-tuned-deployments-per-account")
_PER_REGION = {"OpenAI": "accounts-per-region", "AIServices": "foundry-accounts-per-region"}


def _beside(asked: Sequence[Item]) -> list[Item]:
    """The items; one that can't stand where its neighbour runs goes with that one's new replicas."""
    places = {item.name: {o.choice.region for o in item.options} for item in asked}

    def near(item: Item, name: str) -> str:
        more, own = name + MORE, places[item.name]
        return more if more in places and not own & places.get(name, set()) else name

    return [replace(each, beside=tuple(near(each, name) for name in each.beside)) for each in asked]


def _away(asked: Sequence[Item], wishes: Iterable[Wish]) -> list[Item]:
    """The items, without the places of those that are kept as they run and must not be near."""
    kept = {w.name: {p.region for p in w.kept.places} for w in wishes if w.kept}
    return [
        replace(i, options=tuple(o for o in i.options if o.choice.region not in gone))
        if (gone := set().union(*(kept.get(name, set()) for name in i.apart)))
        else i
        for i in asked
    ]


def _apart(asked: Sequence[Item]) -> list[Item]:
    """The items, each as far from a workload's new replicas as from those that run."""
    split = {item.name for item in asked if item.name.endswith(MORE)}
    far = [
        replace(i, apart=(*i.apart, *(n + MORE for n in i.apart if n + MORE in split)))
        for i in asked
    ]
    avoided = {name for item in far for name in item.apart}
    return [replace(i, avoided=True) if i.name in avoided and not i.apart else i for i in far]


def _whole(solution: Solution) -> Iterable[tuple[str, tuple[Placed, ...]]]:
    """The answer by workload, running and new replicas together."""
    found: dict[str, tuple[Placed, ...]] = {}
    for name, placed in sorted(solution.placed.items()):
        workload = name.removesuffix(MORE)
        found[workload] = (*found.get(workload, ()), *placed)
    return found.items()


def _chosen(placed: Iterable[Placed]) -> tuple[Choice, ...]:
    return tuple(sorted((each.option.choice for each in placed), key=rank))


def _spared(solution: Solution) -> dict[Pool, Counter[str]]:
    """What each workload has of each pool only as long as nobody new needs it to stand at all."""
    found: dict[Pool, Counter[str]] = defaultdict(Counter)
    for name, placed in solution.placed.items():
        for each in placed:
            if each.option.pool is not None:
                least = each.option.sizes.from_(each.option.ran)
                found[each.option.pool][name.removesuffix(MORE)] += max(0, each.size - least)
    return found


def _left_out(
    item: Item,
    taken: Mapping[Pool, Counter[str]],
    spared: Mapping[Pool, Counter[str]],
    limits: Mapping[Pool, Stated],
) -> LeftOut:
    """Which pools have too little left for an item, the preferred choice's first.

    What others have beyond what they need is not why: they would have got less.
    """
    name = item.name.removesuffix(MORE)
    options = sorted(item.options, key=lambda option: rank(option.choice))
    needs = {o.pool: _need(item, o) for o in reversed(options) if o.pool is not None}
    short = []
    for pool in dict.fromkeys(o.pool for o in options if o.pool is not None):
        by = {other: size for other, size in taken.get(pool, {}).items() if other != name}
        used = sum(by.values())
        firm = used - sum(size for other, size in spared.get(pool, {}).items() if other != name)
        limit, said_by = limits[pool]
        if limit is not None and firm + needs[pool] > limit:
            short.append(PoolUse(pool, used, limit, said_by, tuple(sorted(by))))
    return LeftOut(name, tuple(short), needs[short[0].pool] if short else 0)


def _need(item: Item, option: Option) -> int:
    """The smallest sizes of all replicas that draw on an option's pool."""
    alone = option.pool is None or option.pool.scope == option.choice.region
    return option.sizes.low * (1 if alone else item.replicas)
