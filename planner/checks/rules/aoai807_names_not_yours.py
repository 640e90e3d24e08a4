"""AOAI807: nothing makes the accounts' names different from other people's."""

from __future__ import annotations

from collections.abc import Iterator

from planner.checks.base import Placed, StackRule
from planner.checks.common import settings
from planner.domain.finding import Finding, Page, Rule
from planner.domain.terms import Party, Severity, Verdict

RULE = Rule(
    id="AOAI807",
    slug="names-not-yours",
    title="Names not made your own",
    severity=Severity.NOTE,
    verdict=Verdict.OK,
    speaks_for=Party.SETTINGS,
    page=Page(
        what="`accounts.naming.suffix` is missing, so the accounts are called like those of everybody who uses the same prefix and stack name.",
        why="Subdomains are unique in the whole world, and a deleted account keeps its own for 48 hours: `CustomDomainInUse`.",
        example=settings.WORKLOAD,
        fix="Add a few characters of your own, and keep them: `accounts: {naming: {suffix: c7f2}}`. Another suffix means other accounts.",
        source="Recover or purge deleted accounts (48 hours); reports of `CustomDomainInUse` on public issue trackers.",
    ),
)


def check(placed: Placed) -> Iterator[Finding]:
    """One note for a stack that would make accounts."""
    if placed.accounts and not placed.stack.accounts.naming.suffix:
        message = (
            "account names and subdomains are unique worldwide; naming.suffix makes them yours"
        )
        yield RULE.finding(settings.path("naming"), message)


CHECK = StackRule(RULE, check)
