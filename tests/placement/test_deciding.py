"""Which level decided, and the sentence that says it: each level of the table decides somewhere."""

from __future__ import annotations

import pytest

from planner.domain.plan import Choice, Pool
from planner.domain.terms import DeploymentType
from planner.placement.deciding import decided
from planner.placement.items import MORE
from planner.placement.solver.levels import LEVELS
from planner.placement.solver.problem import Item, Option, Problem, Sizes

A, B = Pool("pool", "a"), Pool("pool", "b")
ONE, RANGE = Sizes(1, 1), Sizes(10, 100)


def at(
    region: str,
    pool: Pool | None = None,
    sizes: Sizes = ONE,
    order: tuple[int, int] = (0, 0),
    *,
    stays: bool = False,
    ran: int = 0,
) -> Option:
    """A way to stand in a region: type and region are the first of their lists, unless said."""
    choice = Choice(DeploymentType.STANDARD, region, region, order)
    return Option(choice, sizes, pool, stays=stays, ran=ran)


PLACES = ("highest", "second", "third")
X_OR_Y = (at("a"), at("b"))
RUNS = Item("runs", (at("b", B, stays=True),), runs=True)
ROWS: dict[str, tuple[Problem, str]] = {
    "running workloads left out": (
        Problem((Item("x", (at("a"), at("b", B)), runs=True), RUNS), {B: 1}),
        "with standard in b running workloads are left out: 1, not 0",
    ),
    "running workloads left out that nobody edited": (
        Problem(
            (
                Item("x", (at("a", A), at("b", B)), runs=True),
                Item("edited", (at("a", A),), runs=True, edited=True),
                RUNS,
            ),
            {A: 1, B: 1},
        ),
        "with standard in b running workloads that nobody edited are left out: 1, not 0",
    ),
    "running capacity lost, in thousandths of what runs": (
        Problem(
            (
                Item("x", (at("a"), at("b", B, Sizes(10, 10))), runs=True),
                Item("runs", (at("b", B, RANGE, stays=True, ran=100),), runs=True),
            ),
            {B: 100},
        ),
        "with standard in b what runs loses capacity: 100 thousandths, not 0",
    ),
    **{
        f"workloads left out of the {place} priority": (
            Problem(
                (
                    Item("x", (at("a"), at("b", B)), priority=n),
                    Item("y", (at("b", B),), priority=n),
                ),
                {B: 1},
            ),
            f"with standard in b more workloads of the {place} priority are left out: 1, not 0",
        )
        for n, place in enumerate(PLACES)
    },
    "workloads left out": (
        Problem((Item("x", (at("a"), at("b", B))), Item("y", (at("b", B),))), {B: 1}),
        "with standard in b more workloads are left out: 1, not 0",
    ),
    "workloads left out that only others avoid": (
        Problem(
            (
                Item("x", (at("a", A), at("b", B)), avoided=True),
                Item("y", (at("b", B),), avoided=True),
                Item("z", (at("a", A),)),
            ),
            {A: 1, B: 1},
        ),
        "with standard in b more workloads are left out that only others avoid: 1, not 0",
    ),
    "moves": (
        Problem((Item("x", (at("a", stays=True), at("b")), runs=True),)),
        "fewer moves than with standard in b: 0, not 1",
    ),
    "replicas in pools whose limit nobody knows": (
        Problem((Item("x", (at("a", A), at("b", B))),), {A: 1}, wary=True),
        "nobody knows the quota of standard in b",
    ),
    **{
        f"types below the preferred one of the {place} priority": (
            Problem((Item("x", (at("a"), at("b", order=(1, 0))), priority=n),)),
            f"with standard in b workloads of the {place} priority lose their preferred type",
        )
        for n, place in enumerate(PLACES)
    },
    "types below the preferred one": (
        Problem((Item("x", (at("a"), at("b", order=(1, 0)))),)),
        "preferred type over standard in b",
    ),
    "capacity missing, in thousandths of each target": (
        Problem((Item("x", (at("a", A, RANGE), at("b", B, RANGE))),), {A: 100, B: 50}),
        "less capacity is missing than with standard in b: 0 thousandths, not 500",
    ),
    "capacity missing, in units": (
        Problem(
            (Item("x", (at("a", A, Sizes(1, 9_999)), at("b", B, Sizes(1, 9_999)))),),
            {A: 9_998, B: 9_997},
        ),
        "fewer units are missing than with standard in b: 1, not 2",
    ),
    "regions below the preferred one": (
        Problem((Item("x", (at("a"), at("b", order=(0, 1)))),)),
        "preferred region over standard in b",
    ),
    "pools above 80 %, in thousandths of each limit": (
        Problem((Item("x", (at("a", A), at("b", B))),), {A: 5, B: 1}),
        "more headroom than with standard in b: 0 thousandths above 80 %, not 200",
    ),
    "deployments in regions that have others": (
        Problem((Item("x", X_OR_Y), Item("y", (at("b"),))), spread_risk=True),
        "fewer deployments share regions than with standard in b: 0, not 1",
    ),
    "accounts": (
        Problem((Item("x", X_OR_Y), Item("y", (at("a"),)))),
        "fewer accounts than with standard in b: 1, not 2",
    ),
    "regions by name": (Problem((Item("x", X_OR_Y),)), "alphabetical tie with standard in b"),
}


def test_every_level_has_a_row() -> None:
    """Whoever adds a level shows where it decides, and what is said then."""
    assert list(ROWS) == [level.name for level in LEVELS]


@pytest.mark.parametrize("level", ROWS)
def test_each_level_decides_somewhere_and_says_so(level: str) -> None:
    """x gets its place in a; the other one, in b, is worse on this level first."""
    problem, says = ROWS[level]
    item = next(each for each in problem.items if each.name == "x")
    found = decided(problem, "x", item.options[1].choice)
    assert found is not None
    assert (found.level, found.why) == (level, says)
    assert found.value < found.otherwise


def test_the_replica_in_the_way_goes_first() -> None:
    """Asked about another type in a region where a replica stands, that one is replaced."""
    other = at("a", order=(1, 0))
    problem = Problem((Item("x", (at("a"), at("b"), other), replicas=2),))
    found = decided(problem, "x", other.choice)
    assert found is not None
    assert found.why == "preferred type over standard in a"


NOTHING: dict[str, tuple[Problem, str]] = {
    "a place that it may not have": (Problem((Item("x", (at("a"),)),)), "x"),
    "a workload that is left out": (Problem((Item("x", (at("b", B),)),), {B: 0}), "x"),
    "no such workload": (Problem((Item("x", X_OR_Y),)), "y"),
}


@pytest.mark.parametrize("problem", NOTHING.values(), ids=NOTHING.keys())
def test_nothing_decided_against_what_could_not_be(problem: tuple[Problem, str]) -> None:
    """Then the lock or a rule decides, which say so themselves."""
    assert decided(problem[0], problem[1], at("b").choice) is None


def test_new_replicas_are_asked_about_by_their_workload() -> None:
    """They are an item of their own, beside what runs."""
    problem = Problem((Item("x" + MORE, X_OR_Y, replicas=1),))
    found = decided(problem, "x", at("b").choice)
    assert found is not None
    assert found.level == "regions by name"
