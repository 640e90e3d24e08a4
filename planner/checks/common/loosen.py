"""Ways to ask a little less of a workload, key by key, nearest first.

A step proposes; whether the workload then fits is tried out by those who use it. Regions and
types are added to what is allowed, so that nothing that was wanted is given up.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from planner.checks.base import Case, Change
from planner.checks.common import edits, respelt, sizes, words
from planner.domain.offering import CapacityRule
from planner.domain.residency import ANYWHERE
from planner.domain.terms import DeploymentType, Family, Unit, Use
from planner.facts import residency as boundary
from planner.facts.whereabouts import residencies_meant


@dataclass(frozen=True, slots=True)
class Step:
    """One key's change, in words, and how far it goes: 0 is a slip of the pen."""

    change: Change
    text: str
    distance: int


Steps = Callable[[Case], Iterable[Step]]


def regions(case: Case) -> Iterator[Step]:
    """The near region for one that nobody knows; else more regions that have one of the types."""
    given, known = case.workload.region, case.catalog.regions
    if any(slug not in known for slug in given):
        yield from _respelt(case)
        return
    extra = [slug for slug in edits.near_regions(case) if edits.is_offered(case, slug)]
    for slug in extra:
        yield _more(case, [slug])
    for count in range(2, case.workload.replicas + 1):
        if len(extra) >= count:
            yield _more(case, extra[:count])


def _respelt(case: Case) -> Iterator[Step]:
    wrong = [slug for slug in case.workload.region if slug not in case.catalog.regions]
    for meant in respelt.replacements(case):
        if len(meant) == len(set(wrong)):
            change = {"region": edits.one_or_list(respelt.replaced(case, meant))}
            near = words.listed(list(dict.fromkeys(meant.values())))
            yield Step(change, f"region {near} instead of {words.listed(wrong)}", 0)


def _more(case: Case, extra: Sequence[str]) -> Step:
    given, known = case.workload.region, case.catalog.regions
    here, last = [known[slug] for slug in given], known[extra[-1]]
    noun = "region" if len(extra) == 1 else "regions"
    distance = min(edits.apart(one, last) for one in here) + len(extra) - 1
    return Step({"region": [*given, *extra]}, f"{noun} {words.listed(extra)} as well", distance)


def capacities(case: Case) -> Iterator[Step]:
    """The next smaller valid size of each type, then the next larger one."""
    for type_ in case.workload.deployment_type:
        smaller = smaller_sizes(case, type_)
        if smaller:
            yield resized(case, smaller[-1])
        yield from _larger(case, type_)


def smaller_sizes(case: Case, type_: DeploymentType) -> Sequence[int]:
    """The valid sizes of a type below the smallest one asked for, ascending; in ARM's units."""
    capacity = case.workload.capacity
    if capacity is None or not _counted_in(capacity.unit, type_):
        return ()
    _, low, high = sizes.asked(capacity)
    rule = sizes.rule_of(case, type_)
    first, step = (rule.minimum, rule.step) if rule else (1, 1)
    most = rule.maximum if rule else None
    top = min(low - 1, high) if most is None else min(low - 1, high, most)
    return range(first, top + 1, step)


def _counted_in(unit: Unit, type_: DeploymentType) -> bool:
    return unit is Unit.UNITS or unit is type_.unit


def _larger(case: Case, type_: DeploymentType) -> Iterator[Step]:
    capacity, rule = case.workload.capacity, sizes.rule_of(case, type_)
    if capacity is None:
        return
    if not _counted_in(capacity.unit, type_):
        yield from _in_its_unit(case, type_, rule)
        return
    _, low, high = sizes.asked(capacity)
    size = _next(rule, max(low, high + (low <= high)))
    if rule is None or rule.maximum is None or size <= rule.maximum:
        yield resized(case, size)


def _next(rule: CapacityRule | None, size: int) -> int:
    """The smallest valid size that is not below `size`."""
    if rule is None or size <= rule.minimum:
        return size if rule is None else rule.minimum
    return rule.minimum - (rule.minimum - size) // rule.step * rule.step


def _in_its_unit(case: Case, type_: DeploymentType, rule: CapacityRule | None) -> Iterator[Step]:
    """The smallest size of a type that counts otherwise, where a document says one."""
    capacity = case.workload.capacity
    if capacity is None or rule is None or rule.minimum == 1:
        return
    change = {"capacity": {type_.unit.value: sizes.spelt(type_.unit, rule.minimum)}}
    asked = f"{capacity.amount.target:,} {word(capacity.unit)}"
    text = f"capacity {sizes.shown(type_.unit, rule.minimum)} instead of {asked}"
    yield Step(change, text, 2)


