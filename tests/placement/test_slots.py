"""Accounts split when they are full, and pins keep everything where it is."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.domain.workload import Workload
from planner.placement.slots import Room, slots

ROOM = Room(deployments=3, fine_tuned=1)
BASE: dict[str, Any] = {
    "model": "gpt-4.1-mini@2025-04-14",
    "deployment_type": "standard",
    "capacity": {"tpm": 1000},
}
TUNED = {"fine_tuned": {"id": "gpt-4.1-mini-2025-04-14.ft-b044"}}


def workload(**keys: Any) -> Workload:
    return Workload.model_validate({**BASE, **keys})


def placed(**workloads: dict[str, Any]) -> dict[str, int]:
    found = {name: workload(**keys) for name, keys in workloads.items()}
    pins = {name: each.account for name, each in found.items() if each.account is not None}
    return slots(found, ROOM, pins)


CASES = {
    "what fits is in the first": ({"a": {}, "b": {}, "c": {}}, {"a": 1, "b": 1, "c": 1}),
    "the fourth is in the second": (
        {"a": {}, "b": {}, "c": {}, "d": {}},
        {"a": 1, "b": 1, "c": 1, "d": 2},
    ),
    "fine-tuned ones have a limit of their own": (
        {"a": TUNED, "b": TUNED, "c": {}},
        {"a": 1, "b": 2, "c": 1},
    ),
    "a pin wins": ({"a": {"account": 3}, "b": {}}, {"a": 3, "b": 1}),
    "pins take room": (
        {"a": {}, "x": {"account": 1}, "y": {"account": 1}, "z": {"account": 1}},
        {"a": 2, "x": 1, "y": 1, "z": 1},
    ),
    "a spill-over target comes along": (
        {"a": {}, "b": {}, "c": {"spillover": "z"}, "z": {}},
        {"a": 1, "b": 1, "c": 2, "z": 2},
    ),
    "to where it is pinned": ({"c": {"spillover": "z"}, "z": {"account": 2}}, {"c": 2, "z": 2}),
}


@pytest.mark.parametrize(("workloads", "expected"), CASES.values(), ids=CASES.keys())
def test_each_has_its_account(workloads: dict[str, Any], expected: dict[str, int]) -> None:
    """By pin, else the first account with room in the order of names."""
    assert placed(**workloads) == expected


NAMES = st.sets(st.text("abcdef", min_size=1, max_size=3), max_size=12)


@given(NAMES, st.text("abcdef", min_size=1, max_size=3))
def test_with_pins_nothing_moves(names: set[str], new: str) -> None:
    """Whatever comes to a stack whose workloads say where they are."""
    before = placed(**{name: {} for name in names - {new}})
    pinned: dict[str, Any] = {name: {"account": slot} for name, slot in before.items()}
    after = placed(**pinned, **{new: {}})
    assert {name: after[name] for name in before} == before
    assert max(Counter(after.values()).values()) <= 3


@given(NAMES)
def test_no_account_holds_too_many(names: set[str]) -> None:
    """And none is begun before the others are full."""
    counts = Counter(placed(**{name: {} for name in names}).values())
    assert all(count == 3 for slot, count in counts.items() if slot < len(counts))
    assert all(count <= 3 for count in counts.values())
