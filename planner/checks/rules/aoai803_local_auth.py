"""AOAI803: the accounts take keys."""

from __future__ import annotations

from collections.abc import Iterator

from planner.checks.base import Placed, StackRule
from planner.checks.common import settings
from planner.domain.finding import Finding, Page, Rule
from planner.domain.terms import Party, Severity, Verdict

RULE = Rule(
    id="AOAI803",
    slug="local-auth",
    title="Local authentication on",
    severity=Severity.WARNING,
    verdict=Verdict.OK,
    speaks_for=Party.SETTINGS,
    page=Page(
        what="`accounts.local_auth` is true: the accounts accept keys as well as Entra ID.",
        why="A key has no owner, does not expire and opens the whole account. A built-in Azure policy denies such accounts in many subscriptions.",
        example=f"""\
accounts:
  local_auth: true
{settings.WORKLOAD}""",
        fix="Remove `local_auth` and give the applications' identities the role Cognitive Services OpenAI User.",
        source="Azure Policy 71ef260a-8f18-47b7-abcb-62d0673d94dc (key access should be disabled).",
    ),
)


def check(placed: Placed) -> Iterator[Finding]:
    """One warning for the stack."""
    for used in settings.used(placed):
        if used.settings.local_auth:
            message = (
                "the accounts accept keys as well as Entra ID (Azure Policy 71ef260a denies it)"
            )
            yield RULE.finding(used.path("local_auth"), message)
            return


CHECK = StackRule(RULE, check)
