"""The answer without a search: everybody ideally placed, where that is possible together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations, product
from math import comb

from planner.placement.solver.levels import TOGETHER, Places, accounts, most_in_a_region, used
from planner.placement.solver.presolve import ideal, place, top
from planner.placement.solver.problem import Item, Option, Placed, Problem

TRIED = 500
"""Placements that are looked at one by one; loading a solver takes about as long."""

Way = tuple[Placed, ...]


def settled(items: Sequence[Item], problem: Problem) -> Places | None:
    """The optimum, or None where that cannot be seen without a search.

    Nobody can do better than the ideal of its own. When all can have theirs together, any other
    placement is worse on a level that is a sum over workloads. So those that
    are shared have only the ideal ones left to decide between, and here those are few.
    """
    ideals: list[list[Option]] = []
    tried = 1
    for item in items:
        ideals.append(ideal(item, problem))
        tried *= comb(len(ideals[-1]), item.replicas)
        if not 0 < tried <= TRIED:
            return None
    ways = [list(_ways(i, o, problem)) for o, i in zip(ideals, items, strict=True)]
    names = [item.name for item in items]
    together = (dict(zip(names, chosen, strict=True)) for chosen in product(*ways))
    valid = [places for places in together if _valid(items, problem, places)]
    measures = [level.whole(problem) for level in TOGETHER if level.whole is not None]
    return min(valid, key=lambda places: [worth(places) for worth in measures], default=None)


def _ways(item: Item, options: Sequence[Option], problem: Problem) -> Iterator[Way]:
    """The ideal placements of one item, those with the first regions first."""
    for chosen in combinations(sorted(options, key=place), item.replicas):
        choices = [o.choice for o in chosen]
        spots = {c.geography if item.spread == "geography" else c.region for c in choices}
        if len(spots) == item.replicas:
            yield tuple(Placed(o, top(o, problem)) for o in chosen)


def _valid(items: Sequence[Item], problem: Problem, places: Places) -> bool:
    regions = {n: {p.option.choice.region for p in placed} for n, placed in places.items()}
    for item in items:
        own = regions[item.name]
        if any(not own <= regions[name] for name in item.beside):
            return False
        if any(own & regions.get(name, set()) for name in item.apart):
            return False
    within = all(size <= problem.limits.get(pool, size) for pool, size in used(places).items())
    most = problem.room.per_region
    return within and (most is None or most_in_a_region(accounts(problem, places)) <= most)
