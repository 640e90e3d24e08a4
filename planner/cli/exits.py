"""Exit codes, and what makes a result fail."""

from __future__ import annotations

from collections.abc import Iterable
from enum import IntEnum, StrEnum

from planner.domain.finding import Finding
from planner.domain.terms import Severity, Verdict


class ExitCode(IntEnum):
    """What the process ends with; scripts rely on the numbers."""

    OK = 0
    """Nothing at or above the threshold."""
    FINDINGS = 1
    """Findings at or above the threshold, or something was refused or not found."""
    USAGE = 2
    """Wrong usage, or a file that cannot be read."""
    UNVERIFIED = 3
    """Nothing failed, but something could not be verified and the caller asked for that."""
    BROKEN = 4
    """The planner itself failed."""


_GRAVEST_FIRST = (
    ExitCode.BROKEN,
    ExitCode.USAGE,
    ExitCode.FINDINGS,
    ExitCode.UNVERIFIED,
    ExitCode.OK,
)


def gravest(codes: Iterable[ExitCode]) -> ExitCode:
    """The code that several results end with together; OK for none."""
    found = {*codes, ExitCode.OK}
    return next(code for code in _GRAVEST_FIRST if code in found)


class FailOn(StrEnum):
    """From where on findings fail a run: each word includes the ones before it."""

    ERROR = "error"
    UNVERIFIED = "unverified"
    WARNING = "warning"

    def code(self, findings: Iterable[Finding]) -> ExitCode:
        """What findings end with under this threshold."""
        return gravest(map(self._code_of, findings))

    def _code_of(self, finding: Finding) -> ExitCode:
        if finding.verdict is Verdict.UNVERIFIED:
            return ExitCode.OK if self is FailOn.ERROR else ExitCode.UNVERIFIED
        if finding.verdict is Verdict.FAIL or finding.severity is Severity.ERROR:
            return ExitCode.FINDINGS
        warned = self is FailOn.WARNING and finding.severity is Severity.WARNING
        return ExitCode.FINDINGS if warned else ExitCode.OK
