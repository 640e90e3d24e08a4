"""What a lock knows beside places: names, doors, what was asked for, whose it is; made by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from planner.domain.lock import Lock, Locked, Reached, Secured, as_what, lock_of, resolved, spot
from planner.domain.plan import Account, Deployment, Group
from planner.domain.sent import Sent
from planner.domain.settings import Accounts
from planner.domain.terms import DeploymentType, Upgrade
from tests.emit.plans import deployment, plan, training

DAY = date(2026, 1, 1)
ID = "/subscriptions/1/resourceGroups/{}/providers/Microsoft.CognitiveServices/accounts/{}"


def _account(name: str, number: int = 1, region: str = "sweden") -> Account:
    return Account(name, region, "AIServices", name, number)


def _locked(*made: Deployment, **more: tuple[str, ...]) -> Locked:
    return replace(Locked(made[0].workload, DAY, "2026-09", made), **more)  # type: ignore[arg-type]


def _with(*made: Deployment) -> Lock:
    return Lock("dev", {}, {each.workload: _locked(each) for each in made})


def test_a_place_is_named_by_account_and_name_and_moved_by_its_type_too() -> None:
    made = deployment("chat", type=DeploymentType.PROVISIONED)
    assert spot(made) == "aoai-dev-swedencentral/chat"
    assert as_what(made) == "aoai-dev-swedencentral/chat provisioned"


def test_what_runs_nowhere_is_known() -> None:
    """There is nothing to be moved."""
    assert _locked(deployment("chat")).knows(None)


def test_what_the_lock_has_and_nothing_runs_of_stays_in_it() -> None:
    """It is yet to be made; of what runs the greater number of moves counts."""
    lock = _with(deployment("chat"))
    assert lock.filled(Lock("dev")).workloads == lock.workloads
    chat = lock.workloads["chat"]
    runs = replace(lock, workloads={"chat": replace(chat, moves=3)})
    assert lock.filled(runs).workloads["chat"].moves == 3


ZONES = {
    Reached("private", "/subnet"): True,
    Reached("public", "/subnet"): True,
    Reached("private", "/subnet", "given"): False,
    Reached("private"): False,
}


@pytest.mark.parametrize(("way", "own"), ZONES.items(), ids=str)
def test_an_account_has_names_in_the_stacks_own_zones(way: Reached, own: object) -> None:
    """With an endpoint alone, of which the names are neither given nor somebody else's."""
    assert way.in_own_zones is own


NAMED = {
    "its id": (Group("rg-Home"), ID.format("rg-home", "Trainer"), True),
    "in another group": (Group("rg-home"), ID.format("rg-home2", "trainer"), False),
    "another account": (Group("rg-home"), ID.format("rg-home", "my-trainer"), False),
    "of what the group is nobody knows": (None, ID.format("rg-any", "trainer"), True),
}


@pytest.mark.parametrize(("group", "id_", "found"), NAMED.values(), ids=NAMED)
def test_an_account_is_found_by_its_id(group: Group | None, id_: str, found: object) -> None:
    """Azure compares without case; a group that is known has to be the one of the id."""
    lock = Lock("dev", {n: _account(n) for n in ("other", "TRAINER")}, group=group)
    assert (lock.named(id_) is lock.accounts["TRAINER"]) is found
    assert (lock.named(id_) is None) is not found


def test_a_lock_is_that_of_what_runs_when_it_has_all_its_accounts_and_a_place() -> None:
    """Or gave them up: a renamed stack brings such a lock along."""
    chat, mail = deployment("chat"), deployment("mail")
    home = chat.account
    runs = Lock("dev", {home: _account(home)}, {"chat": _locked(chat), "mail": _locked(mail)})
    mine = replace(runs, workloads={"chat": _locked(chat)})
    assert mine.is_of(runs)
    assert replace(mine, accounts={**runs.accounts, "more": _account("more")}).is_of(runs)
    assert not replace(mine, accounts={}).is_of(runs)
    assert replace(mine, accounts={}, left=(home,)).is_of(runs)
    assert not replace(mine, workloads={}).is_of(runs)
    assert replace(mine, workloads={}).is_of(replace(runs, workloads={}))
    gone = _locked(deployment("x"), moved_from=(f"{home}/mail",))
    assert replace(mine, workloads={"x": gone}).is_of(runs)
    assert not replace(mine, workloads={"x": _locked(deployment("x"))}).is_of(runs)


def test_keys_and_management_locks_are_recalled_where_what_runs_does_not_say() -> None:
    runs = Lock("dev", secured={"a": Secured(local_auth=True)})
    lock = Lock("dev", secured={"a": Secured(lock="ReadOnly"), "b": Secured(lock="CanNotDelete")})
    assert runs.recalling(lock).secured == {
        "a": Secured(local_auth=True),
        "b": Secured(lock="CanNotDelete"),
    }


