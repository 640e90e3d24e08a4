"""Tries what might help, and keeps what does.

A change is a remedy of a finding when the changed workload, judged by all rules, no longer has
the finding and has nothing else against it that it did not have before.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property

from planner.checks import registry
from planner.checks.base import Case, Change, Changes
from planner.checks.weigh import placed, remarks, weigh
from planner.domain.finding import Finding, Remedy, Rule
from planner.domain.terms import Severity, Verdict
from planner.domain.workload import DEFAULT_VERSION, Workload

MOST = 3
"""Remedies that one finding shows."""

TRIES = 40
"""Changes of one family that are tried before it is given up."""

BYTES = 280
"""Message and remedies together, so that a finding with its place fits into 400 bytes."""


def changed(case: Case, change: Change) -> Case:
    """The case with a change to its workload. Raises pydantic's ValidationError for a bad one."""
    given = case.workload
    values = {
        field.alias or name: getattr(given, name)
        for name, field in Workload.model_fields.items()
        if name in given.model_fields_set
    }
    workload = Workload.model_validate({**values, **change})
    version = workload.model.version
    same_default = version == DEFAULT_VERSION and workload.model.model == given.model.model
    subject = workload.subject(case.subject.version if same_default else version)
    return replace(case, workload=workload, subject=subject)


_NOTHING = Remedy("no small change helps; planner explain lists what rules out what")


@dataclass(frozen=True, slots=True)
class Troubles:
    """The rules that speak against a workload, by how gravely."""

    refusing: frozenset[Rule]
    warning: frozenset[Rule]


def troubles(case: Case) -> Troubles:
    """What speaks against a workload, its first choice included."""
    weighed = weigh(case)
    found = list(weighed.findings)
    if weighed.choices:
        found += remarks(case, placed(case, weighed.choices[0]))
    refusing = {f.rule for f in found if f.verdict is not Verdict.OK} | weighed.rejecting()
    warning = {f.rule for f in found if f.severity is not Severity.NOTE} - refusing
    return Troubles(frozenset(refusing), frozenset(warning))


@dataclass
class Search:
    """The search for remedies of one workload's findings; remembers what it has tried."""

    case: Case
    tried: dict[str, Troubles | None] = field(default_factory=dict)

    @cached_property
    def before(self) -> Troubles:
        """What speaks against the workload as it is."""
        return troubles(self.case)

    def explained(self, finding: Finding) -> tuple[Finding]:
        """The finding with its rule's remedies, nearest first, before the advice it has."""
        rule = finding.rule
        return self.remedied(finding, registry.CHANGES[rule], frozenset({rule}))

    def remedied(
        self, finding: Finding, changes: Changes, stands_for: frozenset[Rule]
    ) -> tuple[Finding]:
        """The finding with those of `changes` that end the findings of the rules it stands for."""
        best = self._best(changes, stands_for)
        if not best and finding.rule in registry.OTHERWISE:
            best = self._best(registry.OTHERWISE[finding.rule], stands_for)
        return (self._with(finding, best),)

    def proposed(self, finding: Finding, changes: Changes) -> Finding:
        """The finding with those changes that nothing else speaks against, before its advice."""
        return self._with(finding, self._best(changes, frozenset({finding.rule})))

    def _with(self, finding: Finding, changes: Iterable[Change]) -> Finding:
        found = [Remedy(_text(self.case, change), change) for change in changes]
        remedies = _fitting(finding.message, [*found, *finding.remedies])
        if not remedies and finding.verdict is not Verdict.OK:
            remedies = (_NOTHING,)
        return replace(finding, remedies=remedies)

    def _best(self, changes: Changes, rules: frozenset[Rule]) -> list[Change]:
        return _in_turn(self._helpful(family, rules) for family in changes(self.case))

    def _helpful(self, family: Iterable[Change], rules: frozenset[Rule]) -> Iterator[Change]:
        """The changes that help: those without a new warning, or else those with one."""
        known = [(change, self._outcome(change)) for change in _first(family, TRIES)]
        helping = [(c, t) for c, t in known if t is not None and self._helps(t, rules)]
        calm = [c for c, t in helping if t.warning <= self.before.warning | self.before.refusing]
        yield from calm or [c for c, _ in helping]

    def _outcome(self, change: Change) -> Troubles | None:
        key = repr(change)
        if key not in self.tried:
            self.tried[key] = _outcome(self.case, change)
        return self.tried[key]

    def _helps(self, after: Troubles, rules: frozenset[Rule]) -> bool:
        gone = rules.isdisjoint(after.refusing | after.warning)
        return gone and after.refusing <= self.before.refusing


def _outcome(case: Case, change: Change) -> Troubles | None:
    """What speaks against the changed workload; None when the change does not even parse."""
    try:
        return troubles(changed(case, change))
    except ValueError:
        return None


def _first(family: Iterable[Change], count: int) -> Iterator[Change]:
    return (change for _, change in zip(range(count), family, strict=False))


def _in_turn(families: Iterable[Iterator[Change]]) -> list[Change]:
    """The best of each family, then the second best of each, and so on, up to `MOST`."""
    waiting = list(families)
    found: list[Change] = []
    while waiting and len(found) < MOST:
        family = waiting.pop(0)
        change = next(family, None)
        if change is not None:
            found += [] if change in found else [change]
            waiting.append(family)
    return found


def _fitting(message: str, remedies: Iterable[Remedy]) -> tuple[Remedy, ...]:
    """The first remedies that fit beside the message; at least one if there is any."""
    kept: list[Remedy] = []
    size = len(message.encode())
    for remedy in remedies:
        size += len(remedy.text.encode()) + len(" · or ".encode())
        if kept and (size > BYTES or len(kept) == MOST):
            break
        kept.append(remedy)
    return tuple(kept)


def _text(case: Case, change: Change) -> str:
    """A change in words: `region swedencentral`, `deployment_type standard (stays in eu)`."""
    parts = [f"{key} {_value(value)}" for key, value in change.items()]
    residency = case.workload.residency
    keeps = "deployment_type" in change and residency not in (None, "global")
    return ", ".join(parts) + (f" (stays in {residency})" if keeps else "")


def _value(value: object) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {_value(each)}" for key, each in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_value, value)) + "]"
    return str(value)
