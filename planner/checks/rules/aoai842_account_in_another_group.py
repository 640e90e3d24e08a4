"""AOAI842: an account that runs would have to leave its resource group."""

from __future__ import annotations

from collections.abc import Iterator

from planner.checks.base import Placed, StackRule
from planner.checks.common import settings
from planner.domain.arm_ids import group_name
from planner.domain.finding import Finding, Page, Remedy, Rule
from planner.domain.plan import Account
from planner.domain.terms import Party, Severity, Verdict

RULE = Rule(
    id="AOAI842",
    slug="account-in-another-group",
    title="An account cannot leave its resource group",
    severity=Severity.ERROR,
    verdict=Verdict.FAIL,
    speaks_for=Party.SETTINGS,
    page=Page(
        what="Everything is to be made anew in another resource group (`planner lock STACK --upgrade-names`), and an account there would have the name or the subdomain of one that runs, or holds a workload that is kept.",
        why="An account belongs to one group for life. A new one of the same subdomain is refused (`CustomDomainInUse`) as long as the old one stands, and for 48 hours after it is deleted. What is kept could not be made again.",
        example="""\
# with a lock that was made in rg-aoai-dev; then planner lock --upgrade-names
accounts:
  resource_group: rg-llm
  naming: {prefix: aoai}
workloads:
  support-chat:
    model: gpt-5.1@2025-11-13
    deployment_type: global-standard
    region: swedencentral
    capacity: {tpm: 50000}
""",
        fix="Give the accounts other names too: another `accounts.naming.prefix` or `suffix`, and other names under `accounts.regions`. Take workloads that are kept out of the stack file, if they are to go.",
        source="Recover or purge deleted resources, 2026-09 (48 hours); the subdomain in the reports behind AOAI802.",
    ),
)


def check(placed: Placed) -> Iterator[Finding]:
    """One finding for each account whose old self stands in another group."""
    running = placed.scene.running
    group = running.group if running else None
    asked = group_name(placed.stack, placed.lock)
    if running is None or group is None or group.name.casefold() == asked.casefold():
        return
    taken = {account.subdomain.casefold() for account in running.accounts.values()}
    for account in placed.accounts:
        if account.name in running.accounts or account.subdomain.casefold() in taken:
            yield _finding(placed, account, group.name, asked)


def _finding(placed: Placed, account: Account, group: str, asked: str) -> Finding:
    message = f"account {account.name} runs in {group} and cannot be made in {asked} as well: name and subdomain are taken"
    remedies = [Remedy("another accounts.naming.suffix"), Remedy(f"resource_group: {group}")]
    return RULE.finding(settings.naming(placed, account), message, remedies=remedies)


CHECK = StackRule(RULE, check)
