"""What cannot all stand together costs those that are too many, and never the plan."""

from __future__ import annotations

import random
from typing import Any

import pytest

from planner.domain.lock import Lock, lock_of
from planner.domain.plan import Plan
from planner.domain.terms import Verdict
from planner.planning.make_plan import make_plan
from tests import given

GLOBAL = "OpenAI.GlobalStandard.gpt-5.1"
REGIONS = ("swedencentral", "francecentral", "germanywestcentral")
NORTH, SOUTH = REGIONS[:2]
BOTH = [NORTH, SOUTH]
Data = dict[str, Any]


def chat(**keys: Any) -> Data:
    """A workload of 50,000 tokens per minute in the north, but for the keys given."""
    base = {
        "model": "gpt-5.1@2025-11-13",
        "deployment_type": "global-standard",
        "region": NORTH,
        "capacity": {"tpm": 50_000},
    }
    return {key: value for key, value in {**base, **keys}.items() if value is not None}


def planned(data: Data, lock: Lock | None = None) -> Plan:
    return make_plan(given.stack_of(data), given.catalog(), as_of=given.AS_OF, lock=lock)


def refusals(plan: Plan) -> dict[str, list[str]]:
    """The rules that refuse each workload, and under "" those that speak against the stack."""
    found: dict[str, list[str]] = {}
    for each in plan.findings:
        if each.verdict is not Verdict.OK:
            found.setdefault(each.workload or "", []).append(each.rule.id)
    return found


LEFT_OVER = {
    "left": chat(region=BOTH),
    "right": chat(region=BOTH, apart_from="left"),
    "third": chat(region=BOTH, apart_from=["left", "right"]),
}
CROWDS: dict[str, tuple[Data, dict[str, list[str]]]] = {
    "a misspelt name beside one too many": (
        {**LEFT_OVER, "typo": chat(apart_from="leftt")},
        {"third": ["AOAI608"], "typo": ["AOAI606"]},
    ),
    "beside one whose name is misspelt": (
        {"chat": chat(together_with="serch"), "label": chat(together_with="chat"), "free": chat()},
        {"chat": ["AOAI606"], "label": ["AOAI608"]},
    ),
    "a ring of three in two regions": (
        {
            "one": chat(region=BOTH, apart_from="two"),
            "two": chat(region=BOTH, apart_from="three"),
            "three": chat(region=BOTH, apart_from="one"),
        },
        {"two": ["AOAI608"]},
    ),
    "a ring beside a contradiction of two others": (
        {
            **LEFT_OVER,
            "ann": chat(together_with="bob"),
            "bob": chat(apart_from="ann"),
            "free": chat(),
        },
        {"ann": ["AOAI606"], "third": ["AOAI608"]},
    ),
    "each beside the other, in two regions": (
        {"ann": chat(together_with="bob"), "bob": chat(region=SOUTH, together_with="ann")},
        {"ann": ["AOAI606"], "bob": ["AOAI606"]},
    ),
    "apart from one that is refused": (
        {"good": chat(apart_from="bad"), "bad": chat(capacity={"ptu": 50})},
        {"bad": ["AOAI304"]},
    ),
    "apart from one whose name Azure refuses": (
        {"good": chat(apart_from="bad"), "bad": chat(deployment_name="?")},
        {"bad": ["AOAI806"]},
    ),
    "apart from one whose own wish is misspelt": (
        {"good": chat(apart_from="bad"), "bad": chat(together_with="nobody")},
        {"bad": ["AOAI606"]},
    ),
    "apart from one that stands beside a refused one": (
        {
            "good": chat(apart_from="bad"),
            "bad": chat(together_with="worse"),
            "worse": chat(deployment_name="?"),
        },
        {"bad": ["AOAI608"], "worse": ["AOAI806"]},
    ),
}


@pytest.mark.parametrize(("workloads", "expected"), CROWDS.values(), ids=CROWDS)
def test_only_what_is_too_many_is_refused(workloads: Data, expected: dict[str, list[str]]) -> None:
    """Each with a finding of its own; all others are deployed."""
    plan = planned({"workloads": workloads})
    assert refusals(plan) == expected
    assert {d.workload for d in plan.deployments} == workloads.keys() - expected.keys()


def test_one_that_alone_has_no_quota_is_in_nobodys_way() -> None:
    """Who is apart from it stands."""
    large = chat(apart_from="good", capacity={"tpm": 200_000})
    data = {"subscription": {"quota": {GLOBAL: 100}}, "workloads": {"good": chat(), "large": large}}
    assert refusals(planned(data)) == {"large": ["AOAI305"]}


def test_who_asks_for_distance_gives_way() -> None:
    """Not the one that asked for nothing, whatever their names."""
    for asking, other in (("ann", "bob"), ("bob", "ann")):
        plan = planned({"workloads": {asking: chat(apart_from=other), other: chat()}})
        assert refusals(plan) == {asking: ["AOAI606"]}


def test_accounts_of_one_name_cost_one_of_them() -> None:
    """The workloads of the other, and what has nothing to do with either, are deployed."""
    same = {"regions": {NORTH: {"subdomain": "contoso"}, SOUTH: {"subdomain": "contoso"}}}
    workloads = {"north": chat(), "south": chat(region=SOUTH), "west": chat(region="westus3")}
    plan = planned({"accounts": same, "workloads": workloads})
    assert refusals(plan) == {"north": ["AOAI849"]}
    assert {d.workload for d in plan.deployments} == {"south", "west"}


