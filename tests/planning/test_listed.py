"""What only the service's own list has, from the stack file to the plan."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from planner.domain.plan import Plan
from planner.domain.terms import Verdict
from planner.planning.make_plan import make_plan
from planner.planning.verify import verify
from tests.given import AS_OF, catalog, stack_of

PTU: dict[str, Any] = {
    "model": "gpt-4.1@2025-04-14",
    "deployment_type": "provisioned",
    "region": "swedencentral",
    "capacity": {"ptu": 25},
}
SWISS: dict[str, Any] = {
    "model": "gpt-5.1@2025-11-13",
    "deployment_type": "standard",
    "region": "switzerlandnorth",
    "capacity": {"tpm": 50_000},
}
IRISH: dict[str, Any] = {
    **SWISS,
    "model": "gpt-5.4@2026-03-05",
    "deployment_type": "global-standard",
    "region": "northeurope",
}


def plan_of(workload: dict[str, Any]) -> Plan:
    stack = stack_of({"workloads": {"chat": workload}})
    return make_plan(stack, catalog("2026-11"), as_of=AS_OF)


CASES = {
    "a size below the documented minimum": (PTU, "AOAI301", 25),
    "a place that no table ticks": (SWISS, "AOAI209", 50),
    "a region that no table names": (IRISH, "AOAI209", 50),
}


@pytest.mark.parametrize(("workload", "rule", "capacity"), CASES.values(), ids=CASES)
def test_it_waits_until_somebody_accepts_it(
    workload: dict[str, Any], rule: str, capacity: int
) -> None:
    """Unverified with both sources and nothing deployed; accepted by name, deployed as asked."""
    waiting = plan_of(workload)
    (told,) = [f for f in waiting.findings_of("chat") if f.rule.id == rule]
    assert told.verdict is Verdict.UNVERIFIED
    assert "docs 2026-" in told.message
    assert "model list 2026-08-22" in told.message
    assert waiting.deployments == ()
    accepted = plan_of({**workload, "accept": [rule]})
    assert [each.capacity for each in accepted.deployments] == [capacity]
    assert [f.accepted for f in accepted.findings_of("chat") if f.rule.id == rule] == [True]


def test_a_size_that_neither_has_cannot_be_accepted() -> None:
    """30 PTU are no step of either."""
    refused = plan_of({**PTU, "capacity": {"ptu": 30}, "accept": ["AOAI301"]})
    assert refused.workloads["chat"].verdict is Verdict.FAIL


def test_verify_knows_that_it_was_accepted() -> None:
    """A plan with that size and without the acceptance is unsound."""
    data = {"workloads": {"chat": {**PTU, "accept": ["AOAI301"]}}}
    stack, known = stack_of(data), catalog("2026-11")
    plan = make_plan(stack, known, as_of=AS_OF)
    assert verify(plan, stack, known) == ()
    silent = replace(plan, findings=())
    assert any("capacity 25 is not a size" in text for text in verify(silent, stack, known))


def test_pools_are_called_as_the_service_calls_them() -> None:
    """`gpt4.1` without a hyphen, and the model router in capitals."""
    chat = {**PTU, "deployment_type": "global-standard", "capacity": {"tpm": 50_000}}
    (pool,) = plan_of(chat).pools
    assert pool.pool.name == "OpenAI.GlobalStandard.gpt4.1"
    router = {**chat, "model": "model-router@2025-11-18"}
    (pool,) = plan_of(router).pools
    assert pool.pool.name == "OpenAI.GlobalStandard.ModelRouter"
