"""`make_plan` with a lock: what runs stays, is kept or moves, and never by surprise."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from planner.domain.lock import Lock, lock_of
from planner.domain.plan import Plan
from planner.domain.terms import Severity, Verdict
from planner.domain.workload import Stack
from planner.facts.snapshot import load
from planner.planning.make_plan import make_plan
from planner.planning.verify import verify
from tests.planning.stacks import AS_OF, CATALOG, plan_of, shipped, stack_of, workload

THEN, NOW = date(2025, 11, 20), date(2026, 9, 20)
KEY = "gpt-4.1@2025-04-14"
POOL = "OpenAI.GlobalStandard.gpt-4.1"
HAD = {"subscription": {"deployed_before": [KEY, "gpt-4o@2024-08-06", "gpt-4o@2024-11-20"]}}


def _stack(**workloads: Any) -> Stack:
    return stack_of({**HAD, "workloads": workloads})


def _locked(stack: Stack, catalog: str = "2025-11", as_of: date = THEN) -> Lock:
    plan = plan_of(stack, catalog=catalog, as_of=as_of)
    assert plan.complete
    return lock_of(plan)


def _now(stack: Stack, lock: Lock, *upgrade: str) -> Plan:
    plan = make_plan(stack, load(CATALOG), as_of=NOW, lock=lock, upgrade=upgrade)
    assert "AOAI003" not in {finding.rule.id for finding in plan.findings}
    return plan


def _places(plan: Plan) -> set[tuple[str, str, str]]:
    return {(d.workload, d.type.value, d.region) for d in plan.deployments}


LOST = workload(model=KEY, deployment_type="global-standard", region="canadacentral")
OPEN = workload(model=KEY, deployment_type="global-standard", region=["canadacentral", "eastus"])


def test_what_lost_its_offering_is_kept_as_it_is() -> None:
    """The table dropped canadacentral: the deployment is emitted unchanged, with a warning."""
    stack = _stack(chat=LOST)
    lock = _locked(stack)
    plan = _now(stack, lock)
    assert plan.deployments == lock.workloads["chat"].deployments
    assert [kept.workload for kept in plan.kept] == ["chat"]
    assert {f.rule.id for f in plan.kept[0].findings} == {"AOAI205"}
    assert plan.verdict is Verdict.OK
    assert plan.complete
    found = {f.rule.id: f.severity for f in plan.findings_of("chat")}
    assert found["AOAI607"] is found["AOAI205"] is Severity.WARNING
    assert plan.moves == ()
    assert plan.workloads["chat"].kept


def test_without_the_lock_it_is_refused() -> None:
    """The very same stack, new: nothing is deployed."""
    plan = plan_of(_stack(chat=LOST), as_of=NOW)
    assert plan.refused == ("chat",)
    assert plan.deployments == ()


def test_what_could_move_is_kept_until_it_is_asked_for() -> None:
    """Another permitted region would do; only an upgrade takes it, and the plan shows the move."""
    stack = _stack(chat=OPEN)
    lock = _locked(stack)
    plan = _now(stack, lock)
    assert _places(plan) == {("chat", "global-standard", "canadacentral")}
    warning = next(f for f in plan.findings_of("chat") if f.rule.id == "AOAI607")
    assert "planner lock test --upgrade chat moves it to eastus" in warning.remedies[0].text
    moved = _now(stack, lock, "chat")
    assert _places(moved) == {("chat", "global-standard", "eastus")}
    assert [(m.workload, m.before.region, m.down) for m in moved.moves] == [
        ("chat", "canadacentral", False)
    ]


REFUSED_IN_PLACE: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
    "a filter that is not defined": ({}, {"content_filter": "none-such"}),
    "less quota": ({"subscription": {**HAD["subscription"], "quota": {POOL: 10}}}, {}),
    "an import of a stack without a subscription": ({}, {"import": True}),
    "a neighbour that it cannot have": ({}, {"together_with": "other"}),
}


@pytest.mark.parametrize(("around", "edit"), REFUSED_IN_PLACE.values(), ids=REFUSED_IN_PLACE)
def test_a_move_that_helps_nothing_is_not_proposed(
    around: dict[str, Any], edit: dict[str, Any]
) -> None:
    """What refuses it would refuse it anew as well: where it stands, and in the other region."""
    asked = workload(model=KEY, deployment_type="global-standard", region=["eastus", "eastus2"])
    apart = workload(model=KEY, deployment_type="global-standard", region="swedencentral")
    lock = _locked(_stack(chat=asked, other=apart))
    chat, both = {**asked, **edit}, {**HAD, **around}
    plan = _now(stack_of({**both, "workloads": {"chat": chat, "other": apart}}), lock)
    (warning,) = (f for f in plan.findings_of("chat") if f.rule.id == "AOAI607")
    assert warning.remedies == ()


BETTER = workload(model=KEY, deployment_type=["standard", "global-standard"])


def test_a_better_place_moves_nothing() -> None:
    """Standard came to swedencentral after the lock; global-standard stays until it is upgraded."""
    stack = _stack(chat=BETTER)
    lock = _locked(stack)
    assert _places(_now(stack, lock)) == {("chat", "global-standard", "swedencentral")}
    upgraded = _now(stack, lock, "chat")
    assert _places(upgraded) == {("chat", "standard", "swedencentral")}
    assert upgraded.moves == (), "between standard types Azure changes it in place"


def test_an_edit_that_asks_for_a_move_moves() -> None:
    """The region in the file is another one: made there, deleted here."""
    lock = _locked(_stack(chat=workload(region="swedencentral")), CATALOG, NOW)
    plan = _now(_stack(chat=workload(region="francecentral")), lock)
    assert _places(plan) == {("chat", "data-zone-standard", "francecentral")}
    assert [(m.before.region, m.after and m.after.region) for m in plan.moves] == [
        ("swedencentral", "francecentral")
    ]


EDITS = {
    "a region where it is not sold": {"deployment_type": "standard", "region": "westeurope"},
    "a size that is none": {"capacity": {"tpm": 500}},
    "an unknown model": {"model": "gpt-99@2026-01-01"},
    "a residency that nothing keeps": {"residency": "sweden"},
}


@pytest.mark.parametrize("edit", EDITS.values(), ids=EDITS.keys())
def test_an_edit_that_is_refused_leaves_what_runs(edit: dict[str, Any]) -> None:
    """The refusal stays an error, and the deployment stands as before the edit."""
    lock = _locked(_stack(chat=workload()), CATALOG, NOW)
    plan = _now(_stack(chat=workload(**edit)), lock)
    assert plan.deployments == lock.workloads["chat"].deployments
    assert plan.refused == ("chat",)
    assert any(f.severity is Severity.ERROR for f in plan.findings_of("chat"))


def test_a_workload_that_is_gone_from_the_file_is_gone() -> None:
    """Only its removal removes it; its neighbour and the account stay."""
    lock = _locked(_stack(chat=workload(), search=workload()), CATALOG, NOW)
    plan = _now(_stack(search=workload()), lock)
    assert [d.workload for d in plan.deployments] == ["search"]
    assert plan.moves == ()
    assert set(lock_of(plan, lock).workloads) == {"search"}


def test_a_default_version_stays_what_it_was_resolved_to() -> None:
    """A newer snapshot has a newer default; the lock is what `@default` means."""
    asked = workload(model="gpt-4o@default", deployment_type="global-standard", region="eastus")
    lock = _locked(_stack(chat=asked))
    before = lock.workloads["chat"].deployments[0]
    locked = replace(before, version="2024-08-06")
    older = replace(lock.workloads["chat"], deployments=(locked,))
    plan = make_plan(
        _stack(chat=asked),
        load("2025-11"),
        as_of=THEN,
        lock=replace(lock, workloads={"chat": older}),
    )
    assert [d.version for d in plan.deployments] == ["2024-08-06"]


def test_another_naming_renames_nothing() -> None:
    """Accounts keep name and subdomain; a new region gets the new name."""
    lock = _locked(_stack(chat=workload()), CATALOG, NOW)
    named = {"accounts": {"naming": {"suffix": "x1"}}}
    both = {"chat": workload(), "far": workload(region="francecentral")}
    plan = _now(stack_of({**HAD, **named, "workloads": both}), lock)
    assert [a.name for a in plan.accounts] == [
        "aoai-test-francecentral-x1",
        "aoai-test-swedencentral",
    ]
    assert {f.rule.id for f in plan.findings if f.workload is None} >= {"AOAI828"}


def test_an_account_that_is_named_by_number_wins_over_the_lock() -> None:
    """`account: 2` is asked for: what runs in the first account moves there, and the plan says so.

    It is deleted first: in one region the engine knows it by one name.
    """
    lock = _locked(_stack(chat=workload(), search=workload()), CATALOG, NOW)
    plan = _now(_stack(chat=workload(account=2), search=workload()), lock)
    assert {d.workload: d.account for d in plan.deployments} == {
        "chat": "aoai-test-swedencentral-2",
        "search": "aoai-test-swedencentral",
    }
    assert [(m.workload, m.before.account, m.down) for m in plan.moves] == [
        ("chat", "aoai-test-swedencentral", True)
    ]


def test_more_replicas_leave_those_that_run() -> None:
    """The second replica finds a region of its own."""
    asked = workload(region=["swedencentral", "francecentral"])
    lock = _locked(_stack(chat=workload(region="francecentral")), CATALOG, NOW)
    plan = _now(_stack(chat={**asked, "replicas": 2}), lock)
    assert {d.region for d in plan.deployments} == {"francecentral", "swedencentral"}
    assert plan.moves == ()


def test_fewer_replicas_give_up_the_least_preferred() -> None:
    """What is given up is shown as a deployment that goes."""
    asked = workload(region=["swedencentral", "francecentral"])
    lock = _locked(_stack(chat={**asked, "replicas": 2}), CATALOG, NOW)
    plan = _now(_stack(chat=asked), lock)
    assert {d.region for d in plan.deployments} == {"swedencentral"}
    assert [(m.before.region, m.after) for m in plan.moves] == [("francecentral", None)]


def test_a_full_account_keeps_its_deployments_when_an_early_name_comes() -> None:
    """Forty stand in two accounts; a forty-first, first by name, goes where there is room."""
    many = {f"w{n:02}": workload(capacity={"tpm": 1000}) for n in range(40)}
    lock = _locked(_stack(**many), CATALOG, NOW)
    plan = _now(_stack(**many, first=workload(capacity={"tpm": 1000})), lock)
    before = {d.workload: d.account for w in lock.workloads.values() for d in w.deployments}
    after = {d.workload: d.account for d in plan.deployments}
    assert {name: after[name] for name in before} == before
    assert "AOAI824" not in {f.rule.id for f in plan.findings}
    assert plan.moves == ()


FAMILIES = {
    "provisioned to standard": ("provisioned", {"ptu": 50}, "global-standard", {"tpm": 50_000}),
    "standard to provisioned": ("global-standard", {"tpm": 50_000}, "provisioned", {"ptu": 50}),
    "one provisioned type to another": (
        "provisioned",
        {"ptu": 50},
        "data-zone-provisioned",
        {"ptu": 50},
    ),
}


@pytest.mark.parametrize(("old", "size", "new", "larger"), FAMILIES.values(), ids=FAMILIES.keys())
def test_another_family_is_deleted_first(
    old: str, size: dict[str, int], new: str, larger: dict[str, int]
) -> None:
    """Azure has no way from the one to the other in place: the plan says that it is down."""
    lock = _locked(_stack(chat=workload(deployment_type=old, capacity=size)), CATALOG, NOW)
    plan = _now(_stack(chat=workload(deployment_type=new, capacity=larger)), lock)
    assert [(m.before.type.value, m.after and m.after.type.value, m.down) for m in plan.moves] == [
        (old, new, True)
    ]


@pytest.mark.parametrize("name", ["dev", "prod"])
def test_a_fresh_lock_changes_nothing(name: str) -> None:
    """The plan with the lock that the plan gives is that plan, and so is its lock."""
    stack = shipped(name)
    plan = plan_of(stack)
    lock = lock_of(plan)
    again = make_plan(stack, load(CATALOG), as_of=AS_OF, lock=lock)
    assert (again.changes, again.under_lock) == ((), True)
    assert replace(again, changes=plan.changes, under_lock=False, sent={}) == plan
    assert lock_of(again, lock) == lock


@pytest.mark.parametrize("seed", range(10))
def test_the_order_of_workloads_means_nothing(seed: int) -> None:
    """Shuffled stack file and shuffled lock, same plan."""
    names = ["a1", "b2", "c3", "d4", "e5"]
    wide = {**BETTER, "region": ["swedencentral", "eastus"]}
    asked = {name: {**wide, "replicas": 1 + n % 2} for n, name in enumerate(names)}
    asked["c3"] = LOST
    lock = _locked(_stack(**asked))
    dice = random.Random(seed)
    shuffled = {name: asked[name] for name in dice.sample(names, len(names))}
    known = dice.sample(sorted(lock.workloads), len(lock.workloads))
    other = replace(lock, workloads={name: lock.workloads[name] for name in known})
    one, two = _now(_stack(**asked), lock), _now(_stack(**shuffled), other)
    assert (one.deployments, one.moves, one.workloads) == (
        two.deployments,
        two.moves,
        two.workloads,
    )
    assert [f.at(None) for f in one.findings] == [f.at(None) for f in two.findings]


def test_verify_notices_what_is_kept_otherwise_than_locked() -> None:
    """The second look knows the lock: a kept deployment that changed is a violation."""
    stack = _stack(chat=LOST)
    lock = _locked(stack)
    plan = _now(stack, lock)
    assert verify(plan, stack, load(CATALOG), lock) == ()
    newer = tuple(replace(d, version="2026-01-01") for d in plan.deployments)
    found = verify(replace(plan, deployments=newer), stack, load(CATALOG), lock)
    assert found == ("chat: kept, but not as it runs",)
    assert verify(plan, stack, load(CATALOG)) == found


def test_new_replicas_keep_their_distance_too() -> None:
    """A workload that is to be apart shares no region with those that run, nor with new ones."""
    wide = ["swedencentral", "francecentral"]
    lock = _locked(_stack(chat=workload(region=wide)), CATALOG, NOW)
    elsewhere = workload(deployment_type="global-standard", region=[*wide, "westus3"])
    both = {"chat": workload(region=wide, replicas=2), "far": {**elsewhere, "apart_from": "chat"}}
    plan = _now(_stack(**both), lock)
    assert plan.complete
    assert {(d.workload, d.region) for d in plan.deployments} == {
        ("chat", "swedencentral"),
        ("chat", "francecentral"),
        ("far", "westus3"),
    }


def test_what_a_kept_deployment_refers_to_stops_the_stack() -> None:
    """Its policy would be deleted under it. That is the user's to mend, and no bug of the planner:
    nothing is changed, and the rest of what is said is about the workload."""
    filtered = {"content_filters": {"strict": {"mode": "Blocking"}}}
    chat = workload(content_filter="strict")
    lock = _locked(stack_of({"accounts": filtered, "workloads": {"chat": chat}}), CATALOG, AS_OF)
    plan = make_plan(stack_of({"workloads": {"chat": chat}}), load(CATALOG), as_of=AS_OF, lock=lock)
    refusing = {f.rule.id for f in plan.findings if f.verdict is Verdict.FAIL}
    assert refusing == {"AOAI813", "AOAI836"}
    assert (plan.applyable, plan.changes) == (False, ())
