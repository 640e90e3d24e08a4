"""What the lock remembers of a plan, and what it makes of another lock."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from planner.domain.lock import Lock, Locked, Reached, lock_of, numbered, reached
from planner.domain.plan import Account, Group
from planner.domain.settings import AccountSettings
from planner.domain.terms import DeploymentType
from tests.planning.broken import BOTH, CHAT, SPREAD, TRAINS, TWO

DAY, LATER = date(2026, 1, 1), date(2026, 11, 20)
SUBNET = "/subnets/endpoints"


def _account(
    name: str, number: int = 1, region: str = "sweden", team: str | None = None
) -> Account:
    return Account(name, region, "AIServices", name, number, team=team)


def _locked(name: str, day: date = DAY) -> Locked:
    return Locked(name, day, "2026-09", (replace(CHAT.plan.deployments[0], workload=name),))


def test_the_version_that_runs_is_that_of_the_model() -> None:
    """A base model's; nothing of another model, nothing where nothing stands."""
    locked = _locked("chat")
    assert locked.version_of("gpt-5.1") == "2025-11-13"
    assert locked.version_of("gpt-5") is None
    assert Locked("chat", DAY, "2026-09").version_of("gpt-5.1") is None


def test_all_places_of_a_workload_are_remembered_by_region() -> None:
    """Deployments and places to train, whatever the plan's order."""
    backwards = replace(SPREAD.plan, deployments=SPREAD.plan.deployments[::-1])
    (locked,) = lock_of(backwards).workloads.values()
    assert [place.region for place in locked.places] == ["francecentral", "swedencentral"]
    assert lock_of(TRAINS.plan).workloads["learn"].places == TRAINS.plan.training


def test_what_is_refused_is_not_remembered() -> None:
    """Nothing of it stands; the others are sorted by name."""
    assert [*lock_of(CHAT.plan).workloads] == ["chat"]
    backwards = dict(reversed([*BOTH.plan.workloads.items()]))
    assert [*lock_of(replace(BOTH.plan, workloads=backwards)).workloads] == ["chat", "near"]


def test_an_import_is_a_wish_for_one_run() -> None:
    """Neither accounts nor deployments are imported twice."""
    plan = replace(CHAT.first(import_id="/id"), accounts=CHAT.accounts(import_id="/id").accounts)
    lock = lock_of(plan)
    assert [a.import_id for a in lock.accounts.values()] == [None]
    assert [d.import_id for d in lock.workloads["chat"].deployments] == [None]


SAME_PLACEMENT: dict[str, dict[str, Any]] = {
    "nothing": {},
    "its size": {"capacity": 99},
}
ANOTHER: dict[str, dict[str, Any]] = {
    "its account": {"account": "other"},
    "its region": {"region": "other"},
    "its model": {"model": "other"},
    "its version": {"version": "other"},
    "its type": {"type": DeploymentType.GLOBAL_STANDARD},
}


@pytest.mark.parametrize("change", SAME_PLACEMENT.values(), ids=SAME_PLACEMENT)
def test_what_has_not_moved_keeps_its_day(change: dict[str, Any]) -> None:
    """And the snapshot with which it was first resolved."""
    before = _before(change)
    kept = lock_of(CHAT.plan, before).workloads["chat"]
    assert (kept.since, kept.snapshot) == (DAY, "2025-11")


@pytest.mark.parametrize("change", ANOTHER.values(), ids=ANOTHER)
def test_what_is_placed_anew_gets_the_plans_day(change: dict[str, Any]) -> None:
    """Placed elsewhere, or as something else, than the lock had it."""
    fresh = lock_of(CHAT.plan, _before(change)).workloads["chat"]
    assert (fresh.since, fresh.snapshot) == (LATER, "2026-09")
    assert lock_of(CHAT.plan).workloads["chat"].since == LATER


def _before(change: dict[str, Any]) -> Lock:
    made = replace(CHAT.plan.deployments[0], **change)
    return Lock("test", {}, {"chat": Locked("chat", DAY, "2025-11", (made,))})


def test_what_is_placed_anew_leaves_the_lock_and_its_account_does_not() -> None:
    """The accounts' names cannot change, whoever stands in them."""
    lock = Lock("test", {"a": _account("a")}, {n: _locked(n) for n in ("chat", "mail")})
    left = lock.without(["chat", "gone"])
    assert (set(left.workloads), set(left.accounts)) == ({"mail"}, {"a"})


