"""What a check returns: what is wrong, where, why, and what would fix it; and the rule behind it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from planner.domain.terms import Aspect, Party, Severity, Verdict

Path = tuple[str | int, ...]
"""A route through a stack file: `("workloads", "support-chat", "region", 0)`."""


@dataclass(frozen=True, slots=True, order=True)
class Location:
    """A place in a file; line and column count from 1."""

    file: str
    line: int
    column: int

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True)
class Remedy:
    """One way to make a finding go away while every other requirement holds.

    `change` maps workload keys to their new values and is empty for advice that no edit
    of the stack file can carry out, such as asking for access.
    """

    text: str
    change: Mapping[str, Any] = field(default_factory=dict)
    workload: str | None = None
    """Whose keys they are, where not those of the workload that the finding is about."""


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
    """What to do about it; its first sentence stands alone as the rule's help."""
    source: str
    """The documents the rule leans on, with their dates."""


_FIRST_SENTENCE = re.compile(r".+?[.](?=\s|$)", re.DOTALL)


@dataclass(frozen=True, slots=True, eq=False)
class Rule:
    """A rule's words. The id never changes its meaning; the severity is not in it.

    There is one object for each rule, declared in the rule's file: two are equal when they are
    the same object, so that sets and tables of rules cost no more than those of ids.
    """

    id: str
    slug: str
    title: str
    severity: Severity
    verdict: Verdict
    speaks_for: Party
    page: Page = field(repr=False)
    aspect: Aspect | None = None
    """What of a workload it refuses, when its finding may follow from another mistake; a rule
    without one always speaks for itself."""
    acceptable: bool = False
    """May a stack file accept it by name? Never for combinations the catalog says are not sold:
    whatever this says, a finding whose verdict is `fail` cannot be accepted."""
    admits_unknown: bool = False
    """It says that nobody knows whether an offering exists; who accepts it by name may have the
    offering all the same."""
    outage: bool = False
    """What it finds does not answer any more: where it is kept as it stands, it is still an error
    in prod."""
    without_effect: bool = False
    """An edit of the stack file does nothing to what runs: every run says so."""
    weighs: frozenset[str] = frozenset()
    """The workload's keys that its finding weighs against each other. Where more than these
    contradict each other, AOAI605 says so in its place; empty for rules that no contradiction
    brings about."""
    since: str = "0.1.0"
    """The version of the planner that first had this rule."""

    @property
    def help(self) -> str:
        """What to do, in one sentence: the first one of the page's `fix`."""
        first = _FIRST_SENTENCE.match(self.page.fix)
        return first.group() if first else self.page.fix

    @property
    def address(self) -> str:
        """Where its page is, from the root of the project."""
        return f"docs/rules/{self.id}.md"

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
            rule=self,
            severity=severity or self.severity,
            verdict=verdict or self.verdict,
            workload=workload,
            path=path,
            message=message,
            remedies=tuple(remedies),
        )


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing a check has to say about a workload, or about the stack as a whole."""

    rule: Rule
    severity: Severity
    verdict: Verdict
    """What the finding means for its workload: `fail` refuses it, `unverified` leaves it open."""
    workload: str | None
    path: Path
    message: str
    remedies: tuple[Remedy, ...] = ()
    location: Location | None = None
    accepted: bool = False
    """True when the stack file accepted it by name; it then refuses nothing."""
    owner: str | None = None
    """Who answers for the workload, where the stack file says so."""

    @property
    def title(self) -> str:
        """What its rule is called."""
        return self.rule.title

    @property
    def help(self) -> str:
        """What to do about findings of this kind, in one sentence."""
        return self.rule.help

    def at(self, location: Location | None, owner: str | None = None) -> Finding:
        """The same finding with its place in the file, and who answers for its workload."""
        return replace(self, location=location, owner=owner)

    def soften(self, *, prod: bool) -> Finding:
        """The same finding about something that stays as it is, which refuses nothing.

        A warning, but for an outage in prod: that a deployment is kept does not make it answer.
        """
        refuses = self.verdict is not Verdict.OK
        loud = self.rule.outage and prod
        severity = Severity.WARNING if refuses and not loud else self.severity
        return replace(self, severity=severity, verdict=Verdict.OK)

    def accept(self) -> Finding:
        """The same finding, kept and counted but no longer in the way."""
        return replace(self, severity=Severity.NOTE, verdict=Verdict.OK, accepted=True)
