"""How a pool is shared: evenly, and wholly, whatever the sizes and steps."""

from __future__ import annotations

import random
from fractions import Fraction
from itertools import product

import pytest

from planner.domain.plan import SUBSCRIPTION, Choice, Pool
from planner.domain.terms import DeploymentType
from planner.placement.solver.problem import Item, Option, Placed, Problem, Sizes
from planner.placement.solver.shares import shared
from planner.placement.solver.solver import solve

POOL = Pool("pool", SUBSCRIPTION)
Taker = tuple[Sizes, int]
"""The sizes of one replica, and what runs of it."""


def given(limit: int, *takers: Taker) -> tuple[int, ...]:
    """What each gets, in the order in which they are given."""
    names = [f"w{n}" for n in range(len(takers))]
    choice = Choice(DeploymentType.GLOBAL_STANDARD, "a", "a", (0, 0))
    places = {
        name: (Placed(Option(choice, sizes, POOL, stays=ran > 0, ran=ran), sizes.low),)
        for name, (sizes, ran) in zip(names, takers, strict=True)
    }
    items = tuple(Item(name, (placed[0].option,)) for name, placed in places.items())
    found = shared(places, Problem(items, {POOL: limit}))
    return tuple(found[name][0].size for name in names)


TEN, TWENTY, STEPS = Sizes(10, 100), Sizes(10, 200), Sizes(15, 300, 15)
ROWS: dict[str, tuple[int, tuple[Taker, ...], tuple[int, ...]]] = {
    "equals": (120, ((TEN, 0), (TEN, 0), (TEN, 0)), (40, 40, 40)),
    "what is left over goes by name": (122, ((TEN, 0), (TEN, 0), (TEN, 0)), (41, 41, 40)),
    "who wants more": (120, ((TEN, 0), (TWENTY, 0)), (40, 80)),
    "room for all": (300, ((TEN, 0), (TWENTY, 0)), (100, 200)),
    "room for the minima": (20, ((TEN, 0), (TWENTY, 0)), (10, 10)),
    "a fixed size beside a range": (120, ((Sizes(50, 50), 0), (TEN, 0)), (50, 70)),
    "a minimum above the share": (120, ((Sizes(80, 100), 0), (TEN, 0)), (80, 40)),
    "steps": (50, ((STEPS, 0), (STEPS, 0)), (30, 15)),
    "a step too large leaves room to the others": (40, ((STEPS, 0), (Sizes(1, 300), 0)), (15, 25)),
    "what runs": (120, ((TEN, 100), (TEN, 0)), (100, 20)),
    "what runs loses alike": (60, ((TEN, 100), (TEN, 50)), (40, 20)),
    "what runs grows": (150, ((TEN, 100), (TEN, 20), (TEN, 0)), (100, 25, 25)),
    "what runs is off its steps": (40, ((STEPS, 20), (Sizes(1, 300), 0)), (30, 10)),
    "large numbers": (
        1_000_001,
        ((Sizes(1, 1_000_000), 0), (Sizes(1, 1_000_000), 0)),
        (500_001, 500_000),
    ),
}


@pytest.mark.parametrize(("limit", "takers", "sizes"), ROWS.values(), ids=ROWS.keys())
def test_a_pool_is_shared(limit: int, takers: tuple[Taker, ...], sizes: tuple[int, ...]) -> None:
    """The smallest share is as large as can be, and what runs goes first."""
    assert given(limit, *takers) == sizes


def _least(takers: tuple[Taker, ...], sizes: tuple[int, ...]) -> list[Fraction]:
    """The shares of what runs, the smallest first; where nothing runs, the smallest of the targets."""
    pairs = list(zip(takers, sizes, strict=True))
    ran = [min(Fraction(1), Fraction(size, ran)) for (_, ran), size in pairs if ran]
    return sorted(ran) or [min(Fraction(size, s.high) for (s, _), size in pairs)]


def _drawn(dice: random.Random) -> tuple[Taker, ...]:
    sizes = [
        Sizes(low := dice.randint(1, 4), low + dice.randint(0, 9), dice.randint(1, 4))
        for _ in range(3)
    ]
    return tuple((s, dice.choice((0, 0, dice.randint(1, s.high)))) for s in sizes)


def test_no_other_sizes_have_a_larger_smallest_share() -> None:
    """Tried with all sizes of three takers; and nothing is left that one of them could use."""
    for seed in range(1_000):
        dice = random.Random(seed)
        takers = _drawn(dice)
        lows = sum(s.low for s, _ in takers)
        limit = lows + dice.randint(0, 15)
        sizes = given(limit, *takers)
        every = product(*(range(s.low, s.high + 1, s.step) for s, _ in takers))
        best = max(_least(takers, each) for each in every if sum(each) <= limit)
        assert _least(takers, sizes) == best, seed
        left = limit - sum(sizes)
        assert all(
            n + s.step > s.high or s.step > left for (s, _), n in zip(takers, sizes, strict=True)
        )


def test_beside_a_pool_that_is_hopeless_nobody_goes_short() -> None:
    """x has but 30 of 300 in a. y takes the 250 that it can have in b: 15 in a would cost the smallest
    share of a next to nothing, and y nearly all."""
    first, second = Pool("pool", "a"), Pool("pool", "b")

    def at(region: str, pool: Pool) -> Option:
        return Option(Choice(DeploymentType.PROVISIONED, region, region, (0, 0)), STEPS, pool)

    a, b = at("a", first), at("b", second)
    items = (Item("x", (a,)), Item("y", (a, b)), Item("z", (b,)))
    solution = solve(Problem(items, {first: 30, second: 500}))
    found = {
        name: (placed[0].option.choice.region, placed[0].size)
        for name, placed in solution.placed.items()
    }
    assert found == {"x": ("a", 30), "y": ("b", 255), "z": ("b", 240)}
