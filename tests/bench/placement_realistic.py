"""Seeded placement problems as the planner meets them: few models, real offerings, shared pools.

Published here so that anybody can make the same instances: `problem(1_000)` is the row "realistic,
1,000 workloads" of docs/benchmarks.md. Six models with the regions that the snapshot 2026-09 has
for them; quota pools as the service keeps them; provisioned quota was granted in seven regions.
Regions are open within a residency, or a short list in the order of preference.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import TypeVar

from planner.domain.offering import Region
from planner.domain.plan import SUBSCRIPTION, Choice, Pool
from planner.domain.terms import Cloud, Family, Scope, Use
from planner.domain.terms import DeploymentType as T
from planner.facts.catalog import Catalog
from planner.facts.kinds import regions
from planner.facts.snapshot import load
from planner.placement.solver.problem import AccountRoom, Item, Option, Problem, Sizes

SNAPSHOT = "2026-09"
SEED = 7
ROOM = AccountRoom(deployments=32, fine_tuned=10, per_region=100)

MODELS: Mapping[str, int] = {
    "gpt-5.1": 30,
    "gpt-5-mini": 25,
    "gpt-4.1": 15,
    "gpt-5.4": 15,
    "text-embedding-3-large": 10,
    "gpt-4.1-mini": 5,
}
"""How many in a hundred workloads want each."""

KINDS: Mapping[tuple[T, ...], int] = {
    (T.DATA_ZONE_STANDARD, T.GLOBAL_STANDARD): 45,
    (T.GLOBAL_STANDARD, T.DATA_ZONE_STANDARD): 15,
    (T.GLOBAL_STANDARD,): 15,
    (T.DATA_ZONE_PROVISIONED, T.GLOBAL_PROVISIONED): 12,
    (T.GLOBAL_BATCH,): 8,
    (T.DATA_ZONE_BATCH, T.GLOBAL_BATCH): 5,
}
"""Types in the order of preference, and how many in a hundred workloads permit them."""

ZONES: Mapping[str, int] = {"eu": 50, "us": 30, "": 20}
"""Where prompts may be processed; empty for anywhere."""

LISTED: Mapping[str, tuple[str, ...]] = {
    "eu": ("swedencentral", "francecentral", "polandcentral"),
    "us": ("eastus2", "centralus"),
    "": ("swedencentral", "eastus2"),
}
"""The list of those who give one."""

GRANTED = frozenset(
    {
        "swedencentral",
        "francecentral",
        "germanywestcentral",
        "polandcentral",
        "eastus2",
        "centralus",
        "southcentralus",
    }
)
"""Where provisioned quota was granted; elsewhere there is none."""

TARGETS: Mapping[Family, tuple[int, ...]] = {
    Family.STANDARD: (30, 50, 50, 100, 100, 200, 450),
    Family.PROVISIONED: (50, 50, 100, 200),
    Family.BATCH: (1_000, 5_000, 20_000),
}
PTU_LEAST, PTU_STEP = 15, 5

Word = TypeVar("Word")


@dataclass(frozen=True, slots=True)
class _Wish:
    """One workload before it is spelled out as an item."""

    model: str
    types: tuple[T, ...]
    zone: str
    listed: tuple[str, ...]
    sizes: Sizes


def problem(count: int, *, seed: int = SEED) -> Problem:
    """The instance with about `count` workloads: some could stand nowhere, and are not in it."""
    dice = random.Random(f"{seed}/{count}")
    wishes = [_wish(dice) for _ in range(count)]
    items = tuple(_item(dice, f"w{n:05}", wish) for n, wish in enumerate(wishes) if _spots(wish))
    return Problem(items, _limits(dice, items, count), ROOM)


def _wish(dice: random.Random) -> _Wish:
    model, types, zone = _drawn(dice, MODELS), _drawn(dice, KINDS), _drawn(dice, ZONES)
    types = tuple(t for t in types if _offered()[model, t]) or (T.GLOBAL_STANDARD,)
    return _Wish(
        model, types, zone, LISTED[zone] if dice.random() < 0.3 else (), _size(dice, types[0])
    )


def _drawn(dice: random.Random, among: Mapping[Word, int]) -> Word:
    return dice.choices(list(among), list(among.values()))[0]


def _size(dice: random.Random, type_: T) -> Sizes:
    """Three in five take nothing less than their target; batch never does."""
    target = dice.choice(TARGETS[type_.family])
    whole = dice.random() < 0.6 or type_.family is Family.BATCH
    if type_.family is Family.PROVISIONED:
        return Sizes(target if whole else PTU_LEAST, target, PTU_STEP)
    return Sizes(target if whole else max(1, target // 5), target)


def _item(dice: random.Random, name: str, wish: _Wish) -> Item:
    return Item(
        name=name,
        options=tuple(
            Option(Choice(type_, region, _regions()[region].geography, order), wish.sizes, pool)
            for type_, region, order in _spots(wish)
            for pool in [_pool(wish.model, type_, region)]
        ),
        replicas=2 if dice.random() < 0.1 else 1,
        spread="geography" if dice.random() < 0.3 else "region",
    )


def _spots(wish: _Wish) -> list[tuple[T, str, tuple[int, int]]]:
    """Type, region and the place of both in the workload's order."""
    listed = wish.listed
    return [
        (type_, region, (order, listed.index(region) if listed else 0))
        for order, type_ in enumerate(wish.types)
        for region in _offered()[wish.model, type_]
        if wish.zone in ("", _regions()[region].data_zone) and region in (listed or (region,))
    ]


