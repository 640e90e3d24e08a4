"""Tries what might help, and keeps what does.

A change is a remedy when the changed workload, judged by all rules, has nothing at all against
it; where no change of one key does that, the smallest change of several keys does. What the
other workloads of the stack have to say to it, `planner.planning.proof` tries out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import chain, count, islice
from typing import NamedTuple

from planner.checks import registry
from planner.checks.base import Case, Change, Changes
from planner.checks.common import edits
from planner.checks.common.words import listed
from planner.checks.trials import Trials, Troubles, changed
from planner.domain.finding import Finding, Remedy, Rule
from planner.domain.residency import ANYWHERE
from planner.domain.workload import Workload
from planner.facts import residency as boundary
from planner.facts.scene import Scene

MOST = 3
"""Remedies that one finding shows."""

TRIES = 40
"""Changes of one family that are tried before it is given up."""

WIDTH = 4
"""Changes that do not suffice and are continued with another key, the most promising ones."""

DEEP = 12
"""Changes of one family that are tried on top of another change."""

KEYS = 3
"""A remedy changes at most so many keys."""

BYTES = 280
"""Message and remedies together, so that a finding with its place fits into 400 bytes."""

_NAMED = 3
"""Rules that stand in the way and are named; the others are counted."""

Step = tuple[Change, Troubles]
"""A change, and what still speaks against the workload with it."""


class Proposal(NamedTuple):
    """Who proposes, and what."""

    rule: Rule
    changes: Changes


@dataclass
class _Shelf:
    """A family's steps; each is taken once, however often the family is looked through."""

    source: Iterator[Step]
    taken: list[Step] = field(default_factory=list)

    def __iter__(self) -> Iterator[Step]:
        for place in count():
            if place == len(self.taken):
                step = next(self.source, None)
                if step is None:
                    return
                self.taken.append(step)
            yield self.taken[place]


@dataclass
class Search:
    """The search for remedies of one workload's findings; remembers what it has tried."""

    case: Case
    broken: dict[Rule, Exception] = field(default_factory=dict)
    """The rules whose proposals could not be made: a bug in one must not hide the others."""
    shelves: dict[Proposal, list[_Shelf]] = field(default_factory=dict)
    """What was proposed for the workload as it is, and where each change leads."""

    @cached_property
    def trials(self) -> Trials:
        return Trials(self.case)

    @cached_property
    def before(self) -> Troubles:
        """What speaks against the workload as it is."""
        return self.trials.of({}) or Troubles(frozenset(), frozenset())

    def helpful(
        self, proposals: Iterable[Proposal], rules: frozenset[Rule], most: int = MOST
    ) -> list[Change]:
        """The changes that end all troubles and the findings of `rules`, smallest first.

        First those of one key, as the families of the proposals have them in turn; where none
        helps, those of two keys, then of three. Where prompts may go is given up last: a wider
        residency comes after all that keep it, however many keys those change.
        """
        known = tuple(proposals)
        found = self.singles(known, rules, most)
        if all(map(self._widens, found)):
            found += self.deeper(known, rules, most)
        return sorted(found, key=self._goes_far)[:most]

    def _goes_far(self, change: Change) -> tuple[bool, bool]:
        """Whether a change widens the residency, and whether it leaves geography and data zone."""
        region = change.get("region", [])
        slugs = region if isinstance(region, list) else [region]
        return self._widens(change), any(edits.is_far(self.case, slug) for slug in slugs)

    def _widens(self, change: Change) -> bool:
        """Whether a change lets prompts go where the workload, so far, does not."""
        return "residency" in change and bounds(self.case.scene, self.case.workload) is not None

    def passes(self, change: Change) -> bool:
        """Whether nothing at all is left against the changed workload."""
        after = self.trials.of(change)
        return after is not None and not after.refusing

    def singles(
        self, proposals: Iterable[Proposal], rules: frozenset[Rule], most: int = MOST
    ) -> list[Change]:
        """The same among changes as they are proposed, with nothing on top of them."""
        families = [self._of_family(family, rules) for family in self._families(proposals)]
        return _in_turn(families, most)

    def partial(self, proposals: Iterable[Proposal], rules: frozenset[Rule]) -> list[Step]:
        """Changes that end the findings of `rules`, bring no other ones and leave some."""
        steps = chain.from_iterable(self._families(proposals))
        fewer = (
            (change, after)
            for change, after in steps
            if rules.isdisjoint(after.refusing | after.warning)
            and after.refusing <= self.before.refusing
        )
        return [*islice(fewer, MOST)]

    def blocking(self, proposals: Iterable[Proposal]) -> list[str]:
        """The rules against the most promising change: why none of them helps."""
        steps = chain.from_iterable(self._families(proposals))
        least = min((after.refusing for _, after in steps), key=len, default=self.before.refusing)
        return sorted(rule.id for rule in least)

    def _families(self, proposals: Iterable[Proposal]) -> list[_Shelf]:
        return [shelf for proposal in proposals for shelf in self._shelves(proposal)]

    def _shelves(self, proposal: Proposal) -> list[_Shelf]:
        if proposal not in self.shelves:
            families = self._proposed(self.case, proposal)
            self.shelves[proposal] = [_Shelf(self._steps({}, f, TRIES)) for f in families]
        return self.shelves[proposal]

    def _proposed(self, case: Case, proposal: Proposal) -> list[Iterator[Change]]:
        """What a rule proposes, and nothing more once that raises."""
        try:
            return [self._guarded(proposal.rule, family) for family in proposal.changes(case)]
        except Exception as error:
            self.broken[proposal.rule] = error
            return []

    def _guarded(self, rule: Rule, family: Iterable[Change]) -> Iterator[Change]:
        try:
            yield from family
        except Exception as error:
            self.broken[rule] = error

    def _of_family(self, family: Iterable[Step], rules: frozenset[Rule]) -> Iterator[Change]:
        """The changes that help: those without a new warning, or else those with one."""
        loud: list[Change] = []
        calm = False
        for change, after in family:
            if after.refusing or not rules.isdisjoint(after.warning):
                continue
            if self._is_calm(after):
                calm = True
                yield change
            else:
                loud.append(change)
        if not calm:
            yield from loud

    def _is_calm(self, after: Troubles) -> bool:
        return after.warning <= self.before.warning | self.before.refusing

    def _steps(self, base: Change, family: Iterable[Change], most: int) -> Iterator[Step]:
        """The changes of a family on top of `base`, each with what it leads to."""
        for change in islice(family, most):
            if base.keys().isdisjoint(change):
                after = self.trials.of({**base, **change})
                if after is not None:
                    yield {**base, **change}, after

    def deeper(
        self, proposals: Iterable[Proposal], rules: frozenset[Rule], most: int = MOST
    ) -> Iterator[Change]:
        """Changes that help, of as few keys as possible: each step ends what the last one left."""
        reached = [*chain.from_iterable(self._families(proposals))]
        for _ in range(1, KEYS):
            reached = [step for start in _promising(reached) for step in self._onward(start)]
            done = [(c, t) for c, t in reached if self._is_enough(t, rules)]
            if done:
                calm = [c for c, t in done if self._is_calm(t)]
                found = _distinct(calm or [c for c, _ in done])
                yield from sorted(found, key=self._widens)[:most]
                return

    def _is_enough(self, after: Troubles, rules: frozenset[Rule]) -> bool:
        return not after.refusing and rules.isdisjoint(after.warning)

    def _onward(self, start: Step) -> Iterator[Step]:
        """What the rules that still refuse propose on top of a change."""
        change, after = start
        case = changed(self.case, change)
        for rule in sorted(after.refusing & registry.CHANGES.keys(), key=_id, reverse=True):
            families = self._proposed(case, Proposal(rule, registry.CHANGES[rule]))
            steps = [step for family in families for step in self._steps(change, family, DEEP)]
            if not steps:  # nothing ends this rule's refusal, so none of the others' will do
                return
            yield from steps


