"""Placement as an integer program.

A workload that stands in one place and has no neighbours does not care which of several equal
regions it gets. So its options are chosen by class (all that differ only in region), and a flow
of whole numbers says how many of those alike stand in which region. All others have one variable
an option. The two say the same; the first is smaller by the number of regions.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace

from planner.domain.plan import Pool
from planner.placement.solver.levels import (
    ACCOUNTS,
    CONCENTRATION,
    FULL,
    HEADROOM,
    NAMES,
    PARTED,
    THOUSAND,
    TOGETHER,
    Level,
    Places,
    above,
    accounts,
    crowded,
    doubling,
    positions,
    short,
    used,
)
from planner.placement.solver.presolve import groups, top
from planner.placement.solver.problem import Item, Option, Placed, Problem, Shelf
from planner.placement.solver.program import Linear, Program, total


@dataclass(frozen=True, slots=True)
class _Class:
    """Options of one item that only their regions tell apart, and the variables of the choice."""

    item: Item
    options: tuple[Option, ...]
    """By region, one each."""
    chosen: int
    steps: int | None
    """Steps above the smallest size; None where there is but one size."""
    size: int
    """The one size, or the smallest."""
    short: dict[int, int] = field(default_factory=dict)
    """By wanted size the variable of the thousandths below it, where the steps do not give them."""

    @property
    def step(self) -> int:
        return self.options[0].sizes.step

    def placed(self, option: Option, values: Sequence[int]) -> Placed:
        steps = values[self.steps] if self.steps is not None else 0
        return Placed(option, self.size + steps * option.sizes.step)


@dataclass(frozen=True, slots=True)
class _Flow:
    """How many of the classes with the same regions stand in each of them."""

    classes: list[_Class]
    counts: dict[str, int]
    """The variable of each region."""


@dataclass(slots=True)
class Model:
    """A program, what its variables mean, and the levels as sums of them."""

    problem: Problem
    items: tuple[Item, ...]
    program: Program = field(default_factory=Program)
    costs: dict[str, list[Linear]] = field(default_factory=dict)
    """By item: what it adds to each of `PARTED`."""
    shared: dict[Level, Linear] = field(default_factory=lambda: {lv: Linear() for lv in TOGETHER})
    """The levels of what all share; sums of nothing where not the whole is built."""
    stands: dict[str, int] = field(default_factory=dict)
    classes: dict[str, list[_Class]] = field(default_factory=dict)
    flows: dict[tuple[object, ...], _Flow] = field(default_factory=dict)
    opened: dict[Shelf, int] = field(default_factory=dict)
    """The variable for the accounts of each region and team."""
    crowded: dict[tuple[str, int], int] = field(default_factory=dict)
    """By region and step the variable for the deployments above it."""
    over: dict[Pool, int] = field(default_factory=dict)
    """The variable for what is taken of each pool above what counts as full."""

    def summed(self, names: Iterable[str]) -> list[Linear]:
        """The levels of `PARTED` over some items."""
        sums = [Linear() for _ in PARTED]
        for name in names:
            for sum_, own in zip(sums, self.costs[name], strict=True):
                sum_.add_all(own)
        return sums

    def places(self, values: Sequence[int]) -> dict[str, tuple[Placed, ...]]:
        """What the values of the variables say."""
        found: dict[str, list[Placed]] = defaultdict(list)
        given = self._given(values)
        for name, classes in self.classes.items():
            for class_ in classes:
                if values[class_.chosen]:
                    option = given.get((name, class_.chosen), class_.options[0])
                    found[name].append(class_.placed(option, values))
        return {name: tuple(placed) for name, placed in found.items()}

    def _given(self, values: Sequence[int]) -> dict[tuple[str, int], Option]:
        """The option that each chosen class gets from its flow: first name, first region."""
        given: dict[tuple[str, int], Option] = {}
        for flow in self.flows.values():
            regions = iter([r for r, v in sorted(flow.counts.items()) for _ in range(values[v])])
            for class_ in flow.classes:
                if values[class_.chosen]:
                    region = next(regions)
                    options = {o.choice.region: o for o in class_.options}
                    given[class_.item.name, class_.chosen] = options[region]
        return given

    def narrowed(self, excluded: Collection[int]) -> tuple[Item, ...]:
        """The items with the options whose variables are not excluded; who has too few is out."""
        items = []
        for item in self.items:
            left = [c for c in self.classes[item.name] if c.chosen not in excluded]
            options = {option for class_ in left for option in class_.options}
            kept = replace(item, options=tuple(o for o in item.options if o in options))
            if len(groups(kept)) >= item.replicas and self.stands[item.name] not in excluded:
                items.append(kept)
        return tuple(items)

    def start(self, places: Places) -> list[int]:
        """The values of the variables that say the same as `places`."""
        values = [0] * len(self.program.tops)
        chosen: set[int] = set()
        for name in self.stands.keys() & places.keys():
            values[self.stands[name]] = 1
            for placed in places[name]:
                chosen.add(self._set(values, name, placed))
        for flow in self.flows.values():
            self._fill(flow, chosen, places, values)
        needed = accounts(self.problem, places) if self.opened else {}
        for shelf, variable in self.opened.items():
            values[variable] = needed.get(shelf, 0)
        crowds = crowded(self.problem, places) if self.crowded else {}
        for where, variable in self.crowded.items():
            values[variable] = crowds.get(where, 0)
        taken = above(self.problem, used(places)) if self.over else {}
        for pool, variable in self.over.items():
            values[variable] = taken[pool]
        return values

    def _set(self, values: list[int], name: str, placed: Placed) -> int:
        class_ = next(c for c in self.classes[name] if placed.option in c.options)
        values[class_.chosen] = 1
        if class_.steps is not None:
            values[class_.steps] = (placed.size - class_.size) // placed.option.sizes.step
        for wanted, variable in class_.short.items():
            values[variable] = short(wanted, placed.size)
        return class_.chosen

    def _fill(self, flow: _Flow, chosen: set[int], places: Places, values: list[int]) -> None:
        for class_ in flow.classes:
            if class_.chosen in chosen:
                values[flow.counts[places[class_.item.name][0].option.choice.region]] += 1


def build(
    items: Sequence[Item],
    problem: Problem,
    *,
    pools: Iterable[Pool],
    whole: bool,
    fixed: Collection[str] = (),
    keeps: bool = False,
) -> Model:
    """The program for some items under some pools.

    `whole` adds what they share beyond pools, the levels of `TOGETHER`.
    `fixed` are items that are placed in any case, at full size. `keeps` says that nothing needs to
    be lost of what runs, so that smaller sizes are no sizes.
    """
    model = Model(problem, tuple(items))
    return _Builder(model, frozenset(pools), whole, frozenset(fixed), keeps).build()


@dataclass(slots=True)
class _Builder:
    model: Model
    pools: frozenset[Pool]
    whole: bool
    fixed: frozenset[str]
    keeps: bool
    use: dict[Pool, Linear] = field(default_factory=dict)
    here: dict[str, dict[str, list[int]]] = field(default_factory=dict)
    """By item and region the variables of its options; only of items that have neighbours."""
    deployed: dict[Shelf, Linear] = field(default_factory=lambda: defaultdict(Linear))
    tuned: dict[Shelf, Linear] = field(default_factory=lambda: defaultdict(Linear))
    trained: dict[Shelf, Linear] = field(default_factory=lambda: defaultdict(Linear))
    position: dict[str, int] = field(default_factory=dict)

    def build(self) -> Model:
        items = self.model.items
        neighbours = {
            n for i in items if i.beside or i.apart for n in (i.name, *i.beside, *i.apart)
        }
        self.use = {pool: Linear() for pool in sorted(self.pools)}
        self.position = positions(self.model.problem)
        for item in items:
            self.item(item, single=item.replicas == 1 and item.name not in neighbours)
        for item in items:
            self.neighbours(item)
        for pool, sum_ in self.use.items():
            self.model.program.at_most(sum_, self.model.problem.limits[pool])
        if self.whole:
            self.flows()
            self.concentration()
            self.accounts()
            self.headroom()
        return self.model

    def item(self, item: Item, *, single: bool) -> None:
        """Its choice: whole or not at all, no two replicas where they must not be together."""
        model, program = self.model, self.model.program
        stands = model.stands[item.name] = program.variable()
        outs = [level.out(item) for level in PARTED]
        model.costs[item.name] = [Linear({stands: -n}, n) if n else Linear() for n in outs]
        options = item.options
        classes = [self.class_(item, alike) for alike in self.alike(item, options, single=single)]
        model.classes[item.name] = classes
        sum_ = total(c.chosen for c in classes)
        sum_.add(stands, -item.replicas)
        program.equal(sum_, 0)
        if item.name in self.fixed:
            program.equal(total([stands]), 1)
        if not single:
            self.spread(item, classes, stands)

    def alike(
        self, item: Item, options: Iterable[Option], *, single: bool
    ) -> list[tuple[Option, ...]]:
        """The options in classes."""
        found: dict[tuple[object, ...], dict[str, Option]] = defaultdict(dict)
        for option in options:
            pool = option.pool if option.pool in self.pools else None
            key: tuple[object, ...] = (
                *(level.each(self.model.problem, item, option) for level in PARTED),
                pool,
                option.sizes,
                option.ran,
                top(option, self.model.problem),
                option.team,
            )
            if not single:
                key = (*key, option)
            found[key].setdefault(option.choice.region, option)
        return [tuple(alike[r] for r in sorted(alike)) for alike in found.values()]

    def class_(self, item: Item, options: tuple[Option, ...]) -> _Class:
        """One class with its variables, its part of the costs, pools and regions."""
        option, sizes = options[0], options[0].sizes
        most = top(option, self.model.problem)
        least = min(most, sizes.from_(option.ran)) if self.keeps else sizes.low
        pool = option.pool if option.pool in self.use else None
        chosen = self.model.program.variable()
        if pool is None or most == least or item.name in self.fixed:
            class_ = _Class(item, options, chosen, None, most)
        else:
            steps = self.steps(chosen, (most - least) // sizes.step)
            class_ = _Class(item, options, chosen, steps, least)
        for sum_, level in zip(self.model.costs[item.name], PARTED, strict=True):
            self.cost(sum_, class_, level)
        if pool is not None:
            self.use[pool].add_all(_size(class_))
        if self.whole:
            self.stand(class_)
        return class_

    def steps(self, chosen: int, several: int) -> int:
        """The variable of the steps above the smallest size, none where it is not chosen."""
        steps = self.model.program.variable(several)
        self.model.program.at_most(Linear({steps: 1, chosen: -several}), 0)
        return steps

    def cost(self, sum_: Linear, class_: _Class, level: Level) -> None:
        """Adds to a level what it costs that the class is chosen."""
        option = class_.options[0]
        by_place = level.each(self.model.problem, class_.item, option)
        wanted = 0 if level.wanted is None else level.wanted(option)
        if by_place:
            sum_.add(class_.chosen, by_place)
        if class_.size < wanted:
            sum_.add_all(self.lacking(class_, wanted, level))

    def lacking(self, class_: _Class, wanted: int, level: Level) -> Linear:
        """How far the size is below a wanted one; where that counts in units, none is above it."""
        option, steps, chosen = class_.options[0], class_.steps, class_.chosen
        least = level.lacking(option, class_.size)
        if steps is None:
            return Linear({chosen: least})
        if level.in_units:
            return Linear({chosen: least, steps: -class_.step})
        thousandths, rest = divmod(THOUSAND * class_.step, wanted)
        if not rest and wanted >= option.sizes.high:  # each step is worth whole thousandths
            return Linear({chosen: least, steps: -thousandths})
        if wanted not in class_.short:
            class_.short[wanted] = self.rounded(class_, wanted, least)
        return Linear({class_.short[wanted]: 1})

    def rounded(self, class_: _Class, wanted: int, least: int) -> int:
        """The variable of the thousandths, rounded up, that a size is below a wanted one."""
        variable = self.model.program.size(least)
        below = Linear({class_.chosen: THOUSAND * wanted, variable: -wanted})
        below.add_all(_size(class_), -THOUSAND)
        self.model.program.at_most(below, 0)
        return variable

    def stand(self, class_: _Class) -> None:
        """Counts the class in its region, or joins the flow of those with the same regions."""
        item = class_.item
        regions = tuple(option.choice.region for option in class_.options)
        if len(regions) == 1:
            self.count(item, class_.options[0].shelf, class_.chosen)
            return
        key = (regions, class_.options[0].team, item.deploys, item.tuned)
        flow = self.model.flows.setdefault(key, _Flow([], {}))
        flow.classes.append(class_)

    def count(self, item: Item, shelf: Shelf, variable: int) -> None:
        self.model.shared[NAMES].add(variable, self.position[shelf[0]])
        (self.deployed if item.deploys else self.trained)[shelf].add(variable)
        if item.deploys and item.tuned:
            self.tuned[shelf].add(variable)

    def flows(self) -> None:
        program = self.model.program
        for flow in self.model.flows.values():
            several = len({class_.item.name for class_ in flow.classes})
            sum_ = total(class_.chosen for class_ in flow.classes)
            for option in flow.classes[0].options:
                region = option.choice.region
                flow.counts[region] = program.variable(several)
                self.count(flow.classes[0].item, option.shelf, flow.counts[region])
                sum_.add(flow.counts[region], -1)
            program.equal(sum_, 0)

    def spread(self, item: Item, classes: Iterable[_Class], stands: int) -> None:
        by_option = {class_.options[0]: class_.chosen for class_ in classes}
        for together in groups(item).values():
            sum_ = total(by_option[o] for o in together if o in by_option)
            if item.replicas > 1 and len(sum_.factors) > 1:
                sum_.add(stands, -1)
                self.model.program.at_most(sum_, 0)
        here: dict[str, list[int]] = defaultdict(list)
        for option, variable in by_option.items():
            here[option.choice.region].append(variable)
        self.here[item.name] = here

    def neighbours(self, item: Item) -> None:
        """Beside: nowhere but where the other is. Apart: never both."""
        program, own = self.model.program, self.here.get(item.name, {})
        for name in item.beside:
            for region, variables in own.items():
                sum_ = total(variables)
                sum_.add_all(total(self.here.get(name, {}).get(region, ())), -1)
                program.at_most(sum_, 0)
        for name in item.apart:
            for region in sorted(own.keys() & self.here.get(name, {}).keys()):
                program.at_most(total((*own[region], *self.here[name][region])), 1)

    def concentration(self) -> None:
        """Of each region how many deployments are above 1, 2, 4 and so on."""
        program, sums = self.model.program, defaultdict[str, Linear](Linear)
        for (region, _), deployed in self.deployed.items():
            sums[region].add_all(deployed)
        for region, count in sorted(sums.items()) if self.model.problem.spread_risk else ():
            for step in doubling(count.most(program.tops)):
                most = count.most(program.tops) - step
                variable = self.model.crowded[region, step] = program.variable(most)
                above_ = Linear({variable: -1}, -step)
                above_.add_all(count)
                program.at_most(above_, 0)
                self.model.shared[CONCENTRATION].add(variable)

    def accounts(self) -> None:
        """In each region enough accounts for what stands there, and no more than it may have."""
        program, room = self.model.program, self.model.problem.room
        for shelf in sorted(self.deployed.keys() | self.trained.keys()):
            sums = self.deployed[shelf], self.tuned[shelf], self.trained[shelf]
            caps = room.deployments, room.fine_tuned, None
            most = sum(sum_.most(program.tops) for sum_ in sums)
            variable = program.variable(most if room.per_region is None else room.per_region)
            self.model.opened[shelf] = variable
            self.model.shared[ACCOUNTS].add(variable)
            for sum_, cap in zip(sums, caps, strict=True):
                each = sum_.most(program.tops) if cap is None else cap
                if sum_.factors:
                    sum_.add(variable, -each)
                    program.at_most(sum_, 0)
        self.regions()

    def regions(self) -> None:
        """The teams of a region share the number of accounts that it may have."""
        most = self.model.problem.room.per_region
        several: dict[str, list[int]] = defaultdict(list)
        for (region, _), variable in self.model.opened.items():
            several[region].append(variable)
        for variables in several.values():
            if most is not None and len(variables) > 1:
                self.model.program.at_most(total(variables), most)

    def headroom(self) -> None:
        """Of each pool the thousandths of its limit that are taken above what counts as full."""
        program, limits = self.model.program, self.model.problem.limits
        for pool, taken in self.use.items():
            limit = limits[pool]
            if THOUSAND * taken.most(program.tops) > FULL * limit and limit:
                variable = self.model.over[pool] = program.variable(THOUSAND - FULL)
                sum_ = Linear({variable: -limit}, -FULL * limit)
                sum_.add_all(taken, THOUSAND)
                program.at_most(sum_, 0)
                self.model.shared[HEADROOM].add(variable)


def _size(class_: _Class) -> Linear:
    """The units that a class takes when it is chosen."""
    size = Linear({class_.chosen: class_.size})
    if class_.steps is not None:
        size.add(class_.steps, class_.step)
    return size
