"""`make_plan` with what runs: the state says what changes, the lock where things stay."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from planner.domain.lock import Lock, lock_of
from planner.domain.plan import Deployment, Plan
from planner.domain.terms import Action
from planner.domain.workload import Stack
from planner.files.state import read
from planner.planning.make_plan import make_plan
from tests import given
from tests.emit.standing import state_of
from tests.planning.stacks import AS_OF, CATALOG, plan_of, shipped, stack_of, workload

CHEAP = workload(deployment_type="global-standard")
RESERVED = workload(deployment_type="provisioned", capacity={"ptu": 50})
ANYWHERE = workload(region=["swedencentral", "francecentral"])
NOWHERE = workload(region="westeurope", deployment_type="standard")
"""gpt-5.1 is not sold there as that type."""


def _stack(**workloads: Any) -> Stack:
    return stack_of({"workloads": workloads})


def _runs(**workloads: Any) -> Lock:
    """What stands after a stack was deployed from nothing."""
    plan = plan_of(_stack(**workloads))
    assert plan.complete
    return lock_of(plan)


def _now(stack: Stack, lock: Lock | None, running: Lock | None) -> Plan:
    plan = make_plan(stack, given.catalog(CATALOG), as_of=AS_OF, lock=lock, running=running)
    assert "AOAI003" not in {finding.rule.id for finding in plan.findings}
    return plan


def _actions(plan: Plan) -> list[tuple[str, str | None]]:
    return [(change.action.value, change.workload) for change in plan.changes]


def test_a_lost_lock_moves_nothing() -> None:
    """What runs stays although the stack file would place it elsewhere from nothing."""
    runs = _runs(chat=workload(region="francecentral"))
    plan = _now(_stack(chat=ANYWHERE), None, runs)
    assert [d.region for d in plan.deployments] == ["francecentral"]
    assert plan.changes == ()
    assert plan.under_lock
    assert [d.region for d in plan_of(_stack(chat=ANYWHERE)).deployments] == ["swedencentral"]


def test_a_refused_edit_drops_nothing_without_a_lock() -> None:
    """A mistyped region is refused, and what runs is kept as it is."""
    runs = _runs(chat=CHEAP, mail=CHEAP)
    plan = _now(_stack(chat=NOWHERE, mail=CHEAP), None, runs)
    assert plan.refused == ("chat",)
    assert plan.kept_workloads == ("chat",)
    assert plan.deployments == tuple(runs.workloads[n].deployments[0] for n in ("chat", "mail"))
    assert _actions(plan) == [("kept", "chat")]


def test_a_lock_written_ahead_still_replaces() -> None:
    """After `planner lock` with another type, what runs is provisioned: deleted first, protected."""
    runs, ahead = _runs(chat=RESERVED), _runs(chat=CHEAP)
    plan = _now(_stack(chat=CHEAP), ahead, runs)
    assert plan.retyped == {"chat"}
    (change,) = plan.changes
    assert (change.action, change.protected) == (Action.REPLACED, True)
    assert _now(_stack(chat=CHEAP), ahead, None).changes == ()


def test_what_is_refused_after_the_lock_is_kept_as_it_runs() -> None:
    """The lock is ahead of a run that never was: what runs is kept, not what the lock has."""
    runs, ahead = _runs(chat=RESERVED), _runs(chat=CHEAP)
    plan = _now(_stack(chat=NOWHERE), ahead, runs)
    assert plan.deployments == runs.workloads["chat"].deployments
    assert plan.kept_workloads == ("chat",)


def test_what_never_ran_is_not_kept() -> None:
    """The lock has it, the state says that it was never made, and today it is refused."""
    plan = _now(_stack(chat=CHEAP, mail=NOWHERE), _runs(chat=CHEAP, mail=CHEAP), _runs(chat=CHEAP))
    assert plan.not_deployed == ("mail",)
    assert plan.kept == ()


def test_the_lock_says_where_what_is_new_stands() -> None:
    """A stack that was locked and not yet deployed: all of it is added, where the lock has it."""
    ahead = _runs(chat=workload(region="francecentral"))
    plan = _now(_stack(chat=ANYWHERE), ahead, Lock("test"))
    assert [d.region for d in plan.deployments] == ["francecentral"]
    assert {action for action, _ in _actions(plan)} == {"added"}


def test_what_the_lock_does_not_know_stays_too() -> None:
    """A workload that was deployed and never locked stays where it runs."""
    runs = _runs(chat=CHEAP, mail=workload(region="francecentral"))
    plan = _now(_stack(chat=CHEAP, mail=ANYWHERE), _runs(chat=CHEAP), runs)
    assert plan.changes == ()


def test_a_lock_made_anew_moves_nothing_to_accounts_of_its_own() -> None:
    """It names another account in the place of the one that stands: what runs stays there."""
    runs = _renamed(_runs(chat=CHEAP, mail=CHEAP))
    plan = _now(_stack(chat=CHEAP, mail=NOWHERE), _runs(chat=CHEAP), runs)
    assert {d.workload: d.account for d in plan.deployments} == {"chat": "old", "mail": "old"}
    assert [(a.name, a.number) for a in plan.accounts] == [("old", 1)]
    assert _actions(plan) == [("kept", "mail")]


def test_a_neighbour_goes_with_the_replicas_that_are_new() -> None:
    """One of two replicas runs, elsewhere than what spills over to it may stand: as a run leaves
    it that was cut off."""
    chat = workload(deployment_type="data-zone-standard", region="francecentral")
    both = {**chat, "region": ["swedencentral", "francecentral"], "replicas": 2}
    reserved = {**RESERVED, "region": "swedencentral", "spillover": "chat"}
    plan = _now(_stack(chat=both, reserved=reserved), None, _runs(chat=chat))
    assert plan.complete
    assert {d.region for d in plan.deployments if d.workload == "reserved"} == {"swedencentral"}


def _renamed(lock: Lock) -> Lock:
    """The same in an account called `old`."""
    (account,) = lock.accounts.values()
    return Lock(
        lock.stack,
        {"old": replace(account, name="old", subdomain="old")},
        {
            name: replace(each, deployments=tuple(map(_in_old, each.deployments)))
            for name, each in lock.workloads.items()
        },
    )


def _in_old(deployment: Deployment) -> Deployment:
    return replace(deployment, account="old")


def test_replicas_are_paired_with_what_takes_over_in_their_region() -> None:
    """One of two replicas becomes another type in place, the other one moves: each is told so."""
    both = {"region": ["swedencentral", "uksouth"], "replicas": 2}
    runs = _runs(chat=RESERVED | both)
    after = CHEAP | {"region": ["uksouth", "eastus2"], "replicas": 2}
    moves = _now(_stack(chat=after), None, runs).moves
    assert {(m.before.region, m.after.region if m.after else "") for m in moves} == {
        ("uksouth", "uksouth"),
        ("swedencentral", "eastus2"),
    }


def test_a_plan_under_the_state_of_a_finished_one_changes_nothing() -> None:
    """The shipped stacks, deployed and planned again from what the engine says of them."""
    for name in ("dev", "prod"):
        stack = shipped(name)
        done = plan_of(stack)
        state = read(state_of(done), stack.name, day=AS_OF, snapshot=CATALOG)
        assert state.left_out == ()
        again = _now(stack, None, state.lock)
        assert again.changes == ()
        assert (again.deployments, again.accounts) == (done.deployments, done.accounts)


def test_what_was_kept_is_protected_when_it_is_replaced() -> None:
    """A kept deployment edited to another model: Pulumi is to refuse, and the plan says so."""
    runs = replace(_runs(chat=CHEAP), guarded=frozenset({("chat", "swedencentral")}))
    edited = _stack(chat=CHEAP | {"model": "gpt-5.4@2026-03-05"})
    plan = _now(edited, None, runs)
    assert [(c.action, c.protected) for c in plan.changes] == [(Action.REPLACED, True)]
    assert plan.protects(plan.deployments[0])
    free = _now(edited, None, replace(runs, guarded=frozenset()))
    assert [(c.action, c.protected) for c in free.changes] == [(Action.REPLACED, False)]
    assert not free.protects(free.deployments[0])


def test_what_was_kept_and_may_stay_is_free_again() -> None:
    """No longer refused and not edited: nothing is replaced, and nothing protects it any more."""
    runs = replace(_runs(chat=CHEAP), guarded=frozenset({("chat", "swedencentral")}))
    plan = _now(_stack(chat=CHEAP | {"capacity": {"tpm": 60_000}}), None, runs)
    assert [change.action for change in plan.changes] == [Action.CHANGED]
    assert not plan.protects(plan.deployments[0])


def test_what_runs_provisioned_protects_what_replaces_it() -> None:
    """The engine looks at the new registration's flag, so that has to say it."""
    plan = _now(_stack(chat=CHEAP), None, _runs(chat=RESERVED))
    assert plan.protects(plan.deployments[0])
    assert plan.protected == (f"{plan.accounts[0].name}/chat",)
    after = _now(_stack(chat=CHEAP), None, _runs(chat=CHEAP))
    assert not after.protects(after.deployments[0])
