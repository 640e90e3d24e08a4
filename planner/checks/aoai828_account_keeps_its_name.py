"""AOAI828: the stack's naming has changed, and accounts that exist keep their names."""

from __future__ import annotations

from collections.abc import Iterator

from planner.checks.base import Page, Placed, Rule, StackRule
from planner.finding import Finding, Remedy
from planner.terms import Severity, Verdict

RULE = Rule(
    id="AOAI828",
    slug="account-keeps-its-name",
    title="An account keeps the name it was made with",
    severity=Severity.WARNING,
    verdict=Verdict.OK,
    page=Page(
        what="The lock knows an account under another name than `accounts.naming` now gives. It keeps its name and its subdomain; only accounts that are new are called as the stack file says.",
        why="Neither the name nor the subdomain of an account can be changed once it exists. Another name is another account: everything in the old one would be deleted and made again at another endpoint.",
        example="""\
# with a lock that was made before the suffix was added
accounts:
  naming: {prefix: aoai, suffix: c7f2}
workloads:
  support-chat:
    model: gpt-5.1@2025-11-13
    deployment_type: global-standard
    region: swedencentral
    capacity: {tpm: 50000}
""",
        fix="Take the change of `naming` back. If the new name is meant, delete the lock file and run `planner lock`: the plan then makes everything anew, and deletes what was there.",
        source="Custom subdomain names for Azure AI services, 2026-09: a subdomain cannot be changed once set.",
    ),
)


def check(placed: Placed) -> Iterator[Finding]:
    """One warning for each account that is called otherwise."""
    naming, stack = placed.stack.accounts.naming, placed.stack.name
    known = placed.lock.accounts if placed.lock else {}
    for account in placed.accounts:
        asked = naming.account(stack, account.region, account.number)
        if account.name in known and account.name != asked:
            message = (
                f"account {account.name} keeps its name and subdomain; naming asks for {asked}"
            )
            remedy = Remedy("take the change of accounts.naming back")
            yield RULE.finding(("accounts", "naming"), message, remedies=[remedy])


CHECK = StackRule(RULE, check)
