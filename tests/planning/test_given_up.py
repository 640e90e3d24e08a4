"""What a lock gave up: only a lock that knew what runs may move it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from planner.domain.lock import Lock, lock_of
from planner.domain.plan import Plan
from planner.domain.workload import Stack
from planner.files import lock as lockfile
from planner.planning.make_plan import make_plan
from tests import given
from tests.planning.stacks import AS_OF, CATALOG, stack_of, workload

HERE = workload(deployment_type="global-standard")
THERE = workload(deployment_type="global-standard", region="francecentral")
EITHER = workload(deployment_type="global-standard", region=["swedencentral", "francecentral"])
NAMED = workload(deployment_type="global-standard", deployment_name="prod-chat")
TWICE = workload(deployment_type="global-standard", region=EITHER["region"], replicas=2)

OTHER_NAMES: dict[str, Any] = {"naming": {"prefix": "other"}}


def stack(accounts: dict[str, Any] | None = None, **workloads: Any) -> Stack:
    return stack_of({"workloads": workloads, "accounts": accounts or {}})


def plan(asked: Stack, lock: Lock | None = None, runs: Lock | None = None, **more: Any) -> Plan:
    return make_plan(asked, given.catalog(CATALOG), as_of=AS_OF, lock=lock, running=runs, **more)


def locked(asked: Stack, before: Lock | None = None, **more: Any) -> Lock:
    """What `planner lock` leaves, through its file."""
    found = lock_of(plan(asked, before, **more), before)
    return lockfile.parse(lockfile.dump(found))


def places(made: Plan | Lock) -> list[str]:
    if isinstance(made, Lock):
        return [spot for each in made.workloads.values() for spot in each.spots]
    return [f"{d.account}/{d.name}" for d in made.deployments]


EDITS = {
    "upgraded": ({"chat": EITHER}, {"upgrade": {"chat"}}),
    "moved by the file": ({"chat": HERE}, {}),
    "called otherwise by --upgrade": (
        {"chat": {**THERE, "deployment_name": "new"}},
        {"upgrade": {"chat"}},
    ),
}


@pytest.mark.parametrize(("edited", "how"), EDITS.values(), ids=EDITS)
def test_a_lock_that_knew_what_runs_moves_it(edited: Any, how: Any) -> None:
    """Its entry says where the workload stood, also when it is written again before the run."""
    runs = locked(stack(chat=THERE))
    ahead = locked(stack(**edited), runs, **how)
    again = locked(stack(**edited), ahead)
    assert again == ahead
    assert ahead.workloads["chat"].moved_from == tuple(places(runs))
    made = plan(stack(**edited), again, runs)
    assert places(made) == places(ahead) != places(runs)
    (change,) = (change for change in made.changes if change.workload)
    assert change.action.value in ("moved", "replaced")


UNAWARE = {
    "another region, first by name": stack(chat=EITHER),
    "other account names": stack(OTHER_NAMES, chat=THERE),
    "another deployment name": stack(chat={**THERE, "deployment_name": "new"}),
    "something new beside it": stack(OTHER_NAMES, chat=THERE, mail=THERE),
}


@pytest.mark.parametrize("asked", UNAWARE.values(), ids=UNAWARE)
def test_a_lock_from_nothing_moves_nothing_that_runs(asked: Stack) -> None:
    """Written when the old one was lost: it says where things would stand if nothing ran."""
    runs = locked(stack(chat=THERE))
    anew = locked(asked)
    assert places(anew) != places(runs)
    assert anew.unaware(runs)
    made = plan(asked, anew, runs)
    assert set(places(runs)) <= set(places(made))
    assert {change.action.value for change in made.changes} <= {"added"}
    assert {account.name for account in made.accounts} == {*runs.accounts}
    assert made.group == runs.group


def test_a_place_that_is_taken_again_is_not_given_up() -> None:
    """There and back: what was left in between is remembered, what stands now is not."""
    first = locked(stack(chat=THERE))
    second = locked(stack(chat=HERE), first)
    third = locked(stack(chat=THERE), second)
    assert third.workloads["chat"].moved_from == tuple(places(second))


def test_a_replica_less_is_given_up_by_name() -> None:
    """Of two replicas one goes, since the file says one."""
    runs = locked(stack(chat=TWICE))
    ahead = locked(stack(chat=EITHER), runs)
    made = plan(stack(chat=EITHER), ahead, runs)
    assert len(made.deployments) == 1
    assert [change.action.value for change in made.changes if change.workload] == ["deleted"]


def test_a_lock_that_gave_up_nothing_has_no_such_key() -> None:
    """Files of today stay as they are."""
    text = lockfile.dump(locked(stack(chat=HERE)))
    assert "moved_from" not in text
    assert "moved_from" in lockfile.dump(locked(stack(chat=THERE), locked(stack(chat=HERE))))


def test_only_the_workload_that_it_does_not_know_is_held_back() -> None:
    """A merge lost one entry: another workload's move goes on."""
    runs = locked(stack(chat=THERE, mail=THERE))
    ahead = locked(stack(chat=HERE, mail=THERE), runs)
    entry = replace(ahead.workloads["mail"], moved_from=())
    elsewhere = replace(entry.deployments[0], name="other")
    torn = {**ahead.workloads, "mail": replace(entry, deployments=(elsewhere,))}
    lock = replace(ahead, workloads=torn)
    assert lock.unaware(runs) == {"mail"}
    made = plan(stack(chat=HERE, mail=THERE), lock, runs)
    found = {d.workload: (d.region, d.name) for d in made.deployments}
    assert found == {"chat": ("swedencentral", "chat"), "mail": ("francecentral", "mail")}
