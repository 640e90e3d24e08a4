"""AOAI844: an account would take the name or the subdomain of another one that runs."""

from __future__ import annotations

from collections.abc import Iterator

from planner.checks.base import Placed, StackRule
from planner.checks.common import settings
from planner.domain.finding import Finding, Page, Path, Remedy, Rule
from planner.domain.plan import Account
from planner.domain.terms import Party, Severity, Verdict

RULE = Rule(
    id="AOAI844",
    slug="name-of-what-runs",
    title="An account cannot have the name of another that runs",
    severity=Severity.ERROR,
    verdict=Verdict.FAIL,
    speaks_for=Party.SETTINGS,
    page=Page(
        what="An account of the plan has the name or the subdomain of another account that runs: a name under `accounts.regions` was taken along to another region, or two were exchanged and `planner lock STACK --upgrade-names` asks for that. Or one that runs would get another subdomain. Nothing of the stack is changed until that is settled.",
        why="Names and subdomains are unique, a deleted account keeps its own for 48 hours, and region and subdomain of an account never change. Pulumi would delete what runs, or try to make the new account beside it, and Azure refuses the new one (`CustomDomainInUse`): nothing answers for two days.",
        example="""\
# with a lock in which account contoso-chat stands in Sweden Central
accounts:
  regions:
    francecentral: {name: contoso-chat}
workloads:
  support-chat:
    model: gpt-5.1@2025-11-13
    deployment_type: global-standard
    region: francecentral
    capacity: {tpm: 50000}
""",
        fix="Give the account in the other region a name and a subdomain of its own; the endpoint is another one in any case. An account that stays keeps its subdomain, unless it gets another name as well.",
        source="Custom subdomain names for Azure AI services, 2026-09; Recover or purge deleted resources, 2026-09 (48 hours).",
    ),
)


def check(placed: Placed) -> Iterator[Finding]:
    """One finding for each account that would take what another one has."""
    running = [*placed.running.accounts.values()] if placed.running else []
    for account in placed.accounts:
        said = next(filter(None, (_clash(account, other) for other in running)), None)
        if said is not None:
            yield RULE.finding(_path(placed, account), said, remedies=_remedies(account))


def _clash(account: Account, other: Account) -> str | None:
    """What is wrong with an account beside one that runs; nothing if it is that one as it runs."""
    same = account.name.casefold() == other.name.casefold()
    if same and account.region != other.region:
        return f"account {account.name} would be made in {account.region} while it runs in {other.region}: it cannot move, and its name is taken"
    if same and account.subdomain.casefold() != other.subdomain.casefold():
        return f"account {account.name} runs with subdomain {other.subdomain} and cannot get {account.subdomain}"
    if not same and account.subdomain.casefold() == other.subdomain.casefold():
        return f"account {account.name} would have subdomain {other.subdomain}, which {other.name} has: it is taken, and for 48 hours after a deletion"
    return None


def _path(placed: Placed, account: Account) -> Path:
    own = settings.path("regions", account.region)
    named = account.region in placed.stack.accounts.regions
    return own if named else settings.naming(placed, account)


def _remedies(account: Account) -> list[Remedy]:
    own = f"accounts.regions.{account.region}"
    return [Remedy(f"another name and subdomain under {own}"), Remedy("take the names back")]


CHECK = StackRule(RULE, check)
