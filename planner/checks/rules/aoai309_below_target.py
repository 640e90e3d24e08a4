"""AOAI309: a deployment gets less than its target, as far as is known of its quota pool."""

from __future__ import annotations

from collections.abc import Iterator

from planner.checks.base import Placed, StackRule
from planner.checks.common.sizes import asked, shown
from planner.domain.finding import Finding, Page, Remedy, Rule
from planner.domain.plan import Deployment, PoolUse
from planner.domain.terms import Party, Severity, Unit, Verdict

RULE = Rule(
    id="AOAI309",
    slug="below-target",
    title="Less capacity than the target",
    severity=Severity.WARNING,
    verdict=Verdict.OK,
    speaks_for=Party.REQUEST,
    page=Page(
        what="A workload with `capacity: {min, target}` gets less than its target: its share of what the quota pool has room for, or its minimum where the stack states quota and nobody says what this pool holds.",
        why="It is deployed and can serve, but slower than was asked for. When the quota grows, the next run grows the deployment.",
        example="""\
subscription:
  quota: {OpenAI.GlobalStandard.gpt-5.1: 30}
workloads:
  support-chat:
    model: gpt-5.1@2025-11-13
    deployment_type: global-standard
    region: swedencentral
    capacity: {tpm: {min: 10000, target: 50000}}
""",
        fix="Ask for more quota and write what was granted under `subscription.quota`, lower the target, or allow a type or region that draws on another pool.",
        source="The stack file's quota, or the documented default of its tier.",
    ),
)


def check(placed: Placed) -> Iterator[Finding]:
    """One finding for each deployment that is smaller than it may be."""
    for deployment in placed.deployments:
        full = _full(placed, deployment)
        if full is not None and deployment.capacity < full:
            yield _finding(placed, deployment, full)


def _full(placed: Placed, deployment: Deployment) -> int | None:
    """The largest valid size within what is asked for; None where the size is fixed."""
    workload = placed.stack.workloads[deployment.workload]
    if workload.capacity is None:
        return None
    _, low, high = asked(workload.capacity)
    subject = workload.subject(deployment.version)
    rule = placed.catalog.capacity_rule(subject, deployment.type)
    return None if low == high else rule.largest(low, high) if rule else high


def _finding(placed: Placed, deployment: Deployment, full: int) -> Finding:
    workload = placed.stack.workloads[deployment.workload]
    unit = workload.capacity.unit if workload.capacity else Unit.UNITS
    got, wanted = shown(unit, deployment.capacity), shown(unit, full)
    message = f"gets {got} of {wanted} in {deployment.region}"
    pool = _drawn_on(placed, deployment)
    remedies = []
    if pool is not None and pool.limit is None:
        message += f": nobody says what {pool.pool} holds, so no more is counted on"
        remedies = [Remedy(f"subscription.quota: {{{pool.pool}: N}}, what the portal shows")]
    elif pool is not None:
        message += f": quota {pool.pool} is {pool.limit:,} ({pool.said_by})"
        missing = full - deployment.capacity
        remedies = [Remedy(f"ask for {missing:,} more of {pool.pool}")]
    path = ("workloads", deployment.workload, "capacity")
    return RULE.finding(path, message, workload=deployment.workload, remedies=remedies)


def _drawn_on(placed: Placed, deployment: Deployment) -> PoolUse | None:
    """The pool of the deployment."""
    pool = placed.scene.pool_of(deployment)
    return next((use for use in placed.pools if use.pool == pool), None)


CHECK = StackRule(RULE, check)
