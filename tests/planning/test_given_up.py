"""What a lock gave up: only a lock that knew what runs may move it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from planner.domain.lock import Lock, lock_of
from planner.domain.plan import Plan
from planner.domain.workload import Stack
from planner.files import lock as lockfile
from planner.files.state import read
from planner.planning.make_plan import make_plan
from tests import given
from tests.emit.standing import state_of
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


def ran(*plans: Plan, cut: str = "") -> Lock:
    """What the state says after runs; of the last one the resource called `cut` was never made."""
    state: dict[str, Any] = {}
    for made in plans:
        state |= {n: r for n, r in state_of(made).items() if not cut or not n.endswith(cut)}
    found = read(state, plans[-1].stack, day=AS_OF, snapshot=CATALOG)
    assert found.left_out == ()
    return found.lock


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


def _there_and_back() -> tuple[Lock, Lock, Lock]:
    """A lock that says swedencentral, the one after it that says francecentral, and what runs by it."""
    first = locked(stack(chat=THERE))
    older = locked(stack(chat=HERE), first)
    newer = locked(stack(chat=THERE), older)
    return older, newer, ran(plan(stack(chat=THERE), newer))


def test_an_older_lock_moves_nothing() -> None:
    """The other side of a merge, or a rollback: it gave up the place in which the workload runs again."""
    older, newer, runs = _there_and_back()
    assert [each.workloads["chat"].moves for each in (older, newer, runs)] == [1, 2, 2]
    assert set(places(runs)) <= {*older.workloads["chat"].moved_from}
    assert older.unaware(runs) == older.older(runs) == {"chat"}
    made = plan(stack(chat=EITHER), older, runs)
    assert places(made) == places(runs)
    assert [change.action for change in made.changes if change.workload] == []
    assert made.times_moved == {"chat": 2}


def test_the_next_lock_moves_on() -> None:
    """Counted on from the one that runs."""
    _, newer, runs = _there_and_back()
    ahead = locked(stack(chat=HERE), newer)
    assert ahead.workloads["chat"].moves == 3
    assert ahead.unaware(runs) == frozenset()
    assert places(plan(stack(chat=EITHER), ahead, runs)) == places(ahead) != places(runs)


def test_a_lock_that_was_moved_as_often_is_of_another_branch() -> None:
    """Two branches moved the same workload; one of them ran."""
    older, newer, runs = _there_and_back()
    other = replace(older.workloads["chat"], moves=2)
    assert replace(newer, workloads={"chat": other}).older(runs) == {"chat"}
    assert newer.older(runs) == frozenset()


def test_a_state_without_the_number_is_judged_by_places_alone() -> None:
    """An older planner ran: as before."""
    older, _, runs = _there_and_back()
    unnumbered = replace(runs, workloads={"chat": replace(runs.workloads["chat"], moves=0)})
    assert older.unaware(unnumbered) == frozenset()


def test_another_type_in_place_counts_as_a_move() -> None:
    """An older lock would delete it and make it anew as what it was."""
    types = ["global-standard", "data-zone-standard"]
    first = locked(stack(chat=HERE))
    zoned = locked(stack(chat={**HERE, "deployment_type": types[1]}), first)
    back = locked(stack(chat=HERE), zoned)
    either = stack(chat={**HERE, "deployment_type": types})
    runs = ran(plan(either, back))
    assert zoned.older(runs) == {"chat"}
    made = plan(either, zoned, runs)
    assert [d.type.value for d in made.deployments] == types[:1]
    assert made.changes == ()


def test_a_move_that_was_cut_off_goes_on() -> None:
    """The account remembers the move, but one of its places is not there yet: the lock is ahead."""
    both, third = TWICE["region"], [*TWICE["region"], "polandcentral"]
    start = stack(chat={**TWICE, "region": [both[0], third[2]]})
    before = locked(stack(chat=TWICE), locked(start))
    stood = plan(stack(chat=TWICE), before)
    ahead = locked(start, before)
    assert (before.workloads["chat"].moves, ahead.workloads["chat"].moves) == (1, 2)
    runs = ran(stood, plan(start, ahead), cut=f"chat-{third[2]}")
    assert set(places(runs)) == set(places(stood))
    assert runs.workloads["chat"].moves == 1
    anywhere = stack(chat={**TWICE, "region": third})
    assert set(places(plan(anywhere, ahead, runs))) == set(places(ahead))
    assert before.older(runs) == frozenset()


def test_the_number_never_falls() -> None:
    """A lock from nothing agrees with what runs; the state goes on counting."""
    _, _, runs = _there_and_back()
    anew = locked(stack(chat=THERE))
    assert "moves" not in lockfile.dump(anew)
    assert anew.unaware(runs) == frozenset()
    assert plan(stack(chat=THERE), anew, runs).times_moved == {"chat": 2}
    assert runs.dated(anew).workloads["chat"].moves == 2


def test_a_move_without_a_lock_is_counted_once() -> None:
    """By name, and by no lock written before: the state's number is stable afterwards."""
    older = locked(stack(chat=HERE))
    runs = ran(plan(stack(chat=THERE), older, ran(plan(stack(chat=HERE), older))))
    assert runs.workloads["chat"].moves == 1
    assert plan(stack(chat=THERE), older, runs).times_moved == {"chat": 1}
    assert older.older(runs) == {"chat"}


def test_an_older_lock_gives_no_group_and_no_account_up() -> None:
    """There and back with all names: it left those that are home again."""
    first = locked(stack(chat=HERE))
    older = locked(stack(OTHER_NAMES, chat=HERE), first, rename=True)
    newer = locked(stack(chat=HERE), older, rename=True)
    assert set(first.accounts) <= {*older.left}
    runs = ran(plan(stack(chat=HERE), newer))
    made = plan(stack(OTHER_NAMES, chat=HERE), older, runs)
    assert made.changes == ()
    assert made.group == runs.group


SLIPS = {
    "its region": {**HERE, "region": "swedencentrall"},
    "its model": {**HERE, "model": "gpt-9@1", "deployment_name": "chat"},
}


@pytest.mark.parametrize("talk", SLIPS.values(), ids=SLIPS)
def test_a_renamed_workload_that_is_refused_takes_nothing_away(talk: Any) -> None:
    """Only the deletion would be left of the edit; who knows what runs holds it back."""
    runs = locked(stack(chat=HERE, mail=HERE))
    for lock, state in ((runs, runs), (None, runs), (runs, None)):
        made = plan(stack(mail=HERE, talk=talk), lock, state)
        assert made.refused == ("talk",)
        assert "AOAI843" in {f.rule.id for f in made.against(None)}
        assert not made.applyable
    assert plan(stack(mail=HERE, talk=talk)).applyable


def test_a_renamed_workload_that_is_let_through_is_made_anew() -> None:
    """Told loudly, and nothing is held back."""
    runs = locked(stack(chat=HERE, mail=HERE))
    made = plan(stack(mail=HERE, talk=HERE), runs, runs)
    assert [c.action.value for c in made.changes if c.workload] == ["deleted", "added"]
