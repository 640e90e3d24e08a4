"""AOAI830: a deployment is called otherwise than the stack file now asks."""

from __future__ import annotations

from collections.abc import Iterator

from planner.checks.base import Placed, StackRule
from planner.domain.finding import Finding, Page, Remedy, Rule
from planner.domain.plan import Deployment
from planner.domain.terms import Party, Severity, Verdict

RULE = Rule(
    id="AOAI830",
    slug="deployment-keeps-its-name",
    title="A deployment keeps the name it was made with",
    severity=Severity.WARNING,
    verdict=Verdict.OK,
    speaks_for=Party.SETTINGS,
    without_effect=True,
    page=Page(
        what="The lock knows a deployment under another name than the workload's `deployment_name` now gives. As long as it stays in its account it keeps its name; only deployments that are new are called as the stack file says.",
        why="The name of a deployment cannot be changed. Another name is another deployment: the one that runs would be deleted, and the new one made when it is gone. Applications call it by its name.",
        example="""\
# with a lock that was made before the name was given
workloads:
  support-chat:
    deployment_name: gpt
    model: gpt-5.1@2025-11-13
    deployment_type: global-standard
    region: swedencentral
    capacity: {tpm: 50000}
""",
        fix="Take the change back, or run `planner lock STACK --upgrade WORKLOAD` if the new name is meant. That places the workload anew; with `--check` it shows the move and writes nothing.",
        source="Deployments of the API specification, 2026-09: the name is part of the ARM id, which never changes.",
    ),
)


def check(placed: Placed) -> Iterator[Finding]:
    """One warning for each workload of which a deployment that runs is called otherwise."""
    told: set[str] = set()
    for each in placed.deployments:
        asked = placed.stack.workloads[each.workload].deployment_name or each.workload
        if each.name != asked and each.workload not in told and _stays(placed, each):
            told.add(each.workload)
            yield _finding(placed, each, asked)


def _stays(placed: Placed, deployment: Deployment) -> bool:
    locked = placed.lock.workloads.get(deployment.workload) if placed.lock else None
    return locked is not None and any(d.account == deployment.account for d in locked.deployments)


def _finding(placed: Placed, deployment: Deployment, asked: str) -> Finding:
    workload = deployment.workload
    given = placed.stack.workloads[workload].deployment_name is not None
    path = ("workloads", workload, *(["deployment_name"] if given else []))
    command = f"planner lock {placed.stack.name} --upgrade {workload}"
    remedies = [_BACK, Remedy(f"{command} deletes it and makes it anew as {asked}")]
    message = f"deployment {deployment.name} keeps its name; the stack file asks for {asked}"
    return RULE.finding(path, message, workload=workload, remedies=remedies)


_BACK = Remedy("take the change of the name back")


CHECK = StackRule(RULE, check)
