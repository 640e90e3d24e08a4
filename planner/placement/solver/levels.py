"""What a placement is worth: the value of each level, in exact arithmetic."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from planner.domain.plan import Pool
from planner.placement.solver.problem import (
    AccountRoom,
    Item,
    Option,
    Placed,
    Problem,
    Shelf,
    Sizes,
)

Places = Mapping[str, Sequence[Placed]]
"""Where the items stand, by name; who is left out is missing."""

THOUSAND = 1000


def missing(sizes: Sizes, size: int) -> int:
    """Thousandths of the target that a size falls short of, rounded up: a miss is never 0."""
    return -(-THOUSAND * (sizes.high - size) // sizes.high) if sizes.high else 0


def cost(item: Item, option: Option, size: int) -> tuple[int, int, int, int, int]:
    """What one replica adds to moves, types, regions, missing thousandths and missing units."""
    type_order, region_order = option.choice.order
    return (
        int(item.runs and not option.stays),
        type_order,
        region_order,
        missing(option.sizes, size),
        option.sizes.high - size,
    )


def accounts(problem: Problem, places: Places) -> Counter[Shelf]:
    """The accounts that each team needs in each region."""
    deployed, tuned, found = Counter[Shelf](), Counter[Shelf](), Counter[Shelf]()
    for item in problem.items:
        for placed in places.get(item.name, ()):
            shelf = placed.option.shelf
            found[shelf] = 1
            deployed[shelf] += item.deploys
            tuned[shelf] += item.deploys and item.tuned
    for shelf in found:
        found[shelf] = needed(problem.room, deployed[shelf], tuned[shelf])
    return found


def most_in_a_region(needs: Mapping[Shelf, int]) -> int:
    """The accounts of the region that has the most, of all teams together."""
    found = Counter[str]()
    for (region, _), count in needs.items():
        found[region] += count
    return max(found.values(), default=0)


def needed(room: AccountRoom, deployed: int, tuned: int) -> int:
    """The accounts of a region and team of which something stands."""
    return max(1, _share(deployed, room.deployments), _share(tuned, room.fine_tuned))


def _share(count: int, each: int | None) -> int:
    return -(-count // each) if each else 1


def used(places: Places) -> Counter[Pool]:
    """What is taken of each pool."""
    found = Counter[Pool]()
    for placed in (p for several in places.values() for p in several):
        if placed.option.pool is not None:
            found[placed.option.pool] += placed.size
    return found


def fullest(problem: Problem, places: Places) -> int:
    """The fullest pool in thousandths of its limit, rounded up; 0 when nothing is limited."""
    limits = problem.limits
    shares = (-(-THOUSAND * n // limits[p]) for p, n in used(places).items() if limits.get(p))
    return max(shares, default=0)


def values(problem: Problem, places: Places) -> tuple[int, ...]:
    """The value of each of `LEVELS`, and after the missing thousandths the missing units."""
    out = [item for item in problem.items if not places.get(item.name)]
    costs = [
        cost(item, placed.option, placed.size)
        for item in problem.items
        for placed in places.get(item.name, ())
    ]
    return (
        sum(item.runs for item in out),
        len(out),
        *(sum(c[n] for c in costs) for n in range(5)),
        sum(accounts(problem, places).values()),
        fullest(problem, places),
    )
