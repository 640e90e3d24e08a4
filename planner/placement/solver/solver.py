"""The best placement of everything together: at once where nobody competes, else by a search."""

from __future__ import annotations

from planner.placement.solver.levels import values
from planner.placement.solver.presolve import place, possible
from planner.placement.solver.problem import Problem, Solution
from planner.placement.solver.settled import settled


def solve(problem: Problem, *, effort: float = 1.0) -> Solution:
    """The best placement.

    `effort` multiplies the work that each search may take. Work is counted, not timed, so that
    the answer does not depend on the machine.
    """
    items = possible(problem)
    places = settled(items, problem)
    if places is not None:
        placed = {
            n: tuple(sorted(places[n], key=lambda p: place(p.option))) for n in sorted(places)
        }
        return Solution(placed, worth=values(problem, placed))
    from planner.placement.solver.search import Search  # noqa: PLC0415 - most stacks need none

    return Search(problem, items, effort).solve()
