"""AOAI849: two accounts of the stack would have one name, or one subdomain."""

from __future__ import annotations

from collections.abc import Iterator

from planner.checks.base import Placed, StackRule
from planner.checks.common import settings
from planner.domain.finding import Finding, Page, Path, Remedy, Rule
from planner.domain.plan import Account
from planner.domain.terms import Party, Severity, Verdict

RULE = Rule(
    id="AOAI849",
    slug="two-of-one-name",
    title="Two accounts of one name",
    severity=Severity.ERROR,
    verdict=Verdict.FAIL,
    speaks_for=Party.SETTINGS,
    page=Page(
        what="Accounts of two regions or teams would have the same name or the same subdomain, without case. The one that runs keeps it, else the first by region; what would stand in the other is refused, and all else is deployed.",
        why="A name exists once in a resource group and a subdomain once in the world: Azure refuses the second account (`CustomDomainInUse`), and two entries of one name would be one account to Pulumi.",
        example="""\
accounts:
  regions:
    swedencentral: {subdomain: contoso-chat}
    francecentral: {subdomain: contoso-chat}
defaults:
  model: gpt-5.1@2025-11-13
  deployment_type: global-standard
  capacity: {tpm: 50000}
workloads:
  support-chat: {region: swedencentral}
  sales-chat: {region: francecentral}
""",
        fix="Give each account a name and a subdomain of its own under `accounts.regions`, or leave both out: the name then has the region in it.",
        source="Custom subdomain names for Azure AI services, 2026-09; ARM ids ignore case.",
    ),
)


def check(placed: Placed) -> Iterator[Finding]:
    """One finding for each workload in an account whose name another one has."""
    runs = {
        (a.name, a.region) for a in (placed.running.accounts.values() if placed.running else ())
    }
    ordered = sorted(placed.accounts, key=lambda a: ((a.name, a.region) not in runs, a.region))
    for place, account in enumerate(ordered):
        first = next((a for a in ordered[:place] if _same(a, account)), None)
        if first is not None:
            yield from _about(placed, account, _said(first, account))


def _same(one: Account, other: Account) -> bool:
    return one.name.casefold() == other.name.casefold() or (
        one.subdomain.casefold() == other.subdomain.casefold()
    )


def _said(first: Account, account: Account) -> str:
    what = "name" if first.name.casefold() == account.name.casefold() else "subdomain"
    value = getattr(account, what)[:64]
    return f"the account of {account.region} has {what} {value}, as that of {first.region} has"


def _about(placed: Placed, account: Account, said: str) -> Iterator[Finding]:
    """One finding each workload; of accounts of one name, those in the region of this one."""
    here = {p.workload for p in placed.places if p.region == account.region}
    mine = {p.workload for p in placed.places if p.account == account.name}
    for name in sorted(here & mine):
        where = [Remedy(f"another name and subdomain under accounts.regions.{account.region}")]
        yield RULE.finding(_path(placed, account), said, workload=name, remedies=where)


def _path(placed: Placed, account: Account) -> Path:
    own = settings.path("regions", account.region)
    named = account.region in placed.stack.accounts.regions
    return own if named else settings.naming(placed, account)


CHECK = StackRule(RULE, check)