def _id(rule: Rule) -> str:
    return rule.id


def _promising(steps: Sequence[Step]) -> list[Step]:
    """Those with the fewest rules against them; of several that lead to the same, the first."""
    firsts: dict[frozenset[Rule], Step] = {}
    for step in steps:
        firsts.setdefault(step[1].refusing, step)
    return sorted(firsts.values(), key=lambda step: len(step[1].refusing))[:WIDTH]


def with_remedies(finding: Finding, found: Iterable[Remedy]) -> Finding:
    """The finding with remedies, as many as fit, before the advice that it has."""
    return replace(finding, remedies=fitting(finding.message, [*found, *finding.remedies]))


def nothing_helps(rules: Sequence[str], residency: str | None = None) -> str:
    """Why no change is offered: the rules that every change comes up against.

    A residency that is set is kept: what a wider one would give is for `planner explain`.
    """
    shown = [*rules[:_NAMED], *([f"{len(rules) - _NAMED} more"] if rules[_NAMED:] else [])]
    verb = "blocks" if len(shown) == 1 else "block"
    names = " and ".join([", ".join(shown[:-1]), shown[-1]] if shown[1:] else shown)
    kept = residency not in (None, ANYWHERE)
    what = f"no small change keeps residency {residency}" if kept else "no small change helps"
    return f"{what}: {names} {verb}; planner explain lists what rules out what"


def leaving(said: str, rules: Iterable[Rule]) -> str:
    """A change in words that is no cure: what is left against the workload then, by its title."""
    left = (f"{rule.id} ({rule.title})" for rule in sorted(rules, key=_id))
    return f"{said}, which leaves {listed(left)}"


def _distinct(changes: Iterable[Change]) -> list[Change]:
    kept: list[Change] = []
    for change in changes:
        kept += [] if change in kept else [change]
    return kept


def _in_turn(families: Iterable[Iterator[Change]], most: int) -> list[Change]:
    """The best of each family, then the second best of each, and so on, up to `most`."""
    waiting = list(families)
    found: list[Change] = []
    while waiting and len(found) < most:
        family = waiting.pop(0)
        change = next(family, None)
        if change is not None:
            found += [] if change in found else [change]
            waiting.append(family)
    return found


def fitting(message: str, remedies: Iterable[Remedy]) -> tuple[Remedy, ...]:
    """The first remedies that fit beside the message; at least one if there is any."""
    kept: list[Remedy] = []
    size = len(message.encode())
    for remedy in remedies:
        size += len(remedy.text.encode()) + len(" · or ".encode())
        if kept and (size > BYTES or len(kept) == MOST):
            break
        kept.append(remedy)
    return tuple(kept)


def text(change: Change, residency: str | None = None) -> str:
    """A change in words: `region swedencentral, capacity {tpm: 50000}`.

    `residency` is what the workload sets (see `bounds`): a change of that makes it wider.
    """
    wider = {"residency": " (wider)"} if residency is not None else {}
    return ", ".join(f"{key} {_value(value)}{wider.get(key, '')}" for key, value in change.items())


def bounds(scene: Scene, workload: Workload) -> str | None:
    """The residency of a workload, if it sets one that there is."""
    known = boundary.words(scene.facts.documents)
    return workload.residency if workload.residency in known else None


def _value(value: object) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {_value(each)}" for key, each in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_value, value)) + "]"
    return str(value)
