"""What a plan does to deployments that the lock knows elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from planner.domain.lock import Lock, Locked
from planner.domain.plan import Deployment, Move, Pool, TrainingPlace
from planner.domain.terms import Family

Place = Deployment | TrainingPlace
PoolOf = Callable[[Deployment], Pool | None]


def moves(
    lock: Lock, places: Iterable[Place], present: Iterable[str], pool_of: PoolOf
) -> list[Move]:
    """The moves of the workloads that are `present` in the stack file, sorted by workload.

    What changes in place (size, version, between standard types) is no move. A workload that is
    gone from the stack file does not move; it is removed.
    """
    now: dict[str, list[Place]] = {}
    for place in places:
        now.setdefault(place.workload, []).append(place)
    return [
        move
        for name in sorted(set(present) & set(lock.workloads))
        for move in _moves(lock.workloads[name], now.get(name, []), pool_of)
        if now.get(name)
    ]


def _moves(locked: Locked, now: Sequence[Place], pool_of: PoolOf) -> Iterator[Move]:
    """Each place that is given up, with the new one that takes over, in the order of regions."""
    before = [p for p in locked.places if not any(_stays(p, each) for each in now)]
    after = [p for p in now if not any(_stays(each, p) for each in locked.places)]
    for old, new in _pairs(_ordered(before), _ordered(after)):
        yield _move(locked.workload, old, new, pool_of)


def _pairs(before: Sequence[Place], after: Sequence[Place]) -> Iterator[tuple[Place, Place | None]]:
    """What takes over from each: what is made in its region, else what is left, in their order."""
    there = {place.region: place for place in after}
    left = iter([place for place in after if place.region not in {p.region for p in before}])
    for old in before:
        yield old, there[old.region] if old.region in there else next(left, None)


def _ordered(places: Iterable[Place]) -> list[Place]:
    return sorted(places, key=lambda place: (place.region, place.account))


def _stays(old: Place, new: Place) -> bool:
    """Whether Azure changes the one into the other in place, or need not change it."""
    if (old.account, type(old)) != (new.account, type(new)):
        return False
    if isinstance(old, Deployment) and isinstance(new, Deployment):
        return old.name == new.name and _in_place(old, new)
    return True


def _in_place(old: Deployment, new: Deployment) -> bool:
    """Standard types change into one another and keep the model; provisioned ones keep the type.

    As the emitter has it: docs/pulumi.md, "What may happen to it later".
    """
    if old.type.family is not new.type.family:
        return False
    if old.type.family is Family.PROVISIONED:
        return old.type is new.type
    if old.full_model != new.full_model:
        return False
    return old.type is new.type or old.type.family is Family.STANDARD


def _move(workload: str, old: Place, new: Place | None, pool_of: PoolOf) -> Move:
    down = new is None or (old.region, type(old)) == (new.region, type(new))
    if down or not isinstance(old, Deployment) or not isinstance(new, Deployment):
        return Move(workload, old, new, down, 0)
    pool = pool_of(new)
    shared = pool if pool == pool_of(old) else None
    return Move(workload, old, new, down, new.capacity if shared else 0, shared)
