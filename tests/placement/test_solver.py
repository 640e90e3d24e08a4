"""The solver against trying everything, and what must hold whatever the problem."""

from __future__ import annotations

import random
import subprocess
import sys
from dataclasses import replace

import pytest

from planner.domain.plan import SUBSCRIPTION, Choice, Pool
from planner.domain.terms import DeploymentType
from planner.placement.solver import settled
from planner.placement.solver.problem import AccountRoom, Item, Option, Problem, Sizes, Solution
from planner.placement.solver.solver import solve
from tests.bench.placement_inputs import problem as generated
from tests.placement import small_problems as small

GLOBAL, STANDARD = DeploymentType.GLOBAL_STANDARD, DeploymentType.STANDARD
SHARED = Pool("OpenAI.GlobalStandard.gpt", SUBSCRIPTION)
RANDOM_CASES = 1_500
BATCH = 100


@pytest.mark.parametrize("searched", [False, True], ids=["as it is", "always searched"])
@pytest.mark.parametrize("first", range(0, RANDOM_CASES, BATCH))
def test_it_is_as_good_as_trying_everything(
    first: int, *, searched: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On every level, and then by the regions' names, nothing beats the solver's places; and no
    sizes share the pools there more evenly."""
    if searched:
        monkeypatch.setattr(settled, "TRIED", 0)
    for seed in range(first, first + BATCH):
        problem = small.problem(seed)
        solution = solve(problem)
        placed = dict(solution.placed)
        assert small.broken(problem, placed) is None, seed
        best, sizes = small.best(problem), list(small.resized(problem, placed))
        assert min(small.worth(problem, each) for each in sizes) == best.worth, seed
        assert small.positions(problem, placed) == best.names, seed
        assert small.unevenness(placed) == min(map(small.unevenness, sizes)), seed
        assert solution.proven, seed


def test_the_random_problems_use_every_field() -> None:
    """What is compared covers each field of a problem, and each level is above zero somewhere."""
    problems = [small.problem(seed) for seed in range(RANDOM_CASES)]
    items = [item for problem in problems for item in problem.items]
    assert {item.replicas for item in items} == {1, 2, 3}
    assert {item.spread for item in items} == {"region", "geography"}
    for flag in ("runs", "edited", "deploys", "tuned", "avoided"):
        assert {getattr(item, flag) for item in items} == {True, False}
    assert any(item.beside for item in items)
    assert any(item.apart for item in items)
    assert any(option.stays for item in items for option in item.options)
    assert {item.priority for item in items} == {0, 1, 2, 3}
    assert {problem.wary for problem in problems} == {True, False}
    assert {problem.spread_risk for problem in problems} == {True, False}
    assert any(0 < o.ran < o.sizes.high for item in items for o in item.options)
    for cap in ("deployments", "fine_tuned", "per_region"):
        assert len({getattr(problem.room, cap) for problem in problems}) > 2
    worths = [small.worth(p, dict(solve(p).placed)) for p in problems[:300]]
    assert all(any(level) for level in zip(*worths, strict=True))


def _shuffled(problem: Problem, seed: int) -> Problem:
    dice = random.Random(seed)
    items = [
        replace(item, options=tuple(dice.sample(item.options, len(item.options))))
        for item in dice.sample(problem.items, len(problem.items))
    ]
    limits = dict(dice.sample(sorted(problem.limits.items()), len(problem.limits)))
    return replace(problem, items=tuple(items), limits=limits)


def test_order_means_nothing() -> None:
    """Shuffled items, options and limits give the same solution, to the last place and size."""
    for seed in range(150):
        problem = small.problem(seed)
        assert solve(_shuffled(problem, seed)) == solve(problem), seed
    problem = generated(40)
    assert solve(_shuffled(problem, 1)) == solve(problem)


def _tighter(problem: Problem, dice: random.Random) -> Problem:
    """With a smaller limit, an option less or fewer accounts."""
    pool = next((p for p, limit in sorted(problem.limits.items()) if limit), None)
    if pool is not None and dice.random() < 0.4:
        return replace(problem, limits={**problem.limits, pool: problem.limits[pool] - 1})
    if dice.random() < 0.3:
        return replace(problem, room=replace(problem.room, per_region=0))
    item = dice.choice(problem.items)
    fewer = replace(item, options=item.options[1:])
    return replace(problem, items=tuple(fewer if i is item else i for i in problem.items))


def test_less_room_is_never_better() -> None:
    """A tighter limit or a missing option leaves everything at least as bad."""
    for seed in range(300):
        problem = small.problem(seed)
        tighter = _tighter(problem, random.Random(seed))
        # the share of a pool is relative to its limit, so only the levels before it compare
        before = small.worth(problem, dict(solve(problem).placed))[:-2]
        assert small.worth(tighter, dict(solve(tighter).placed))[:-2] >= before, seed


@pytest.mark.parametrize("count", [30, 80])
def test_a_generated_stack_is_valid(count: int) -> None:
    """Pools hold their sums, sizes are valid, replicas are apart: on the benchmark's own problems."""
    problem = generated(count)
    solution = solve(problem)
    assert solution.proven
    assert small.broken(problem, dict(solution.placed)) is None


def _option(
    region: str,
    order: tuple[int, int] = (0, 0),
    *,
    sizes: Sizes = Sizes(1, 1),  # noqa: B008 - frozen
    pool: Pool | None = None,
    stays: bool = False,
) -> Option:
    return Option(Choice(GLOBAL, region, region, order), sizes, pool, stays)


def test_what_runs_stays_while_it_can() -> None:
    """A better type elsewhere moves nothing; only what no longer fits moves."""
    item = Item("chat", (_option("a"), _option("b", (1, 0), stays=True)), runs=True)
    assert _regions(solve(Problem((item,)))) == {"chat": ["b"]}
    full = {SHARED: 0}
    options = (_option("a"), _option("b", (1, 0), stays=True, pool=SHARED))
    moved = solve(Problem((replace(item, options=options),), full))
    assert _regions(moved) == {"chat": ["a"]}


def _regions(solution: Solution) -> dict[str, list[str]]:
    return {n: [p.option.choice.region for p in placed] for n, placed in solution.placed.items()}


def test_a_size_is_the_largest_that_fits() -> None:
    """Not a unit of a pool is given away by counting in thousandths."""
    item = Item("chat", (_option("a", sizes=Sizes(1_000, 10_000), pool=SHARED),))
    [placed] = solve(Problem((item,), {SHARED: 9_995})).placed["chat"]
    assert placed.size == 9_995


def test_headroom_and_then_few_accounts() -> None:
    """A pool that would be above 80 % is left for an emptier one; below that accounts decide."""
    first, second = Pool("first", "a"), Pool("second", "b")
    item = Item("x", (_option("a", pool=first), _option("b", pool=second)))
    items = (item, replace(item, name="y"))
    assert _regions(solve(Problem(items, {first: 2, second: 8}))) == {"x": ["b"], "y": ["b"]}
    assert _regions(solve(Problem(items, {first: 4, second: 8}))) == {"x": ["a"], "y": ["a"]}


def test_the_first_regions_by_name_break_ties() -> None:
    """A workload that leaves its region open stands in the first, and so do those beside it."""
    item = Item("x", (_option("c"), _option("b"), _option("a")))
    near = Item("y", (_option("c"), _option("b"), _option("a")), beside=("x",))
    assert _regions(solve(Problem((near, item)))) == {"x": ["a"], "y": ["a"]}


def test_nothing_to_place_is_an_answer() -> None:
    """No items, or none that could stand anywhere, give an empty proven placement."""
    assert solve(Problem(())) == Solution({})
    assert solve(Problem((Item("x", ()),))) == Solution({})


def test_out_of_its_bound_it_says_how_far_off_it_may_be() -> None:
    """With no work allowed there is a valid placement still, and the first open level in words."""
    problem = generated(200)
    solution = solve(problem, effort=0)
    assert small.broken(problem, dict(solution.placed)) is None
    assert not solution.proven
    value, bound = solution.gap.split(": ")[1].split(", at least ")
    assert int(bound) < int(value)


IMPORTED = """
import sys
from planner.placement.solver.problem import Item, Option, Problem, Sizes
from planner.placement.solver.solver import solve
from planner.domain.plan import Choice, Pool
from planner.domain.terms import DeploymentType as T
pool = Pool("p", "a")
option = lambda region, at: Option(Choice(T.STANDARD, region, region, (0, at)), Sizes(1, 5), pool)
item = Item("x", (option("a", 0), option("b", 1)))
print(solve(Problem((item,), {pool: int(sys.argv[1])})).placed["x"][0].size)
print("highspy" in sys.modules, "numpy" in sys.modules)
"""


@pytest.mark.parametrize(("limit", "printed"), [(5, "5 False False"), (3, "3 False False")])
def test_the_library_is_not_imported_when_nothing_is_open(limit: int, printed: str) -> None:
    """One ideal placement for everybody needs no search, nor the time to load one."""
    command = [sys.executable, "-c", IMPORTED, str(limit)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    assert done.stdout.split() == printed.split()


def test_accounts_of_a_region_are_a_limit() -> None:
    """Who finds no account in the preferred region goes to the next, and the last is left out."""
    options = (_option("a"), _option("b", (0, 1)))
    items = tuple(Item(name, options) for name in "xyz")
    room = AccountRoom(deployments=1, per_region=1)
    solution = solve(Problem(items, room=room))
    assert sorted(r for regions in _regions(solution).values() for r in regions) == ["a", "b"]