def test_of_what_two_locks_know_the_first_one_speaks() -> None:
    """The other one fills in what only it knows."""
    doors = {name: Reached("public") for name in ("a", "b")}
    one = Lock(
        "test", {"a": _account("a")}, {"chat": _locked("chat")}, None, {"a": Reached("private")}
    )
    group = Group("rg", "sweden")
    other = Lock(
        "test",
        {"a": _account("a", 7), "b": _account("b", region="france")},
        {"chat": _locked("chat", LATER), "mail": _locked("mail", LATER)},
        group,
        doors,
    )
    filled = one.filled(other)
    assert filled.accounts == {"a": _account("a"), "b": _account("b", region="france")}
    assert filled.workloads == {"chat": _locked("chat"), "mail": _locked("mail", LATER)}
    assert (filled.group, filled.reached) == (group, {"a": Reached("private"), "b": doors["b"]})
    assert replace(one, group=Group("mine", "x")).filled(other).group == group  # nothing moves it
    nobodys = replace(other, group=None)
    assert replace(one, group=group).filled(nobodys).group == group


def test_an_account_that_stands_goes_before_one_in_its_place() -> None:
    """There is one of each number in a region for a team; the others of the lock stay."""
    mine = [_account("m1"), _account("m2", 2), _account("f", region="france"), _team("t")]
    filled = Lock("test", {a.name: a for a in mine}).filled(Lock("test", {"x": _account("x")}))
    assert set(filled.accounts) == {"x", "m2", "f", "t"}


def test_an_account_takes_a_number_that_is_free() -> None:
    """Of its region and team; those of others do not count."""
    mine = [_account("m1"), _account("m2", 2), _account("f", 3, region="france"), _team("t", 3)]
    assert numbered(_account("x"), mine).number == 3
    assert numbered(_account("y", 4), mine).number == 4
    assert numbered(_account("z", region="france"), mine).number == 1


def _team(name: str, number: int = 1) -> Account:
    return _account(name, number, team="claims")


DOORS: dict[str, tuple[dict[str, Any], Reached]] = {
    "from anywhere": ({}, Reached("public")),
    "from listed addresses": ({"profile": "restricted"}, Reached("restricted")),
    "through an endpoint of the stack": (
        {"profile": "private", "private_endpoint": {"subnet": SUBNET}},
        Reached("private", SUBNET, "create"),
    ),
    "with zones that exist": (
        {"private_endpoint": {"subnet": SUBNET, "dns": ["/zones/1", "/zones/2"]}},
        Reached("public", SUBNET, "given"),
    ),
    "with names that somebody else makes": (
        {"private_endpoint": {"subnet": SUBNET, "dns": ["none"]}},
        Reached("public", SUBNET, "none"),
    ),
    "with names of which nothing is said": (
        {"private_endpoint": {"subnet": SUBNET, "dns": []}},
        Reached("public", SUBNET, "none"),
    ),
    "without an endpoint nobody makes names": (
        {"private_endpoint": {"dns": ["none"]}},
        Reached("public", None, "create"),
    ),
}


@pytest.mark.parametrize(("network", "expected"), DOORS.values(), ids=DOORS)
def test_how_an_account_is_reached(network: dict[str, Any], expected: Reached) -> None:
    """Its profile, its endpoint, and who has the endpoint's names."""
    settings = AccountSettings.model_validate({"network": network})
    assert reached(settings) == expected


def test_how_each_account_is_reached_is_remembered() -> None:
    """Of those whose settings the plan has."""
    assert lock_of(CHAT.plan).reached == {"aoai-test-swedencentral": Reached("public")}
    assert lock_of(replace(CHAT.plan, settings={})).reached == {}


def test_the_group_is_remembered() -> None:
    """By name, with its location."""
    assert lock_of(CHAT.plan).group == CHAT.plan.group is not None


