"""Of other publishers' models `verify` knows by itself whose they are and who processes prompts."""

from __future__ import annotations

from dataclasses import replace

import pytest

from planner.domain.lock import lock_of
from planner.domain.plan import Deployment, Plan
from planner.domain.subject import Subject
from planner.domain.terms import DeploymentType, Use
from planner.facts.pools import usage_name
from planner.placement.stance import stance
from planner.planning.verify import verify
from planner.planning.verify_residency import stays
from tests import given
from tests.planning.stacks import plan_of, stack_of, workload

SNAPSHOT = "2026-11"
GROK = workload(model="xAI/grok-4.3@1", deployment_type="global-standard")
STACK = stack_of({"workloads": {"chat": GROK}})


def broken(plan: Plan, publisher: str) -> Plan:
    """The plan with its one deployment as another publisher's."""
    (only,) = plan.deployments
    return replace(plan, deployments=(replace(only, publisher=publisher),))


@pytest.mark.parametrize("publisher", ["OpenAI", "Meta"])
def test_the_model_of_another_publisher_was_not_asked_for(publisher: str) -> None:
    """A model of the same name is another model."""
    plan, catalog = plan_of(STACK, catalog=SNAPSHOT), given.catalog(SNAPSHOT)
    assert verify(plan, STACK, catalog) == ()
    (said,) = verify(broken(plan, publisher=publisher), STACK, catalog)
    prefix = "" if publisher == "OpenAI" else f"{publisher}/"
    assert said == f"chat: {prefix}grok-4.3 1 was not asked for"


@pytest.mark.parametrize(("publisher", "unchanged"), [("xAI", True), ("Meta", False)])
def test_what_runs_of_another_publisher_is_not_what_is_asked_for(
    publisher: str, *, unchanged: bool
) -> None:
    """A lock that knows a model of the same name by somebody else does not keep it."""
    plan = broken(plan_of(STACK, catalog=SNAPSHOT), publisher=publisher)
    locked = lock_of(plan).workloads["chat"]
    asked = STACK.workloads["chat"]
    there = stance(locked, locked, asked, asked.subject("1"), (), ())
    assert there.unchanged is unchanged


POOLS = {
    "OpenAI's": ("gpt-5.1@2025-11-13", "OpenAI.GlobalStandard.gpt-5.1"),
    "another maker's": ("xAI/grok-4.3@1", "AIServices.GlobalStandard.grok-4.3"),
    "spelt otherwise": (
        "Cohere/Cohere-rerank-v4.0-pro@1",
        "AIServices.GlobalStandard.Cohere-Rerank-V4-Pro",
    ),
    "no quota to divide": ("Mistral AI/Mistral-large@1", "AIServices.GlobalStandard.MaaS"),
    "Claude at Anthropic": (
        "Anthropic/claude-opus-5@1",
        "AIServices.GlobalStandard.claude-opus-5",
    ),
    "Claude on Azure": (
        "Anthropic/claude-opus-5@2",
        "AIServices.GlobalStandard.claude-opus-5.Azure",
    ),
    "one for all": ("Fireworks/FW-GLM-5@1", "AIServices.GlobalStandard.Fireworks"),
}


@pytest.mark.parametrize(("pin", "name"), POOLS.values(), ids=POOLS.keys())
def test_the_pool_of_each_publisher(pin: str, name: str) -> None:
    """As the service's list spells it; throughput has one pool for all models of a service."""
    full, _, version = pin.partition("@")
    subject = Subject.of(full, version, Use.BASE)
    assert usage_name(subject, DeploymentType.GLOBAL_STANDARD) == name
    service = name.partition(".")[0]
    throughput = usage_name(subject, DeploymentType.GLOBAL_PROVISIONED)
    assert throughput == f"{service}.GlobalProvisionedManaged"


@pytest.mark.parametrize(("version", "inside"), [("1", False), ("20251001", False), ("2", True)])
def test_claude_stays_in_the_us_zone_where_azure_hosts_it(version: str, *, inside: bool) -> None:
    """Version 2 alone; what Anthropic hosts stays inside nothing."""
    place = Deployment(
        workload="chat",
        name="chat",
        account="a",
        region="eastus2",
        model="claude-opus-5",
        version=version,
        use=Use.BASE,
        type=DeploymentType.DATA_ZONE_STANDARD,
        capacity=10,
        publisher="Anthropic",
    )
    stack = stack_of({"workloads": {"chat": {**GROK, "residency": "us"}}})
    plan = plan_of(STACK, catalog=SNAPSHOT)
    catalog = given.catalog(SNAPSHOT)
    assert stays(place, stack.workloads["chat"], plan, catalog) is inside
