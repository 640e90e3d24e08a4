"""Small random placement problems, and their best placement by trying everything.

Nothing here is shared with the solver: the rules and levels are written out once more, plainly.
The levels choose the places, with the sizes that are best for the levels; the sizes in the answer
are then those that share each pool most evenly.
"""

from __future__ import annotations

import math
import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import combinations, product

from planner.domain.plan import SUBSCRIPTION, Choice, Pool
from planner.domain.terms import DeploymentType, TrainingType
from planner.placement.solver.problem import (
    NO_SIZE,
    AccountRoom,
    Item,
    Option,
    Placed,
    Problem,
    Sizes,
    Solution,
)

GEOGRAPHY = {"east": "one", "north": "one", "south": "two", "west": "three"}
REGIONS = tuple(GEOGRAPHY)
TYPES = (
    DeploymentType.STANDARD,
    DeploymentType.GLOBAL_STANDARD,
    DeploymentType.DATA_ZONE_STANDARD,
)
TRAINING = (TrainingType.STANDARD, TrainingType.GLOBAL)
MOST = 1_500
"""Placements to try in one problem; larger draws are thrown away."""

Assignment = dict[str, tuple[Placed, ...]]


def problem(seed: int) -> Problem:
    """A problem small enough to try everything; the same for the same seed."""
    dice = random.Random(seed)
    while True:
        drawn = _draw(dice)
        count = 1
        for item in drawn.items:
            count *= 1 + sum(1 for _ in _ways(item))
        if count <= MOST:
            return drawn


def _draw(dice: random.Random) -> Problem:
    names = [f"w{n}" for n in range(dice.randint(1, 5))]
    items = tuple(_item(dice, name, names) for name in names)
    pools = sorted({o.pool for item in items for o in item.options if o.pool})
    limits = {p: dice.choice((0, 1, 2, 3, 4, 6, 9, 2_500)) for p in pools if dice.random() < 0.8}
    room = AccountRoom(
        deployments=dice.choice((None, 1, 2, 3)),
        fine_tuned=dice.choice((None, None, 0, 1, 2)),
        per_region=dice.choice((None, None, None, 0, 1, 1, 2)),
    )
    room = room if dice.random() < 0.7 else AccountRoom()
    wary, spread = dice.random() < 0.4, dice.random() < 0.3
    return Problem(items, limits, room, wary=wary, spread_risk=spread)


def _item(dice: random.Random, name: str, names: list[str]) -> Item:
    deploys = dice.random() < 0.85
    regions = dice.sample(REGIONS, dice.randint(1, 4))
    open_ = dice.random() < 0.5
    types: tuple[DeploymentType | TrainingType, ...] = TYPES if deploys else TRAINING
    spots = [
        (type_, region, (t, 0 if open_ else r))
        for t, type_ in enumerate(dice.sample(types, dice.randint(1, 2)))
        for r, region in enumerate(regions)
        if dice.random() < 0.8
    ]
    sizes = _sizes(dice)
    teams = {region: dice.choice(("", "", "", "a", "b")) for region in regions}
    teams = dict.fromkeys(regions, teams[regions[0]]) if dice.random() < 0.7 else teams
    runs = dice.random() < 0.4
    ran = dice.choice((0, sizes.low, sizes.high, dice.randint(1, max(1, sizes.high)))) * runs
    return Item(
        name=name,
        options=tuple(
            replace(
                _option(dice, spot, sizes, deploys=deploys, runs=runs),
                team=teams[spot[1]],
                ran=ran if deploys else 0,
            )
            for spot in spots
        ),
        replicas=dice.choice((1, 1, 1, 2, 2, 3)),
        spread=dice.choice(("region", "geography")),
        runs=runs,
        edited=runs and dice.random() < 0.4,
        deploys=deploys,
        tuned=dice.random() < 0.3,
        beside=tuple(dice.sample([*names, "nobody"], 1)) if dice.random() < 0.12 else (),
        apart=tuple(dice.sample([*names, "nobody"], 1)) if dice.random() < 0.15 else (),
        avoided=dice.random() < 0.2,
        priority=dice.choice((3, 3, 3, 3, 0, 1, 2)),
    )


def _sizes(dice: random.Random) -> Sizes:
    return dice.choice(
        (
            Sizes(1, 1),
            Sizes(2, 2),
            Sizes(1, 3),
            Sizes(1, 2),
            Sizes(2, 5, 2),
            Sizes(1, 7, 3),
            Sizes(2_000, 2_001),
            Sizes(5, 3),
        )
    )


