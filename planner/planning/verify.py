"""Re-checks a finished plan against the catalog.

Knows nothing of checks, placement or solver: it derives each fact again from the stack file
and the catalog, so that the planner does not mark its own homework. Every violation is
returned, none is repaired. `tests/planning/test_verify.py` has a broken plan for each promise.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from planner.domain.lock import Lock
from planner.domain.plan import Deployment, Place, Plan, TrainingPlace
from planner.domain.subject import Subject, Target
from planner.domain.terms import Aspect, Availability, Stage, Unit, Use, Verdict
from planner.domain.workload import DEFAULT_VERSION, Stack, Workload
from planner.facts.catalog import Catalog
from planner.planning.verify_references import references
from planner.planning.verify_residency import stays

_TUNED_VERSION = "1"
"""The model version that ARM gives every fine-tuned model."""

_HOLDS = {
    "deployments-per-account": frozenset(Use),
    "fine-tuned-deployments-per-account": frozenset({Use.FINE_TUNED}),
}
"""The documented limits of an account, and the uses of deployments that each counts."""


def verify(
    plan: Plan,
    stack: Stack,
    catalog: Catalog,
    lock: Lock | None = None,
    running: Lock | None = None,
) -> tuple[str, ...]:
    """Everything about the plan that is not as promised; empty for a sound plan.

    What is kept is held against what runs (without `running`, what the lock knows), all else
    against the stack file and the catalog.
    """
    strangers = tuple(_strangers(plan, stack))
    if strangers:
        return strangers
    known = lock or Lock(plan.stack)
    runs = known if running is None else running
    kept = {each.workload for each in plan.kept}
    fresh = replace(
        plan,
        deployments=tuple(d for d in plan.deployments if d.workload not in kept),
        training=tuple(t for t in plan.training if t.workload not in kept),
    )
    return (
        *_whole(plan, stack, kept),
        *_group(plan, stack, known),
        *_accounts(plan, catalog, known),
        *_names(plan),
        *_spillovers(plan, stack, kept),
        *references(plan, runs),
        *(line for d in fresh.deployments for line in _called(d, stack, known)),
        *_teams(fresh, stack, known),
        *_kept(plan, runs),
        *_lost(plan, stack, runs),
        *_resettled(plan, known),
        *_pools(plan, stack),
        *(line for place in fresh.places for line in _place(place, plan, stack, catalog)),
        *(line for d in fresh.deployments for line in _size(d, plan, stack, catalog)),
        *_spread(fresh, stack, catalog),
        *_apart(plan, stack),
    )


def _strangers(plan: Plan, stack: Stack) -> Iterator[str]:
    """With names that nobody knows, nothing else can be held against the stack file."""
    if set(plan.workloads) != set(stack.workloads):
        yield "the plan's workloads are not the stack's"
    for name in sorted({place.workload for place in plan.places} - set(stack.workloads)):
        yield f"{name}: placed, and not in the stack file"


def _kept(plan: Plan, running: Lock) -> Iterator[str]:
    there: dict[str, set[Place]] = {each.workload: set() for each in plan.kept}
    for place in plan.places:
        there.get(place.workload, set()).add(place)
    for name, places in there.items():
        stands = running.workloads.get(name)
        if stands is None or places != {*stands.places}:
            yield f"{name}: kept, but not as it runs"


def _lost(plan: Plan, stack: Stack, running: Lock) -> Iterator[str]:
    """What runs goes only with its workload."""
    stands = {place.workload for place in plan.places}
    for name in sorted((running.workloads.keys() & stack.workloads.keys()) - stands):
        yield f"{name}: runs, and is neither placed nor kept"


def _resettled(plan: Plan, lock: Lock) -> Iterator[str]:
    """An account stays where and what it is."""
    for account in plan.accounts:
        known = lock.accounts.get(account.name, account)
        if (known.region, known.subdomain) != (account.region, account.subdomain):
            yield f"account {account.name} is not as the lock has it"


def _pools(plan: Plan, stack: Stack) -> Iterator[str]:
    """What runs may hold more than a limit that was lowered; what is new may not."""
    kept = {each.workload for each in plan.kept}
    for use in plan.pools:
        over = use.limit is not None and use.used > use.limit
        if over and not kept & {*use.workloads}:
            yield f"quota {use.pool}: {use.used} of {use.limit}"
        if use.limit is None and {str(use.pool), use.pool.name} & stack.subscription.quota.keys():
            yield f"quota {use.pool}: the limit that the stack file gives is not used"
    yield from _uncounted(plan)


def _uncounted(plan: Plan) -> Iterator[str]:
    """Each deployment draws on a pool of its type, `OpenAI.<Sku>.<model>`, and on one only."""
    counted, deployed = Counter[str](), Counter[str]()
    for use in plan.pools:
        counted[use.pool.name.split(".")[1]] += use.used
    for d in plan.deployments:
        deployed[d.sku] += d.capacity
    for sku in sorted({*counted, *deployed}):
        if counted[sku] != deployed[sku]:
            yield f"quota of {sku}: {counted[sku]} counted, {deployed[sku]} deployed"


def _spread(plan: Plan, stack: Stack, catalog: Catalog) -> Iterator[str]:
    """Each replica stands in another region, or in another geography."""
    spots = Counter((place.workload, _spot(place, stack, catalog)) for place in plan.places)
    for (name, spot), times in spots.items():
        if times > 1:
            yield f"{name}: {times} replicas in {spot}"


def _spot(place: Place, stack: Stack, catalog: Catalog) -> str:
    region = catalog.regions.get(place.region)
    wide = stack.workloads[place.workload].spread == "geography"
    return region.geography if wide and region else place.region


def _apart(plan: Plan, stack: Stack) -> Iterator[str]:
    """Workloads together and apart, as the stack file asks; what is kept asks for nothing."""
    regions: dict[str, set[str]] = {}
    for place in plan.places:
        regions.setdefault(place.workload, set()).add(place.region)
    for name in regions.keys() - {each.workload for each in plan.kept}:
        for other in stack.workloads[name].together_with:
            if not regions[name] <= regions.get(other, set()):
                yield f"{name}: not together with {other}"
        for other in stack.workloads[name].apart_from:
            if regions[name] & regions.get(other, set()):
                yield f"{name}: not apart from {other}"


def _whole(plan: Plan, stack: Stack, kept: set[str]) -> Iterator[str]:
    placed = Counter(place.workload for place in plan.places)
    for name, outcome in plan.workloads.items():
        wanted = stack.workloads[name].replicas if outcome.verdict is Verdict.OK else 0
        if name not in kept and placed[name] != wanted:
            yield f"{name}: {placed[name]} placed, {wanted} expected"


def _group(plan: Plan, stack: Stack, lock: Lock) -> Iterator[str]:
    """The group is the one that runs, else the one that is asked for; what was made stays made."""
    known, asked = lock.group, stack.accounts
    name = known.name if known else asked.group_name(stack.name)
    exists = known.exists if known else asked.group_id is not None
    if plan.resource_group != name:
        yield f"resource group {plan.resource_group}, not {name}"
    if plan.group_exists != exists:
        yield f"resource group {name} is {'used' if exists else 'made'} by the stack"
    if known and known.location and plan.location != known.location:
        yield f"resource group {name} in {plan.location}, not {known.location}"


def _accounts(plan: Plan, catalog: Catalog, lock: Lock) -> Iterator[str]:
    """Azure compares names without case; an account takes no more new deployments than it holds."""
    for name, times in Counter(a.name.casefold() for a in plan.accounts).items():
        if times > 1:
            yield f"account {name} is planned {times} times"
    for name, times in Counter(a.subdomain.casefold() for a in plan.accounts).items():
        if times > 1:
            yield f"subdomain {name} is planned {times} times"
    for name, uses in _HOLDS.items():
        yield from _full(name, [d for d in plan.deployments if d.use in uses], catalog, lock)


def _full(name: str, counted: Sequence[Deployment], catalog: Catalog, lock: Lock) -> Iterator[str]:
    limit = catalog.limit(name)
    added = {d.account for d in counted if d.workload not in lock.workloads}
    for account, count in Counter(d.account for d in counted).items():
        if limit is not None and count > limit.value and account in added:
            yield f"account {account}: {count} of {limit.value} {name}"


def _names(plan: Plan) -> Iterator[str]:
    names = Counter((d.account, d.name.casefold()) for d in plan.deployments)
    for (account, name), times in names.items():
        if times > 1:
            yield f"{account}/{name} is planned {times} times"
    regions = {a.name: a.region for a in plan.accounts}
    for place in plan.places:
        if regions.get(place.account) != place.region:
            yield f"{place.workload}: account {place.account} is not in {place.region}"


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


def _teams(plan: Plan, stack: Stack, lock: Lock) -> Iterator[str]:
    """Each stands in an account of its team, or in that in which it runs; `account: N` wins."""
    teams = {account.name: account.team for account in plan.accounts}
    numbers = {account.name: account.number for account in plan.accounts}
    for place in plan.places:
        locked = lock.workloads.get(place.workload)
        stays = locked is not None and place.account in {each.account for each in locked.places}
        asked = stack.workloads[place.workload]
        if not stays and teams.get(place.account) != asked.team:
            yield f"{place.workload}: account {place.account} is not of team {asked.team}"
        if asked.account not in (None, numbers.get(place.account)):
            yield f"{place.workload}: account {place.account} is not number {asked.account}"


def _called(d: Deployment, stack: Stack, lock: Lock) -> Iterator[str]:
    """A deployment keeps its name in its account; a new one has the name that is asked for."""
    locked = lock.workloads.get(d.workload)
    running = locked.deployments if locked else ()
    known = [each.name for each in running if each.account == d.account]
    expected = known or [_asked(stack, d).deployment_name or d.workload]
    if d.name not in expected:
        yield f"{d.workload}: called {d.name}, not {expected[0]}"


def _place(place: Place, plan: Plan, stack: Stack, catalog: Catalog) -> Iterator[str]:
    """What was asked for, offered, not retired, and inside the residency."""
    workload = stack.workloads[place.workload]
    subject = workload.subject(plan.workloads[place.workload].version)
    yield from _wish(place, workload, subject)
    offering = catalog.find(Target(subject, place.type, place.region))
    unknown = offering.availability is Availability.UNKNOWN
    accepted = unknown and _admits_unknown(plan, workload, place.workload)
    if offering.availability is not Availability.AVAILABLE and not accepted:
        yield f"{place.workload}: {_words(place)} in {place.region} is {offering.availability}"
    if _retired(subject, place, plan, catalog):
        yield f"{place.workload}: {subject.pinned} is retired"
    if not stays(place, workload, plan, catalog):
        yield f"{place.workload}: {place.type} in {place.region} is not sure to stay in {workload.residency}"


def _words(place: Place) -> str:
    if isinstance(place, TrainingPlace):
        return f"{place.type} training"
    return f"{place.full_model} {place.version} {place.type}"


def _wish(place: Place, workload: Workload, subject: Subject) -> Iterator[str]:
    """Type, region and exact version; what stands for `default` is the plan's own word."""
    use = place.use if isinstance(place, Deployment) else Use.TRAINING
    if place.type not in workload.types or use is not workload.use:
        yield f"{place.workload}: {place.type} was not asked for"
    if workload.region and place.region not in workload.region:
        yield f"{place.workload}: {place.region} was not asked for"
    tuned = workload.fine_tuned
    expected = (tuned.id, _TUNED_VERSION) if tuned else (workload.model.model, subject.version)
    pinned = workload.model.version in (subject.version, DEFAULT_VERSION)
    same = (place.model, place.version) == expected and place.publisher == subject.publisher
    if not same or not pinned:
        yield f"{place.workload}: {place.full_model} {place.version} was not asked for"


