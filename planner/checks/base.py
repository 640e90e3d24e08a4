"""What a rule is, and what it gets to look at.

A rule says its words in one declaration (`Rule`) and its judgement in one function. There are
five kinds, by what the function judges:

* `WorkloadRule`: a workload as such, before anything is chosen (does the model exist?);
* `OfferingRule`: one offering that the workload permits; it may reject it (is it sold there?);
* `CandidatesRule`: what the offering rules leave of a workload's offerings (enough for two?);
* `ChoiceRule`: the offering that was chosen (is a developer deployment wise in prod?);
* `StackRule`: the finished placement of all workloads together (too many in one account?).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from planner.catalog.query import Catalog
from planner.finding import Finding, Path, Remedy
from planner.offering import Offering
from planner.plan import Account, Choice, Deployment
from planner.terms import Severity, Verdict
from planner.workload import Stack, Workload


@dataclass(frozen=True, slots=True)
class Page:
    """The documentation of a rule; `planner rules ID` and docs/rules show the same text."""

    what: str
    """What the rule finds, in a sentence or two."""
    why: str
    """What would happen otherwise."""
    example: str
    """A piece of a stack file that gives the finding."""
    fix: str
    """What to do about it."""
    source: str
    """The documents the rule leans on, with their dates."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule's words. The id never changes its meaning; the severity is not in it."""

    id: str
    slug: str
    title: str
    severity: Severity
    verdict: Verdict
    page: Page
    acceptable: bool = False
    """May a stack file accept it by name? Never for combinations the catalog says are not sold."""

    def finding(
        self,
        path: Path,
        message: str,
        *,
        workload: str | None = None,
        remedies: Sequence[Remedy] = (),
        severity: Severity | None = None,
        verdict: Verdict | None = None,
    ) -> Finding:
        """A finding of this rule; severity and verdict only where the case is milder or graver."""
        return Finding(
            rule=self.id,
            slug=self.slug,
            severity=severity or self.severity,
            verdict=verdict or self.verdict,
            workload=workload,
            path=path,
            message=message,
            remedies=tuple(remedies),
        )


@dataclass(frozen=True, slots=True)
class Case:
    """One workload with everything a rule may know about it. No clock, no files."""

    name: str
    workload: Workload
    stack: Stack
    catalog: Catalog
    as_of: date
    version: str
    """The exact version: the workload's own, or what `@default` was resolved to."""

    def path(self, *keys: str | int) -> Path:
        """The route to one of the workload's keys."""
        return ("workloads", self.name, *keys)


@dataclass(frozen=True, slots=True)
class WorkloadRule:
    """Judges a workload before anything is chosen."""

    rule: Rule
    check: Callable[[Case], Iterable[Finding]]


@dataclass(frozen=True, slots=True)
class OfferingRule:
    """Rejects offerings. When none is left, `explain` turns its rejections into findings.

    `reject` returns a short reason (`no standard deployments in francecentral`) or None.
    `explain` gets the offerings this rule rejected, never an empty sequence.
    """

    rule: Rule
    reject: Callable[[Case, Offering], str | None]
    explain: Callable[[Case, Sequence[Offering]], Iterable[Finding]]


@dataclass(frozen=True, slots=True)
class CandidatesRule:
    """Judges the offerings that are left; runs only when there is at least one."""

    rule: Rule
    check: Callable[[Case, Sequence[Choice]], Iterable[Finding]]


@dataclass(frozen=True, slots=True)
class ChoiceRule:
    """Reviews the offering that was chosen."""

    rule: Rule
    review: Callable[[Case, Offering], Iterable[Finding]]


@dataclass(frozen=True, slots=True)
class Placed:
    """All workloads' placement, for rules about the whole."""

    stack: Stack
    catalog: Catalog
    as_of: date
    accounts: tuple[Account, ...]
    deployments: tuple[Deployment, ...]


@dataclass(frozen=True, slots=True)
class StackRule:
    """Judges the stack's settings and the finished placement as a whole.

    A finding with a workload and a failing verdict takes that workload out of the plan.
    """

    rule: Rule
    check: Callable[[Placed], Iterable[Finding]]


AnyRule = WorkloadRule | OfferingRule | CandidatesRule | ChoiceRule | StackRule
