"""AOAI310: another version and another capacity in one step."""

from __future__ import annotations

from collections.abc import Iterator

from planner.checks.base import Placed, StackRule
from planner.checks.common.sizes import spelt
from planner.domain.finding import Finding, Page, Remedy, Rule
from planner.domain.plan import Deployment
from planner.domain.sent import Sent
from planner.domain.terms import Family, Party, Severity, Unit, Upgrade, Verdict

RULE = Rule(
    id="AOAI310",
    slug="version-with-capacity",
    title="Version and capacity changed in one step",
    severity=Severity.ERROR,
    verdict=Verdict.FAIL,
    speaks_for=Party.REQUEST,
    page=Page(
        what="The lock knows a deployment with another version and another capacity: the stack file changes both at once.",
        why="The service answers `Cannot change capacity and model at the same time`, while the preview shows a harmless update. Until then the deployment stays as it is.",
        example="""\
# with a lock in which support-chat has version 2024-08-06 and 50,000 tokens per minute
workloads:
  support-chat:
    model: gpt-4o@2024-11-20
    deployment_type: global-standard
    region: swedencentral
    capacity: {tpm: 70000}
""",
        fix="Two steps: change the version, run `planner lock` and `pulumi up`, then change the capacity; or the other way round.",
        source="Azure-Samples/azure-search-openai-demo, issue 1154: the service's answer.",
    ),
)


def check(placed: Placed) -> Iterator[Finding]:
    """One finding for each deployment of which both would change in place."""
    known = placed.running.workloads if placed.running else {}
    asked = placed.running.asked if placed.running else {}
    for new in placed.deployments:
        olds = known[new.workload].deployments if new.workload in known else ()
        for old in olds:
            last = asked[old.workload, old.region]
            if _same_place(old, new) and _both_change(old, new, last):
                yield _finding(placed, old, new)


def _same_place(old: Deployment, new: Deployment) -> bool:
    return (old.account, old.name, old.type) == (new.account, new.name, new.type)


def _both_change(old: Deployment, new: Deployment, last: Sent) -> bool:
    return _changes_in_place(old, new, last) and old.capacity != new.capacity


def _changes_in_place(old: Deployment, new: Deployment, last: Sent) -> bool:
    """Another model replaces a standard deployment. What the service moved is left as it stands."""
    if new.type.family is Family.PROVISIONED:
        return (old.full_model, old.version) != (new.full_model, new.version)
    moves = last.followed or new.settings.upgrade is not Upgrade.NEVER
    left = moves and last.asks_for(new.full_model, new.version)
    return not left and old.full_model == new.full_model and old.version != new.version


def _finding(placed: Placed, old: Deployment, new: Deployment) -> Finding:
    before, after = f"{old.full_model} {old.version}", f"{new.full_model} {new.version}"
    message = f"{before} to {after} and capacity {old.capacity:,} to {new.capacity:,} in one step is refused by the service"
    capacity = placed.stack.workloads[new.workload].capacity
    unit = capacity.unit if capacity else Unit.UNITS
    size = {"capacity": {unit.value: spelt(unit, old.capacity)}}
    first = Remedy(f"capacity {{{unit.value}: {spelt(unit, old.capacity)}}} first", size)
    pin = f"{old.full_model}@{old.version}"
    path = ("workloads", new.workload, "model")
    second = Remedy(f"model {pin} first", {"model": pin})
    return RULE.finding(path, message, workload=new.workload, remedies=[first, second])


CHECK = StackRule(RULE, check)
