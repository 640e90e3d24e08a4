"""AOAI838: what belongs to somebody else would be deleted or taken over."""

from __future__ import annotations

from collections.abc import Iterator

from planner.checks.base import Placed, StackRule
from planner.checks.common import settings
from planner.checks.common.words import listed
from planner.domain.finding import Finding, Page, Remedy, Rule
from planner.domain.plan import Account
from planner.domain.terms import Party, Severity, Verdict

RULE = Rule(
    id="AOAI838",
    slug="others-at-stake",
    title="Somebody else's deployments or account at stake",
    severity=Severity.ERROR,
    verdict=Verdict.FAIL,
    speaks_for=Party.SETTINGS,
    page=Page(
        what="The plan would delete an account in which the live snapshot shows deployments that are not the stack's. Or two stack files name the same account, or (a warning) the same resource group, which one of them makes. Or, told by the Pulumi program, `import` takes over an account that carries the tag `planner-stack` of another stack.",
        why="Deleting an account deletes every deployment in it, whoever made it. Two stacks of one account overwrite each other's settings at each run, and either of them can delete it. The stack that makes a group deletes it when it goes or becomes empty, and in Azure everything in it goes too, whoever made it.",
        example=f"""\
# with a lock that has an account more, in which a live snapshot shows a deployment of others
{settings.WORKLOAD}""",
        fix="Keep a workload in the account, or take the others' deployments over with `import`, or have them moved away and take the snapshot anew. A group for several stacks is named by its ARM id in all of them. Of two stacks let one have the account; to move it from one to the other on purpose, write `taken_from: OTHER` beside `import` in the one that takes it.",
        source="Accounts - Delete of the API specification: what stands in the account goes with it; docs/pulumi.md, Adopting what exists.",
    ),
)


def check(placed: Placed) -> Iterator[Finding]:
    """One finding for each account that would be deleted with deployments of others in it."""
    known, live = placed.running, placed.facts.measured
    if known is None or live is None:
        return
    stays = {account.name for account in placed.accounts}
    for name, account in sorted(known.accounts.items()):
        theirs = _others(placed, account)
        if name not in stays and not account.adopted and theirs:
            some = theirs if len(theirs) <= _SHOWN else [*theirs[:_SHOWN], "others"]
            message = f"account {name} would be deleted, and with it deployments that are not this stack's: {listed(some)} (live {live.taken})"
            yield RULE.finding(settings.path(), message, remedies=_REMEDIES)


_SHOWN = 3
_REMEDIES = (
    Remedy("keep a workload in the account"),
    Remedy("adopt them: a workload with import for each"),
)


def _others(placed: Placed, account: Account) -> list[str]:
    """The deployments in an account that neither the lock nor the plan has there."""
    workloads = placed.running.workloads.values() if placed.running else ()
    mine = {
        d.name.casefold()
        for locked in workloads
        for d in locked.deployments
        if d.account == account.name
    }
    live = placed.facts.measured
    there = live.standing_in(account.name) if live else ()
    return [name for name in there if name.casefold() not in mine]


CHECK = StackRule(RULE, check)
