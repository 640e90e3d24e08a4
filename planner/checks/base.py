"""What a rule is, and what it gets to look at.

A rule says its words in one declaration (`planner.domain.finding.Rule`) and its judgement in one function. There are
five kinds, by what the function judges:

* `WorkloadRule`: a workload as such, before anything is chosen (does the model exist?);
* `OfferingRule`: one offering that the workload permits; it may reject it (is it sold there?);
* `CandidatesRule`: what the offering rules leave of a workload's offerings (enough for two?);
* `ChoiceRule`: the offering that was chosen (is a developer deployment wise in prod?);
* `StackRule`: the finished placement of all workloads together (too many in one account?).

`PlannerRule` is a rule without a function: the planner itself raises it.

A rule's function judges and nothing else. What might help against its findings it says in
`changes`; `planner.checks.remedies` tries those and attaches the ones that do help.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from planner.domain.finding import Finding, Path, Rule
from planner.domain.lock import Lock, Locked
from planner.domain.offering import Offering
from planner.domain.plan import (
    Account,
    Choice,
    Deployment,
    LeftOut,
    Move,
    Place,
    PoolUse,
    TrainingPlace,
)
from planner.domain.subject import Subject
from planner.domain.terms import Use, Verdict
from planner.domain.workload import Stack, Workload
from planner.facts.catalog import Catalog
from planner.facts.facts import Facts
from planner.facts.scene import Scene


@dataclass(frozen=True, slots=True)
class Case:
    """One workload with everything a rule may know about it. No clock, no files."""

    name: str
    workload: Workload
    scene: Scene
    subject: Subject
    """What it uses, in the exact version: its own, or what `@default` was resolved to."""
    locked: Locked | None = None
    """What the lock says of the workload."""
    runs: Locked | None = None
    """What runs of it: as locked, unless the lock was written ahead of a run."""

    @property
    def stack(self) -> Stack:
        return self.scene.stack

    @property
    def facts(self) -> Facts:
        return self.scene.facts

    @property
    def catalog(self) -> Catalog:
        return self.scene.facts.documents

    @property
    def as_of(self) -> date:
        return self.scene.facts.day

    def path(self, *keys: str | int) -> Path:
        """The route to one of the workload's keys."""
        return ("workloads", self.name, *keys)


Reasons = dict[Rule, str]
"""Why an offering will not do, by rule."""

Rejected = tuple[Offering, Reasons]

Change = Mapping[str, Any]
"""Workload keys with new values, as a stack file spells them: `{"region": "swedencentral"}`."""

Changes = Callable[[Case], Iterable[Iterable[Change]]]
"""What might help, in families (regions, types, versions), each nearest first.

A family proposes; whether a change helps and breaks nothing else is tried out, not assumed.
"""


ALL_USES = frozenset(Use)
FINE_TUNING = frozenset({Use.FINE_TUNED, Use.TRAINING})


def no_changes(_: Case) -> Iterable[Iterable[Change]]:
    """For rules that no edit of the workload can satisfy."""
    return ()


def no_remark(_: Case, __: Offering) -> Iterable[Finding]:
    """For rules that have nothing to say of an offering they do not reject."""
    return ()


@dataclass(frozen=True, slots=True)
class WorkloadRule:
    """Judges a workload before anything is chosen."""

    rule: Rule
    check: Callable[[Case], Iterable[Finding]]
    changes: Changes = no_changes
    otherwise: Changes = no_changes
    """Tried when none of `changes` helps: changes of two keys at once."""
    final: bool = False
    """True when its finding leaves no offering to judge, so that no other rule repeats it."""