def test_a_group_in_which_an_adopted_account_stood_is_shared_for_ever() -> None:
    """Once any stands in it, or the lock says that one stood."""
    group = CHAT.plan.group
    assert group is not None
    shared = replace(group, shared=True)
    (first, second) = TWO.plan.accounts
    one_of_two = replace(TWO.plan, accounts=(first, replace(second, adopted=True)))
    before = Lock("test", group=shared)
    assert lock_of(one_of_two).group == replace(one_of_two.group or group, shared=True)
    assert lock_of(CHAT.plan, before).group == shared
    assert lock_of(CHAT.plan, Lock("test", group=group)).group == group
    assert lock_of(CHAT.plan, Lock("test")).group == group
    assert lock_of(replace(CHAT.plan, location="", accounts=()), before).group is None


def test_what_runs_recalls_what_only_the_lock_knows() -> None:
    """That accounts were adopted; of how they are reached what runs speaks first."""
    runs = Lock(
        "test",
        {"a": _account("a"), "b": replace(_account("b"), adopted=True), "c": _account("c")},
        reached={"a": Reached("private")},
    )
    adopted = {n: replace(_account(n), adopted=True) for n in ("a", "z")}
    doors = {"a": Reached("public"), "c": Reached("restricted")}
    lock = Lock("test", {**adopted, "b": _account("b"), "c": _account("c")}, reached=doors)
    recalled = runs.recalling(lock)
    assert {n: a.adopted for n, a in recalled.accounts.items()} == {
        "a": True,
        "b": True,
        "c": False,
    }
    assert recalled.reached == {"a": Reached("private"), "c": Reached("restricted")}
    assert runs.recalling(None) == runs


def test_what_the_last_run_wrote_down_goes_before_an_older_lock() -> None:
    """Owned by a run, with a lock that still says adopted: it would be deleted, and is said to be."""
    adopted = {n: replace(_account(n), adopted=True) for n in ("a", "b")}
    runs = Lock("test", {n: _account(n) for n in adopted}, remembered=frozenset({"a"}))
    recalled = runs.recalling(Lock("test", adopted))
    assert {n: a.adopted for n, a in recalled.accounts.items()} == {"a": False, "b": True}


def test_what_was_given_up_is_remembered_by_name() -> None:
    """The old group, accounts in whose place others stand now, and what was given up before."""
    (account,) = CHAT.plan.accounts
    old = {n: replace(account, name=n) for n in ("z", "y", "x", "w")}
    far = {"far": replace(account, name="far", region="elsewhere")}
    before = Lock(
        "test", {**old, **far, account.name: account}, group=Group("rg-old"), left=("a", "v")
    )
    assert lock_of(CHAT.plan, before).left == ("a", "rg-old", "v", "w", "x", "y", "z")
    assert lock_of(CHAT.plan, Lock("test", group=CHAT.plan.group)).left == ()
    assert lock_of(CHAT.plan, Lock("test", old)).left == ("w", "x", "y", "z")
    assert lock_of(CHAT.plan).left == ()
    assert lock_of(replace(CHAT.plan, location="", accounts=()), before).left == ()


def test_a_lock_is_dated_by_another_one() -> None:
    """What has not moved keeps the day that the other one has; what it does not know, its own."""
    lock = Lock("test", {}, {n: _locked(n, LATER) for n in ("chat", "mail")})
    before = Lock("test", {}, {"chat": _locked("chat")})
    assert {n: each.since for n, each in lock.dated(before).workloads.items()} == {
        "chat": DAY,
        "mail": LATER,
    }
    assert lock.dated(None) == lock


def test_what_a_lock_lacks_of_another_one() -> None:
    """What it has not, or elsewhere; by name."""
    moved = replace(_locked("b"), deployments=(replace(CHAT.plan.deployments[0], region="x"),))
    lock = Lock("test", {}, {"a": _locked("a"), "b": _locked("b")})
    names = ("z", "y", "x", "w")
    other = Lock("test", {}, {**{n: _locked(n) for n in names}, "b": moved, "a": _locked("a")})
    assert lock.lacks(other) == ("b", "w", "x", "y", "z")
    assert lock.lacks(lock) == ()


def test_a_group_that_was_given_up_is_not_filled_in() -> None:
    """Else the one that stands is the one that counts."""
    mine, runs = Group("mine", "x"), Lock("test", group=Group("runs", "x"))
    assert Lock("test", group=mine).filled(runs).group == runs.group
    assert Lock("test", group=mine, left=("runs",)).filled(runs).group == mine
    assert Lock("test", left=("runs",)).filled(runs).group == runs.group
    assert Lock("test", group=mine).filled(Lock("test")).group == mine
