"""Which workloads stand beside and apart from which, and which of those wishes exclude each other.

Judged without any offering: by names, and by the regions, residencies and replicas of the stack
file. Each deployment of a workload stands in a region of everything it is `together_with`, and
in no region of what it is `apart_from`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from functools import cached_property
from math import inf

from planner.domain.offering import Region
from planner.domain.residency import ANYWHERE
from planner.domain.terms import Cloud, Verdict
from planner.domain.workload import Stack, Workload
from planner.facts import residency as boundary
from planner.facts.catalog import Catalog


@dataclass(frozen=True, slots=True, order=True)
class Requirement:
    """One key of one workload; `other` is the workload that a name of the key means."""

    workload: str
    key: str
    other: str = ""


BESIDE, APART = "together_with", "apart_from"
_IN_TURN = ("residency", "replicas", "region", APART, BESIDE)
"""What is tried first as not belonging to a contradiction: names explain it best."""


@dataclass
class Neighbours:
    """The workloads of a stack with their wishes about each other."""

    stack: Stack
    catalog: Catalog
    allowed: dict[Requirement, frozenset[str]] = field(default_factory=dict)

    def against(self, name: str, standing: Collection[str]) -> tuple[Requirement, ...]:
        """A smallest set that cannot hold together, of a workload beside some that do.

        Empty where there is none. Only those count in whose regions it must stand, and those from
        which it must be apart, with all in whose regions these must stand.
        """
        around = _around(self.stack.workloads, name, {*standing, name})
        wishes = [w for each in around for w in self._wishes(each) if w.other in around]
        kept = {*wishes, *(said for wish in wishes for said in self._own(wish))}
        if not any(self._suspects(kept)):
            return ()
        return self._reduced(sorted(kept, key=lambda r: (_IN_TURN.index(r.key), r)))

    def contradictions(self) -> Iterator[tuple[Requirement, ...]]:
        """Smallest sets that cannot hold together, those among few workloads first.

        The workload of each set's first wish is left out before the next set is looked for.
        """
        kept = {wish for name in self.stack.workloads for wish in self._wishes(name)}
        kept |= {said for wish in kept for said in self._own(wish)}
        gone: set[str] = set()
        for group in sorted(set(self._suspects(kept)), key=lambda g: (len(g), sorted(g))):
            inside = [r for r in kept if {r.workload, r.other or r.workload} <= group]
            while any(
                self._suspects(left := [r for r in inside if not {r.workload, r.other} & gone])
            ):
                found = self._reduced(sorted(left, key=lambda r: (_IN_TURN.index(r.key), r)))
                yield found
                gone.add(found[0].workload)

    def _reduced(self, given: Sequence[Requirement]) -> tuple[Requirement, ...]:
        """What is left of a contradiction when nothing more can be dropped; wishes first."""
        kept = list(given)
        for requirement in given:
            fewer = [each for each in kept if each != requirement]
            if any(self._suspects(fewer)):
                kept = fewer
        return tuple(sorted(kept, key=lambda r: (not r.other, r)))

    def _wishes(self, name: str) -> Iterator[Requirement]:
        """What a workload asks about others that there are."""
        workloads = self.stack.workloads
        for key in (BESIDE, APART):
            others = getattr(workloads[name], key)
            yield from (Requirement(name, key, o) for o in others if o in workloads and o != name)

    def _own(self, wish: Requirement) -> Iterator[Requirement]:
        """What the two workloads of a wish say of themselves, if that can be met at all."""
        words = boundary.words(self.catalog)
        for name in (wish.workload, wish.other):
            workload = self.stack.workloads[name]
            said = {
                "replicas": 1,
                "region": workload.region,
                "residency": workload.residency in words,
            }
            own = [Requirement(name, key) for key, given in said.items() if given]
            if len(self._regions([name], own)) >= workload.replicas:
                yield from own

    def _suspects(self, kept: Collection[Requirement]) -> Iterator[frozenset[str]]:
        """Groups of workloads that cannot be placed while these requirements hold."""
        above = _reach(kept)
        regions = {name: self._regions(around, kept) for name, around in above.items()}
        least = {name: self._replicas(name, kept, 1) for name in above}
        for name, around in above.items():
            most = min(self._replicas(each, kept, inf) for each in around)
            if least[name] > min(most, len(regions[name])):
                yield frozenset(around)
        below = _turned(above)
        for one, two in sorted((r.workload, r.other) for r in kept if r.key == APART):
            if len(regions[one] | regions[two]) < least[one] + least[two]:
                yield frozenset(above[one] | above[two])
            yield from (frozenset(above[each]) for each in sorted(below[one] & below[two]))

    def _replicas(self, name: str, kept: Collection[Requirement], unsaid: float) -> float:
        said = Requirement(name, "replicas") in kept
        return self.stack.workloads[name].replicas if said else unsaid

    def _regions(self, names: Iterable[str], kept: Collection[Requirement]) -> frozenset[str]:
        """The regions that all of these workloads allow."""
        found = self._everywhere
        for name in names:
            for key in ("region", "residency"):
                if (said := Requirement(name, key)) in kept:
                    found &= self._allowed(said)
        return found

    @cached_property
    def _everywhere(self) -> frozenset[str]:
        """The public regions, and those that a workload names."""
        public = {r.slug for r in self.catalog.regions.values() if r.cloud is Cloud.PUBLIC}
        return frozenset(public.union(*(w.region for w in self.stack.workloads.values())))

    def _allowed(self, said: Requirement) -> frozenset[str]:
        """The regions that a workload's `region` or `residency` allows."""
        if said not in self.allowed:
            workload, known = self.stack.workloads[said.workload], self.catalog.regions
            stay = (slug for slug, region in known.items() if _may_stay(workload, region))
            self.allowed[said] = frozenset(workload.region if said.key == "region" else stay)
        return self.allowed[said]


