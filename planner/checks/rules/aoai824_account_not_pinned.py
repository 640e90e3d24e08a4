"""AOAI824: deployments that a new workload might move to another account."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from planner.checks.base import Placed, StackRule
from planner.checks.common.words import listed
from planner.domain.finding import Finding, Page, Remedy, Rule
from planner.domain.terms import Party, Severity, Verdict

RULE = Rule(
    id="AOAI824",
    slug="account-not-pinned",
    title="Account not pinned",
    severity=Severity.WARNING,
    verdict=Verdict.OK,
    speaks_for=Party.SETTINGS,
    page=Page(
        what="A region has several accounts, since one holds 32 deployments, of which 10 fine-tuned, and some workloads do not say in which account they stand, nor does a lock.",
        why="The accounts are filled in the order of names. A new workload whose name comes early would push another one into the next account: it is deleted here and made there, at another endpoint.",
        example="""\
defaults:
  model: gpt-5.1@2025-11-13
  deployment_type: global-standard
  region: swedencentral
  capacity: {tpm: 50000}
workloads:
  support-chat: {}
  support-chat-more: {account: 2}
""",
        fix="Run `planner lock STACK` and commit the lock, which remembers it. Or write down where they are (`planner plan` shows it): `account: 1` under `defaults` for those in the first account, `account: 2` at each of the others. New workloads get the number of an account that has room.",
        source="Quotas and limits, 2026-02-17; docs/decisions/0008.",
    ),
)


def check(placed: Placed) -> Iterator[Finding]:
    """One warning for each region with several accounts; none with a lock, which pins them."""
    if placed.lock is not None:
        return
    shelves = Counter((account.region, account.team) for account in placed.accounts)
    teams = {account.name: account.team for account in placed.accounts}
    workloads = placed.stack.workloads
    several = [shelf for shelf, count in shelves.items() if count > 1]
    for region, team in sorted(several, key=lambda shelf: (shelf[0], shelf[1] or "")):
        here = (d for d in placed.deployments if (d.region, teams[d.account]) == (region, team))
        loose = sorted({d.workload for d in here if workloads[d.workload].account is None})
        if loose:
            whose = f" of team {team}" if team else ""
            count = shelves[region, team]
            message = f"{count} accounts{whose} in {region}, and nothing pins {listed(loose)}"
            remedy = Remedy(
                f"planner lock {placed.stack.name}, or account: N as planner plan shows"
            )
            yield RULE.finding(("workloads", loose[0]), message, remedies=[remedy])


CHECK = StackRule(RULE, check)