def _option(
    dice: random.Random,
    spot: tuple[DeploymentType | TrainingType, str, tuple[int, int]],
    sizes: Sizes,
    *,
    deploys: bool,
    runs: bool,
) -> Option:
    type_, region, order = spot
    choice = Choice(type_, region, GEOGRAPHY[region], order)
    stays = runs and dice.random() < 0.3
    if not deploys:
        return Option(choice, NO_SIZE, None, stays)
    shared = Pool(f"shared.{type_}", SUBSCRIPTION)
    pool = dice.choice((shared, shared, Pool(f"own.{type_}", region), None))
    return Option(choice, sizes, pool, stays)


def _ways(item: Item) -> Iterator[tuple[Placed, ...]]:
    """Every way to place an item, as if it were alone."""
    for options in combinations(dict.fromkeys(item.options), item.replicas):
        choices = [o.choice for o in options]
        spots = [c.geography if item.spread == "geography" else c.region for c in choices]
        if len(set(spots)) == len(spots):
            for sizes in product(*(_all_sizes(o.sizes) for o in options)):
                yield tuple(Placed(o, size) for o, size in zip(options, sizes, strict=True))


def _all_sizes(sizes: Sizes) -> range:
    return range(sizes.low, sizes.high + 1, sizes.step)


@dataclass(frozen=True, slots=True)
class Best:
    """The least that the levels can be, and then the sum of the regions' positions by name."""

    worth: tuple[int, ...]
    names: int


def _largest(problem: Problem, option: Option) -> int:
    """The largest size that may be taken: of a pool that nobody knows, the smallest or what runs."""
    sizes = option.sizes
    if not _unknown(problem, option):
        return sizes.high
    return max(
        (size for size in _all_sizes(sizes) if option.stays and size <= option.ran),
        default=sizes.low,
    )


def _unknown(problem: Problem, option: Option) -> bool:
    return problem.wary and option.pool is not None and option.pool not in problem.limits


def best(problem: Problem) -> Best:
    """The best of all valid placements."""
    ways = [[(), *_ways(item)] for item in problem.items]
    names = [item.name for item in problem.items]
    found = []
    for combination in product(*ways):
        assignment = {n: way for n, way in zip(names, combination, strict=True) if way}
        if broken(problem, assignment) is None:
            found.append((worth(problem, assignment), positions(problem, assignment)))
    return Best(*min(found))


def resized(problem: Problem, assignment: Assignment) -> Iterator[Assignment]:
    """The same places with every valid choice of sizes."""
    placed = [(name, p.option) for name, way in assignment.items() for p in way]
    for sizes in product(*(_all_sizes(option.sizes) for _, option in placed)):
        found: Assignment = dict.fromkeys(assignment, ())
        for (name, option), size in zip(placed, sizes, strict=True):
            found[name] = (*found[name], Placed(option, size))
        if broken(problem, found) is None:
            yield found


def unevenness(assignment: Assignment) -> tuple[list[Fraction], list[Fraction]]:
    """What is lacking of what runs, and of the targets; the largest share of it first."""
    placed = [p for way in assignment.values() for p in way]
    lost = [_lacking(p.option.ran, p.size) for p in placed]
    missing = [_lacking(p.option.sizes.high, p.size) for p in placed]
    return sorted(lost, reverse=True), sorted(missing, reverse=True)


def _lacking(wanted: int, size: int) -> Fraction:
    return Fraction(max(0, wanted - size), wanted or 1)


def broken(problem: Problem, assignment: Assignment) -> str | None:
    """The first rule that an assignment breaks, in words; None when it is valid."""
    regions = {n: {p.option.choice.region for p in way} for n, way in assignment.items()}
    for item in problem.items:
        way = assignment.get(item.name)
        found = None if way is None else _split(item, way) or _neighbours(item, regions)
        if way is not None and any(p.size > _largest(problem, p.option) for p in way):
            found = f"{item.name} takes more than is known"
        if found:
            return found
    for pool, limit in problem.limits.items():
        if _used(assignment, pool) > limit:
            return f"{pool} overflows"
    for region in {region for own in regions.values() for region in own}:
        if _accounts(problem, assignment, region) is None:
            return f"{region} has too many accounts"
    return None


