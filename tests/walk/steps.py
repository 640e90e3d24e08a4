"""One walk: a stack, five edits, and after each a lock, a plan and what the engine makes of it."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from planner.domain.lock import Lock, lock_of
from planner.domain.plan import Plan
from planner.files import lock as lockfile
from planner.files.state import read
from planner.planning.make_plan import make_plan
from tests.emit.mocked import register
from tests.emit.standing import state_in
from tests.given import catalog, stack_of
from tests.walk.edits import Edit, Stack, edit, first
from tests.walk.registered import Resource, World, at, deleted, refused, replaced, world_of

EDITS = 5
NAME = "dev"
DEPLOYMENT = "azure-native:cognitiveservices:Deployment"
ACCOUNT = "azure-native:cognitiveservices:Account"
POLICY = "azure-native:cognitiveservices:RaiPolicy"
_NETWORK = ("azure-native:network:", "azure-native:privatedns:")
_MOVED_BY_EDIT_ONLY = ("sku.name", "properties.model.name", "properties.model.version", "location")


@dataclass(frozen=True)
class Life:
    """A stack between two runs."""

    stack: Stack
    lock: Lock | None
    """The lock file; None where there is none."""
    runs: Lock | None
    """What the stack's state says that runs; None before the first run."""
    world: World = field(default_factory=dict)
    plan: Plan | None = None
    waits: Edit | None = None
    """What edits asked for that no run has gone through with yet."""
    locks: tuple[Lock, ...] = ()
    """The lock files that there were, the first one first."""


@dataclass(frozen=True)
class Step:
    """What one edit did."""

    says: str
    harm: tuple[str, ...]
    stopped: bool
    """The program or the engine refused to touch anything."""


def walk(seed: int, edits: int = EDITS) -> Iterator[Step]:
    """The steps of the walk with this seed; the first run is none of them."""
    chance = random.Random(seed)
    life = begun(first(chance), locked=chance.random() < 0.6)
    for _ in range(edits):
        asked = edit(life.stack, chance)
        life, step = take(life, asked, locks=chance.random() < 0.5)
        yield step


def begun(stack: Stack, *, locked: bool) -> Life:
    """After the first run, with a lock or without."""
    plan = planned(stack, None, None)
    return _applied(Life(stack, lock_of(plan) if locked else None, None), plan)


def _applied(life: Life, plan: Plan) -> Life:
    """After a run that went well: the state is what was registered, and what runs is read from it."""
    if _same(plan, life.plan):
        return replace(life, plan=plan)
    found = register(plan)
    state = read(state_in(found), plan.stack, day=plan.as_of, snapshot=plan.catalog.snapshot)
    assert state.left_out == ()
    return replace(life, runs=state.lock.recalling(life.lock), world=world_of(found), plan=plan)


def planned(
    stack: Stack, lock: Lock | None, runs: Lock | None, upgrade: frozenset[str] = frozenset()
) -> Plan:
    """The plan as the program makes it."""
    parsed = stack_of(stack, NAME)
    facts = catalog(stack["catalog"]["name"])
    assert parsed.as_of is not None
    return make_plan(parsed, facts, as_of=parsed.as_of, lock=lock, running=runs, upgrade=upgrade)


def take(life: Life, asked: Edit, *, locks: bool) -> tuple[Life, Step]:
    """One edit, the lock written before the run or not, and the run."""
    asked, lock = _since(life.waits, asked), _there(life, asked)
    if locks or asked.upgrades:
        lock = _locked(asked, lock)
    before = (*life.locks, *([life.lock] if life.lock else []))
    edited = replace(life, stack=asked.stack, lock=lock, locks=before, waits=asked)
    plan = planned(asked.stack, lock, life.runs)
    if not plan.applyable:
        return edited, Step(asked.says, (), stopped=True)
    after = _applied(edited, plan)
    if any(refused(life.world, after.world)):
        return edited, Step(asked.says, (), stopped=True)
    harm = tuple(harms(life.world, after.world, asked))
    return replace(after, waits=None), Step(asked.says, harm, stopped=False)


def _since(waits: Edit | None, asked: Edit) -> Edit:
    """The edit with what those before it named, of which every run was stopped."""
    if waits is None:
        return asked
    return replace(
        asked,
        named=asked.named | waits.named,
        opens=asked.opens or waits.opens,
        unplugs=asked.unplugs or waits.unplugs,
        filters=asked.filters or waits.filters,
    )


