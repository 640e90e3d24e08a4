"""AOAI842: an account that runs would have to leave its resource group."""

from __future__ import annotations

from collections.abc import Iterator

from planner.checks.base import Placed, StackRule
from planner.checks.common import settings
from planner.checks.common.words import listed
from planner.domain.arm_ids import group_name
from planner.domain.finding import Finding, Page, Remedy, Rule
from planner.domain.lock import Lock
from planner.domain.plan import Account
from planner.domain.terms import Party, Severity, Verdict

RULE = Rule(
    id="AOAI842",
    slug="account-in-another-group",
    title="An account cannot leave its resource group, or its name while something is kept in it",
    severity=Severity.ERROR,
    verdict=Verdict.FAIL,
    speaks_for=Party.SETTINGS,
    page=Page(
        what="Everything is to be made anew in another resource group (`planner lock STACK --upgrade-names`), and an account there would have the name or the subdomain of one that runs. Or, there or under other account names alone, an account that is given up holds a workload that stays in it, since it is kept.",
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
    if running is None or group is None:
        return
    if group.name.casefold() == asked.casefold():
        yield from _given_up(placed, running)
        return
    taken = {account.subdomain.casefold() for account in running.accounts.values()}
    for account in placed.accounts:
        if account.name in running.accounts or account.subdomain.casefold() in taken:
            yield _finding(placed, account, group.name, asked)


def _given_up(placed: Placed, running: Lock) -> Iterator[Finding]:
    """One finding for each account that was given up for another name and still holds something."""
    left = {*placed.lock.left} if placed.lock else set()
    for account in placed.accounts:
        if account.name in left and account.name in running.accounts:
            inside = sorted(d.workload for d in placed.deployments if d.account == account.name)
            message = f"account {account.name} is given up for another name, and {listed(inside)} stays in it: what is kept cannot be made anew"
            path = settings.naming(placed, account)
            yield RULE.finding(path, message, remedies=[_BACK, _WITHOUT])


_BACK = Remedy("take the change of the names back")
_WITHOUT = Remedy("repair what is kept, or take it out of the stack file, if it is to go")


def _finding(placed: Placed, account: Account, group: str, asked: str) -> Finding:
    message = f"account {account.name} runs in {group} and cannot be made in {asked} as well: name and subdomain are taken"
    remedies = [Remedy("another accounts.naming.suffix"), Remedy(f"resource_group: {group}")]
    return RULE.finding(settings.naming(placed, account), message, remedies=remedies)


CHECK = StackRule(RULE, check)
