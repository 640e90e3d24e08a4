"""AOAI802: the account's subdomain cannot be a name in the DNS."""

from __future__ import annotations

import re
from collections.abc import Iterator

from planner.checks.base import Placed, StackRule
from planner.checks.common import settings
from planner.checks.rules.aoai801_account_name import is_valid
from planner.domain.finding import Finding, Page, Rule
from planner.domain.terms import Party, Severity, Verdict

_VALID = re.compile(r"[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])")

RULE = Rule(
    id="AOAI802",
    slug="subdomain-invalid",
    title="Subdomain invalid",
    severity=Severity.ERROR,
    verdict=Verdict.FAIL,
    speaks_for=Party.SETTINGS,
    page=Page(
        what="The account's name is also its subdomain, the first part of its endpoint. It has upper case letters, or others than letters, digits and hyphens, or is longer than the 63 characters of a DNS label.",
        why="The subdomain cannot be changed once it is set, and Entra ID sign-in and private endpoints need it.",
        example=f"""\
accounts:
  naming: {{prefix: Platform}}
{settings.WORKLOAD}""",
        fix="Use lower case letters, digits and hyphens in `accounts.naming`, in the names of teams and in the stack file's name.",
        source="RFC 1035 (63 characters); Azure documents no rule of its own beyond uniqueness.",
    ),
)


def check(placed: Placed) -> Iterator[Finding]:
    """One finding for each account whose name would do, but not as a subdomain."""
    for account in placed.accounts:
        if is_valid(account.name) and not _VALID.fullmatch(account.subdomain):
            name = account.subdomain[:64]
            message = (
                f"subdomain {name} is not 2 to 63 lower case letters, digits and inner hyphens"
            )
            yield RULE.finding(settings.naming(placed, account), message)


CHECK = StackRule(RULE, check)
