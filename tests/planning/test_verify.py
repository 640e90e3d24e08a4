"""`verify` finds each way in which a plan can break its promise, without help from its makers."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from planner.domain.deployment import DeploymentSettings
from planner.domain.plan import Deployment, Plan
from planner.domain.terms import DeploymentType
from planner.facts.snapshot import load
from planner.planning.verify import verify
from tests.planning.stacks import CATALOG, plan_of, shipped, stack_of, workload

STACK = stack_of(
    {
        "workloads": {
            "chat": workload(region=["swedencentral", "francecentral"]),
            "old": workload(model="o3@2025-04-16", deployment_type="global-standard"),
        }
    }
)
PLAN = plan_of(STACK)
CHAT = PLAN.deployments[0]


def with_chat(**changes: Any) -> Plan:
    return replace(PLAN, deployments=(replace(CHAT, **changes),))


def with_more(deployment: Deployment) -> Plan:
    return replace(PLAN, deployments=(CHAT, deployment))


BROKEN = {
    "a region that was not asked for": (
        replace(
            with_chat(region="eastus2"),
            accounts=(replace(PLAN.accounts[0], region="eastus2"),),
        ),
        "chat: eastus2 was not asked for",
    ),
    "a type that was not asked for": (
        with_chat(type=DeploymentType.GLOBAL_STANDARD),
        "chat: global-standard was not asked for",
    ),
    "an account in another region": (
        with_chat(region="francecentral"),
        "chat: account aoai-test-swedencentral is not in francecentral",
    ),
    "a capacity that was not asked for": (
        with_chat(capacity=51),
        "chat: capacity 51 is outside what was asked for",
    ),
    "spills over to nothing": (
        with_more(replace(CHAT, name="more", settings=DeploymentSettings(spillover="gone"))),
        "chat: spills over to gone, which is not in aoai-test-swedencentral",
    ),
    "a deployment twice": (with_more(CHAT), "aoai-test-swedencentral/chat is planned 2 times"),
    "an account twice": (
        replace(PLAN, accounts=PLAN.accounts * 2),
        "account aoai-test-swedencentral is planned 2 times",
    ),
    "a workload that was let through and forgotten": (
        replace(PLAN, deployments=()),
        "chat: 0 placed, 1 expected",
    ),
    "a refused workload that is deployed": (
        with_more(replace(CHAT, workload="old", name="old")),
        "old: 1 placed, 0 expected",
    ),
    "a retired version": (
        with_more(replace(CHAT, workload="old", name="old", type=DeploymentType.GLOBAL_STANDARD)),
        "old: gpt-5.1 2025-11-13 is retired",
    ),
    "a workload that nobody asked for": (
        replace(PLAN, workloads={"chat": PLAN.workloads["chat"]}),
        "the plan's workloads are not the stack's",
    ),
}


@pytest.mark.parametrize(("plan", "violation"), BROKEN.values(), ids=BROKEN.keys())
def test_a_broken_plan_is_found_out(plan: Plan, violation: str) -> None:
    """Each violation is named; the sound plan has none."""
    assert verify(PLAN, STACK, load(CATALOG)) == ()
    assert violation in verify(plan, STACK, load(CATALOG))


def test_an_offering_that_is_not_sold_is_found_out() -> None:
    """Availability is looked up again, whatever the checks said."""
    stack = stack_of({"workloads": {"chat": workload(region=["swedencentral", "uksouth"])}})
    plan = plan_of(stack)
    moved = replace(
        plan,
        accounts=(replace(plan.accounts[0], region="uksouth"),),
        deployments=(replace(plan.deployments[0], region="uksouth"),),
    )
    (violation,) = verify(moved, stack, load(CATALOG))
    assert violation == "chat: gpt-5.1 2025-11-13 data-zone-standard in uksouth is unavailable"


def test_a_training_place_that_is_not_offered_is_found_out() -> None:
    """Training has its own table."""
    stack = shipped("dev")
    plan = plan_of(stack)
    place = replace(plan.training[0], region="westeurope", account="aoai-dev-westeurope")
    account = replace(plan.accounts[0], region="westeurope", name="aoai-dev-westeurope")
    broken = replace(plan, training=(place,), accounts=(*plan.accounts, account))
    (violation,) = verify(broken, stack, load(CATALOG))
    assert violation == "ticket-training: standard training in westeurope is unavailable"


def test_an_unknown_offering_needs_an_acceptance_that_the_plan_tells() -> None:
    """What nobody confirms is deployed only where the file accepts it and the plan says so."""
    asked = workload(model="gpt-5.6-sol@2026-07-09", accept=["AOAI206"])
    stack = stack_of({"workloads": {"new": asked}})
    plan = plan_of(stack)
    assert plan.deployments
    assert verify(plan, stack, load(CATALOG)) == ()
    silent = replace(plan, findings=tuple(f for f in plan.findings if not f.accepted))
    assert "is unknown" in " ".join(verify(silent, stack, load(CATALOG)))
