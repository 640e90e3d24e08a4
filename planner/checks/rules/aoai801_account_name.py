"""AOAI801: Azure would not take the account's name."""

from __future__ import annotations

import re
from collections.abc import Iterator

from planner.checks.base import Placed, StackRule
from planner.checks.common import settings
from planner.domain.finding import Finding, Page, Rule
from planner.domain.terms import Party, Severity, Verdict

LONGEST = 64

_VALID = re.compile(r"[A-Za-z0-9]([A-Za-z0-9-]{0,62}[A-Za-z0-9])")

RULE = Rule(
    id="AOAI801",
    slug="account-name-invalid",
    title="Account name invalid",
    severity=Severity.ERROR,
    verdict=Verdict.FAIL,
    speaks_for=Party.SETTINGS,
    page=Page(
        what="An account is called `<prefix>-<stack>-<region>[-<suffix>]`, one of a team `<prefix>-<stack>-<team>-<region>[-<suffix>]`. The result is longer than 64 characters, or has others than letters, digits and hyphens, or starts or ends with a hyphen.",
        why="Azure refuses the account (`ResourceNameInvalid`), and with it every deployment in it.",
        example=f"""\
accounts:
  naming: {{prefix: openai_platform}}
{settings.WORKLOAD}""",
        fix="Shorten or correct `accounts.naming.prefix`, its `suffix`, the workload's `team` or the stack file's name.",
        source="Resource name rules of ARM (2 to 64; letters, digits, hyphens; ends with a letter or digit).",
    ),
)


def is_valid(name: str) -> bool:
    """Whether ARM takes an account of this name."""
    return _VALID.fullmatch(name) is not None


def check(placed: Placed) -> Iterator[Finding]:
    """One finding for each account whose name breaks the rules."""
    for account in placed.accounts:
        if not is_valid(account.name):
            length = f" ({len(account.name)} characters)" if len(account.name) > LONGEST else ""
            name = f"account name {account.name[:LONGEST]}{length}"
            message = f"{name} is not 2 to 64 letters, digits and inner hyphens (ARM name rules)"
            yield RULE.finding(settings.naming(placed, account), message)


CHECK = StackRule(RULE, check)
