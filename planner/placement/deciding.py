"""Which level decided for a place against another: the other is tried, and the values compared."""

from __future__ import annotations

from dataclasses import replace

from planner.domain.plan import Choice, Decided
from planner.placement.items import MORE
from planner.placement.preference import rank
from planner.placement.solver.levels import LEVELS, NAMES
from planner.placement.solver.problem import Item, Option, Problem, Solution
from planner.placement.solver.solver import solve


def decided(problem: Problem, workload: str, instead: Choice) -> Decided | None:
    """The first level on which everything is worse when a workload stands at `instead`.

    That takes the place of the replica that is in its way, or of the least preferred. None where
    the workload has no place, may not stand there, or would as well.
    """
    best = solve(problem)
    item, option = _asked(problem, workload, instead)
    if item is None or option is None or item.name not in best.placed:
        return None
    forced = replace(item, options=(*_left(item, best, option), option))
    items = tuple(forced if each is item else each for each in problem.items)
    other = solve(replace(problem, items=items))
    worth, otherwise_ = _worth(problem, best), _worth(problem, other)
    for level, value, otherwise in zip(LEVELS, worth, otherwise_, strict=True):
        if value != otherwise:
            other_place = f"{instead.type.value} in {instead.region}"
            why = level.why.format(other=other_place, value=value, otherwise=otherwise)
            found = Decided(level.name, why, value, otherwise, instead)
            return found if value < otherwise else None
    return None


def _worth(problem: Problem, solution: Solution) -> list[int]:
    """The levels, with the names counted as the problem has them, which is asked about."""
    pairs = zip(LEVELS, solution.worth, strict=True)
    return [
        level.value(problem, solution.placed) if level is NAMES else value for level, value in pairs
    ]


def _asked(
    problem: Problem, workload: str, instead: Choice
) -> tuple[Item, Option] | tuple[None, None]:
    for item in problem.items:
        for option in item.options:
            if item.name in {workload, workload + MORE} and option.choice == instead:
                return item, option
    return None, None


def _left(item: Item, best: Solution, option: Option) -> tuple[Option, ...]:
    """The options of the other replicas."""
    by_geography = item.spread == "geography"
    chosen = sorted((p.option for p in best.placed[item.name]), key=lambda o: rank(o.choice))
    spot = option.choice.geography if by_geography else option.choice.region
    near = (o for o in chosen if spot in {o.choice.geography if by_geography else o.choice.region})
    gone = next(near, chosen[-1])
    return tuple(each for each in chosen if each is not gone)
