"""`import` in a stack file: which ids the plan carries."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from planner.domain.lock import Lock, lock_of
from planner.domain.plan import Plan
from planner.facts.snapshot import load
from planner.files.lock import dump, parse
from planner.files.state import read
from planner.planning.make_plan import make_plan
from tests.checks.rows import AS_OF, CHAT, stack_of
from tests.emit.standing import state_of

SUBSCRIPTION = "ABCDEF11-2222-3333-4444-555555555555"
GROUP = f"/subscriptions/{SUBSCRIPTION.lower()}/resourceGroups/rg-aoai-stack"
ACCOUNT = f"{GROUP}/providers/Microsoft.CognitiveServices/accounts/aoai-stack-swedencentral"
TWO = {**CHAT, "region": ["swedencentral", "francecentral"], "replicas": 2}


def planned(workload: dict[str, Any], **stack: Any) -> Plan:
    data = {"subscription": {"id": SUBSCRIPTION}, **stack, "workloads": {"chat": workload}}
    return make_plan(stack_of(data), load("2026-09"), as_of=AS_OF)


def ids(plan: Plan) -> dict[str, str | None]:
    """Import ids by region, of deployments."""
    return {each.region: each.import_id for each in plan.deployments}


def test_nothing_is_adopted_unasked() -> None:
    """Accounts and deployments are made."""
    found = planned(CHAT)
    assert [each.import_id for each in found.accounts] == [None]
    assert ids(found) == {"swedencentral": None}


def test_the_lock_remembers_what_was_adopted() -> None:
    """`import` is for one run; that an account is somebody else's is not forgotten with it."""
    taken = planned(CHAT, accounts={"import": True})
    assert [each.adopted for each in taken.accounts] == [True]
    lock = parse(dump(lock_of(taken)), "stack.lock.yaml")
    later = make_plan(
        stack_of({"workloads": {"chat": CHAT}}), load("2026-09"), as_of=AS_OF, lock=lock
    )
    assert [(each.adopted, each.import_id) for each in later.accounts] == [(True, None)]
    assert [each.adopted for each in planned(CHAT).accounts] == [False]


def test_the_id_follows_from_the_plan() -> None:
    """Subscription in small letters, group, account and workload as the plan calls them."""
    found = planned({**CHAT, "import": True}, accounts={"import": True})
    assert [each.import_id for each in found.accounts] == [ACCOUNT]
    assert ids(found) == {"swedencentral": f"{ACCOUNT}/deployments/chat"}


def test_an_id_adopts_what_it_names_in_the_plans_spelling() -> None:
    """Pulumi would take another spelling for another resource; the other replica is made."""
    found = planned({**TWO, "import": f"{ACCOUNT}/deployments/chat".upper()})
    assert ids(found) == {"swedencentral": f"{ACCOUNT}/deployments/chat", "francecentral": None}


def test_replicas_by_region() -> None:
    """One is adopted, the other made; under `defaults` it holds for all."""
    found = planned({**TWO, "import": {"Sweden Central": True}})
    assert ids(found) == {"swedencentral": f"{ACCOUNT}/deployments/chat", "francecentral": None}
    assert None not in ids(planned(TWO, defaults={"import": True})).values()


def test_an_account_may_have_a_name_and_a_subdomain_of_its_own() -> None:
    """The region's; its second account is numbered after it."""
    region = {"name": "contoso", "subdomain": "contoso-ai", "import": True}
    found = planned({**CHAT, "account": 2}, accounts={"regions": {"swedencentral": region}})
    assert [(a.name, a.subdomain) for a in found.accounts] == [("contoso-2", "contoso-2")]
    (first,) = planned(CHAT, accounts={"regions": {"swedencentral": region}}).accounts
    assert (first.name, first.subdomain) == ("contoso", "contoso-ai")
    assert str(first.import_id).endswith("/accounts/contoso")


