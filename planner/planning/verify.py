"""Re-checks a finished plan against the catalog.

Knows nothing of checks, placement or solver: it derives each fact again from the stack file
and the catalog, so that the planner does not mark its own homework. Every violation is
returned, none is repaired.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from planner.domain.lock import Lock
from planner.domain.plan import Deployment, Plan, TrainingPlace
from planner.domain.subject import Subject, Target
from planner.domain.terms import Availability, Stage, Unit, Use, Verdict
from planner.domain.workload import Stack, Workload
from planner.facts.catalog import Catalog


def verify(plan: Plan, stack: Stack, catalog: Catalog, lock: Lock | None = None) -> tuple[str, ...]:
    """Everything about the plan that is not as promised; empty for a sound plan.

    What is kept is held against the lock, all else against the stack file and the catalog.
    """
    kept = {each.workload for each in plan.kept}
    fresh = replace(
        plan,
        deployments=tuple(d for d in plan.deployments if d.workload not in kept),
        training=tuple(t for t in plan.training if t.workload not in kept),
    )
    return (
        *_whole(plan, stack, kept),
        *_names(plan),
        *_spillovers(plan, stack, kept),
        *(line for d in fresh.deployments for line in _called(d, stack, lock)),
        *_teams(fresh, stack, lock),
        *_kept(plan, lock),
        *_pools(plan),
        *(line for d in fresh.deployments for line in _deployment(d, plan, stack, catalog)),
        *_training(fresh, stack, catalog),
        *_apart(plan, stack),
    )


def _kept(plan: Plan, lock: Lock | None) -> Iterator[str]:
    for name in (each.workload for each in plan.kept):
        locked = lock.workloads.get(name) if lock else None
        there = {d for d in plan.deployments if d.workload == name}
        training = {t for t in plan.training if t.workload == name}
        if locked is None or {*there, *training} != {*locked.places}:
            yield f"{name}: kept, but not as the lock has it"


def _pools(plan: Plan) -> Iterator[str]:
    """What runs may hold more than a limit that was lowered; what is new may not."""
    kept = {each.workload for each in plan.kept}
    for use in plan.pools:
        over = use.limit is not None and use.used > use.limit
        if over and not kept & {*use.workloads}:
            yield f"quota {use.pool}: {use.used} of {use.limit}"


def _apart(plan: Plan, stack: Stack) -> Iterator[str]:
    """Workloads together and apart, as the stack file asks; what is kept asks for nothing."""
    parts: tuple[Deployment | TrainingPlace, ...] = (*plan.deployments, *plan.training)
    regions: dict[str, set[str]] = {}
    for part in parts:
        regions.setdefault(part.workload, set()).add(part.region)
    for name in regions.keys() - {each.workload for each in plan.kept}:
        for other in stack.workloads[name].together_with:
            if not regions[name] <= regions.get(other, set()):
                yield f"{name}: not together with {other}"
        for other in stack.workloads[name].apart_from:
            if regions[name] & regions.get(other, set()):
                yield f"{name}: not apart from {other}"


def _whole(plan: Plan, stack: Stack, kept: set[str]) -> Iterator[str]:
    placed = Counter(d.workload for d in plan.deployments)
    placed += Counter(t.workload for t in plan.training)
    if set(plan.workloads) != set(stack.workloads):
        yield "the plan's workloads are not the stack's"
    for name, outcome in plan.workloads.items():
        wanted = stack.workloads[name].replicas if outcome.verdict is Verdict.OK else 0
        if name not in kept and placed[name] != wanted:
            yield f"{name}: {placed[name]} placed, {wanted} expected"


def _names(plan: Plan) -> Iterator[str]:
    for name, times in Counter(a.name for a in plan.accounts).items():
        if times > 1:
            yield f"account {name} is planned {times} times"
    names = Counter((d.account, d.name.casefold()) for d in plan.deployments)
    for (account, name), times in names.items():
        if times > 1:
            yield f"{account}/{name} is planned {times} times"
    regions = {a.name: a.region for a in plan.accounts}
    parts: tuple[Deployment | TrainingPlace, ...] = (*plan.deployments, *plan.training)
    for part in parts:
        if regions.get(part.account) != part.region:
            yield f"{part.workload}: account {part.account} is not in {part.region}"


def _spillovers(plan: Plan, stack: Stack, kept: set[str]) -> Iterator[str]:
    """By the names that Azure knows; what is new goes to the workload that the stack file names."""
    there = {(d.account, d.name): d.workload for d in plan.deployments}
    for d in plan.deployments:
        to = d.settings.spillover
        if to is None:
            continue
        if (d.account, to) not in there:
            yield f"{d.workload}: spills over to {to}, which is not in {d.account}"
        elif d.workload not in kept and there[d.account, to] != _asked(stack, d).spillover:
            yield f"{d.workload}: spills over to {to}, which was not asked for"


def _asked(stack: Stack, d: Deployment) -> Workload:
    return stack.workloads[d.workload]


def _teams(plan: Plan, stack: Stack, lock: Lock | None) -> Iterator[str]:
    """Each stands in an account of its team, or in that in which it runs."""
    teams = {account.name: account.team for account in plan.accounts}
    for place in plan.places:
        locked = lock.workloads.get(place.workload) if lock else None
        stays = locked is not None and place.account in {each.account for each in locked.places}
        team = stack.workloads[place.workload].team
        if not stays and teams.get(place.account) != team:
            yield f"{place.workload}: account {place.account} is not of team {team}"


def _called(d: Deployment, stack: Stack, lock: Lock | None) -> Iterator[str]:
    """A deployment keeps its name in its account; a new one has the name that is asked for."""
    locked = lock.workloads.get(d.workload) if lock else None
    known = (
        [each.name for each in locked.deployments if each.account == d.account] if locked else []
    )
    expected = known or [_asked(stack, d).deployment_name or d.workload]
    if d.name not in expected:
        yield f"{d.workload}: called {d.name}, not {expected[0]}"


def _deployment(d: Deployment, plan: Plan, stack: Stack, catalog: Catalog) -> Iterator[str]:
    workload = stack.workloads[d.workload]
    if d.type not in workload.deployment_type:
        yield f"{d.workload}: {d.type} was not asked for"
    if workload.region and d.region not in workload.region:
        yield f"{d.workload}: {d.region} was not asked for"
    subject = workload.subject(plan.workloads[d.workload].version)
    offering = catalog.find(Target(subject, d.type, d.region))
    unknown = offering.availability is Availability.UNKNOWN
    accepted = unknown and _admits_unknown(plan, workload, d.workload)
    if offering.availability is not Availability.AVAILABLE and not accepted:
        yield f"{d.workload}: {d.model} {d.version} {d.type} in {d.region} is {offering.availability}"
    if _retired(subject, plan, catalog):
        yield f"{d.workload}: {d.model} {d.version} is retired"
    yield from _size(d, workload, subject, catalog)


def _admits_unknown(plan: Plan, workload: Workload, name: str) -> bool:
    """Whether the stack file accepts by name that nobody knows, and the plan says so aloud."""
    named = {entry.rule for entry in workload.accept}
    said = (finding.rule for finding in plan.findings_of(name) if finding.accepted)
    return any(rule.admits_unknown and rule.id in named for rule in said)


def _retired(subject: Subject, plan: Plan, catalog: Catalog) -> bool:
    stages = [life.stage_at(plan.as_of) for life in catalog.lifecycle(subject)]
    return bool(stages) and all(stage is Stage.RETIRED for stage in stages)


def _size(d: Deployment, workload: Workload, subject: Subject, catalog: Catalog) -> Iterator[str]:
    asked = workload.capacity
    if asked is None:
        yield f"{d.workload}: deployed without a capacity"
        return
    factor = 1_000 if asked.unit is Unit.TPM else 1
    if not asked.amount.min <= d.capacity * factor <= asked.amount.target:
        yield f"{d.workload}: capacity {d.capacity} is outside what was asked for"
    rule = catalog.capacity_rule(subject, d.type)
    if rule is not None and rule.largest(d.capacity, d.capacity) is None:
        yield f"{d.workload}: capacity {d.capacity} is not a size of {d.type}"


def _training(plan: Plan, stack: Stack, catalog: Catalog) -> Iterator[str]:
    for place in plan.training:
        workload = stack.workloads[place.workload]
        subject = Subject(place.model, place.version, Use.TRAINING)
        found = catalog.find(Target(subject, place.type, place.region))
        unknown = found.availability is Availability.UNKNOWN
        accepted = unknown and _admits_unknown(plan, workload, place.workload)
        if found.availability is not Availability.AVAILABLE and not accepted:
            yield f"{place.workload}: {place.type} training in {place.region} is {found.availability}"
