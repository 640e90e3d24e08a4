"""AOAI839: an account was upgraded to AIServices, and the stack file still says OpenAI."""

from __future__ import annotations

from collections.abc import Iterator

from planner.checks.base import Placed, StackRule
from planner.checks.common import settings
from planner.domain.finding import Finding, Page, Path, Remedy, Rule
from planner.domain.plan import Account
from planner.domain.settings import DEFAULT_KIND
from planner.domain.terms import Party, Severity, Verdict

RULE = Rule(
    id="AOAI839",
    slug="kind-moved-on",
    title="An account of kind AIServices stays one",
    severity=Severity.WARNING,
    verdict=Verdict.OK,
    speaks_for=Party.SETTINGS,
    without_effect=True,
    page=Page(
        what="An account runs as kind AIServices, and the stack file says OpenAI. The account keeps its kind; new accounts are made as the stack file says.",
        why="Microsoft upgrades accounts of kind OpenAI by itself, in waves, and the portal does on request. To set the kind back is a rollback: it is refused while there are projects, connections or models of other makers, and it takes their endpoints away. An edit of something else must not try it.",
        example="""\
# with a lock that was made while kind was left out
accounts:
  kind: OpenAI
workloads:
  support-chat:
    model: gpt-5.1@2025-11-13
    deployment_type: global-standard
    region: swedencentral
    capacity: {tpm: 50000}
""",
        fix="Leave `kind` out. If the older kind is meant, roll the account back in the portal, and then say `kind: OpenAI` of that account in the lock file too.",
        source="Upgrade of Azure OpenAI resources to Foundry, 2026-08-19.",
    ),
)


def check(placed: Placed) -> Iterator[Finding]:
    """One warning for each account whose kind the stack file does not say."""
    for account in placed.accounts:
        asked = placed.stack.accounts.of(account.region, account.team).kind
        if account.kind != asked:
            message = f"account {account.name} is of kind {account.kind} and stays so; the stack file says {asked}"
            yield RULE.finding(_path(placed, account), message, remedies=[_LEAVE_OUT])


def _path(placed: Placed, account: Account) -> Path:
    said = (used.path("kind") for used in settings.used(placed) if used.has(account))
    return next(said, settings.path("kind"))


_LEAVE_OUT = Remedy(f"kind: {DEFAULT_KIND}, or leave it out")


CHECK = StackRule(RULE, check)
