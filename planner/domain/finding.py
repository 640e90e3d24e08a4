"""What a check returns: what is wrong, where, why, and what would fix it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from planner.domain.terms import Severity, Verdict

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


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing a check has to say about a workload, or about the stack as a whole."""

    rule: str
    slug: str
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

    def at(self, location: Location | None) -> Finding:
        """The same finding with its place in the file."""
        return replace(self, location=location)

    def soften(self) -> Finding:
        """The same finding about something that stays as it is: a warning that refuses nothing."""
        refuses = self.verdict is not Verdict.OK
        severity = Severity.WARNING if refuses else self.severity
        return replace(self, severity=severity, verdict=Verdict.OK)

    def accept(self) -> Finding:
        """The same finding, kept and counted but no longer in the way."""
        return replace(self, severity=Severity.NOTE, verdict=Verdict.OK, accepted=True)
