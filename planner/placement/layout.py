"""Lays chosen offerings out as accounts: one for each team of a region, or as many as needed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from planner.domain import arm_ids as adopt
from planner.domain.lock import Lock, Locked
from planner.domain.plan import Account, Choice, Deployment, TrainingPlace
from planner.domain.settings import DEFAULT_KIND
from planner.domain.subject import Subject
from planner.domain.terms import DeploymentType, TrainingType
from planner.domain.workload import Stack, Workload
from planner.facts.catalog import Catalog
from planner.facts.scene import Scene
from planner.placement.slots import Room, slots
from planner.placement.spots import Spot, spot_of, standing, team_in
from planner.placement.stance import FINE_TUNED_VERSION


@dataclass(frozen=True, slots=True)
class Placement:
    """One workload and the offerings chosen for it, one a replica."""

    name: str
    workload: Workload
    subject: Subject
    chosen: tuple[Choice, ...]
    sizes: Mapping[str, int]
    """ARM's units by region."""


@dataclass(frozen=True, slots=True)
class Layout:
    """What there is to deploy, each part sorted by region and name."""

    accounts: tuple[Account, ...]
    deployments: tuple[Deployment, ...]
    training: tuple[TrainingPlace, ...]


def lay_out(scene: Scene, placements: Sequence[Placement], kept: Sequence[Locked] = ()) -> Layout:
    """The accounts that the placements need, and what stands in them.

    What the lock knows stays in its account, under the name that the account has there. `kept`
    workloads stand exactly as locked.
    """
    stack, lock = scene.stack, scene.lock or Lock(scene.stack.name)
    where = _slots(placements, scene.facts.documents, lock, kept)
    spots = {*where.values(), *(spot_of(account) for account in _accounts_of(kept, lock))}
    accounts = {spot: _account(stack, spot, lock) for spot in sorted(spots)}
    fresh = sorted(_spots(placements), key=lambda spot: (spot[1].region, spot[0].name))
    deployments = [
        _deployment(p, choice, choice.type, accounts[where[p.name, choice.region]], lock)
        for p, choice in fresh
        if isinstance(choice.type, DeploymentType)
    ]
    locked = [d for each in kept for d in each.deployments]
    training = [
        _training(p, choice.type, accounts[where[p.name, choice.region]])
        for p, choice in fresh
        if isinstance(choice.type, TrainingType)
    ]
    return Layout(
        accounts=tuple(accounts.values()),
        deployments=_sorted([*_finished(scene, placements, deployments, locked), *locked]),
        training=_sorted([*training, *(t for each in kept for t in each.training)]),
    )


Place = TypeVar("Place", Deployment, TrainingPlace)


def _sorted(places: Iterable[Place]) -> tuple[Place, ...]:
    return tuple(sorted(places, key=lambda place: (place.region, place.workload)))


def _accounts_of(kept: Iterable[Locked], lock: Lock) -> Iterable[Account]:
    return (lock.accounts[place.account] for each in kept for place in each.places)


def _spots(placements: Iterable[Placement]) -> Iterable[tuple[Placement, Choice]]:
    return ((p, choice) for p in placements for choice in p.chosen)


def _slots(
    placements: Sequence[Placement], catalog: Catalog, lock: Lock, kept: Sequence[Locked]
) -> dict[tuple[str, str], Spot]:
    """The account of each workload in each of its regions."""
    limits = [catalog.limit(name) for name in _LIMITS]
    room = Room(*(limit.value if limit else None for limit in limits))
    found: dict[tuple[str, str], Spot] = {}
    for region in sorted({choice.region for p in placements for choice in p.chosen}):
        here = {p.name: p.workload for p in placements if _in(p, region)}
        stand = standing(lock, region)
        teams = {name: team_in(w, stand.get(name)) for name, w in here.items()}
        for team in sorted(set(teams.values())):
            mine = {name: w for name, w in here.items() if teams[name] == team}
            held = _held(kept, lock, region, team)
            numbers = _numbers(mine, room, _of_team(stand, team), held)
            found |= {(name, region): Spot(region, team, numbers[name]) for name in mine}
    return found


def _numbers(
    here: Mapping[str, Workload],
    room: Room,
    locked: Mapping[str, int],
    held: Sequence[tuple[int, Locked]],
) -> dict[str, int]:
    """Which of a team's accounts of a region each of its workloads stands in."""
    pins = {**locked, **_asked(here)}
    deployed = {name: w for name, w in here.items() if w.training is None}
    numbers = slots(deployed, room, pins, held)
    return {name: numbers.get(name, pins.get(name, 1)) for name in here}


