"""The stack's outputs: what applications and other stacks read. Never a key."""

from __future__ import annotations

from typing import Any

from planner.domain.plan import Deployment, Plan
from planner.domain.publishers import OPENAI
from planner.emit import refusal
from planner.emit.program import Emitted


def outputs(plan: Plan, emitted: Emitted) -> dict[str, Any]:
    """The outputs `endpoints`, `deployments`, `refused`, `kept` and `plan`.

    `endpoints` maps account names to URLs; `deployments` maps each workload to its deployments
    (always a list: a workload may have replicas); `refused` and `kept` map workloads to the
    findings that say why.
    """
    return {
        "endpoints": {name: account.endpoint for name, account in emitted.accounts.items()},
        "deployments": _deployments(plan, emitted),
        "refused": {name: _findings(plan, name) for name in plan.not_deployed},
        "kept": {name: _findings(plan, name) for name in plan.kept_workloads},
        "plan": _plan(plan),
    }


def _deployments(plan: Plan, emitted: Emitted) -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = {}
    for each in sorted(plan.deployments, key=lambda d: (d.workload, d.region)):
        found.setdefault(each.workload, []).append(_deployment(each, emitted))
    return found


def _deployment(planned: Deployment, emitted: Emitted) -> dict[str, Any]:
    return {
        "name": planned.name,
        "account": planned.account,
        "endpoint": emitted.accounts[planned.account].endpoint,
        "region": planned.region,
        "model": planned.model,
        **({} if planned.publisher == OPENAI else {"publisher": planned.publisher}),
        "version": planned.version,
        "deployment_type": planned.type.value,
        "sku": planned.sku,
        "capacity": planned.capacity,
    }


def _findings(plan: Plan, workload: str) -> list[dict[str, Any]]:
    return [refusal.record(finding) for finding in refusal.reasons(plan, workload)]


def _plan(plan: Plan) -> dict[str, Any]:
    return {
        "summary": _summary(plan),
        "verdict": plan.verdict.value,
        "complete": plan.complete,
        "as_of": plan.as_of.isoformat(),
        "catalog": {"snapshot": plan.catalog.snapshot, "sha256": plan.catalog.sha256},
        "training": {place.workload: place.account for place in plan.training},
    }


def _summary(plan: Plan) -> str:
    return (
        f"{_count(len(plan.deployments), 'deployment')} in {_count(len(plan.accounts), 'account')}"
        f", {len(plan.not_deployed)} refused, {len(plan.kept_workloads)} kept"
    )


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
