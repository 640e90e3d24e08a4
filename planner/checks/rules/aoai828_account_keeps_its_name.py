"""AOAI828: the stack's naming has changed, and accounts that exist keep their names."""

from __future__ import annotations

from collections.abc import Iterator

from planner.checks.base import Placed, StackRule
from planner.domain.finding import Finding, Page, Remedy, Rule
from planner.domain.plan import Account
from planner.domain.terms import Party, Severity, Verdict

RULE = Rule(
    id="AOAI828",
    slug="account-keeps-its-name",
    title="An account keeps the name it was made with",
    severity=Severity.WARNING,
    verdict=Verdict.OK,
    speaks_for=Party.SETTINGS,
    without_effect=True,
    page=Page(
        what="The lock knows an account under another name than `accounts.naming` now gives, or with another subdomain. It keeps its name and its subdomain; only accounts that are new are called as the stack file says.",
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
        fix="Take the change back. If the new names are meant, `planner lock STACK --upgrade-names` makes everything anew under them, and deletes what was there; `docs/lock.md`, Another resource group.",
        source="Custom subdomain names for Azure AI services, 2026-09: a subdomain cannot be changed once set.",
    ),
)


def check(placed: Placed) -> Iterator[Finding]:
    """One warning for each account that is called otherwise, or has another subdomain."""
    known = placed.lock.accounts if placed.lock else {}
    for account in placed.accounts:
        if account.name in known:
            yield from _changed(placed, account)


def _changed(placed: Placed, account: Account) -> Iterator[Finding]:
    given, stack = placed.stack.accounts, placed.stack.name
    name = given.account_name(stack, account.region, account.number, account.team)
    subdomain = given.subdomain(stack, account.region, account.number, account.team)
    own = ("accounts", "regions", account.region)
    if account.name != name:
        path = own if account.region in given.regions else ("accounts", "naming")
        message = (
            f"account {account.name} keeps its name and subdomain; the stack file asks for {name}"
        )
        yield RULE.finding(path, message, remedies=[_BACK])
    elif account.subdomain != subdomain:
        message = f"account {account.name} keeps its subdomain {account.subdomain}; the stack file asks for {subdomain}"
        yield RULE.finding((*own, "subdomain"), message, remedies=[_BACK])


_BACK = Remedy("take the change of the name back")


CHECK = StackRule(RULE, check)