def test_what_is_said_of_a_pool_is_true_of_the_plan() -> None:
    """An edit makes what runs too large, and a newcomer finds the room that it had still taken."""
    quota = {"subscription": {"quota": {GLOBAL: 100}}}
    ran = {"left": chat(), "right": chat(region=SOUTH)}
    lock = lock_of(planned({**quota, "workloads": ran}))
    edited = {**ran, "left": chat(capacity={"tpm": 60_000}), "third": chat(region=SOUTH)}
    plan = planned({**quota, "workloads": edited}, lock)
    said = {f.workload: f.message for f in plan.findings if f.rule.id == "AOAI305"}
    pool = "OpenAI.GlobalStandard.gpt-5.1"
    assert said == {
        "left": f"needs 60,000 TPM of {pool}, which has 50,000 of 100,000 TPM left (subscription.quota): right takes 50,000 TPM",
        "third": f"needs 50,000 TPM of {pool}, which has 0 of 100,000 TPM left (subscription.quota): left takes 50,000 TPM and right takes 50,000 TPM",
    }
    assert plan.kept_workloads == ("left",)


def test_room_that_a_refused_one_gives_up_is_used() -> None:
    """Another one was left out for it, before its own fault was seen."""
    faulty = chat(deployment_name="?", capacity={"tpm": 100_000})
    workloads = {"faulty": faulty, "large": chat(capacity={"tpm": 100_000}, apart_from="faulty")}
    plan = planned({"subscription": {"quota": {GLOBAL: 100}}, "workloads": workloads})
    assert refusals(plan) == {"faulty": ["AOAI806"]}


def test_what_is_kept_is_never_stood_beside_by_those_that_are_to_be_apart() -> None:
    """Three run in one region; one is retired and kept, and now both others ask to be apart from
    it: they are two, and it is not the one that gives way."""
    ran = {"old": chat(model="o3@2025-04-16"), "one": chat(region=BOTH), "two": chat(region=BOTH)}
    early = given.AS_OF.replace(month=9)
    stack = given.stack_of({"workloads": ran})
    lock = lock_of(make_plan(stack, given.catalog(), as_of=early))
    away = {name: chat(region=BOTH, apart_from="old") for name in ("one", "two")}
    plan = planned({"workloads": {**ran, **away}}, lock)
    assert "AOAI003" not in {f.rule.id for f in plan.findings}
    assert {(d.workload, d.region) for d in plan.deployments} == {(name, NORTH) for name in ran}
    assert plan.kept_workloads == ("old", "one", "two")
    assert all("AOAI608" in {f.rule.id for f in plan.findings_of(name)} for name in away)


def _asked(dice: random.Random, others: list[str]) -> Data:
    """A workload with wishes about others, some of which nobody has heard of."""
    zone = dice.random() < 0.4
    keys: Data = {
        "deployment_type": ["data-zone-standard", "global-standard"] if zone else "global-standard",
        "region": dice.sample(REGIONS, dice.randint(1, 3)),
        "capacity": {"tpm": dice.choice([10_000, 50_000, {"min": 10_000, "target": 60_000}])},
        "replicas": dice.choice([1, 1, 2]),
    }
    for key in ("together_with", "apart_from"):
        if dice.random() < 0.4:
            keys[key] = dice.sample(others, min(len(others), dice.randint(1, 2)))
    if dice.random() < 0.15:
        keys |= {"deployment_type": "global-provisioned", "capacity": {"ptu": 15}}
        keys["spillover"] = dice.choice(others)
    if dice.random() < 0.1:
        keys["deployment_name"] = "?"
    return chat(**keys)


def crowd(seed: int) -> Data:
    """Up to six workloads with wishes about each other, and perhaps too little quota."""
    dice = random.Random(seed)
    names = ["ann", "bob", "cat", "dan", "eve", "fay"][: dice.randint(2, 6)]
    quota = {GLOBAL: dice.randrange(0, 200, 10)} if dice.random() < 0.6 else {}
    workloads = {n: _asked(dice, [*(o for o in names if o != n), "nobody"]) for n in names}
    return {"subscription": {"quota": quota}, "workloads": workloads}


SEEDS = range(60)


@pytest.mark.parametrize("seed", SEEDS)
def test_whatever_is_asked_each_refusal_says_why(seed: int) -> None:
    """With a lock of something else or without one, and never as a fault of the planner."""
    first = planned(crowd(seed))
    second = planned(crowd(seed + 100_000), lock_of(first))
    for plan in (first, second):
        assert {f.rule.id for f in plan.findings}.isdisjoint({"AOAI001", "AOAI003"})
        assert set(plan.refused) <= refusals(plan).keys() | set(plan.kept_workloads)


@pytest.mark.parametrize("seed", SEEDS)
def test_a_plan_that_is_written_into_the_file_is_the_plan_again(seed: int) -> None:
    """Each chosen region and type pinned: the same places, and the same workloads refused."""
    data = crowd(seed)
    plan = planned(data)
    pinned = {name: dict(asked) for name, asked in data["workloads"].items()}
    for name, outcome in plan.workloads.items():
        types = {choice.type for choice in outcome.chosen}
        if len(types) == 1:
            pinned[name]["region"] = [choice.region for choice in outcome.chosen]
            pinned[name]["deployment_type"] = types.pop().value
    again = planned({**data, "workloads": pinned})
    assert again.refused == plan.refused
    assert _spots(again) == _spots(plan)


def _spots(plan: Plan) -> set[tuple[str, str, str]]:
    return {(d.workload, d.region, d.sku) for d in plan.deployments}