def _may_stay(workload: Workload, region: Region) -> bool:
    inside = workload.residency or ANYWHERE
    verdicts = (boundary.stays(type_, region, inside) for type_ in workload.types)
    return any(verdict is not Verdict.FAIL for verdict in verdicts)


def _around(workloads: Mapping[str, Workload], name: str, among: Set[str]) -> frozenset[str]:
    """The workloads, among some, that can bear on where one of them may stand."""
    above = _above(workloads, name, among)
    both = {n for n in among if name in workloads[n].apart_from}
    apart = both.union(*(workloads[each].apart_from for each in above)) & among
    return above.union(*(_above(workloads, each, among) for each in apart))


def _above(workloads: Mapping[str, Workload], name: str, among: Set[str]) -> frozenset[str]:
    """A workload and all in whose regions it must stand."""
    found, waiting = {name}, [name]
    while waiting:
        new = set(workloads[waiting.pop()].together_with) & among - found
        found |= new
        waiting += sorted(new)
    return frozenset(found)


def _reach(kept: Iterable[Requirement]) -> dict[str, set[str]]:
    """Of each workload that is spoken of: itself, and all in whose regions it must stand."""
    beside: dict[str, list[str]] = {}
    for each in kept:
        beside.setdefault(each.workload, [])
        if each.other:
            beside.setdefault(each.other, [])
        if each.key == BESIDE:
            beside[each.workload].append(each.other)
    found: dict[str, set[str]] = {}
    for name in sorted(beside):
        found[name], waiting = {name}, [name]
        while waiting:
            new = [each for each in beside[waiting.pop()] if each not in found[name]]
            found[name].update(new)
            waiting += new
    return found


def _turned(above: Mapping[str, set[str]]) -> dict[str, set[str]]:
    """Of each workload: itself, and all that must stand in its regions."""
    below: dict[str, set[str]] = {name: set() for name in above}
    for name, around in above.items():
        for each in around:
            below[each].add(name)
    return below
