"""What a placement is worth: the levels in their order, and their values in exact arithmetic.

A level is a row of `LEVELS`. What it adds up is one of these:

* `out`: for each item that is left out;
* `each`: for each replica, by where it stands;
* `wanted`: for each replica, the thousandths by which it is smaller than that, rounded up, so
  that no miss is 0 (`in_units`: the units);
* `whole`: something that replicas share. The program has to be told of these in `model.py`.

Levels are searched part by part (`parted`) as long as they are sums over items or pools; those
that parts share come last.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum, auto

from planner.domain.plan import Pool
from planner.placement.solver.problem import AccountRoom, Item, Option, Placed, Problem, Shelf

Places = Mapping[str, Sequence[Placed]]
"""Where the items stand, by name; who is left out is missing."""

Measure = Callable[[Places], int]

THOUSAND = 1000
FULL = 800
"""Thousandths of a pool's limit from which on it counts as full."""


class Work(Enum):
    """How much may be done for a level; the numbers are the search's."""

    PLACES = auto()
    """Who stands and where: the relaxation is nearly whole."""
    SIZES = auto()
    SHARED = auto()
    """What all parts share, in one program."""
    TIES = auto()
    """What only decides between placements that are equally good; not needed for a proof."""


def _nothing(_: Item) -> int:
    return 0


def _anywhere(_problem: Problem, _item: Item, _option: Option) -> int:
    return 0


@dataclass(frozen=True, slots=True)
class Level:
    """One thing that is made as small as can be, among the placements best on those before."""

    name: str
    """As the user reads it, before a colon and a number."""
    why: str = ""
    """What speaks for the placement with the smaller number, as `explain` says it: `{other}` is
    the other place, `{value}` and `{otherwise}` are the numbers."""
    work: Work = Work.PLACES
    out: Callable[[Item], int] = _nothing
    each: Callable[[Problem, Item, Option], int] = _anywhere
    wanted: Callable[[Option], int] | None = None
    in_units: bool = False
    whole: Callable[[Problem], Measure] | None = None
    parted: bool = True

    def cost(self, problem: Problem, item: Item, option: Option, size: int) -> int:
        """What one replica adds by itself."""
        return self.each(problem, item, option) + self.lacking(option, size)

    def lacking(self, option: Option, size: int) -> int:
        """What a replica adds by its size."""
        wanted = 0 if self.wanted is None else self.wanted(option)
        return max(0, wanted - size) if self.in_units else short(wanted, size)

    def value(self, problem: Problem, places: Places) -> int:
        """What a placement comes to."""
        if self.whole is not None:
            return self.whole(problem)(places)
        stand = [(item, places.get(item.name, ())) for item in problem.items]
        return sum(self.out(item) for item, placed in stand if not placed) + sum(
            self.cost(problem, item, p.option, p.size) for item, placed in stand for p in placed
        )


