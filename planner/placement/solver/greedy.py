"""A valid placement in one pass, seldom the best: where the search starts."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from planner.domain.plan import Pool
from planner.placement.solver.levels import needed
from planner.placement.solver.presolve import best_cost, top
from planner.placement.solver.problem import Item, Option, Placed, Problem, Shelf


def greedy(items: Sequence[Item], problem: Problem) -> dict[str, tuple[Placed, ...]]:
    """Each item in turn where it likes it best among what is left.

    Those that run come first. All take their smallest size, then grow in the same order.
    """
    hand = _Hand(problem, _apart(items))
    for item in _in_turn(items):
        hand.place(item)
    return grown(hand.chosen, problem)


def _apart(items: Sequence[Item]) -> dict[str, set[str]]:
    """Who shares no region with whom, seen from both sides."""
    found: dict[str, set[str]] = defaultdict(set)
    for item in items:
        for other in item.apart:
            found[item.name].add(other)
            found[other].add(item.name)
    return found


def _in_turn(items: Sequence[Item]) -> list[Item]:
    """Who runs first, then who is more important, and nobody before those that it must stand beside."""
    waiting = sorted(items, key=lambda i: (not i.runs, i.priority, i.name))
    turn: dict[str, Item] = {}
    while ready := [i for i in waiting if all(name in turn for name in i.beside)]:
        turn |= {item.name: item for item in ready}
        waiting = [item for item in waiting if item.name not in turn]
    return list(turn.values())


@dataclass(slots=True)
class _Hand:
    problem: Problem
    apart: dict[str, set[str]]
    used: Counter[Pool] = field(default_factory=Counter)
    deployed: Counter[Shelf] = field(default_factory=Counter)
    tuned: Counter[Shelf] = field(default_factory=Counter)
    shelves: dict[str, dict[Shelf, int]] = field(default_factory=lambda: defaultdict(dict))
    """By region the accounts that each team needs."""
    chosen: dict[str, list[Option]] = field(default_factory=dict)

    def place(self, item: Item) -> None:
        """Places an item whole, or not at all."""
        regions = self._allowed(item)
        taken: set[str] = set()
        options: list[Option] = []
        for option in sorted(item.options, key=lambda o: best_cost(item, o, self.problem)):
            choice = option.choice
            group = choice.geography if item.spread == "geography" else choice.region
            fits = group not in taken and choice.region in regions and self._fits(item, option)
            if fits and len(options) < item.replicas:
                taken.add(group)
                options.append(option)
                self._take(item, option, 1)
        if len(options) == item.replicas:
            self.chosen[item.name] = options
        else:
            for option in options:
                self._take(item, option, -1)

    def _allowed(self, item: Item) -> set[str]:
        regions = {option.choice.region for option in item.options}
        for name in item.beside:
            regions &= {o.choice.region for o in self.chosen.get(name, ())}
        for name in self.apart.get(item.name, ()):
            regions -= {o.choice.region for o in self.chosen.get(name, ())}
        return regions

    def _fits(self, item: Item, option: Option) -> bool:
        limit = None if option.pool is None else self.problem.limits.get(option.pool)
        if limit is not None and option.pool and self.used[option.pool] + option.sizes.low > limit:
            return False
        room, shelf = self.problem.room, option.shelf
        deployed = self.deployed[shelf] + item.deploys
        tuned = self.tuned[shelf] + (item.deploys and item.tuned)
        others = sum(n for each, n in self.shelves[shelf[0]].items() if each != shelf)
        return room.per_region is None or needed(room, deployed, tuned) + others <= room.per_region

    def _take(self, item: Item, option: Option, sign: int) -> None:
        shelf = option.shelf
        self.deployed[shelf] += sign * item.deploys
        self.tuned[shelf] += sign * (item.deploys and item.tuned)
        self.shelves[shelf[0]][shelf] = needed(
            self.problem.room, self.deployed[shelf], self.tuned[shelf]
        )
        if option.pool is not None:
            self.used[option.pool] += sign * option.sizes.low


def grown(
    chosen: Mapping[str, Sequence[Option]], problem: Problem
) -> dict[str, tuple[Placed, ...]]:
    """All at their smallest size, then each in turn at the largest that its pool still holds."""
    used = Counter[Pool]()
    for option in (o for options in chosen.values() for o in options):
        if option.pool is not None:
            used[option.pool] += option.sizes.low
    return {
        name: tuple(_grow(option, used, problem) for option in chosen[name])
        for name in sorted(chosen)
    }


def _grow(option: Option, used: Counter[Pool], problem: Problem) -> Placed:
    size = top(option, problem)
    limit = None if option.pool is None else problem.limits.get(option.pool)
    if limit is not None and option.pool is not None:
        left = limit - used[option.pool] + option.sizes.low
        size = option.sizes.largest(min(size, left)) or option.sizes.low
        used[option.pool] += size - option.sizes.low
    return Placed(option, size)
