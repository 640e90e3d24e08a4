"""Edits of `network` while an account runs, one after the other, each with the lock of the one before."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from planner.domain.lock import Lock, Reached, lock_of
from planner.domain.plan import Plan
from planner.facts.snapshot import load
from planner.files.lock import dump, parse
from planner.planning.make_plan import make_plan
from tests.planning.stacks import AS_OF, CATALOG, stack_of, workload

SUBNET = "/subscriptions/11111111-2222-3333-4444-555555555555/resourceGroups/net/providers/Microsoft.Network/virtualNetworks/hub/subnets/endpoints"
NAME = "aoai-test-swedencentral"


def _plan(lock: Lock | None, **accounts: Any) -> Plan:
    stack = stack_of({"accounts": accounts, "workloads": {"chat": workload()}})
    return make_plan(stack, load(CATALOG), as_of=AS_OF, lock=lock)


def _applied(lock: Lock | None, **accounts: Any) -> Lock:
    """The lock after an edit that nothing speaks against, as the file has it."""
    plan = _plan(lock, **accounts)
    assert plan.applyable
    assert "AOAI837" not in _rules(plan)
    return parse(dump(lock_of(plan, lock)), "test.lock.yaml")


def _rules(plan: Plan) -> set[str]:
    return {finding.rule.id for finding in plan.findings}


def test_the_steps_that_the_finding_prints_lead_there_and_back() -> None:
    """Public, public with an endpoint, private; and public again in one step."""
    public = _applied(None)
    assert not _plan(public, network="private", subnet=SUBNET).applyable
    first = _applied(public, network="public", subnet=SUBNET)
    private = _applied(first, network="private", subnet=SUBNET)
    assert private.reached[NAME] == Reached("private", SUBNET)
    assert _applied(private).reached == public.reached


def test_an_endpoint_moves_by_way_of_an_open_door() -> None:
    """Restricted with rules is an open door too."""
    private = _applied(None, network="private", subnet=SUBNET)
    other = f"{SUBNET}-2"
    assert not _plan(private, network="private", subnet=other).applyable
    door = {"profile": "restricted", "ip_rules": "20.1.2.0/24"}
    between = _applied(private, network=door, subnet=other)
    assert _applied(between, network="private", subnet=other).reached[NAME].endpoint == other


def test_what_is_refused_is_not_remembered() -> None:
    """The lock does not say `private` of an account that is not: the next plan is refused too."""
    public = _applied(None)
    refused = _plan(public, network="private", subnet=SUBNET)
    (said,) = (f for f in refused.findings if f.rule.id == "AOAI837")
    assert (said.workload, said.path) == (None, ("accounts", "network"))
    assert refused.changes == ()


def test_a_lock_that_does_not_know_gives_a_warning() -> None:
    """A stack that has been private for long must not be sent by way of an open door."""
    private = replace(_applied(None, network="private", subnet=SUBNET), reached={})
    plan = _plan(private, network="private", subnet=SUBNET)
    (said,) = (f for f in plan.findings if f.rule.id == "AOAI837")
    assert said.severity.value == "warning"
    assert said.message.startswith("nobody knows how accounts are reached today")
    assert plan.applyable
    assert "AOAI837" not in _rules(_plan(lock_of(plan, private), network="private", subnet=SUBNET))


def test_each_region_is_judged_by_itself() -> None:
    """The finding stands at the region that is closed; one that stays open is not spoken of."""
    public = _applied(None)
    closed = {"swedencentral": {"network": "private", "subnet": SUBNET}}
    (said,) = (f for f in _plan(public, regions=closed).findings if f.rule.id == "AOAI837")
    assert said.path == ("accounts", "regions", "swedencentral", "network")
    assert "in swedencentral run as public" in said.message
    elsewhere = {"francecentral": closed["swedencentral"]}
    assert "AOAI837" not in _rules(_plan(public, regions=elsewhere))


def test_the_plan_says_how_the_way_in_changes() -> None:
    """Beside what else is changed about an account; nothing where nobody knows how it was."""
    public = _applied(None)
    (change,) = _plan(public, network="public", subnet=SUBNET).changes
    assert (change.name, [str(each) for each in change.fields]) == (
        NAME,
        [f"endpoint none -> {SUBNET}"],
    )
    private = _applied(_applied(public, subnet=SUBNET), network="private", subnet=SUBNET)
    (change,) = _plan(private).changes
    assert str(change.fields[0]) == "network private -> public"
    assert _plan(replace(public, reached={})).changes == ()


def test_records_that_do_not_stand_are_no_way_in() -> None:
    """An endpoint whose names nobody resolves lets nobody in: the names come first."""
    network = {"profile": "public", "private_endpoint": {"subnet": SUBNET, "dns": "none"}}
    nameless = _applied(_applied(None), network=network)
    assert not _plan(nameless, network="private", subnet=SUBNET).applyable
    named = _applied(nameless, subnet=SUBNET)
    assert _applied(named, network="private", subnet=SUBNET)


def test_what_the_state_says_goes_before_the_lock() -> None:
    """The lock was written ahead of a run whose endpoint failed: the door may not close yet."""
    locked = _applied(_applied(None), subnet=SUBNET)
    state = replace(locked, reached={NAME: Reached("public")})
    stack = stack_of(
        {
            "accounts": {"network": "private", "subnet": SUBNET},
            "workloads": {"chat": workload()},
        }
    )
    ahead = make_plan(stack, load(CATALOG), as_of=AS_OF, lock=locked)
    real = make_plan(stack, load(CATALOG), as_of=AS_OF, lock=locked, running=state)
    assert (ahead.applyable, real.applyable) == (True, False)
    nothing = Lock("test")
    assert make_plan(stack, load(CATALOG), as_of=AS_OF, lock=locked, running=nothing).applyable
