"""What can be said of a problem before any search: what is impossible, ideal or unrelated."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from planner.domain.plan import Pool
from planner.placement.solver.levels import costs
from planner.placement.solver.problem import AccountRoom, Item, Option, Problem

Cost = tuple[int, ...]


def possible(problem: Problem) -> tuple[Item, ...]:
    """The items that could be placed if they were alone, with the options that could be chosen.

    Both sorted, so that what follows does not depend on the order of the question.
    """
    items = sorted((_with_usable(item, problem) for item in problem.items), key=lambda i: i.name)
    before = len(items) + 1
    while len(items) < before:
        before = len(items)
        names = {item.name for item in items}
        items = [i for i in items if len(groups(i)) >= i.replicas and names.issuperset(i.beside)]
    return tuple(items)


def _with_usable(item: Item, problem: Problem) -> Item:
    usable = {o for o in item.options if _fits(o, problem) and _has_room(item, problem.room)}
    beside = tuple(sorted(set(item.beside) - {item.name}))
    apart = tuple(sorted(set(item.apart) - {item.name}))
    return replace(item, options=tuple(sorted(usable, key=place)), beside=beside, apart=apart)


def _has_room(item: Item, room: AccountRoom) -> bool:
    limits = [room.per_region]
    if item.deploys:
        limits += [room.deployments, room.fine_tuned if item.tuned else None]
    return 0 not in limits


def _fits(option: Option, problem: Problem) -> bool:
    return _largest(option, problem) is not None


def _largest(option: Option, problem: Problem) -> int | None:
    limit = None if option.pool is None else problem.limits.get(option.pool)
    if problem.unknown(option):
        limit = max(option.sizes.low, option.ran if option.stays else 0)
    high = option.sizes.high
    return option.sizes.largest(high if limit is None else min(high, limit))


def top(option: Option, problem: Problem) -> int:
    """The largest size that the option can have, were it alone; ValueError if it has none."""
    size = _largest(option, problem)
    if size is None:
        raise ValueError(f"no size of {option.sizes} fits: {option.choice}")
    return size


def place(option: Option) -> tuple[object, ...]:
    """A sort key that tells any two options of an item apart."""
    choice, sizes = option.choice, option.sizes
    pool = ("", "") if option.pool is None else (option.pool.name, option.pool.scope)
    return (
        *choice.order,
        choice.region,
        choice.type.value,
        choice.geography,
        *pool,
        sizes.low,
        sizes.high,
        sizes.step,
        option.stays,
        option.ran,
        option.team,
    )


def groups(item: Item) -> dict[str, list[Option]]:
    """The options by what no two replicas may share."""
    found: dict[str, list[Option]] = defaultdict(list)
    for option in item.options:
        found[_group(item, option)].append(option)
    return found


def _group(item: Item, option: Option) -> str:
    choice = option.choice
    return choice.geography if item.spread == "geography" else choice.region


def best_cost(item: Item, option: Option, problem: Problem) -> Cost:
    """What the option costs at its largest size."""
    return costs(problem, item, option, top(option, problem))


def ideal(item: Item, problem: Problem) -> list[Option]:
    """The options of which any complete choice is as cheap as the item can have it alone.

    Choosing one option from each of `replicas` groups, the cheapest of the cheapest groups is
    best on every level at once. Empty when options of different cost are needed and one of
    them has rivals, so that not every choice among the listed would be ideal.
    """
    priced = [(best_cost(item, option, problem), option) for option in item.options]
    found: dict[str, Cost] = {}
    for price, option in priced:
        name = _group(item, option)
        found[name] = min(price, found.get(name, price))
    wanted = sorted(found.values())[: item.replicas]
    if wanted[0] == wanted[-1]:
        return [option for price, option in priced if price == wanted[0]]
    # one option a replica where nothing else is as good; else nothing
    best = [o for price, o in priced if price in wanted and price == found[_group(item, o)]]
    return best if len(best) == item.replicas else []


def binding(items: Iterable[Item], problem: Problem) -> set[Pool]:
    """The limited pools that would overflow if everybody took as much of them as possible."""
    most = Counter[Pool]()
    for item in items:
        own: dict[Pool, int] = {}
        for option in item.options:
            if option.pool is not None and option.pool in problem.limits:
                size = top(option, problem) * item.replicas
                own[option.pool] = max(own.get(option.pool, 0), size)
        most.update(own)
    return {pool for pool, size in most.items() if size > problem.limits[pool]}


def components(items: Sequence[Item], problem: Problem) -> list[tuple[Item, ...]]:
    """Items that have nothing to do with each other, except by accounts and headroom, apart."""
    tight = binding(items, problem)
    parent = {item.name: item.name for item in items}

    def root(name: str) -> str:
        while parent[name] != name:
            parent[name] = name = parent[parent[name]]
        return name

    first: dict[Pool, str] = {}
    for item in items:
        pools = {o.pool for o in item.options if o.pool is not None} & tight
        others = [first.setdefault(pool, item.name) for pool in sorted(pools)]
        for other in (*others, *item.beside, *item.apart):
            if other in parent:
                parent[root(other)] = root(item.name)
    found: dict[str, list[Item]] = defaultdict(list)
    for item in items:
        found[root(item.name)].append(item)
    return [tuple(members) for members in found.values()]
