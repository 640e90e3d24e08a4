"""Choosing among candidates: preference order, replicas apart, no influence of input order."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.placement.choose import choose
from planner.plan import Choice
from planner.terms import DeploymentType

STANDARD, GLOBAL = DeploymentType.STANDARD, DeploymentType.GLOBAL_STANDARD


def choice(
    region: str,
    *,
    type_: DeploymentType = STANDARD,
    order: tuple[int, int] = (0, 0),
    geography: str = "",
) -> Choice:
    return Choice(type_, region, geography or region, order)


FIRST = {
    "the first region in the user's order": ([("b", 0, 0), ("a", 0, 1)], "b"),
    "the first type before the first region": ([("a", 1, 0), ("b", 0, 1)], "b"),
    "the slug where the user left it open": ([("b", 0, 0), ("a", 0, 0)], "a"),
}


@pytest.mark.parametrize(("rows", "expected"), FIRST.values(), ids=FIRST.keys())
def test_one_replica_goes_to(rows: list[tuple[str, int, int]], expected: str) -> None:
    """Preference is the user's list of types, then of regions, then the slug."""
    choices = [choice(region, order=(t, r)) for region, t, r in rows]
    assert [c.region for c in choose(choices, replicas=1, spread="region")] == [expected]


SPREAD = {
    "two regions": ("region", 2, ["swedencentral", "francecentral"]),
    "two geographies": ("geography", 2, ["eastus", "swedencentral"]),
    "more than there are": ("geography", 4, []),
}


@pytest.mark.parametrize(("spread", "replicas", "expected"), SPREAD.values(), ids=SPREAD.keys())
def test_replicas_stand_apart(spread: str, replicas: int, expected: list[str]) -> None:
    """A workload is placed whole or not at all."""
    if spread == "geography":
        rows = [("eastus", "united-states"), ("eastus2", "united-states")]
        rows += [("swedencentral", "sweden"), ("francecentral", "france")]
    else:
        rows = [("swedencentral", "sweden"), ("swedencentral", "sweden"), ("francecentral", "fr")]
    choices = [choice(r, geography=g, order=(0, n)) for n, (r, g) in enumerate(rows)]
    chosen = choose(choices, replicas=replicas, spread=spread)
    assert [c.region for c in chosen] == expected


CHOICES = st.lists(
    st.builds(
        choice,
        st.sampled_from("abcdef"),
        type_=st.sampled_from([STANDARD, GLOBAL]),
        order=st.tuples(st.integers(0, 2), st.integers(0, 2)),
        geography=st.sampled_from("xyz"),
    ),
    max_size=12,
    unique_by=lambda c: (c.order[0], c.region),
)


@given(CHOICES, st.integers(1, 3), st.sampled_from(["region", "geography"]), st.randoms())
def test_the_order_of_candidates_does_not_matter(
    choices: list[Choice], replicas: int, spread: str, dice: random.Random
) -> None:
    """Shuffled input, same placement."""
    shuffled = dice.sample(choices, len(choices))
    wanted = choose(choices, replicas=replicas, spread=spread)
    assert choose(shuffled, replicas=replicas, spread=spread) == wanted
    apart = [c.geography if spread == "geography" else c.region for c in wanted]
    assert len(set(apart)) == len(apart)
