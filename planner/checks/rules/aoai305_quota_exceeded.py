"""AOAI305: more capacity is asked of a quota pool than it holds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice

from planner.checks.base import Case, Change, Changes, Placed, StackRule
from planner.checks.common import edits, pools, sizes
from planner.domain.finding import Finding, Page, Remedy, Rule
from planner.domain.plan import Deployment, LeftOut, Pool, PoolUse
from planner.domain.terms import DeploymentType, Party, Severity, Verdict
from planner.facts.pools import GRANTED

RULE = Rule(
    id="AOAI305",
    slug="quota-exceeded",
    title="Quota pool exceeded",
    severity=Severity.ERROR,
    verdict=Verdict.FAIL,
    speaks_for=Party.REQUEST,
    page=Page(
        what="All deployments of a quota pool together ask for more than the pool holds. A workload for which nothing is left is refused; a pool that is over its limit whoever is left out, or by the stacks of one subscription together (`planner check` of all of them), refuses the stack. Where everything in the pool runs already, the limit is what is wrong, and it is a warning.",
        why="Azure refuses the deployment that is too much (`InsufficientQuota`), after others were made.",
        example="""\
subscription:
  quota: {OpenAI.GlobalStandard.gpt-5.1: 100}
defaults:
  model: gpt-5.1@2025-11-13
  deployment_type: global-standard
  capacity: {tpm: 60000}
workloads:
  support-chat: {region: swedencentral}
  sales-chat: {region: eastus2}
""",
        fix="Make them smaller, use a type or region whose pool has room, or ask for quota and say under `subscription.quota` what was granted. docs/quota.md tells how pools are counted.",
        source="Quotas and limits, 2026-08-20; the tiers' tables, 2026-02-18 and 2026-08-20.",
    ),
)

_ASK = Remedy("ask for quota, then say what was granted in subscription.quota")
_TRIED = 3
"""Regions and types with room that are tried out."""
_SAY = Remedy("say what was granted in subscription.quota")


def check(placed: Placed) -> Iterator[Finding]:
    """One finding for each pool that is over its limit."""
    over = [use for use in placed.pools if use.limit is not None and use.used > use.limit]
    takers = placed.scene.drawn(placed.deployments) if over else {}
    yield from (_over(placed, use, takers.get(use.pool, ())) for use in over)


def left_out(placed: Placed) -> Iterator[Finding]:
    """One finding for each workload without quota."""
    short = [left for left in placed.left_out if left.short]
    takers = placed.scene.drawn(placed.deployments) if short else {}
    for left in short:
        path = ("workloads", left.workload, "capacity")
        remedies = [_ASK, *_lower(placed, left, takers)]
        yield RULE.finding(path, _left_out(left, takers), workload=left.workload, remedies=remedies)


def _lower(
    placed: Placed, left: LeftOut, takers: Mapping[Pool, tuple[Deployment, ...]]
) -> Iterator[Remedy]:
    """To take from the largest that has as much above its minimum; what runs yields to an edit only."""
    use = left.short[0]
    lacking = left.needed - max((use.limit or 0) - use.used, 0)
    for each in sorted(takers.get(use.pool, ()), key=lambda d: (-d.capacity, d.workload)):
        if each.workload != left.workload and _spare(placed, each) >= lacking:
            target = pools.shown(use.pool, each.capacity - lacking)
            yield Remedy(f"lower the target of {each.workload} to {target}")
            return


def _spare(placed: Placed, deployment: Deployment) -> int:
    """What it has above the minimum of its range; 0 for a fixed size."""
    capacity = placed.stack.workloads[deployment.workload].capacity
    _, least, target = sizes.asked(capacity) if capacity else (None, 0, 0)
    return deployment.capacity - least if least < target else 0


def _left_out(left: LeftOut, takers: Mapping[Pool, tuple[Deployment, ...]]) -> str:
    """What it needs, and who has the rest: others, not what runs of the workload itself."""
    first, more = left.short[0], len(left.short) - 1
    needed = pools.shown(first.pool, left.needed)
    also = f", and {more} other {'pool is' if more == 1 else 'pools are'} short" if more else ""
    message = f"needs {needed} of {first.pool}, which has {pools.left(first)}{also}"
    others = [d for d in takers.get(first.pool, ()) if d.workload != left.workload]
    return pools.with_shares(message, first.pool, pools.shares(others))


def _over(placed: Placed, use: PoolUse, takers: Sequence[Deployment]) -> Finding:
    message = f"{use.pool} holds {pools.held(use)}, and {pools.shown(use.pool, use.used)} are taken"
    path = ("subscription", "quota" if use.said_by == GRANTED else "quota_tier")
    if takers and _all_run(placed, takers):
        running = f"{message}; all of it runs already, so that limit is out of date"
        return RULE.finding(
            path, running, remedies=[_SAY], severity=Severity.WARNING, verdict=Verdict.OK
        )
    message = pools.with_shares(message, use.pool, pools.shares(takers))
    return RULE.finding(path, message, remedies=[_ASK])


def _all_run(placed: Placed, takers: Sequence[Deployment]) -> bool:
    """Whether every one of these deployments runs, in that size or a larger one."""
    known = placed.running.workloads if placed.running else {}
    running: Counter[tuple[object, ...]] = Counter()
    for locked in known.values():
        for each in locked.deployments:
            running[_identity(each)] += each.capacity
    return all(running[_identity(each)] >= each.capacity for each in takers)


def _identity(deployment: Deployment) -> tuple[object, ...]:
    return (deployment.workload, deployment.region, deployment.type, deployment.full_model)


def changes(placed: Placed, finding: Finding) -> Changes:
    """What would fit: a smaller size, another region, another type. Pools of unknown size do not."""
    left = next((each for each in placed.left_out if each.workload == finding.workload), None)
    if left is None:
        return lambda _: ()
    room = pools.Room(placed)
    return edits.any_of(
        lambda case: _smaller(case, left, room),
        lambda case: _elsewhere(case, room),
        lambda case: _otherwise(case, room),
    )


def _smaller(case: Case, left: LeftOut, room: pools.Room) -> Iterable[Change]:
    """The largest size that the workload's preferred pools have room for."""
    type_ = pools.type_of(left.short[0].pool) if left.short else None
    capacity = case.workload.capacity
    if type_ is None or capacity is None:
        return
    most = room.for_each_replica(left.short, case.workload.replicas)
    rule = sizes.rule_of(case, type_)
    size = rule.largest(1, most) if rule else most
    if size and size < sizes.asked(capacity)[1]:
        yield sizes.change(case, size)


def _elsewhere(case: Case, room: pools.Room) -> Iterable[Change]:
    """Another region, for a single deployment of the preferred type."""
    type_ = case.workload.types[0]
    if case.workload.replicas == 1 and isinstance(type_, DeploymentType):
        fitting = (r for r in edits.near_regions(case) if room.fits(case, type_, (r,)))
        yield from ({"region": slug} for slug in islice(fitting, _TRIED))


def _otherwise(case: Case, room: pools.Room) -> Iterable[Change]:
    """Another type in the regions that the workload allows."""
    regions = case.workload.region or tuple(sorted(case.catalog.regions))
    types = edits.near_types(case.workload.deployment_type)
    fitting = (type_ for type_ in types if room.fits(case, type_, regions))
    yield from ({"deployment_type": type_.value} for type_ in islice(fitting, _TRIED))


CHECK = StackRule(RULE, check, changes, left_out)