def short(wanted: int, size: int) -> int:
    """Thousandths of a wanted size that one falls short of, rounded up: a miss is never 0."""
    return max(0, -(-THOUSAND * (wanted - size) // wanted)) if wanted else 0


def _ran(option: Option) -> int:
    return option.ran


def _target(option: Option) -> int:
    return option.sizes.high


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


def above(problem: Problem, taken: Mapping[Pool, int]) -> dict[Pool, int]:
    """By limited pool the thousandths of its limit, rounded up, that are taken above `FULL`."""
    limits = {pool: limit for pool, limit in problem.limits.items() if limit}
    return {p: max(0, -(-THOUSAND * taken.get(p, 0) // n) - FULL) for p, n in limits.items()}


def positions(problem: Problem) -> dict[str, int]:
    """The place of each region among all that the problem names, sorted."""
    named = {option.choice.region for item in problem.items for option in item.options}
    return {region: n for n, region in enumerate(sorted(named))}


def _headroom(problem: Problem) -> Measure:
    return lambda places: sum(above(problem, used(places)).values())


def _accounts(problem: Problem) -> Measure:
    return lambda places: sum(accounts(problem, places).values())


def crowded(problem: Problem, places: Places) -> dict[tuple[str, int], int]:
    """By region and step how many deployments are above it: 1, and once more 2, 4, 8 and so on.

    So the tenth of a region counts more than its second, and all regions get about as many.
    """
    found = Counter[str]()
    for item in problem.items if problem.spread_risk else ():
        found.update(p.option.choice.region for p in places.get(item.name, ()) if item.deploys)
    return {
        (region, step): count - step for region, count in found.items() for step in doubling(count)
    }


def doubling(count: int) -> Iterator[int]:
    """1, 2, 4 and so on, below a count."""
    step = 1
    while step < count:
        yield step
        step *= 2


def _concentration(problem: Problem) -> Measure:
    return lambda places: sum(crowded(problem, places).values())


def _names(problem: Problem) -> Measure:
    at = positions(problem)
    return lambda places: sum(at[p.option.choice.region] for ps in places.values() for p in ps)


LOST = Level(
    "running capacity lost, in thousandths of what runs",
    "with {other} what runs loses capacity: {otherwise:,} thousandths, not {value:,}",
    wanted=_ran,
)
HEADROOM = Level(
    "pools above 80 %, in thousandths of each limit",
    "more headroom than with {other}: {value:,} thousandths above 80 %, not {otherwise:,}",
    Work.SHARED,
    whole=_headroom,
    parted=False,
)
CONCENTRATION = Level(
    "deployments in regions that have others",
    "fewer deployments share regions than with {other}: {value:,}, not {otherwise:,}",
    Work.SHARED,
    whole=_concentration,
    parted=False,
)
ACCOUNTS = Level(
    "accounts",
    "fewer accounts than with {other}: {value:,}, not {otherwise:,}",
    Work.SHARED,
    whole=_accounts,
    parted=False,
)
NAMES = Level(
    "regions by name", "alphabetical tie with {other}", Work.TIES, whole=_names, parted=False
)

_IMPORTANT = ("of the highest priority", "of the second priority", "of the third priority")


def _of_priority(priority: int) -> Callable[[Item], int]:
    return lambda item: int(item.priority == priority)


def _type_of_priority(priority: int) -> Callable[[Problem, Item, Option], int]:
    return lambda _, item, option: option.choice.order[0] * (item.priority == priority)


LEVELS = (
    Level(
        "running workloads left out",
        "with {other} running workloads are left out: {otherwise:,}, not {value:,}",
        out=lambda item: int(item.runs),
    ),
    Level(
        "running workloads left out that nobody edited",
        "with {other} running workloads that nobody edited are left out: {otherwise:,}, not {value:,}",
        out=lambda item: int(item.runs and not item.edited),
    ),
    LOST,
    *(
        Level(
            f"workloads left out {words}",
            f"with {{other}} more workloads {words} are left out: {{otherwise:,}}, not {{value:,}}",
            out=_of_priority(priority),
        )
        for priority, words in enumerate(_IMPORTANT)
    ),
    Level(
        "workloads left out",
        "with {other} more workloads are left out: {otherwise:,}, not {value:,}",
        out=lambda _: 1,
    ),
    Level(
        "workloads left out that only others avoid",
        "with {other} more workloads are left out that only others avoid: {otherwise:,}, not {value:,}",
        out=lambda item: int(item.avoided),
    ),
    Level(
        "moves",
        "fewer moves than with {other}: {value:,}, not {otherwise:,}",
        each=lambda _, item, o: int(item.runs and not o.stays),
    ),
    Level(
        "replicas in pools whose limit nobody knows",
        "nobody knows the quota of {other}",
        each=lambda problem, _, option: int(problem.unknown(option)),
    ),
    *(
        Level(
            f"types below the preferred one {words}",
            f"with {{other}} workloads {words} lose their preferred type",
            each=_type_of_priority(priority),
        )
        for priority, words in enumerate(_IMPORTANT)
    ),
    Level(
        "types below the preferred one",
        "preferred type over {other}",
        each=lambda _, __, option: option.choice.order[0],
    ),
    Level(
        "capacity missing, in thousandths of each target",
        "less capacity is missing than with {other}: {value:,} thousandths, not {otherwise:,}",
        Work.SIZES,
        wanted=_target,
    ),
    Level(
        "capacity missing, in units",
        "fewer units are missing than with {other}: {value:,}, not {otherwise:,}",
        Work.TIES,
        wanted=_target,
        in_units=True,
    ),
    Level(
        "regions below the preferred one",
        "preferred region over {other}",
        each=lambda _, __, option: option.choice.order[1],
    ),
    HEADROOM,
    CONCENTRATION,
    ACCOUNTS,
    NAMES,
)
"""Each is made as small as can be, in this order (docs/placement.md, docs/decisions/0009)."""

PARTED = tuple(level for level in LEVELS if level.parted)
TOGETHER = tuple(level for level in LEVELS if not level.parted)


_BY_REPLICA = tuple(lv if lv.each is not _anywhere or lv.wanted else None for lv in PARTED)
"""Those of `PARTED` to which a replica adds anything."""


def costs(problem: Problem, item: Item, option: Option, size: int) -> tuple[int, ...]:
    """What one replica adds by itself to each of `PARTED`."""
    return tuple(lv.cost(problem, item, option, size) if lv else 0 for lv in _BY_REPLICA)


def values(problem: Problem, places: Places) -> tuple[int, ...]:
    """The value of each of `LEVELS`."""
    return tuple(level.value(problem, places) for level in LEVELS)