def test_what_teams_said_is_recalled_where_what_runs_does_not_say() -> None:
    one, two = replace(_account("a"), team_says=("lock",)), replace(_account("b"), team_says=())
    runs = Lock("dev", {"a": one, "b": two})
    old = {n: replace(each, team_says=("tags",)) for n, each in runs.accounts.items()}
    found = runs.recalling(Lock("dev", old)).accounts
    assert {n: a.team_says for n, a in found.items()} == {"a": ("lock",), "b": ("tags",)}


def test_an_account_that_stands_is_numbered_on_where_its_place_is_taken() -> None:
    """In the order of names; the lock's own account of that name keeps what the lock says."""
    names = tuple("hgfedcba")
    runs = Lock("dev", {name: _account(name) for name in names})
    found = Lock("dev", {"new": _account("new")}, left=names).filled(runs).accounts
    numbers = {name: number for number, name in enumerate(sorted(names), 2)}
    assert {n: a.number for n, a in found.items()} == {"new": 1, **numbers}
    stand = Lock("dev").filled(runs).accounts
    assert {a.number for a in stand.values()} == {1}
    known = Lock("dev", {"x": _account("x", 3)}).filled(Lock("dev", {"x": _account("x")}))
    assert known.accounts["x"].number == 3


def test_what_was_asked_for_is_what_the_state_says_else_what_the_lock_planned() -> None:
    """The service may have moved what asks for it, and what asked for it before."""
    chat = deployment("chat", upgrade=Upgrade.WHEN_EXPIRED)
    mail, still = deployment("mail"), deployment("still")
    lock = replace(
        _with(chat, mail),
        workloads={**_with(chat, mail).workloads, "still": _locked(still, follows=(spot(still),))},
    )
    found = {workload: sent for (workload, _), sent in lock.asked.items()}
    assert found == {
        "chat": Sent("gpt-5.1", "2025-11-13", followed=True),
        "mail": Sent("gpt-5.1", "2025-11-13", followed=False),
        "still": Sent("gpt-5.1", "2025-11-13", followed=True),
    }
    said = Sent("gpt-4o", "1", followed=True, stands="gpt-5.1@1")
    where = ("mail", "swedencentral")
    assert replace(lock, sent={where: said}).asked[where] == said


def test_a_lock_remembers_keys_management_locks_and_prod() -> None:
    settings = Accounts.model_validate({"local_auth": True, "lock": "ReadOnly"})
    made = plan(deployment(), settings=settings, environment="prod")
    lock = lock_of(made)
    (held,) = lock.secured.values()
    assert (held, lock.prod) == (Secured(local_auth=True, lock="ReadOnly"), True)
    assert not lock_of(plan(deployment())).prod


def test_a_lock_has_workloads_of_the_plan_alone_by_name() -> None:
    made = plan(deployment("b"), deployment("a"), deployment("x"))
    known = {name: each for name, each in made.workloads.items() if name != "x"}
    lock = lock_of(replace(made, workloads=known))
    assert [*lock.workloads] == ["a", "b"]


def test_what_follows_the_service_without_asking_any_more_is_remembered() -> None:
    """In the order of its spots; not what still asks, nor what never did."""
    regions = ("swedencentral", "francecentral")
    quiet = [deployment("quiet", region) for region in regions]
    asks, never = deployment("asks", upgrade=Upgrade.WHEN_EXPIRED), deployment("never")
    moved = Sent("gpt-5.1", "2025-11-13", followed=True)
    sent = {(each.workload, each.region): moved for each in (*quiet, asks)}
    lock = lock_of(plan(*quiet, asks, never, sent=sent))
    assert {name: each.follows for name, each in lock.workloads.items()} == {
        "asks": (),
        "never": (),
        "quiet": ("aoai-dev-francecentral/quiet", "aoai-dev-swedencentral/quiet"),
    }


def test_places_become_entries_by_workload_and_region() -> None:
    """Whatever their order; what follows is sorted by its own name."""
    b = [deployment("b", r, account=a) for r, a in (("x", "1"), ("w", "2"))]
    found = resolved([*b, training(), deployment("a")], DAY, "2026-09", {"1/b", "2/b", "no/b"})
    assert [*found] == ["a", "b", "tuning"]
    assert [place.region for place in found["b"].places] == ["w", "x"]
    assert found["b"].follows == ("1/b", "2/b")
    assert found["a"].follows == ()
    assert found["tuning"].training == (training(),)
