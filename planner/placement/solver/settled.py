"""The answer without a search: everybody ideally placed, where that is possible together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations, product
from math import comb, prod

from planner.placement.solver.levels import Places, accounts, fullest, most_in_a_region, used
from planner.placement.solver.presolve import ideal, place, top
from planner.placement.solver.problem import Item, Option, Placed, Problem

TRIED = 500
"""Placements that are looked at one by one; loading a solver takes about as long."""

Way = tuple[Placed, ...]


def settled(items: Sequence[Item], problem: Problem) -> Places | None:
    """The optimum, or None where that cannot be seen without a search.

    Nobody can do better than the ideal of its own. When all can have theirs together, any other
    placement is worse on a level that is a sum over workloads. So accounts, headroom and names
    have only the ideal ones left to decide between, and here those are few.
    """
    ideals = [ideal(item, problem) for item in items]
    if prod(comb(len(o), i.replicas) for o, i in zip(ideals, items, strict=True)) > TRIED:
        return None
    ways = [list(_ways(i, o, problem)) for o, i in zip(ideals, items, strict=True)]
    names = [item.name for item in items]
    together = (dict(zip(names, chosen, strict=True)) for chosen in product(*ways))
    valid = [places for places in together if _valid(items, problem, places)]
    named = sorted({o.choice.region for item in problem.items for o in item.options})
    position = {region: n for n, region in enumerate(named)}
    return min(valid, key=lambda places: _worth(problem, places, position), default=None)


def _ways(item: Item, options: Sequence[Option], problem: Problem) -> Iterator[Way]:
    """The ideal placements of one item, those with the first regions first."""
    for chosen in combinations(sorted(options, key=place), item.replicas):
        choices = [o.choice for o in chosen]
        spots = {c.geography if item.spread == "geography" else c.region for c in choices}
        if len(spots) == item.replicas:
            yield tuple(Placed(o, top(o, problem)) for o in chosen)


def _worth(problem: Problem, places: Places, position: Mapping[str, int]) -> tuple[int, int, int]:
    """What is left to decide: accounts, the fullest pool, and the regions' names."""
    regions = [p.option.choice.region for placed in places.values() for p in placed]
    return (
        sum(accounts(problem, places).values()),
        fullest(problem, places),
        sum(position[region] for region in regions),
    )


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
