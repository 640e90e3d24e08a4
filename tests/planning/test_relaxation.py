"""What would make a refused workload fit: near, small, and true."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import pytest

from planner.domain.plan import Plan, Relaxation
from planner.domain.terms import Verdict
from planner.domain.workload import Stack
from planner.planning.make_plan import make_plan
from planner.planning.relax import PLANS, relaxations
from tests.checks.faults import faults
from tests.given import catalog
from tests.planning.stacks import AS_OF, plan_of, stack_of, workload

TRAINING = {"type": "standard", "method": "sft"}


def searched(asked: dict[str, Any], **others: dict[str, Any]) -> tuple[Relaxation, ...]:
    stack = stack_of({"workloads": {"chat": asked, **others}})
    return relaxations(stack, catalog(), as_of=AS_OF, workload="chat")


@dataclass(frozen=True)
class Row:
    """A refused workload, and the texts of its first relaxations."""

    name: str
    asked: dict[str, Any]
    texts: tuple[str, ...]
    change: dict[str, Any]
    """Of the first."""
    gives: tuple[tuple[str, str], ...]
    """Types and regions that the first gives."""


ROWS = [
    Row(
        "a region without the type",
        workload(deployment_type="standard", region="francecentral"),
        ("region swedencentral as well", "as data-zone-standard", "as global-standard"),
        {"region": ["francecentral", "swedencentral"]},
        (("standard", "swedencentral"),),
    ),
    Row(
        "a misspelt region",
        workload(region="swedncentral"),
        ("region swedencentral instead of swedncentral",),
        {"region": "swedencentral"},
        (("data-zone-standard", "swedencentral"),),
    ),
    Row(
        "a residency tighter than the type",
        workload(residency="sweden"),
        ("as standard", "residency eu instead of sweden (wider)"),
        {"deployment_type": ["data-zone-standard", "standard"]},
        (("standard", "swedencentral"),),
    ),
    Row(
        "a residency without any offering",
        workload(residency="germany", region=None),
        ("residency eu instead of germany (wider)",),
        {"residency": "eu"},
        (("data-zone-standard", "swedencentral"),),  # where the other one has an account
    ),
    Row(
        "a misspelt residency",
        workload(residency="europ"),
        ("residency eu instead of europ",),
        {"residency": "eu"},
        (("data-zone-standard", "swedencentral"),),
    ),
    Row(
        "units below the minimum",
        workload(deployment_type="provisioned", capacity={"ptu": 15}),
        ("35 more PTU", "as data-zone-provisioned"),
        {"capacity": {"ptu": 50}},
        (("provisioned", "swedencentral"),),
    ),
    Row(
        "units between two steps",
        workload(deployment_type="data-zone-provisioned", capacity={"ptu": 17}),
        ("2 fewer PTU", "3 more PTU"),
        {"capacity": {"ptu": 15}},
        (("data-zone-provisioned", "swedencentral"),),
    ),
    Row(
        "a range between two steps",
        workload(
            deployment_type="data-zone-provisioned", capacity={"ptu": {"min": 16, "target": 19}}
        ),
        ("min 15 instead of 16 PTU", "target 20 instead of 19 PTU"),
        {"capacity": {"ptu": {"min": 15, "target": 19}}},
        (("data-zone-provisioned", "swedencentral"),),
    ),
    Row(
        "tokens between two thousands",
        workload(capacity={"tpm": 50_500}),
        ("500 fewer TPM", "500 more TPM"),
        {"capacity": {"tpm": 50_000}},
        (("data-zone-standard", "swedencentral"),),
    ),
    Row(
        "tokens for reserved units",
        workload(deployment_type="provisioned"),
        ("capacity 50 PTU instead of 50,000 TPM",),
        {"capacity": {"ptu": 50}},
        (("provisioned", "swedencentral"),),
    ),
    Row(
        "a retired version",
        workload(model="gpt-4o@2024-05-13"),
        (
            "version 2024-11-20 instead of 2024-05-13",
            "model gpt-5.1@2025-11-13 instead of gpt-4o@2024-05-13",
        ),
        {"model": "gpt-4o@2024-11-20"},
        (("data-zone-standard", "swedencentral"),),
    ),
    Row(
        "a misspelt model",
        workload(model="gtp-5.1@2025-11-13"),
        ("model gpt-5.1@2025-11-13 instead of gtp-5.1@2025-11-13",),
        {"model": "gpt-5.1@2025-11-13"},
        (("data-zone-standard", "swedencentral"),),
    ),
    Row(
        "fewer regions than replicas",
        workload(region=["swedencentral", "germanywestcentral"], residency="eu", replicas=2),
        ("region francecentral as well", "1 replica fewer"),
        {"region": ["swedencentral", "germanywestcentral", "francecentral"]},
        (("data-zone-standard", "swedencentral"), ("data-zone-standard", "francecentral")),
    ),
    Row(
        "two regions too few",
        workload(deployment_type="global-standard", residency="global", replicas=3),
        ("regions francecentral and germanywestcentral as well", "2 replicas fewer"),
        {"region": ["swedencentral", "francecentral", "germanywestcentral"]},
        (
            ("global-standard", "swedencentral"),
            ("global-standard", "francecentral"),
            ("global-standard", "germanywestcentral"),
        ),
    ),
    Row(
        "one geography for two",
        workload(
            deployment_type="global-standard",
            region=["eastus2", "westus3"],
            replicas=2,
            spread="geography",
        ),
        ("1 replica fewer", "spread region instead of geography"),
        {"replicas": 1},
        (("global-standard", "eastus2"),),
    ),
    Row(
        "training elsewhere",
        {"model": "gpt-4.1-mini@2025-04-14", "training": TRAINING, "region": "westeurope"},
        ("region swedencentral as well",),
        {"region": ["westeurope", "swedencentral"]},
        (("standard", "swedencentral"),),
    ),
    Row(
        "two keys, because one is not enough",
        workload(
            deployment_type="provisioned",
            region="italynorth",
            capacity={"ptu": 15},
            residency="italy",
        ),
        ("as data-zone-provisioned, residency eu instead of italy (wider)",),
        {"deployment_type": ["provisioned", "data-zone-provisioned"], "residency": "eu"},
        (("data-zone-provisioned", "italynorth"),),
    ),
    Row(
        "together with a misspelt name",
        workload(together_with="othr"),
        ("together_with other instead of othr",),
        {"together_with": ["other"]},
        (("data-zone-standard", "swedencentral"),),
    ),
]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.name)
def test_the_nearest_relaxations(row: Row) -> None:
    """The first ones are those that a person would try first, with what they give."""
    found = searched(row.asked, other=workload())
    assert tuple(each.text for each in found[: len(row.texts)]) == row.texts
    assert dict(found[0].change) == row.change
    assert tuple((c.type.value, c.region) for c in found[0].gives) == row.gives


def test_a_wish_that_cannot_be_is_dropped_or_given_room() -> None:
    """Two workloads in one region that are to be apart."""
    texts = [each.text for each in searched(workload(apart_from="other"), other=workload())]
    assert texts[:2] == ["region francecentral as well", "not apart_from other"]


def test_nothing_is_offered_to_what_fits() -> None:
    """There is nothing to relax."""
    assert searched(workload()) == ()


def test_nothing_is_offered_when_nothing_small_helps() -> None:
    """A model of which no document says where it is."""
    assert searched(workload(model="gpt-5.6-luna@2026-07-09")) == ()


def test_no_more_are_given_than_asked_for() -> None:
    """The nearest ones stay."""
    stack = stack_of(
        {"workloads": {"chat": workload(deployment_type="standard", region="italynorth")}}
    )
    every = relaxations(stack, catalog(), as_of=AS_OF, workload="chat")
    one = relaxations(stack, catalog(), as_of=AS_OF, workload="chat", limit=1)
    assert len(every) > 1
    assert one == every[:1]


def test_an_unknown_workload_is_an_error() -> None:
    """As everywhere in the planner: whoever asks has looked."""
    with pytest.raises(KeyError):
        relaxations(stack_of({"workloads": {}}), catalog(), as_of=AS_OF, workload="chat")


@dataclass
class Short:
    """Plans, but refuses `chat` where the stack asks for more than there is; counts."""

    left: int
    plans: int = 0

    def __call__(self, stack: Stack) -> Plan:
        self.plans += 1
        plan = plan_of(stack)
        used = sum(d.capacity for d in plan.deployments if d.workload == "chat")
        return plan if used <= self.left else refused(plan, "chat")


def refused(plan: Plan, name: str) -> Plan:
    outcome = replace(plan.workloads[name], verdict=Verdict.FAIL, chosen=())
    return replace(plan, workloads={**plan.workloads, name: outcome})


@pytest.mark.parametrize(
    ("asked", "left", "text", "change"),
    [
        ({"ptu": 300}, 290, "10 fewer PTU", {"ptu": 290}),
        ({"ptu": 300}, 292, "10 fewer PTU", {"ptu": 290}),
        ({"ptu": 300}, 15, "285 fewer PTU", {"ptu": 15}),
        (
            {"ptu": {"min": 300, "target": 400}},
            202,
            "min 200 instead of 300 PTU",
            {"ptu": {"min": 200, "target": 400}},
        ),
    ],
)
def test_the_largest_size_that_quota_leaves(
    asked: dict[str, Any], left: int, text: str, change: dict[str, Any]
) -> None:
    """Found exactly, with few plans, although the workload by itself is fine."""
    short = Ranged(left) if isinstance(asked["ptu"], dict) else Short(left)
    made = workload(deployment_type="data-zone-provisioned", capacity=asked)
    stack = stack_of({"workloads": {"chat": made}})
    found = relaxations(stack, catalog(), as_of=AS_OF, workload="chat", make=short)
    assert found[0].text == text
    assert found[0].change == {"capacity": change}
    assert short.plans < PLANS


class Ranged(Short):
    """The same where a workload takes any size down to its minimum."""

    def __call__(self, stack: Stack) -> Plan:
        self.plans += 1
        capacity = stack.workloads["chat"].capacity
        assert capacity is not None
        plan = plan_of(stack)
        return plan if capacity.amount.min <= self.left else refused(plan, "chat")


def test_no_quota_at_all_ends_within_the_bound() -> None:
    """A search that cannot succeed stops, and says so."""
    short = Short(0)
    stack = stack_of({"workloads": {"chat": workload(region=["eastus2", "westus3"], replicas=2)}})
    assert relaxations(stack, catalog(), as_of=AS_OF, workload="chat", make=short) == ()
    assert short.plans <= PLANS + 1


def test_nobody_else_is_refused_instead() -> None:
    """A change that takes another workload's place is none."""

    def make(stack: Stack) -> Plan:
        plan = plan_of(stack)
        taken = plan.workloads["chat"].verdict is Verdict.OK and "swedencentral" in (
            stack.workloads["chat"].region
        )
        return refused(plan, "other") if taken else plan

    asked = workload(deployment_type="standard", region="francecentral")
    stack = stack_of({"workloads": {"chat": asked, "other": workload()}})
    found = relaxations(stack, catalog(), as_of=AS_OF, workload="chat", make=make)
    assert [each.text for each in found][:1] == ["as data-zone-standard"]
    assert not [each for each in found if "swedencentral" in each.text]


