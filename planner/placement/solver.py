"""Stand-in until the exact solver is here: each item takes its best options."""

from __future__ import annotations

from planner.placement.preference import rank
from planner.placement.problem import Item, Placed, Problem, Solution


def solve(problem: Problem) -> Solution:
    """The preferred options of each item, as far as the pools go."""
    left = dict(problem.limits)
    placed: dict[str, tuple[Placed, ...]] = {}
    for item in sorted(problem.items, key=lambda i: (not i.runs, i.name)):
        found = _pick(item, left)
        if len(found) == item.replicas:
            placed[item.name] = found
            for each in found:
                if each.option.pool in left:
                    left[each.option.pool] -= each.size
    return Solution(placed)


def _pick(item: Item, left: dict) -> tuple[Placed, ...]:  # type: ignore[type-arg]
    found: dict[str, Placed] = {}
    for option in sorted(item.options, key=lambda o: rank(o.choice)):
        apart = option.choice.geography if item.spread == "geography" else option.choice.region
        most = left.get(option.pool, option.sizes.high)
        size = 0 if option.sizes.high == 0 else option.sizes.largest(most)
        if size is not None and len(found) < item.replicas:
            found.setdefault(apart, Placed(option, size))
    return tuple(found.values())
