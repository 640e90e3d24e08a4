"""What would make a refused workload fit: small changes, each tried by planning the whole stack."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import islice, permutations
from typing import Any

from planner.checks.base import Case, Change
from planner.checks.common import loosen
from planner.checks.common.loosen import Step
from planner.checks.trials import changed, troubles
from planner.domain.plan import Plan, Relaxation
from planner.domain.terms import Verdict
from planner.domain.workload import Stack
from planner.facts.catalog import Catalog
from planner.facts.scene import scene_of
from planner.planning.make_plan import make_plan

Make = Callable[[Stack], Plan]

PLANS = 120
"""Plans of the whole stack that one search may make."""
A_KEY = 8
"""Of these, for the steps of one key, so that a hopeless key leaves some to the others."""
SEVERAL = {"region": 2, "capacity": 2, "deployment_type": 2, "model": 2}
"""Relaxations of one key; of the others one, since what goes further only asks for less."""
PAIR = 4
"""Steps of each key that are combined with those of another."""


def relaxations(
    stack: Stack,
    catalog: Catalog,
    *,
    as_of: date,
    workload: str,
    make: Make | None = None,
    limit: int = 5,
) -> tuple[Relaxation, ...]:
    """The smallest changes that make a refused workload fit, nearest first.

    With each, the plan of the whole stack (by `make`) lets the workload through and refuses
    nobody else. Changes of two keys only when no change of one key helps. Empty when the
    workload is not refused, and when nothing small helps. Raises KeyError for an unknown workload.
    """
    plan = make or (lambda changed_: make_plan(changed_, catalog, as_of=as_of))
    before = plan(stack)
    known = before.workloads[workload]
    if known.verdict is Verdict.OK:
        return ()
    subject = stack.workloads[workload].subject(known.version)
    case = Case(workload, stack.workloads[workload], scene_of(stack, catalog, as_of), subject)
    search = _Search(case, plan, _fine(before))
    found = _nearest(search.of_key(key) for key in loosen.KEYS)
    return tuple((found or list(islice(search.of_two_keys(), limit)))[:limit])


def _fine(plan: Plan) -> frozenset[str]:
    return frozenset(n for n, w in plan.workloads.items() if w.verdict is Verdict.OK)


def _nearest(families: Iterable[Iterator[Relaxation]]) -> list[Relaxation]:
    """The first of every key by distance, then the second of every key; a wider residency last.

    Where prompts may go is what people give up last, however near the next word is.
    """
    ranked = [
        ("residency" in each.change, place, each.distance, order, each)
        for order, family in enumerate(families)
        for place, each in enumerate(family)
    ]
    return [each for *_, each in sorted(ranked, key=lambda rank: rank[:4])]


@dataclass
class _Search:
    """One search; counts the plans it makes."""

    case: Case
    make: Make
    fine: frozenset[str]
    """The workloads that are let through without any change."""
    made: int = 0
    tried: dict[str, Relaxation | None] = field(default_factory=dict)

    def of_key(self, key: str) -> Iterator[Relaxation]:
        """The relaxations of one key, nearest first."""
        steps = [*self._sizes(key), *loosen.KEYS[key](self.case)]
        last, found = self.made + A_KEY, list[Relaxation]()
        for step in steps:
            if len(found) == SEVERAL.get(key, 1) or self.made >= last:
                return
            fits = self._tried(step)
            if fits is not None and not any(_includes(step.change, f.change) for f in found):
                found.append(fits)
                yield fits

    def of_two_keys(self) -> Iterator[Relaxation]:
        """One relaxation of each pair of keys, the least distance first."""
        pairs: set[frozenset[str]] = set()
        for step in sorted(self._pairs(), key=lambda step: step.distance):
            keys = frozenset(step.change)
            fits = None if keys in pairs else self._tried(step)
            if fits is not None:
                pairs.add(keys)
                yield fits

    def _sizes(self, key: str) -> Iterator[Step]:
        """The largest smaller size with which the plan is fine, for what is short of quota."""
        if key != "capacity" or troubles(self.case).refusing:
            return
        for type_ in self.case.workload.deployment_type:
            sizes = loosen.smaller_sizes(self.case, type_)
            steps = bisect_left(sizes, x=True, key=self._is_too_large)
            if steps:
                yield loosen.resized(self.case, sizes[steps - 1])

    def _is_too_large(self, size: int) -> bool:
        return self._tried(loosen.resized(self.case, size)) is None

    def _pairs(self) -> Iterator[Step]:
        """Steps of two keys: the second as seen from where the first leads."""
        for one, other in permutations(loosen.KEYS, 2):
            for first in islice(loosen.KEYS[one](self.case), PAIR):
                for second in islice(loosen.KEYS[other](changed(self.case, first.change)), PAIR):
                    text = f"{first.text}, {second.text}"
                    distance = first.distance + second.distance
                    yield Step({**first.change, **second.change}, text, distance)

    def _tried(self, step: Step) -> Relaxation | None:
        """The step as a relaxation, if the whole stack's plan is fine with it."""
        key = repr(sorted(step.change.items()))
        if key not in self.tried:
            self.tried[key] = self._planned(step)
        return self.tried[key]

    def _planned(self, step: Step) -> Relaxation | None:
        """Planned in earnest, but only if the workload by itself is fine, which is soon seen."""
        case = changed(self.case, step.change)
        if self.made == PLANS or troubles(case).refusing:
            return None
        self.made += 1
        name, workloads = case.name, self.case.stack.workloads
        stack = case.stack.model_copy(update={"workloads": {**workloads, name: case.workload}})
        plan = self.make(stack)
        if not _fine(plan) >= {*self.fine, name}:
            return None
        gives = plan.workloads[name].chosen
        return Relaxation(name, step.change, step.text, gives, step.distance)


def _includes(change: Change, smaller: Mapping[str, Any]) -> bool:
    """Whether a change allows all that a smaller one does, which then says enough."""
    return all(
        isinstance(value, list) and isinstance(change.get(key), list) and {*value} <= {*change[key]}
        for key, value in smaller.items()
    )
