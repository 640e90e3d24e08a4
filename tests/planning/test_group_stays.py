"""The resource group stays the one that the lock knows, whatever the stack file now asks for."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from planner.domain.lock import Lock, lock_of
from planner.domain.plan import Group, Plan
from planner.domain.terms import Action
from planner.planning.make_plan import make_plan
from planner.planning.verify import verify
from tests.given import AS_OF, catalog, stack_of
from tests.planning.stacks import workload

ID = "/subscriptions/11111111-2222-3333-4444-555555555555/resourceGroups/rg-aoai-dev"
RUNS = Group("rg-aoai-dev", "swedencentral")
THEIRS = Group("rg-aoai-dev", exists=True)

EDITS: dict[str, dict[str, Any]] = {
    "another prefix": {"naming": {"prefix": "llm"}},
    "another name": {"resource_group": "rg-new"},
    "the same by its id": {"resource_group": ID},
    "another by its id": {"resource_group": ID.replace("aoai-dev", "hub")},
    "another region": {"location": "westeurope"},
}


def planned(
    lock: Lock | None = None,
    stack: str = "dev",
    *,
    rename: bool = False,
    running: Lock | None = None,
    chat: dict[str, Any] | None = None,
    **accounts: Any,
) -> Plan:
    data = {"accounts": accounts, "workloads": {"chat": workload(**(chat or {}))}}
    return make_plan(
        stack_of(data, stack), catalog(), as_of=AS_OF, lock=lock, running=running, rename=rename
    )


@pytest.mark.parametrize("accounts", EDITS.values(), ids=EDITS)
def test_an_edit_leaves_the_group_that_runs(accounts: dict[str, Any]) -> None:
    """Another group is another home of everything: all would be deleted and made anew."""
    lock = lock_of(planned())
    assert lock.group == RUNS
    plan = planned(lock, **accounts)
    assert plan.group == RUNS
    assert lock_of(plan, lock) == lock


def test_a_renamed_stack_keeps_its_group() -> None:
    """As docs/lock.md tells: both files renamed, and the key `stack` of the lock changed."""
    lock = replace(lock_of(planned()), stack="test")
    plan = planned(lock, stack="test")
    assert plan.group == RUNS
    assert [account.name for account in plan.accounts] == ["aoai-dev-swedencentral"]


def test_somebody_elses_group_stays_somebody_elses() -> None:
    """It is not made, whatever it is called now; only Azure knows where it lies."""
    lock = lock_of(planned(resource_group=ID))
    assert lock.group == THEIRS
    assert planned(lock, resource_group="rg-aoai-dev").group == THEIRS
    assert planned(lock).group == THEIRS


def test_a_lock_that_does_not_say_leaves_it_to_the_stack_file() -> None:
    """As locks were before; the next `planner lock` writes the group down."""
    older = replace(lock_of(planned()), group=None)
    plan = planned(older, resource_group="rg-new")
    assert plan.group == Group("rg-new", "swedencentral")
    assert lock_of(plan, older).group == plan.group


def test_what_is_adopted_is_looked_for_in_the_group_that_runs() -> None:
    """Its id is made of the plan's own group, not of the one that the stack file names."""
    asked: dict[str, Any] = {"resource_group": ID.replace("aoai-dev", "hub"), "import": True}
    (account,) = planned(lock_of(planned()), **asked).accounts
    assert account.import_id is not None
    assert "/resourceGroups/rg-aoai-dev/" in account.import_id


BROKEN: dict[str, tuple[dict[str, Any], str]] = {
    "another name": ({"resource_group": "rg-new"}, "resource group rg-new, not rg-aoai-dev"),
    "another region": (
        {"location": "westeurope"},
        "resource group rg-aoai-dev in westeurope, not swedencentral",
    ),
    "dropped": ({"group_exists": True}, "resource group rg-aoai-dev is made by the stack"),
}


@pytest.mark.parametrize(("change", "told"), BROKEN.values(), ids=BROKEN)
def test_a_plan_that_leaves_the_group_is_unsound(change: dict[str, Any], told: str) -> None:
    """Verify holds it against the lock, and not against what the stack file asks for."""
    lock = lock_of(planned())
    accounts: dict[str, Any] = {"resource_group": "rg-new", "location": "westeurope"}
    stack = stack_of({"accounts": accounts, "workloads": {"chat": workload()}}, "dev")
    plan = planned(lock, **accounts)
    assert verify(plan, stack, catalog(), lock) == ()
    assert verify(replace(plan, **change), stack, catalog(), lock) == (told,)