def _admits_unknown(plan: Plan, workload: Workload, name: str) -> bool:
    """Whether the stack file accepts by name that nobody knows, and the plan says so aloud."""
    named = {entry.rule for entry in workload.accept}
    said = (finding.rule for finding in plan.findings_of(name) if finding.accepted)
    return any(rule.admits_unknown and rule.id in named for rule in said)


def _retired(subject: Subject, place: Place, plan: Plan, catalog: Catalog) -> bool:
    lives = catalog.lifecycle(subject, place.type, place.region)
    stages = [life.stage_at(plan.as_of) for life in lives]
    return bool(stages) and all(stage is Stage.RETIRED for stage in stages)


def _size(d: Deployment, plan: Plan, stack: Stack, catalog: Catalog) -> Iterator[str]:
    workload = stack.workloads[d.workload]
    asked = workload.capacity
    if asked is None:
        yield f"{d.workload}: deployed without a capacity"
        return
    factor = 1_000 if asked.unit is Unit.TPM else 1
    if not asked.amount.min <= d.capacity * factor <= asked.amount.target:
        yield f"{d.workload}: capacity {d.capacity} is outside what was asked for"
    subject = workload.subject(plan.workloads[d.workload].version)
    rules = [catalog.capacity_rule(subject, d.type)]
    if _accepts_size(plan, d.workload):
        rules.append(catalog.listed_sizes(subject, d.type))
    known = [rule for rule in rules if rule is not None]
    if known and all(rule.largest(d.capacity, d.capacity) is None for rule in known):
        yield f"{d.workload}: capacity {d.capacity} is not a size of {d.type}"


def _accepts_size(plan: Plan, name: str) -> bool:
    """Whether the stack file accepts by name a size that only the service itself listed."""
    return any(f.accepted and f.rule.aspect is Aspect.SIZE for f in plan.findings_of(name))