def resized(case: Case, size: int) -> Step:
    """The step to another size (in ARM's units); of a range, the nearer end moves."""
    capacity = case.workload.capacity
    if capacity is None:
        raise ValueError(f"{case.name} has no capacity")
    unit, amount = capacity.unit, capacity.amount
    new = sizes.spelt(unit, size)
    if amount.min == amount.target:
        text = f"{abs(new - amount.min):,} {'fewer' if new < amount.min else 'more'} {word(unit)}"
        return Step({"capacity": {unit.value: new}}, text, 1)
    end, old = ("min", amount.min) if new < amount.min else ("target", amount.target)
    ends = {"min": amount.min, "target": amount.target, end: new}
    text = f"{end} {new:,} instead of {old:,} {word(unit)}"
    return Step({"capacity": {unit.value: ends}}, text, 1)


def word(unit: Unit) -> str:
    """A unit as people say it."""
    return "units" if unit is Unit.UNITS else unit.value.upper()


_REPLACES = {Family.DEVELOPER: Family.STANDARD}


def types(case: Case) -> Iterator[Step]:
    """One more type of the same family, closest in scope first; a job has a single type."""
    given = case.workload.deployment_type
    if case.workload.training is not None:
        for change in edits.types(case):
            yield Step(change, f"training as {change['training']['type']}", 1)
        return
    families = {_REPLACES.get(type_.family, type_.family) for type_ in given}
    for type_ in edits.near_types(given):
        if type_.family in families:
            change = {"deployment_type": [*(each.value for each in given), type_.value]}
            yield Step(change, f"as {type_.value}", edits.reach_between(type_, given))


def models(case: Case) -> Iterator[Step]:
    """Other versions of the model, newest first, its replacement, or the near name of one."""
    given = case.workload.model
    for change in edits.versions(case):
        model, _, version = change["model"].partition("@")
        if model == given.full_model:
            yield Step(change, f"version {version} instead of {case.subject.version}", 1)
        else:
            yield Step(change, f"model {change['model']} instead of {given.pin}", 2)
    if given.full_model not in case.catalog.models() and case.subject.use is not Use.FINE_TUNED:
        for change in edits.near_models(case):
            yield Step(change, f"model {change['model']} instead of {given.pin}", 0)


def residencies(case: Case) -> Iterator[Step]:
    """The near word for one that nobody knows; else wider ones, nearest first."""
    given, known = case.workload.residency, boundary.words(case.catalog)
    if given is None or given == ANYWHERE:
        return
    wider: Sequence[str] = boundary.wider(given, case.workload.region, case.catalog)
    if given not in known:
        wider = residencies_meant(given, case.workload.region, case.catalog)
    for place, name in enumerate(wider):
        wide = " (wider)" if given in known else ""
        yield Step({"residency": name}, f"residency {name} instead of {given}{wide}", 1 + place)


def replicas(case: Case) -> Iterator[Step]:
    """Fewer replicas, one by one."""
    given = case.workload.replicas
    for count in range(given - 1, 0, -1):
        fewer = given - count
        noun = "replica" if fewer == 1 else "replicas"
        yield Step({"replicas": count}, f"{fewer} {noun} fewer", fewer)


def spreads(case: Case) -> Iterator[Step]:
    """Replicas apart as regions only."""
    if case.workload.spread == "geography":
        yield Step({"spread": "region"}, "spread region instead of geography", 1)


def beside(case: Case) -> Iterator[Step]:
    """One workload less to stand beside, or the near name of one."""
    return _names(case, "together_with", case.workload.together_with)


def apart(case: Case) -> Iterator[Step]:
    """One workload less to stand apart from, or the near name of one."""
    return _names(case, "apart_from", case.workload.apart_from)


def _names(case: Case, key: str, given: tuple[str, ...]) -> Iterator[Step]:
    others = [name for name in case.stack.workloads if name != case.name]
    for name in given:
        near = [] if name in others else get_close_matches(name, others, n=1, cutoff=0.5)
        for other in near:
            named = list(dict.fromkeys(other if each == name else each for each in given))
            yield Step({key: named}, f"{key} {other} instead of {name}", 0)
        yield Step({key: [n for n in given if n != name]}, f"not {key} {name}", 1)


KEYS: Mapping[str, Steps] = {
    "region": regions,
    "capacity": capacities,
    "deployment_type": types,
    "model": models,
    "residency": residencies,
    "replicas": replicas,
    "spread": spreads,
    "together_with": beside,
    "apart_from": apart,
}
"""The keys that can ask less; those that promise least to anybody come first."""
