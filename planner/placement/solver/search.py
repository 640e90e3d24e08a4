"""The search for the best placement of workloads that compete, and the proof of it.

What is unrelated is searched apart: the levels of `PARTED` are sums over workloads, so their
optimum is the sum of the optima of parts that share no pool. Those of `TOGETHER` are then decided
for all parts in one program, among the placements that are best so far.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from planner.placement.solver.descent import Descent, Goal, Reached, descend
from planner.placement.solver.greedy import greedy, grown
from planner.placement.solver.highs import Effort
from planner.placement.solver.levels import (
    LEVELS,
    LOST,
    PARTED,
    TOGETHER,
    Level,
    Places,
    Work,
    costs,
    values,
)
from planner.placement.solver.model import Model, build
from planner.placement.solver.presolve import best_cost, binding, components, ideal, place
from planner.placement.solver.problem import Item, Option, Problem, Solution
from planner.placement.solver.program import Linear
from planner.placement.solver.shares import shared

EFFORTS = {
    Work.PLACES: Effort(nodes=200, variables=20_000),
    Work.SIZES: Effort(nodes=400, variables=20_000),
    Work.SHARED: Effort(nodes=20, variables=10_000),
    Work.TIES: Effort(nodes=20, variables=600, worth=False),
}
_COARSE = next(n for n, level in enumerate(PARTED) if level.work is not Work.PLACES)
"""How many levels come before the targets of sizes matter."""


@dataclass(frozen=True, slots=True)
class _Part:
    """Items that share no pool with others, narrowed to what their optimum can use."""

    items: tuple[Item, ...]
    places: Places
    levels: tuple[Reached, ...] = ()
    """Empty when everybody has the best that it could have alone."""

    @property
    def gaps(self) -> list[int]:
        return [r.value - r.bound for r in self.levels] or [0] * len(PARTED)


@dataclass(slots=True)
class Search:
    """One search over all items of a problem; `effort` multiplies the work it may take."""

    problem: Problem
    items: tuple[Item, ...]
    effort: float
    parts: list[_Part] = field(default_factory=list)

    def solve(self) -> Solution:
        """The best placement that the work allows, and how far from proven it is."""
        first = greedy(self.items, self.problem)
        for items in components(self.items, self.problem):
            self._coarse(items, first)
        return self._together(first)

    def _coarse(self, items: tuple[Item, ...], first: Places) -> None:
        """Who stands, and as which types; then what is left falls into parts again."""
        if self._ideal(items, first):
            return
        model = build(items, self.problem, pools=binding(items, self.problem), whole=False)
        levels = self._goals(model.summed(item.name for item in items))[:_COARSE]
        descent = descend(model.program, levels, model.start(_of(items, first)))
        best = self._grown(model.places(_found(descent)))
        proven = all(reached.value == reached.bound for reached in descent.levels)
        for part in components(model.narrowed(descent.excluded), self.problem):
            self._fine(part, best, known=_COARSE if proven else 0)

    def _grown(self, places: Places) -> Places:
        """The same placement at larger sizes, if that is not worse on the levels so far."""
        larger = grown({n: [p.option for p in ps] for n, ps in places.items()}, self.problem)
        worse = any(
            level.value(self.problem, larger) > level.value(self.problem, places)
            for level in PARTED[:_COARSE]
        )
        return places if worse else larger

    def _fine(self, items: tuple[Item, ...], first: Places, known: int) -> None:
        """The best of one part on the levels that are sums over items.

        `first` is the best on the `known` first levels, as what it is a part of is.
        """
        if self._ideal(items, first):
            return
        pools, keeps = binding(items, self.problem), known > 0 and _keeps(_of(items, first))
        model = build(items, self.problem, pools=pools, whole=False, keeps=keeps)
        goals = self._goals(model.summed(item.name for item in items))
        levels = [replace(goal, known=n < known) for n, goal in enumerate(goals)]
        descent = descend(model.program, levels, model.start(_of(items, first)))
        narrowed = model.narrowed(descent.excluded)
        places = model.places(_found(descent))
        self.parts.append(_Part(narrowed, places, _without(items, narrowed, descent.levels)))

    def _ideal(self, items: tuple[Item, ...], places: Places) -> bool:
        """Whether everybody has the best that it could have alone; then this is a part."""
        ideals = {item.name: ideal(item, self.problem) for item in items}
        if not all(_is_ideal(item, ideals[item.name], places, self.problem) for item in items):
            return False
        narrowed = tuple(replace(item, options=tuple(ideals[item.name])) for item in items)
        self.parts.append(_Part(narrowed, _of(items, places)))
        return True

    def _together(self, first: Places) -> Solution:
        """What all parts share, among the best of each."""
        places = {name: placed for part in self.parts for name, placed in part.places.items()}
        model = self._joined(keeps=_keeps(places))
        descent = descend(model.program, self._shared(model), model.start(places))
        if descent.values is None:
            return self._at_once(first)
        each = ([0] * len(PARTED), *(part.gaps for part in self.parts))
        gaps = [sum(gap) for gap in zip(*each, strict=True)]
        gaps += [reached.value - reached.bound for reached in descent.levels]
        return _solution(self.problem, model.places(descent.values), gaps)

    def _joined(self, *, keeps: bool) -> Model:
        items = tuple(sorted((i for p in self.parts for i in p.items), key=lambda i: i.name))
        fixed = {item.name for part in self.parts if not part.levels for item in part.items}
        model = build(
            items, self.problem, pools=self.problem.limits, whole=True, fixed=fixed, keeps=keeps
        )
        for part in self.parts:
            sums = model.summed(item.name for item in part.items)
            for level, reached in zip(sums, part.levels, strict=False):
                if level.factors:
                    model.program.at_most(level, reached.value)
        return model

    def _at_once(self, first: Places) -> Solution:
        """All levels in one program: where the accounts of a region are too few for the parts."""
        model = build(self.items, self.problem, pools=self.problem.limits, whole=True)
        sums = model.summed(item.name for item in self.items)
        levels = [*self._goals(sums), *self._shared(model)]
        descent = descend(model.program, levels, model.start(first))
        gaps = [reached.value - reached.bound for reached in descent.levels]
        return _solution(self.problem, model.places(_found(descent)), gaps)

    def _goals(self, sums: Sequence[Linear]) -> list[Goal]:
        """The sums over items with what may be done for each."""
        return [self._goal(level, sum_) for level, sum_ in zip(PARTED, sums, strict=True)]

    def _goal(self, level: Level, sum_: Linear) -> Goal:
        return Goal(sum_, _times(EFFORTS[level.work], self.effort))

    def _shared(self, model: Model) -> list[Goal]:
        return [self._goal(level, model.shared[level]) for level in TOGETHER]


def _found(descent: Descent) -> tuple[int, ...]:
    """The values of a search that started from a valid placement, and so has at least that."""
    if descent.values is None:
        raise AssertionError("the placement to start from breaks a rule")
    return descent.values


def _times(effort: Effort, factor: float) -> Effort:
    return replace(
        effort, nodes=int(effort.nodes * factor), variables=int(effort.variables * factor)
    )


def _without(
    items: Sequence[Item], narrowed: Sequence[Item], levels: Sequence[Reached]
) -> tuple[Reached, ...]:
    """The levels without what the items cost that are certain to be left out."""
    names = {item.name for item in narrowed}
    out = [item for item in items if item.name not in names]
    outs = [sum(level.out(item) for item in out) for level in PARTED]
    return tuple(
        Reached(level.value - own, level.bound - own)
        for level, own in zip(levels, outs, strict=True)
    )


def _of(items: Sequence[Item], places: Places) -> Places:
    return {item.name: places[item.name] for item in items if item.name in places}


def _keeps(places: Places) -> bool:
    """Whether nothing is lost of what runs: better than that no placement can be."""
    placed = (p for several in places.values() for p in several)
    return not any(LOST.lacking(p.option, p.size) for p in placed)


def _is_ideal(item: Item, options: Sequence[Option], places: Places, problem: Problem) -> bool:
    placed = places.get(item.name, ())
    return bool(placed) and all(
        p.option in options
        and costs(problem, item, p.option, p.size) == best_cost(item, p.option, problem)
        for p in placed
    )


def _solution(problem: Problem, places: Places, gaps: Sequence[int]) -> Solution:
    """The answer in its one order; `gaps` are how far each level may be above its optimum.

    The levels have decided the places; how a pool is shared there is another matter.
    """
    placed = {
        name: tuple(sorted(places[name], key=lambda p: place(p.option))) for name in sorted(places)
    }
    even, worth = shared(placed, problem), values(problem, placed)
    found = zip(LEVELS, worth, gaps, strict=True)
    proven = (each for each in found if each[0].work is not Work.TIES)
    open_ = next(((level, value, gap) for level, value, gap in proven if gap), None)
    if open_ is None:
        return Solution(even, worth=worth)
    level, value, below = open_
    gap = f"{level.name}: {value}, at least {value - below}"
    return Solution(even, proven=False, gap=gap, worth=worth)