@dataclass(frozen=True, slots=True)
class OfferingRule:
    """Rejects offerings. When none is left, `explain` turns its rejections into findings.

    `reject` returns a short reason (`no standard deployments in francecentral`) or None.
    `explain` gets the offerings this rule rejected, never an empty sequence.
    """

    rule: Rule
    reject: Callable[[Case, Offering], str | None]
    explain: Callable[[Case, Sequence[Offering]], Iterable[Finding]]
    changes: Changes = no_changes
    otherwise: Changes = no_changes
    """Tried when none of `changes` helps: changes of two keys at once."""
    uses: frozenset[Use] = ALL_USES
    """The uses that the rule is about; it is not asked about others."""
    by_type: bool = False
    """True when `reject` looks at the offering's type and cloud only: one answer for its regions."""
    sureness: Callable[[Case, Offering], Verdict] | None = None
    """The verdict of one rejection (`fail` or `unverified`) where it is not always the rule's."""
    remark: Callable[[Case, Offering], Iterable[Finding]] = no_remark
    """What the rule has to say, short of rejecting it, of an offering that was chosen."""


@dataclass(frozen=True, slots=True)
class CandidatesRule:
    """Judges the offerings that are left; runs only when there is at least one.

    `check` also gets what was rejected, to say why so little is left.
    """

    rule: Rule
    check: Callable[[Case, Sequence[Choice], Sequence[Rejected]], Iterable[Finding]]
    changes: Changes = no_changes


@dataclass(frozen=True, slots=True)
class ChoiceRule:
    """Reviews the offering that was chosen. It warns; what must not be chosen is rejected."""

    rule: Rule
    review: Callable[[Case, Offering], Iterable[Finding]]
    changes: Changes = no_changes
    uses: frozenset[Use] = ALL_USES
    """The uses that the rule is about; it is not asked about others."""


@dataclass(frozen=True, slots=True)
class Placed:
    """All workloads' placement, for rules about the whole."""

    scene: Scene
    accounts: tuple[Account, ...]
    deployments: tuple[Deployment, ...]
    pools: tuple[PoolUse, ...] = ()
    """The quota pools that the deployments draw on, sorted."""
    left_out: tuple[LeftOut, ...] = ()
    """Workloads that found no place, for want of quota or beside the others."""
    kept: frozenset[str] = frozenset()
    """Workloads that stand as they run, whatever they ask for."""
    training: tuple[TrainingPlace, ...] = ()
    moves: tuple[Move, ...] = ()
    """What the lock knows elsewhere."""

    @property
    def stack(self) -> Stack:
        return self.scene.stack

    @property
    def places(self) -> tuple[Place, ...]:
        """All that stands of workloads."""
        return (*self.deployments, *self.training)

    @property
    def lock(self) -> Lock | None:
        return self.scene.lock

    @property
    def running(self) -> Lock | None:
        """What runs; None where nobody knows."""
        return self.scene.running

    @property
    def facts(self) -> Facts:
        return self.scene.facts

    @property
    def catalog(self) -> Catalog:
        return self.scene.facts.documents

    @property
    def as_of(self) -> date:
        return self.scene.facts.day


def of_nobody(_: Placed) -> Iterable[Finding]:
    """For rules about the stack that have nothing to say of workloads without a place."""
    return ()


def no_proposals(_: Placed, __: Finding) -> Changes:
    """For rules about the stack that know no edit of a workload."""
    return no_changes


@dataclass(frozen=True, slots=True)
class StackRule:
    """Judges the stack's settings and the finished placement as a whole.

    A finding with a workload and a failing verdict takes that workload out of the plan.
    """

    rule: Rule
    check: Callable[[Placed], Iterable[Finding]]
    changes: Callable[[Placed, Finding], Changes] = no_proposals
    """What might help against a finding about a workload. That it does help is this rule's word;
    whether another rule has something against it is tried out."""
    left_out: Callable[[Placed], Iterable[Finding]] = of_nobody
    """What it says of `Placed.left_out`: findings of this placement only. When another workload is
    refused or kept, all are placed again, and what was said of those left out is forgotten."""


@dataclass(frozen=True, slots=True)
class PlannerRule:
    """A rule that the planner raises itself: a broken check, an acceptance that cannot count."""

    rule: Rule


AnyRule = WorkloadRule | OfferingRule | CandidatesRule | ChoiceRule | StackRule | PlannerRule