DAYS = {"2026-09": AS_OF, "2025-11": date(2025, 12, 20)}


def generated() -> Iterator[tuple[str, dict[str, Any], str]]:
    """Stacks with one fault each that refuses their workload."""
    for name, as_of in DAYS.items():
        for data, _, _ in faults(catalog(name), as_of, 200, seed=5):
            plan = make_plan(stack_of(data), catalog(name), as_of=as_of)
            yield from ((name, data, refused_) for refused_ in plan.refused[:1])


def applied(data: dict[str, Any], name: str, change: Any) -> Stack:
    edited = {**data["workloads"][name], **change}
    return stack_of({**data, "workloads": {**data["workloads"], name: edited}})


def test_every_relaxation_keeps_its_word() -> None:
    """Written into the stack file, it lets the workload through, where it said."""
    helped = 0
    for snapshot, data, name in generated():
        as_of = DAYS[snapshot]
        found = relaxations(stack_of(data), catalog(snapshot), as_of=as_of, workload=name)
        helped += bool(found)
        for each in found:
            plan = make_plan(applied(data, name, each.change), catalog(snapshot), as_of=as_of)
            assert plan.workloads[name].verdict is Verdict.OK, (data, each)
            assert plan.workloads[name].chosen == each.gives
    assert helped > 120


def test_no_relaxation_includes_a_smaller_one() -> None:
    """Neither more keys than another, nor a longer list with the same in it."""
    for snapshot, data, name in generated():
        found = relaxations(stack_of(data), catalog(snapshot), as_of=DAYS[snapshot], workload=name)
        for one in found:
            assert not [two for two in found if two is not one and includes(one, two)]


def includes(large: Relaxation, small: Relaxation) -> bool:
    return all(
        key in large.change and covers(large.change[key], value)
        for key, value in small.change.items()
    )


def covers(large: Any, small: Any) -> bool:
    if isinstance(large, list) and isinstance(small, list):
        return {*small} <= {*large}
    return bool(large == small)