def _pool(model: str, type_: T, region: str) -> Pool:
    """As the service has them: a model's own, or one for all models where PTUs are sold."""
    if type_.family is Family.PROVISIONED:
        return Pool(f"OpenAI.{type_.sku}", region)
    scopes = {Scope.GLOBAL: SUBSCRIPTION, Scope.DATA_ZONE: _regions()[region].data_zone or region}
    return Pool(f"OpenAI.{type_.sku}.{model}", scopes.get(type_.scope, region))


def _limits(dice: random.Random, items: tuple[Item, ...], count: int) -> dict[Pool, int]:
    """From a quarter too small for everybody's first wish to a good deal too large."""
    wanted: Counter[Pool] = Counter()
    for item in items:
        first = {o.pool: o.sizes.high for o in item.options if o.choice.order[0] == 0 and o.pool}
        for pool, high in first.items():
            wanted[pool] += high * item.replicas // len(first)
    pools = sorted({o.pool for item in items for o in item.options if o.pool})
    return {pool: _limit(pool, wanted[pool], dice.uniform(0.75, 1.4), count) for pool in pools}


def _limit(pool: Pool, wanted: int, share: float, count: int) -> int:
    if "Provisioned" in pool.name:  # all of what is wanted goes where some was granted
        return int(wanted * share * 4) // 50 * 50 if pool.scope in GRANTED else 0
    if "Batch" in pool.name:
        return 200_000 * max(1, count // 200)
    return max(100, int(wanted * share) // 10 * 10)


@cache
def _catalog() -> Catalog:
    return load(SNAPSHOT)


@cache
def _regions() -> Mapping[str, Region]:
    return {region.slug: region for region in _catalog().all_of(regions.KIND)}


@cache
def _offered() -> Mapping[tuple[str, T], tuple[str, ...]]:
    """The public regions in which some version of each model is sold as each type."""
    found: dict[tuple[str, T], set[str]] = {(m, t): set() for m in MODELS for t in T}
    for each in _catalog().offerings(use=Use.BASE):
        at = (each.subject.model, each.type)
        if at in found and _regions()[each.region].cloud is Cloud.PUBLIC:
            found[at].add(each.region)
    return {at: tuple(sorted(slugs)) for at, slugs in found.items()}
