"""Fixes are held to their word by the whole stack: quota, neighbours, accounts, the lock.

That the workload by itself passes with a change, the checks have tried. Here it is planned
beside the others, and the change is offered only if the workload stands and nobody else has
to go. What planning costs is bounded: see `WORK`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from planner.checks.base import Change
from planner.checks.common.words import listed
from planner.checks.remedies import fitting, leaving, nothing_helps
from planner.domain.finding import Finding, Remedy
from planner.domain.terms import Verdict
from planner.domain.workload import Workload
from planner.facts.scene import Scene

WORK = 6_000
"""Workloads that are placed to try fixes out, over all fixes of one plan: a stack of ten may try
600 fixes, one of a thousand that share their quota six. What is not tried is not offered as a
change."""


@dataclass(frozen=True, slots=True, eq=False)
class Edit:
    """A change of one workload, as somebody would type it."""

    workload: str
    change: Change

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Edit) and self._key() == other._key()

    def __hash__(self) -> int:
        return hash(self._key())

    def _key(self) -> tuple[str, str]:
        return (self.workload, repr(sorted(self.change.items())))


@dataclass(frozen=True, slots=True)
class Trial:
    """What a plan with a change says."""

    refusing: tuple[Finding, ...]
    """What still refuses the workload."""
    harmed: tuple[str, ...] = ()
    """Others that are refused only with the change."""
    moves: bool = False
    """Whether something that runs of the workload would be deleted for it."""

    @property
    def passes(self) -> bool:
        return not self.refusing and not self.harmed


@dataclass
class Proof:
    """Tries the fixes of a plan's findings; remembers what it has tried."""

    scene: Scene
    plan: Callable[[str, Edit, frozenset[str]], Trial]
    """What becomes of a workload when these of the stack are planned, one of them changed."""
    left: int = WORK
    tried: dict[tuple[str, Edit], Trial | None] = field(default_factory=dict)

    def proven(self, name: str, findings: Iterable[Finding]) -> tuple[Finding, ...]:
        """The findings about a workload, with those of their fixes that keep their word."""
        found = tuple(findings)
        if not any(remedy.change for finding in found for remedy in finding.remedies):
            return found
        refused = any(finding.verdict is not Verdict.OK for finding in found)
        if (
            not refused
            and self._group(name, self.scene.stack.workloads) == {name}
            and not (self.scene.lock is not None)
        ):
            return found
        return tuple(self._held(name, finding) for finding in found)

    def _held(self, name: str, finding: Finding) -> Finding:
        if not any(remedy.change for remedy in finding.remedies):
            return finding
        kept: list[Remedy] = []
        rules: set[str] = set()
        for remedy in finding.remedies:
            kept += self._kept(name, remedy, rules) if remedy.change else [remedy]
        if not kept and finding.verdict is not Verdict.OK:
            residency = self.scene.stack.workloads[name].residency
            why = nothing_helps(sorted(rules or {finding.rule.id}), residency)
            kept = [Remedy(why)]
        return replace(finding, remedies=fitting(finding.message, kept))

    def _kept(self, name: str, remedy: Remedy, rules: set[str]) -> Iterator[Remedy]:
        """The fix; or with what else it takes; or in words only, when that is no change."""
        trial = self._trial(name, Edit(remedy.workload or name, remedy.change))
        if trial is None:
            yield Remedy(f"{remedy.text} (not tried beside the others)")
        elif trial.passes:
            yield _marked(remedy, trial)
        elif trial.harmed:
            yield Remedy(f"{remedy.text}, which leaves no place for {listed(trial.harmed)}")
        else:
            rules.update(finding.rule.id for finding in trial.refusing)
            yield from [*self._extended(name, remedy, trial)][:1] or self._said(remedy, trial)

    def _extended(self, name: str, remedy: Remedy, trial: Trial) -> Iterator[Remedy]:
        """The fix and one that the refusing findings propose on top of it."""
        for other in (other for finding in trial.refusing for other in finding.remedies):
            same = other.workload == remedy.workload
            if same and other.change and other.change.keys().isdisjoint(remedy.change):
                change = {**remedy.change, **other.change}
                again = self._trial(name, Edit(remedy.workload or name, change))
                if again is not None and again.passes:
                    both = f"{remedy.text}, then also {other.text}"
                    yield _marked(Remedy(both, change, remedy.workload), again)

    def _said(self, remedy: Remedy, trial: Trial) -> list[Remedy]:
        return [Remedy(leaving(remedy.text, {finding.rule for finding in trial.refusing}))]

    def _trial(self, name: str, edit: Edit) -> Trial | None:
        """What the plan says with a change; None when trying that would cost too much."""
        key = (name, edit)
        if key not in self.tried:
            group = self._reached(name, edit)
            self.left -= len(group)
            self.tried[key] = self.plan(name, edit, group) if self.left >= 0 else None
        return self.tried[key]

    def _reached(self, name: str, edit: Edit) -> frozenset[str]:
        """The workloads that a change can reach, those among them that only the change names."""
        workloads = self.scene.stack.workloads
        named = (name, edit.workload, *_newly_named(edit.change))
        groups = [self._group(each, workloads) for each in dict.fromkeys(named)]
        return frozenset().union(*groups) & workloads.keys()

    def _group(self, name: str, workloads: Mapping[str, Workload]) -> frozenset[str]:
        """The workloads that a change of one of them can reach."""
        said = self.scene.stack.subscription
        speaks = (
            said.quota_tier is not None or bool(said.quota) or self.scene.facts.measured is not None
        )
        if (self.scene.lock is not None) or speaks:
            return frozenset(workloads)
        return _linked(name, workloads)


def _newly_named(change: Change) -> Iterator[str]:
    for key in ("spillover", "together_with", "apart_from"):
        value = change.get(key) or ()
        yield from (value,) if isinstance(value, str) else value


def _marked(remedy: Remedy, trial: Trial) -> Remedy:
    """The fix; one that moves what runs says so."""
    return replace(remedy, text=f"{remedy.text} (moves what runs)") if trial.moves else remedy


def _linked(name: str, workloads: Mapping[str, Workload]) -> frozenset[str]:
    """The workload and all that are to stand beside or apart from each other around it."""
    links: dict[str, set[str]] = {each: set() for each in workloads}
    for one, workload in workloads.items():
        for other in _named(workload):
            if other in links:
                links[one].add(other)
                links[other].add(one)
    found, waiting = {name}, [name]
    while waiting:
        new = links.get(waiting.pop(), set()) - found
        found |= new
        waiting += sorted(new)
    return frozenset(found)


def _named(workload: Workload) -> Iterator[str]:
    yield from (*workload.together_with, *workload.apart_from)
    if workload.spillover is not None:
        yield workload.spillover
