"""Lays chosen offerings out as accounts and deployments: one account a region, or as many as needed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from planner import adopt
from planner.catalog.query import Catalog
from planner.placement.capacity import arm_capacity
from planner.placement.slots import Room, slots
from planner.plan import Account, Choice, Deployment, TrainingPlace
from planner.terms import DeploymentType, TrainingType
from planner.workload import Stack, Workload

FINE_TUNED_VERSION = "1"
"""The model version that ARM gives every fine-tuned model."""


@dataclass(frozen=True, slots=True)
class Placement:
    """One workload and the offerings chosen for it, one a replica."""

    name: str
    workload: Workload
    version: str
    chosen: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class Layout:
    """What there is to deploy, each part sorted by region and name."""

    accounts: tuple[Account, ...]
    deployments: tuple[Deployment, ...]
    training: tuple[TrainingPlace, ...]


def lay_out(stack: Stack, placements: Sequence[Placement], catalog: Catalog) -> Layout:
    """The accounts that the placements need, and what stands in them.

    Raises ValueError for a capacity that no valid size satisfies; the checks refuse those.
    """
    where = _slots(placements, catalog)
    accounts = {spot: _account(stack, *spot) for spot in sorted(set(where.values()))}
    spots = sorted(_spots(placements), key=lambda spot: (spot[1].region, spot[0].name))
    return Layout(
        accounts=tuple(accounts.values()),
        deployments=tuple(
            _adopted(
                stack,
                p,
                _deployment(
                    p, choice, choice.type, accounts[where[p.name, choice.region]], catalog
                ),
            )
            for p, choice in spots
            if isinstance(choice.type, DeploymentType)
        ),
        training=tuple(
            _training(p, choice.type, accounts[where[p.name, choice.region]])
            for p, choice in spots
            if isinstance(choice.type, TrainingType)
        ),
    )


def _spots(placements: Iterable[Placement]) -> Iterable[tuple[Placement, Choice]]:
    return ((p, choice) for p in placements for choice in p.chosen)


def _slots(
    placements: Sequence[Placement], catalog: Catalog
) -> dict[tuple[str, str], tuple[str, int]]:
    """Region and number of the account of each workload in each of its regions."""
    limits = [catalog.limit(name) for name in _LIMITS]
    room = Room(*(limit.value if limit else None for limit in limits))
    found: dict[tuple[str, str], tuple[str, int]] = {}
    for region in {choice.region for p in placements for choice in p.chosen}:
        here = {p.name: p.workload for p in placements if _in(p, region)}
        deployed = {name: w for name, w in here.items() if w.training is None}
        numbers = slots(deployed, room)
        for name, workload in here.items():
            found[name, region] = (region, numbers.get(name, workload.account or 1))
    return found


_LIMITS = ("deployments-per-account", "fine-tuned-deployments-per-account")


def _in(placement: Placement, region: str) -> bool:
    return any(choice.region == region for choice in placement.chosen)


def account_name(stack: Stack, region: str, number: int = 1) -> str:
    """The name of one of the stack's accounts in a region; also its subdomain.

    The first has no number, so that it keeps its name when a second one is needed.
    """
    own = stack.accounts.regions.get(region)
    if own is not None and own.name is not None:
        return own.name if number == 1 else f"{own.name}-{number}"
    naming = stack.accounts.naming
    parts = (naming.prefix, stack.name, region, str(number) if number > 1 else "", naming.suffix)
    return "-".join(part for part in parts if part)


def _account(stack: Stack, region: str, number: int) -> Account:
    name = account_name(stack, region, number)
    settings, own = stack.accounts.of(region), stack.accounts.regions.get(region)
    subdomain = own.subdomain if own is not None and number == 1 else None
    made = Account(name, region, settings.kind, subdomain or name, number)
    return replace(made, import_id=adopt.account_id(stack, made, settings.adopt))


def _deployment(
    placement: Placement,
    choice: Choice,
    type_: DeploymentType,
    account: Account,
    catalog: Catalog,
) -> Deployment:
    workload = placement.workload
    tuned = workload.fine_tuned
    return Deployment(
        workload=placement.name,
        name=placement.name,
        account=account.name,
        region=choice.region,
        model=tuned.id if tuned else workload.model.model,
        version=FINE_TUNED_VERSION if tuned else placement.version,
        use=workload.use,
        type=type_,
        capacity=_capacity(placement, type_, catalog),
        upgrade=workload.upgrade.value,
        content_filter=workload.content_filter,
        source_account=tuned.source_account if tuned else None,
        spillover=workload.spillover,
    )


def _adopted(stack: Stack, placement: Placement, made: Deployment) -> Deployment:
    """The deployment with the id of one that exists, if it is to be taken over."""
    asked = adopt.asked(placement.workload, made.region)
    return replace(made, import_id=adopt.deployment_id(stack, made, asked)) if asked else made


def _capacity(placement: Placement, type_: DeploymentType, catalog: Catalog) -> int:
    workload = placement.workload
    rule = catalog.capacity_rule(workload.model.model, placement.version, type_)
    size = None if workload.capacity is None else arm_capacity(workload.capacity, rule)
    if size is None:
        raise ValueError(f"{placement.name}: no valid {type_} size within {workload.capacity}")
    return size


def _training(placement: Placement, type_: TrainingType, account: Account) -> TrainingPlace:
    return TrainingPlace(
        workload=placement.name,
        account=account.name,
        region=account.region,
        model=placement.workload.model.model,
        version=placement.version,
        type=type_,
    )
