"""AOAI822: restore, which is for one run."""

from __future__ import annotations

from collections.abc import Iterator

from planner.checks.base import Placed, StackRule
from planner.checks.common import settings
from planner.domain.finding import Finding, Page, Rule
from planner.domain.terms import Party, Severity, Verdict

RULE = Rule(
    id="AOAI822",
    slug="restore-is-on",
    title="Restore is on",
    severity=Severity.NOTE,
    verdict=Verdict.OK,
    speaks_for=Party.SETTINGS,
    page=Page(
        what="`accounts.restore` is true: accounts are brought back from soft deletion.",
        why="It helps for 48 hours after a delete (`FlagMustBeSetForRestore`). For an account that was not deleted, Azure refuses it (`CanNotRestoreANonExistingResource`).",
        example=f"""\
accounts:
  restore: true
{settings.WORKLOAD}""",
        fix="Say it for the region it is about, under `accounts.regions`, and take it out after the run.",
        source="Recover or purge deleted Azure AI services resources.",
    ),
)


def check(placed: Placed) -> Iterator[Finding]:
    """One note for each kind of account that is to be restored."""
    for used in settings.used(placed):
        if used.settings.restore:
            message = f"restore{used.where} succeeds only for accounts deleted in the last 48 hours"
            yield RULE.finding(used.path("restore"), message)


CHECK = StackRule(RULE, check)
