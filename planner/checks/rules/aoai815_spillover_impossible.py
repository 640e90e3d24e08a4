"""AOAI815: traffic that spills over to where it cannot go."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches

from planner.checks.base import Placed, StackRule
from planner.domain.finding import Finding, Page, Remedy, Rule
from planner.domain.plan import Deployment
from planner.domain.terms import Family, Party, Severity, Verdict
from planner.facts.residency import stays

RULE = Rule(
    id="AOAI815",
    slug="spillover-impossible",
    title="Spill-over impossible",
    severity=Severity.ERROR,
    verdict=Verdict.FAIL,
    speaks_for=Party.SETTINGS,
    page=Page(
        what="A workload's `spillover` names no workload, or one that is not deployed in the same account, is not of a standard type, or processes prompts outside the residency of the workload that spills over. Or the workload itself is not provisioned.",
        why="Azure refuses the deployment, or prompts would leave the place that was promised for them, at the busiest hour.",
        example="""\
workloads:
  chat:
    model: gpt-5.1@2025-11-13
    deployment_type: global-standard
    region: eastus2
    capacity: {tpm: 50000}
  chat-reserved:
    model: gpt-5.1@2025-11-13
    deployment_type: global-provisioned
    region: swedencentral
    capacity: {ptu: 15}
    spillover: chat
""",
        fix="Name a standard workload with the same regions, whose residency is at least as strict.",
        source="Spillover of provisioned deployments: a standard deployment in the same resource, API 2024-10-01 and later.",
    ),
)


def check(placed: Placed) -> Iterator[Finding]:
    """One finding for each workload that spills over to where it cannot."""
    told: set[str] = set()
    for each in placed.deployments:
        target = each.settings.spillover
        if target is None or each.workload in told:
            continue
        wrong = _wrong(placed, each, target)
        if wrong is not None:
            told.add(each.workload)
            message, remedies = wrong
            path = ("workloads", each.workload, "spillover")
            yield RULE.finding(path, message, workload=each.workload, remedies=remedies)


def _wrong(placed: Placed, from_: Deployment, name: str) -> tuple[str, list[Remedy]] | None:
    """What is wrong and what might help; None when the traffic can spill over."""
    if from_.type.family is not Family.PROVISIONED:
        return f"{from_.type} does not spill over; provisioned types do", [_WITHOUT]
    if name not in placed.stack.workloads or name == from_.workload:
        return f"spillover {name} is not another workload of the stack", _named(placed, from_, name)
    regions = [d.region for d in placed.deployments if d.workload == name]
    beside = [d for d in placed.deployments if d.name == name and d.account == from_.account]
    if not beside:
        where = f"in {regions[0]}, not in account {from_.account}" if regions else "not deployed"
        key = "the same account" if from_.region in regions else f"region {from_.region}"
        return f"spillover {name} is {where}", [Remedy(f"{key} for {name}")]
    return _misfit(placed, from_, beside[0])


def _misfit(placed: Placed, from_: Deployment, to: Deployment) -> tuple[str, list[Remedy]] | None:
    if to.type.family is not Family.STANDARD:
        return f"spillover {to.name} is {to.type}, not of a standard type", [_WITHOUT]
    residency = placed.stack.workloads[from_.workload].residency
    region = placed.catalog.regions.get(to.region)
    if residency is None or region is None:
        return None
    if stays(to.type, region, residency) is Verdict.FAIL:
        said = f"spillover {to.name} ({to.type}) may process prompts outside {residency}"
        return said, [Remedy(f"residency {residency} for {to.name}")]
    return None


_WITHOUT = Remedy("leave spillover out")


def _named(placed: Placed, from_: Deployment, name: str) -> list[Remedy]:
    others = [other for other in placed.stack.workloads if other != from_.workload]
    near = get_close_matches(name, others, n=1, cutoff=0.5)
    return [Remedy(f"spillover {other}", {"spillover": other}) for other in near] or [_WITHOUT]


CHECK = StackRule(RULE, check)