def _split(item: Item, way: tuple[Placed, ...]) -> str | None:
    choices = [p.option.choice for p in way]
    spots = {c.geography if item.spread == "geography" else c.region for c in choices}
    if len(way) != item.replicas or len(spots) != item.replicas:
        return f"{item.name} is not whole"
    if any(p.size not in _all_sizes(p.option.sizes) for p in way):
        return f"{item.name} has an invalid size"
    return None


def _neighbours(item: Item, regions: dict[str, set[str]]) -> str | None:
    own = regions[item.name]
    for other in item.beside:
        if other != item.name and not own <= regions.get(other, set()):
            return f"{item.name} is not beside {other}"
    for other in item.apart:
        if other != item.name and own & regions.get(other, set()):
            return f"{item.name} is not apart from {other}"
    return None


def _used(assignment: Assignment, pool: Pool) -> int:
    return sum(p.size for way in assignment.values() for p in way if p.option.pool == pool)


def _accounts(problem: Problem, assignment: Assignment, region: str) -> int | None:
    """The accounts that a region needs, those of all teams; None for more than it may have."""
    each = [_of_team(problem, assignment, region, team) for team in ("", "a", "b")]
    most = problem.room.per_region
    if None in each or (most is not None and sum(n or 0 for n in each) > most):
        return None
    return sum(n or 0 for n in each)


def _of_team(problem: Problem, assignment: Assignment, region: str, team: str) -> int | None:
    """The accounts that a team needs in a region; None where no number is enough."""
    here = [
        item
        for item in problem.items
        if any(
            (p.option.choice.region, p.option.team) == (region, team)
            for p in assignment.get(item.name, ())
        )
    ]
    deployed = sum(item.deploys for item in here)
    tuned = sum(item.deploys and item.tuned for item in here)
    room = problem.room
    number = 1 if here else 0
    while number <= len(here):
        enough = room.deployments is None or number * room.deployments >= deployed
        enough_tuned = room.fine_tuned is None or number * room.fine_tuned >= tuned
        if enough and enough_tuned:
            return number
        number += 1
    return None


def worth(problem: Problem, assignment: Assignment) -> tuple[int, ...]:
    """The levels of an assignment, before the names."""
    out = [item for item in problem.items if item.name not in assignment]
    placed = [(item, p) for item in problem.items for p in assignment.get(item.name, ())]
    return (
        sum(item.runs for item in out),
        sum(item.runs and not item.edited for item in out),
        sum(_short(p.option.ran, p.size) for _, p in placed),
        *(sum(item.priority == n for item in out) for n in range(3)),
        len(out),
        sum(item.avoided for item in out),
        sum(item.runs and not p.option.stays for item, p in placed),
        sum(_unknown(problem, p.option) for _, p in placed),
        *(
            sum(p.option.choice.order[0] for item, p in placed if item.priority == n)
            for n in range(3)
        ),
        sum(p.option.choice.order[0] for _, p in placed),
        sum(_short(p.option.sizes.high, p.size) for _, p in placed),
        sum(p.option.sizes.high - p.size for _, p in placed),
        sum(p.option.choice.order[1] for _, p in placed),
        sum(_above(_used(assignment, pool), limit) for pool, limit in problem.limits.items()),
        sum(_crowd(problem, placed, region) for region in REGIONS),
        sum(_accounts(problem, assignment, region) or 0 for region in REGIONS),
    )


def _crowd(problem: Problem, placed: list[tuple[Item, Placed]], region: str) -> int:
    """What a region has above one deployment, above two, above four and above eight."""
    count = sum(item.deploys and p.option.choice.region == region for item, p in placed)
    return sum(max(0, count - step) for step in (1, 2, 4, 8)) if problem.spread_risk else 0


def _short(wanted: int, size: int) -> int:
    """Thousandths below what is wanted."""
    return max(0, math.ceil(Fraction(1000 * (wanted - size), wanted))) if wanted else 0


def _above(used: int, limit: int) -> int:
    """Thousandths of a limit above 80 %."""
    return max(0, math.ceil(Fraction(1000 * used, limit)) - 800) if limit else 0


def positions(problem: Problem, assignment: Assignment) -> int:
    """The sum of the positions of the chosen regions among all that the problem names, sorted."""
    named = sorted({o.choice.region for item in problem.items for o in item.options})
    return sum(named.index(p.option.choice.region) for way in assignment.values() for p in way)


def assignment_of(solution: Solution) -> Assignment:
    return dict(solution.placed)
