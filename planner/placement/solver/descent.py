"""Goes down the levels: each is made as small as can be, then fixed for those after it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from planner.placement.solver.highs import Answer, Effort, Minimiser
from planner.placement.solver.program import Linear, Program

_WIDEST = 100_000
"""How large a weighted sum of levels may become; far from where floating point gets coarse."""


@dataclass(frozen=True, slots=True)
class Goal:
    """One level: a sum to be made small, and what may be done for it."""

    sum: Linear
    effort: Effort
    known: bool = False
    """The start is the best there is."""


@dataclass(frozen=True, slots=True)
class Reached:
    """How small one level became, and what it cannot be below."""

    value: int
    bound: int


@dataclass(frozen=True, slots=True)
class Descent:
    """Where the way down ended."""

    values: tuple[int, ...] | None
    """Of the variables; None when nothing valid was found."""
    levels: tuple[Reached, ...] = ()
    impossible: bool = False
    excluded: frozenset[int] = frozenset()
    """Variables that are 0 wherever no level is above its value."""


def descend(program: Program, levels: Sequence[Goal], start: Sequence[int] | None) -> Descent:
    """The lexicographic optimum, or as far as the work goes. Adds rows to the program."""
    reached: list[Reached] = []
    excluded: set[int] = set()
    minimiser = Minimiser(program)
    values = start if start is not None and program.holds(start) else None
    if values is not None:
        reached += [_kept(program, level, values) for level in levels if level.known]
    for together in _merged(program, levels[len(reached) :]):
        sum_, weights = _weighted(program, together)
        answer = minimiser.minimise(sum_, values, together[0].effort)
        if answer.values is None:
            return Descent(None, tuple(reached), impossible=answer.impossible)
        values = answer.values
        unused = [v for v in answer.excluded if not values[v]]
        for variable in unused:
            program.tops[variable] = 0
        excluded.update(unused)
        reached += _unpacked(program, together, weights, answer)
        for level in together:
            if level.sum.factors:
                program.at_most(level.sum, level.sum.value(values))
    found = None if values is None else tuple(values)
    return Descent(found, tuple(reached), excluded=frozenset(excluded))


def _kept(program: Program, goal: Goal, values: Sequence[int]) -> Reached:
    """A level that needs no search."""
    value = goal.sum.value(values)
    if goal.sum.factors:
        program.at_most(goal.sum, value)
    return Reached(value, value)


def _merged(program: Program, levels: Sequence[Goal]) -> list[list[Goal]]:
    """Neighbouring levels that one weighted sum can hold without becoming too wide."""
    merged: list[list[Goal]] = []
    width = _WIDEST
    for level in levels:
        own = level.sum.most(program.tops) - level.sum.least(program.tops) + 1
        if width * own >= _WIDEST or level.effort != merged[-1][0].effort:
            merged.append([])
            width = 1
        merged[-1].append(level)
        width *= own
    return merged


def _weighted(program: Program, levels: Sequence[Goal]) -> tuple[Linear, list[int]]:
    """One sum that orders as the levels do one after another, and their weights in it."""
    sum_, weights, weight = Linear(), [], 1
    for level in reversed(levels):
        least = level.sum.least(program.tops)
        sum_.add_all(level.sum, weight)
        sum_.constant -= weight * least
        weights.append(weight)
        weight *= level.sum.most(program.tops) - least + 1
    return sum_, weights[::-1]


def _unpacked(
    program: Program, levels: Sequence[Goal], weights: Sequence[int], answer: Answer
) -> list[Reached]:
    """Value and bound of each level; the bound of the sum says nothing below the first gap."""
    values = answer.values or ()
    reached, left, open_ = [], answer.bound, False
    for level, weight in zip(levels, weights, strict=True):
        least, value = level.sum.least(program.tops), level.sum.value(values)
        bound = least if open_ else min(value, least + left // weight)
        left -= (bound - least) * weight
        open_ = open_ or bound < value
        reached.append(Reached(value, bound))
    return reached
