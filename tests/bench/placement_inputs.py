"""Seeded placement problems: workloads that leave region and type open, under pools that bind.

Published here so that anybody can make the same instances: `problem(200)` is instance A of
docs/benchmarks.md, `problem(2_000)` instance B. 28 regions, the nine deployment types, eight
models; half of the workloads may be processed anywhere, the others in the EU or the US.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

from planner.domain.plan import SUBSCRIPTION, Choice, Pool
from planner.domain.terms import DeploymentType as T
from planner.domain.terms import Family, Scope
from planner.placement.solver.problem import AccountRoom, Item, Option, Problem, Sizes

SEED = 2026
ROOM = AccountRoom(deployments=32, fine_tuned=10, per_region=30)

REGIONS: dict[str, tuple[str, str]] = {
    "australiaeast": ("australia", ""),
    "brazilsouth": ("brazil", ""),
    "canadacentral": ("canada", ""),
    "canadaeast": ("canada", ""),
    "centralus": ("united-states", "us"),
    "eastus": ("united-states", "us"),
    "eastus2": ("united-states", "us"),
    "francecentral": ("france", "eu"),
    "germanywestcentral": ("germany", "eu"),
    "italynorth": ("italy", "eu"),
    "japaneast": ("japan", ""),
    "koreacentral": ("korea", ""),
    "northcentralus": ("united-states", "us"),
    "norwayeast": ("norway", ""),
    "polandcentral": ("poland", "eu"),
    "southafricanorth": ("south-africa", ""),
    "southcentralus": ("united-states", "us"),
    "southeastasia": ("asia-pacific", ""),
    "southindia": ("india", ""),
    "spaincentral": ("spain", "eu"),
    "swedencentral": ("sweden", "eu"),
    "switzerlandnorth": ("switzerland", ""),
    "switzerlandwest": ("switzerland", ""),
    "uaenorth": ("united-arab-emirates", ""),
    "uksouth": ("united-kingdom", ""),
    "westeurope": ("europe", "eu"),
    "westus": ("united-states", "us"),
    "westus3": ("united-states", "us"),
}
"""Geography and data zone by region."""

MODELS = tuple(f"model-{letter}" for letter in "abcdefgh")

KINDS: tuple[tuple[tuple[T, ...], int], ...] = (
    ((T.DATA_ZONE_STANDARD, T.GLOBAL_STANDARD, T.STANDARD), 60),
    ((T.PROVISIONED, T.DATA_ZONE_PROVISIONED, T.GLOBAL_PROVISIONED), 20),
    ((T.DATA_ZONE_BATCH, T.GLOBAL_BATCH), 12),
    ((T.DEVELOPER, T.GLOBAL_STANDARD), 8),
)
"""Types that one workload may permit, and how many in a hundred workloads do."""

SIZES: dict[Family, tuple[tuple[int, ...], int]] = {
    Family.STANDARD: ((10, 20, 50, 100, 150, 300, 500), 1),
    Family.PROVISIONED: ((50, 100, 200, 300), 50),
    Family.BATCH: ((100, 500, 1_000, 5_000), 1),
    Family.DEVELOPER: ((10, 50), 1),
}
"""Targets and step by family."""


@dataclass(frozen=True, slots=True)
class _Wish:
    """One workload before it is spelled out as an item."""

    name: str
    model: str
    types: tuple[T, ...]
    zone: str
    """Where prompts may be processed; empty for anywhere."""
    target: int
    least: int
    replicas: int
    spread: str
    runs: bool
    tuned: bool
    near: str
    apart: str


def problem(count: int, *, seed: int = SEED) -> Problem:
    """The instance with `count` workloads; the same for the same arguments."""
    dice = random.Random(f"{seed}/{count}")
    offered = _offered(dice)
    wishes: list[_Wish] = []
    for number in range(count):
        wishes.append(_wish(dice, f"w{number:05}", wishes))
    items = tuple(_item(dice, wish, offered) for wish in wishes)
    return Problem(items=items, limits=_limits(dice, items), room=ROOM)


def _offered(dice: random.Random) -> dict[tuple[str, T], tuple[str, ...]]:
    """The regions of each model and type."""
    share = {Scope.GLOBAL: 0.9, Scope.DATA_ZONE: 0.8, Scope.GEOGRAPHY: 0.5}
    return {
        (model, type_): tuple(
            region
            for region, (_, zone) in REGIONS.items()
            if (zone or type_.scope is not Scope.DATA_ZONE) and dice.random() < share[type_.scope]
        )
        for model, type_ in product(MODELS, T)
    }


def _wish(dice: random.Random, name: str, earlier: list[_Wish]) -> _Wish:
    kind = dice.choices([types for types, _ in KINDS], [weight for _, weight in KINDS])[0]
    types = tuple(dice.sample(kind, dice.randint(2, len(kind))))
    targets, _ = SIZES[types[0].family]
    target = dice.choice(targets)
    model = dice.choice(MODELS)
    kin = [w.name for w in earlier if w.model == model and set(w.types) <= set(kind)]
    relative = dice.choice(kin) if kin else ""
    return _Wish(
        name=name,
        model=model,
        types=types,
        zone="" if T.GLOBAL_BATCH in types else dice.choice(("", "", "eu", "us")),
        target=target,
        least=max(1, int(target * dice.choice((1, 1, 0.5, 0.2)))),
        replicas=2 if dice.random() < 0.15 else 1,
        spread=dice.choice(("region", "region", "geography")),
        runs=dice.random() < 0.25,
        tuned=T.DEVELOPER in types,
        near=relative if dice.random() < 0.03 else "",
        apart=relative if dice.random() < 0.03 else "",
    )


def _item(dice: random.Random, wish: _Wish, offered: dict[tuple[str, T], tuple[str, ...]]) -> Item:
    options = list(_options(wish, offered))
    stays = set(dice.sample(range(len(options)), wish.replicas)) if wish.runs else set()
    return Item(
        name=wish.name,
        options=tuple(
            Option(Choice(type_, region, REGIONS[region][0], (order, 0)), sizes, pool, n in stays)
            for n, (order, type_, region, sizes, pool) in enumerate(options)
        ),
        replicas=wish.replicas,
        spread="geography" if wish.spread == "geography" else "region",
        runs=wish.runs,
        tuned=wish.tuned,
        beside=(wish.near,) if wish.near else (),
        apart=(wish.apart,) if wish.apart else (),
    )


def _options(
    wish: _Wish, offered: dict[tuple[str, T], tuple[str, ...]]
) -> Iterator[tuple[int, T, str, Sizes, Pool]]:
    for order, type_ in enumerate(wish.types):
        step = SIZES[type_.family][1]
        low = max(step, wish.least // step * step)
        for region in offered[wish.model, type_]:
            if wish.zone in ("", REGIONS[region][1]):
                sizes = Sizes(low, max(low, wish.target), step)
                yield order, type_, region, sizes, _pool(wish.model, type_, region)


def _pool(model: str, type_: T, region: str) -> Pool:
    """As the service has them: a model's own, or one for all models where PTUs are sold."""
    if type_.family is Family.PROVISIONED:
        return Pool(f"OpenAI.{type_.sku}", region)
    name = f"OpenAI.{type_.sku}.{model}"
    scope = {Scope.GLOBAL: SUBSCRIPTION, Scope.DATA_ZONE: REGIONS[region][1]}
    return Pool(name, scope.get(type_.scope, region))


def _limits(dice: random.Random, items: tuple[Item, ...]) -> dict[Pool, int]:
    """From a little too small for everybody's first wish to a little too large."""
    wanted: Counter[Pool] = Counter()
    for item in items:
        first = [o for o in item.options if o.choice.order[0] == 0]
        for option in first:
            if option.pool:
                wanted[option.pool] += -(-option.sizes.high * item.replicas // len(first))
    pools = sorted({o.pool for item in items for o in item.options if o.pool})
    return {pool: max(500, int(wanted[pool] * dice.uniform(0.7, 1.3))) for pool in pools}