def test_a_group_that_exists_is_named_by_its_id() -> None:
    """Its name goes on, and its subscription is the stack's."""
    given = {"resource_group": GROUP.replace("rg-aoai-stack", "Theirs")}
    found = planned({**CHAT, "import": True}, accounts=given, subscription={})
    assert found.resource_group == "Theirs"
    assert str(ids(found)["swedencentral"]).startswith(f"{given['resource_group']}/providers/")


TAKEN = {"accounts": {"import": True}}


def _after(lock: Lock, **workloads: Any) -> Plan:
    """The plan of the same stack with other workloads, under a lock."""
    data = {"subscription": {"id": SUBSCRIPTION}, "workloads": workloads}
    return make_plan(stack_of(data), load("2026-09"), as_of=AS_OF, lock=lock)


def _told(plan: Plan) -> list[tuple[str, str]]:
    return [(str(each.action), each.name) for each in plan.changes]


def test_an_adopted_account_is_left_in_azure() -> None:
    """With the group in which it stands; the stack's own deployment in it is deleted, as named."""
    paris = {**CHAT, "region": "francecentral"}
    taken = planned(CHAT, **TAKEN)
    lock = lock_of(taken)
    assert taken.group_released
    plan = _after(lock, chat=paris)
    assert ("left", "aoai-stack-swedencentral") in _told(plan)
    assert ("deleted", "aoai-stack-swedencentral") not in _told(plan)
    assert plan.group_released
    later = lock_of(plan, lock)
    assert [each.adopted for each in later.accounts.values()] == [False]
    assert parse(dump(later), "stack.lock.yaml") == later
    assert _after(later, chat=paris).group_released
    assert not _after(lock_of(planned(CHAT)), chat=CHAT).group_released


def test_who_owns_what_was_adopted_may_delete_it() -> None:
    """The word is in the file for one run before the account leaves; the lock then forgets."""
    owned = planned(CHAT, accounts={"import": True, "owned": True})
    assert [each.adopted for each in owned.accounts] == [False]
    lock = lock_of(planned(CHAT, **TAKEN))
    data = {"accounts": {"owned": True}, "workloads": {"chat": CHAT}}
    said = lock_of(make_plan(stack_of(data), load("2026-09"), as_of=AS_OF, lock=lock), lock)
    gone = _after(said, chat={**CHAT, "region": "francecentral"})
    assert ("deleted", "aoai-stack-swedencentral") in _told(gone)


def test_who_owned_it_in_one_run_deletes_it_though_the_lock_is_older() -> None:
    """`owned` was applied without `planner lock`: Pulumi would delete it, and the plan says that."""
    taken, owned = (planned(CHAT, accounts={"import": True, "owned": o}) for o in (False, True))
    data = {"workloads": {"chat": {**CHAT, "region": "francecentral"}}}
    for ran, action in ((taken, "left"), (owned, "deleted")):
        state = read(state_of(ran), "stack", day=AS_OF, snapshot="2026-09").lock
        lock = lock_of(taken)
        plan = make_plan(stack_of(data), load("2026-09"), as_of=AS_OF, lock=lock, running=state)
        assert [a for a, name in _told(plan) if name == "aoai-stack-swedencentral"] == [action]


def test_what_runs_by_the_state_alone_is_remembered_as_adopted_by_the_lock() -> None:
    """The state of Pulumi does not say who made an account; the lock does."""
    lock = lock_of(planned(CHAT, **TAKEN))
    state = replace(
        lock,
        accounts={n: replace(a, adopted=False) for n, a in lock.accounts.items()},
        reached={},
    )
    data = {"workloads": {"chat": {**CHAT, "region": "francecentral"}}}
    plan = make_plan(stack_of(data), load("2026-09"), as_of=AS_OF, lock=lock, running=state)
    assert ("left", "aoai-stack-swedencentral") in _told(plan)
    assert state.recalling(lock).reached == lock.reached
