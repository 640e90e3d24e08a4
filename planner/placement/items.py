"""Turns workloads and what the checks leave them into the solver's items."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from planner.domain.lock import Locked
from planner.domain.plan import Choice, Deployment, Pool, TrainingPlace
from planner.domain.subject import Subject
from planner.domain.terms import DeploymentType, Use
from planner.domain.workload import Workload
from planner.facts.catalog import Catalog
from planner.placement.capacity import valid_sizes
from planner.placement.solver.problem import LEAST, NO_SIZE, Item, Option, Sizes
from planner.placement.spots import Spot, team_in

PoolOf = Callable[["Wish", Choice], Pool | None]

MORE = " (new replicas)"
"""Ends the name of the item that holds the replicas which a running workload does not have yet."""


@dataclass(frozen=True, slots=True)
class Wish:
    """One workload that is let through, and what the checks and the lock leave it."""

    name: str
    workload: Workload
    subject: Subject
    choices: Sequence[Choice]
    pins: Sequence[Choice] = ()
    """Where it runs and stays."""
    runs: bool = False
    priority: int = LEAST
    """As `Item` has it."""
    edited: bool = False
    """What runs of it is no longer what the stack file asks for."""
    deployed: Sequence[Deployment] = ()
    """As the lock has it."""
    kept: Locked | None = None
    """Set when it stands as the lock says, whatever it asks for."""
    stands: Mapping[str, Spot] = field(default_factory=dict)
    """By region, the account in which it runs."""

    def team(self, region: str) -> str:
        """Whose accounts of a region it stands in, or would."""
        return team_in(self.workload, self.stands.get(region))


def items(wish: Wish, others: Collection[str], pool_of: PoolOf, catalog: Catalog) -> Iterator[Item]:
    """The workload's items: one, or two when it runs and wants more replicas than it has.

    Where it runs and may stay it stays, so what runs is never offered another place.
    """
    if wish.kept is not None:
        yield _kept(wish, wish.kept)
        return
    whole = _item(wish, others, pool_of, catalog)
    pinned = tuple(option for option in whole.options if option.stays)
    if not pinned:
        yield whole
    elif wish.workload.replicas <= len(pinned):
        yield replace(whole, options=pinned)
    else:
        yield replace(whole, options=pinned, replicas=len(pinned))
        yield _more(whole, pinned)


def _item(wish: Wish, others: Collection[str], pool_of: PoolOf, catalog: Catalog) -> Item:
    workload = wish.workload
    stays = set(wish.pins)
    sizes = {type_: _sizes(wish, type_, catalog) for type_ in workload.types}
    return Item(
        name=wish.name,
        options=tuple(
            Option(
                choice=c,
                sizes=sizes[c.type],
                pool=pool_of(wish, c),
                stays=c in stays,
                team=wish.team(c.region),
                ran=_ran(wish, c, sizes[c.type], stays=c in stays),
            )
            for c in wish.choices
        ),
        replicas=workload.replicas,
        spread=workload.spread,
        runs=wish.runs,
        edited=wish.edited,
        priority=wish.priority,
        deploys=workload.use is not Use.TRAINING,
        tuned=workload.use is Use.FINE_TUNED,
        beside=_beside(workload, others),
        apart=tuple(sorted(set(workload.apart_from) & set(others))),
    )


def _beside(workload: Workload, others: Collection[str]) -> tuple[str, ...]:
    """A spill-over target that is refused is a rule's business, and so none of placement's."""
    target = {workload.spillover} & set(others) if workload.spillover else set()
    return tuple(sorted({*workload.together_with, *(t for t in target if t)}))


def _sizes(wish: Wish, type_: object, catalog: Catalog) -> Sizes:
    capacity = wish.workload.capacity
    if capacity is None or not isinstance(type_, DeploymentType):
        return NO_SIZE
    documented = valid_sizes(capacity, catalog.capacity_rule(wish.subject, type_))
    listed = catalog.listed_sizes(wish.subject, type_)
    if documented is None and listed is not None:  # which the checks let through only if accepted
        return valid_sizes(capacity, listed) or NO_SIZE
    return documented or NO_SIZE


def _ran(wish: Wish, choice: Choice, sizes: Sizes, *, stays: bool) -> int:
    """The size that what runs there keeps if it can; what moves, the smallest that runs of it.

    A target that was lowered since asks for less, and sizes in another unit say nothing.
    """
    if not isinstance(choice.type, DeploymentType):
        return 0
    alike = [d for d in wish.deployed if d.type.unit is choice.type.unit]
    there = [d for d in alike if not stays or (d.type, d.region) == (choice.type, choice.region)]
    return sizes.largest(min((d.capacity for d in there), default=0)) or 0


def _more(whole: Item, pinned: Sequence[Option]) -> Item:
    """The replicas still to be placed, away from those that run."""
    taken = {_apart(whole, option) for option in pinned}
    left = (o for o in whole.options if _apart(whole, o) not in taken)
    free = tuple(replace(option, ran=0) for option in left)
    missing = whole.replicas - len(pinned)
    return replace(whole, name=whole.name + MORE, options=free, replicas=missing, runs=False)


def _apart(item: Item, option: Option) -> str:
    return option.choice.geography if item.spread == "geography" else option.choice.region


def _kept(wish: Wish, locked: Locked) -> Item:
    """It has its quota, and needs a slot in its account."""
    return Item(
        name=locked.workload,
        options=tuple(
            Option(_place(each), stays=True, team=wish.stands[each.region].team)
            for each in locked.places
        ),
        replicas=len(locked.places),
        runs=True,
        deploys=bool(locked.deployments),
        tuned=any(d.use is Use.FINE_TUNED for d in locked.deployments),
    )


def _place(place: Deployment | TrainingPlace) -> Choice:
    """The choice that gives a place of the lock; nothing asks for its geography."""
    return Choice(place.type, place.region, "", (0, 0))
