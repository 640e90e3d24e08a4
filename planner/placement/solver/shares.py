"""How large everything becomes where it stands: each pool is shared as evenly as can be.

Places are chosen so that little is missing in all. For that sum it is the same who of a pool goes
short; for those who share it, it is not (docs/decisions/0009). So once all have their places,
everybody starts from the smallest size, and whoever has the smallest share takes the next step
that fits: first up to what runs, then up to the target. That makes the smallest share as large as
can be, and then the next.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from heapq import heapify, heappop, heappush

from planner.domain.plan import Pool
from planner.placement.solver.levels import THOUSAND, Places
from planner.placement.solver.presolve import place, top
from planner.placement.solver.problem import Option, Placed, Problem, Sizes

Key = tuple[str, tuple[object, ...]]
"""Item and place: what tells the replicas of a pool apart, and who of equals goes first."""


def shared(places: Places, problem: Problem) -> dict[str, tuple[Placed, ...]]:
    """The same places, in each limited pool with the sizes that share it evenly."""
    takers: dict[Pool, list[_Taker]] = defaultdict(list)
    for name, option in ((n, p.option) for n, placed in places.items() for p in placed):
        if option.pool is not None and option.pool in problem.limits:
            takers[option.pool].append(_Taker((name, place(option)), option, top(option, problem)))
    sizes: dict[Key, int] = {}
    for pool, several in takers.items():
        sizes |= _even(several, problem.limits[pool])
    return {
        name: tuple(Placed(p.option, sizes.get((name, place(p.option)), p.size)) for p in placed)
        for name, placed in places.items()
    }


@dataclass(frozen=True, slots=True)
class _Taker:
    """One replica that draws on a pool."""

    key: Key
    option: Option
    most: int
    """Its largest valid size, were it alone."""

    @property
    def sizes(self) -> Sizes:
        return self.option.sizes

    def reaching(self, size: int) -> int:
        """The smallest valid size that is not below `size`, or the largest that it may have."""
        return min(self.sizes.from_(size), self.most)


def _even(takers: Sequence[_Taker], limit: int) -> dict[Key, int]:
    """The size of each replica of a pool, which all of their smallest sizes fit in."""
    if sum(taker.most for taker in takers) <= limit:
        return {taker.key: taker.most for taker in takers}
    ordered = sorted(takers, key=lambda taker: taker.key)
    sizes = {taker.key: taker.sizes.low for taker in ordered}
    for wanted in ({t.key: t.option.ran for t in ordered}, {t.key: t.sizes.high for t in ordered}):
        climbing = [taker for taker in ordered if wanted[taker.key]]
        _jump(climbing, wanted, sizes, limit)
        _climb(climbing, wanted, sizes, limit)
    return sizes


def _jump(
    takers: Sequence[_Taker], wanted: dict[Key, int], sizes: dict[Key, int], limit: int
) -> None:
    """Gives everybody the largest share, in thousandths, that all can have.

    `_climb` would come by there, after many steps.
    """

    def at(share: int) -> dict[Key, int]:
        asked = {t.key: min(t.reaching(wanted[t.key]), _part(t, wanted, share)) for t in takers}
        return {key: max(sizes[key], size) for key, size in asked.items()}

    others = sum(sizes.values()) - sum(sizes[taker.key] for taker in takers)
    low, high = 0, THOUSAND
    while low < high:
        middle = (low + high + 1) // 2
        fits = others + sum(at(middle).values()) <= limit
        low, high = (middle, high) if fits else (low, middle - 1)
    sizes |= at(low)


def _part(taker: _Taker, wanted: dict[Key, int], share: int) -> int:
    return taker.reaching(-(-wanted[taker.key] * share // THOUSAND))


def _climb(
    takers: Sequence[_Taker], wanted: dict[Key, int], sizes: dict[Key, int], limit: int
) -> None:
    """Step by step, the smallest share first; of equal ones the smallest step."""

    def turn(number: int) -> tuple[Fraction, int, int]:
        taker = takers[number]
        return Fraction(sizes[taker.key], wanted[taker.key]), taker.sizes.step, number

    left = limit - sum(sizes.values())
    turns = [turn(number) for number in range(len(takers))]
    heapify(turns)
    while turns:
        _, step, number = heappop(turns)
        taker = takers[number]
        if sizes[taker.key] < taker.reaching(wanted[taker.key]) and step <= left:
            sizes[taker.key] += step
            left -= step
            heappush(turns, turn(number))