def _there(life: Life, asked: Edit) -> Lock | None:
    """The lock file as the edit leaves it."""
    if asked.drops_lock:
        return None
    if asked.restores is None or not life.locks:
        return life.lock
    return life.locks[asked.restores % len(life.locks)]


def _locked(asked: Edit, lock: Lock | None) -> Lock | None:
    """What `planner lock` leaves in the file, which knows nothing of the state."""
    plan = planned(asked.stack, lock, None, asked.upgrades)
    if not plan.applyable:
        return lock
    return lockfile.parse(lockfile.dump(lock_of(plan, lock)))


def _same(plan: Plan, before: Plan | None) -> bool:
    """Whether two plans register the same; what they say of it may differ."""
    return before is not None and _registers(plan) == _registers(before)


def _registers(plan: Plan) -> object:
    return (
        plan.resource_group,
        plan.location,
        plan.group_exists,
        plan.tags,
        plan.settings,
        plan.accounts,
        plan.deployments,
        plan.protects_accounts,
        plan.protected,
        plan.retyped,
    )


def harms(before: World, after: World, asked: Edit) -> Iterator[str]:
    """What nobody asked for by name: deleted, moved, made anew, rolled back or unprotected."""
    gone = [*deleted(before, after)]
    for key in gone:
        if not _named(key, before, gone, asked):
            yield f"deletes {key}"
    for key, path in replaced(before, after):
        if not _of_named(key, before, asked):
            yield f"replaces {key}, since {path} changes"
    for key in sorted(before.keys() & after.keys()):
        yield from _weakened(key, before, after, asked)
    yield from _dangling(after)


def _of_named(key: str, before: World, asked: Edit) -> bool:
    """A deployment of a workload that the edit names."""
    workload = before[key].name.rpartition("-")[0]
    return before[key].type == DEPLOYMENT and workload in asked.named


def _named(key: str, before: World, gone: list[str], asked: Edit) -> bool:
    kind = before[key].type
    if kind == DEPLOYMENT:
        return _of_named(key, before, asked)
    if kind == POLICY and asked.filters:
        return True
    if asked.unplugs and kind.startswith(_NETWORK):
        return True
    return _emptied(key, before, gone, asked)


def _emptied(key: str, before: World, gone: list[str], asked: Edit) -> bool:
    """Belongs to an account that goes, whose last deployments the edit names, or to the stack's group
    when nothing at all is left. An account to train in goes with its workload."""
    account = _account_of(key, before)
    if account is None:
        return all(each in gone for each in before)
    mine = [
        k for k, r in before.items() if r.type == DEPLOYMENT and _account_of(k, before) == account
    ]
    leaves = f"{ACCOUNT} {account}" in gone
    return leaves and bool(asked.named) and all(k in gone for k in mine)


def _account_of(key: str, before: World) -> str | None:
    """The account that a resource belongs to, by its inputs or by the start of its name."""
    named = before[key].inputs.get("accountName")
    if isinstance(named, str) and named:
        return named
    accounts = [r.name for r in before.values() if r.type == ACCOUNT]
    return next((a for a in accounts if before[key].name.startswith(a)), None)


def _weakened(key: str, before: World, after: World, asked: Edit) -> Iterator[str]:
    old, new = before[key], after[key]
    named = asked.opens or _of_named(key, before, asked)
    if old.protect and not new.protect and not named and not _no_longer_kept(new):
        yield f"unprotects {key}"
    if old.type == DEPLOYMENT and not _of_named(key, before, asked):
        for path in _MOVED_BY_EDIT_ONLY:
            if at(old.inputs, path) != at(new.inputs, path) and path not in new.ignores:
                yield f"changes {path} of {key}"


def _no_longer_kept(new: Resource) -> bool:
    """Only what is provisioned is protected for good; another one while it would be refused."""
    return new.type == DEPLOYMENT and "Provisioned" not in str(at(new.inputs, "sku.name"))


def _dangling(after: World) -> Iterator[str]:
    """Deployments that name a policy which is not there any more."""
    policies = {(r.inputs["accountName"], r.inputs["raiPolicyName"]) for r in _of(after, POLICY)}
    for each in _of(after, DEPLOYMENT):
        policy = at(each.inputs, "properties.raiPolicyName")
        ours = isinstance(policy, str) and not policy.startswith("Microsoft.")
        if ours and (each.inputs["accountName"], policy) not in policies:
            yield f"{each.name} names policy {policy}, which is gone"


def _of(world: World, kind: str) -> list[Resource]:
    return [r for r in world.values() if r.type == kind]