def _held(kept: Iterable[Locked], lock: Lock, region: str, team: str) -> list[tuple[int, Locked]]:
    """The kept workloads in a team's accounts of a region, each with its account's number."""
    spots = ((spot_of(lock.accounts[p.account]), each) for each in kept for p in each.places)
    return [(s.number, each) for s, each in spots if (s.region, s.team) == (region, team)]


def _of_team(stand: Mapping[str, Spot], team: str) -> dict[str, int]:
    return {name: spot.number for name, spot in stand.items() if spot.team == team}


def _asked(workloads: Mapping[str, Workload]) -> dict[str, int]:
    """What `account: N` says, which wins over the lock."""
    return {name: w.account for name, w in workloads.items() if w.account is not None}


_LIMITS = ("deployments-per-account", "fine-tuned-deployments-per-account")


def _in(placement: Placement, region: str) -> bool:
    return any(choice.region == region for choice in placement.chosen)


def _account(stack: Stack, spot: Spot, lock: Lock) -> Account:
    """An account keeps the name and subdomain under which it is locked: neither can change.

    Nor does one of kind AIServices become one of kind OpenAI again (AOAI839).
    """
    region, number, team = spot.region, spot.number, spot.team or None
    given, kind = stack.accounts, stack.accounts.of(region, team).kind
    for known in lock.accounts.values():
        if spot_of(known) == spot:
            stays = known.kind if known.kind == DEFAULT_KIND else kind
            stands = replace(known, kind=stays, team_says=given.team_says(team))
            return _adopted_account(stack, lock, stands)
    name = given.account_name(stack.name, region, number, team)
    subdomain = given.subdomain(stack.name, region, number, team)
    says = given.team_says(team)
    made = Account(name, region, kind, subdomain, number, team=team, team_says=says)
    return _adopted_account(stack, lock, made)


def _adopted_account(stack: Stack, lock: Lock, made: Account) -> Account:
    """The account with the id of one that exists, if it is to be taken over."""
    given = stack.accounts.of(made.region, made.team)
    id_ = adopt.account_id(stack, lock, made, given.adopt)
    adopted = (made.adopted or id_ is not None) and not given.owned
    return replace(made, import_id=id_, adopted=adopted)


def _finished(
    scene: Scene,
    placements: Iterable[Placement],
    made: Sequence[Deployment],
    kept: Iterable[Deployment],
) -> Iterator[Deployment]:
    """New deployments, each with what is known of it when all others have an account and a name."""
    workloads = {placement.name: placement.workload for placement in placements}
    called = {(d.account, d.workload): d.name for d in (*kept, *made)}
    for each in made:
        yield _adopted(scene, workloads[each.workload], _spilling(each, called))


def _spilling(made: Deployment, called: Mapping[tuple[str, str], str]) -> Deployment:
    """A stack file spills over to a workload, Azure to a deployment of the same account.

    A workload that has none there is named as it was given, and a rule refuses it.
    """
    asked = made.settings.spillover
    name = called.get((made.account, asked)) if asked is not None else None
    if name in (None, asked):
        return made
    return replace(made, settings=made.settings.model_copy(update={"spillover": name}))


def _adopted(scene: Scene, workload: Workload, made: Deployment) -> Deployment:
    """The deployment with the id of one that exists, if it is to be taken over."""
    asked = adopt.asked(workload, made.region)
    if not asked:
        return made
    id_ = adopt.deployment_id(scene.stack, scene.lock, made, asked)
    return replace(made, import_id=id_)


def _name(placement: Placement, account: Account, lock: Lock) -> str:
    """What a deployment is called: as long as it stays in its account, what it is called there."""
    locked = lock.workloads.get(placement.name)
    there = locked.deployments if locked else ()
    given = placement.workload.deployment_name or placement.name
    return next((each.name for each in there if each.account == account.name), given)


def _deployment(
    placement: Placement,
    choice: Choice,
    type_: DeploymentType,
    account: Account,
    lock: Lock,
) -> Deployment:
    workload = placement.workload
    tuned = workload.fine_tuned
    return Deployment(
        workload=placement.name,
        name=_name(placement, account, lock),
        account=account.name,
        region=choice.region,
        model=tuned.id if tuned else placement.subject.model,
        version=FINE_TUNED_VERSION if tuned else placement.subject.version,
        use=placement.subject.use,
        type=type_,
        capacity=placement.sizes[choice.region],
        settings=workload.handed_on,
        source_account=tuned.source_account if tuned else None,
        publisher=placement.subject.publisher,
    )


def _training(placement: Placement, type_: TrainingType, account: Account) -> TrainingPlace:
    return TrainingPlace(
        workload=placement.name,
        account=account.name,
        region=account.region,
        model=placement.subject.model,
        version=placement.subject.version,
        type=type_,
        publisher=placement.subject.publisher,
    )