def test_a_group_that_was_made_and_is_named_by_its_id_is_released() -> None:
    """It stays in the program, which does not delete it any more; the same group and no other."""
    lock = lock_of(planned())
    assert planned(lock, resource_group=ID.upper()).group_released
    assert not planned(lock, resource_group=ID.replace("aoai-dev", "hub")).group_released
    assert not planned(lock).group_released
    assert not planned(resource_group=ID).group_released


ANEW: dict[str, Any] = {"naming": {"prefix": "llm"}}


def test_everything_is_made_anew_when_it_is_meant() -> None:
    """`planner lock STACK --upgrade-names`: group and accounts are called as the stack file says,
    and the workload stays in its region, as its type and version."""
    lock = lock_of(planned())
    plan = planned(lock, rename=True, **ANEW)
    assert plan.group == Group("rg-llm-dev", "swedencentral")
    assert [account.name for account in plan.accounts] == ["llm-dev-swedencentral"]
    assert [(c.action.value, c.name) for c in plan.changes] == [
        ("deleted", "aoai-dev-swedencentral"),
        ("deleted", "rg-aoai-dev"),
        ("moved", "chat"),
        ("added", "llm-dev-swedencentral"),
        ("added", "rg-llm-dev"),
    ]
    assert plan.moves[0].down
    assert planned(lock_of(plan, lock), **ANEW).changes == ()


def test_the_new_lock_says_the_same_to_the_program() -> None:
    """What runs is then known from the state: the same is deleted, and nothing is held back."""
    lock = lock_of(planned())
    anew = lock_of(planned(lock, rename=True, **ANEW), lock)
    plan = planned(anew, running=lock, **ANEW)
    assert plan.applyable
    assert [c.name for c in plan.changes if c.action is Action.DELETED] == [
        "aoai-dev-swedencentral",
        "rg-aoai-dev",
    ]


def test_a_deployment_is_then_called_as_it_is_asked_for() -> None:
    """It is another deployment anyway."""
    lock = lock_of(planned())
    plan = planned(lock, rename=True, chat={"deployment_name": "gpt"}, **ANEW)
    assert [d.name for d in plan.deployments] == ["gpt"]


def test_accounts_alone_are_made_anew_in_their_group() -> None:
    """Another suffix is another name of accounts, and none of the group."""
    plan = planned(lock_of(planned()), rename=True, naming={"suffix": "x1"})
    assert plan.group == RUNS
    assert [account.name for account in plan.accounts] == ["aoai-dev-swedencentral-x1"]


STUCK: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
    "the accounts keep their names": ({"resource_group": "rg-new"}, {}),
    "the account keeps its subdomain": (
        {
            "naming": {"prefix": "llm"},
            "regions": {"swedencentral": {"subdomain": "AOAI-dev-swedencentral"}},
        },
        {},
    ),
    "the workload is kept": (ANEW, {"region": "uksouth"}),
    "the workload is kept, and only accounts are renamed": (
        {"naming": {"suffix": "x1"}},
        {"region": "uksouth"},
    ),
}


@pytest.mark.parametrize(("accounts", "chat"), STUCK.values(), ids=STUCK)
def test_what_could_not_be_made_there_stops_it(
    accounts: dict[str, Any], chat: dict[str, Any]
) -> None:
    """Before anything is deleted: the lock is left as it is (AOAI842)."""
    plan = planned(lock_of(planned()), rename=True, chat=chat, **accounts)
    assert "AOAI842" in {finding.rule.id for finding in plan.against(None)}
    assert not plan.applyable


def test_a_lock_that_did_not_know_of_the_group_moves_nothing() -> None:
    """Written anew after the old one was lost, it names another group: what runs stays."""
    anew = lock_of(planned(**ANEW))
    plan = planned(anew, running=lock_of(planned()), **ANEW)
    assert plan.group == RUNS
    assert not [change for change in plan.changes if change.action is Action.DELETED]
