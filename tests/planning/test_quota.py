"""What quota does to a plan: exceeded it is refused, unknown it is open, unsaid it is noted."""

from __future__ import annotations

from typing import Any

from planner.cli.exits import ExitCode, FailOn
from planner.cli.plan import code_of
from planner.domain.finding import Finding
from planner.domain.plan import Plan
from planner.domain.terms import Severity, Verdict
from tests.planning.stacks import plan_of, shipped, stack_of, workload

PTU = workload(deployment_type="provisioned", capacity={"ptu": 50})


def planned(subscription: dict[str, Any], **workloads: dict[str, Any]) -> Plan:
    return plan_of(stack_of({"subscription": subscription, "workloads": workloads}))


def of_rule(plan: Plan, rule: str) -> list[Finding]:
    return [finding for finding in plan.findings if finding.rule.id == rule]


def test_the_plan_shows_its_pools() -> None:
    """Each with what is taken of it, what it holds, and who says so."""
    plan = planned({"quota_tier": 1}, chat=workload(), more=workload(region="francecentral"))
    (use,) = plan.pools
    assert str(use.pool) == "OpenAI.DataZoneStandard.gpt-5.1@eu"
    assert (use.used, use.limit, use.workloads) == (100, 300, ("chat", "more"))
    assert use.said_by == "tier 1, docs 2026-08-20"


def test_a_pool_over_its_limit_stops_the_plan() -> None:
    """Nothing of it is applied."""
    plan = planned({"quota_tier": 1}, chat=workload(capacity={"tpm": 301_000}))
    (found,) = of_rule(plan, "AOAI305")
    assert found.severity is Severity.ERROR
    assert plan.verdict is Verdict.FAIL
    assert not plan.applyable
    assert code_of(plan, FailOn.ERROR) is ExitCode.FINDINGS


def test_a_pool_of_unknown_size_leaves_the_plan_unverified() -> None:
    """It can be applied; whoever wants to know asks for `--fail-on unverified`."""
    plan = planned({"quota_tier": 1}, claims=PTU)
    (found,) = of_rule(plan, "AOAI306")
    assert found.workload is None
    assert plan.verdict is Verdict.UNVERIFIED
    assert plan.applyable
    assert plan.complete
    assert code_of(plan, FailOn.ERROR) is ExitCode.OK
    assert code_of(plan, FailOn.UNVERIFIED) is ExitCode.UNVERIFIED


def test_an_acceptance_closes_what_is_open() -> None:
    """And is not called useless, though no rule about the workload needed it."""
    plan = planned({"quota_tier": 1}, claims={**PTU, "accept": ["AOAI306"]})
    assert plan.verdict is Verdict.OK
    assert of_rule(plan, "AOAI306") == of_rule(plan, "AOAI002") == []


def test_a_stack_without_a_word_of_quota_gets_one_note() -> None:
    """Which changes nothing about its verdict."""
    plan = planned({}, claims=PTU, chat=workload())
    (found,) = of_rule(plan, "AOAI306")
    assert (found.severity, found.verdict) == (Severity.NOTE, Verdict.OK)
    assert plan.verdict is Verdict.OK


def test_an_empty_stack_gets_none() -> None:
    """Nothing draws on quota."""
    assert of_rule(planned({}), "AOAI306") == []


def test_the_shipped_stacks_know_all_their_pools() -> None:
    """Each pool has a limit, and room."""
    for name in ("dev", "prod"):
        pools = plan_of(shipped(name)).pools
        assert pools
        assert all(use.limit is not None and use.used <= use.limit for use in pools)
