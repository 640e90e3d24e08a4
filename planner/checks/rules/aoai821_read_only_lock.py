"""AOAI821: a lock that stops the next run."""

from __future__ import annotations

from collections.abc import Iterator

from planner.checks.base import Placed, StackRule
from planner.checks.common import settings
from planner.domain.finding import Finding, Page, Remedy, Rule
from planner.domain.terms import Party, Severity, Verdict

RULE = Rule(
    id="AOAI821",
    slug="read-only-lock",
    title="Read-only lock",
    severity=Severity.WARNING,
    verdict=Verdict.OK,
    speaks_for=Party.SETTINGS,
    page=Page(
        what="`accounts.lock` is ReadOnly.",
        why="The lock is made last, so the first run succeeds. After it Azure refuses every change of the account and its deployments (`ScopeLocked`), those of the next run among them.",
        example=f"""\
accounts:
  lock: ReadOnly
{settings.WORKLOAD}""",
        fix="CanNotDelete guards against loss and lets changes through. With ReadOnly, take the lock out, run, make the change, and put it back.",
        source="Management locks: ReadOnly and CanNotDelete apply to child resources.",
    ),
)


def check(placed: Placed) -> Iterator[Finding]:
    """One warning for each kind of account that is locked for good."""
    for used in settings.used(placed):
        if used.settings.lock == "ReadOnly":
            message = (
                f"a ReadOnly lock{used.where} refuses the changes of the next run (ScopeLocked)"
            )
            remedy = Remedy("lock CanNotDelete")
            yield RULE.finding(used.path("lock"), message, remedies=[remedy])


CHECK = StackRule(RULE, check)
