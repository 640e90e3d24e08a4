"""AOAI845: an account that runs becomes more open."""

from __future__ import annotations

from collections.abc import Iterator

from planner.checks.base import Placed, StackRule
from planner.checks.common import settings
from planner.checks.common.words import listed
from planner.domain.finding import Finding, Page, Remedy, Rule
from planner.domain.openness import door, opens, safeguards
from planner.domain.plan import Account, FieldChange
from planner.domain.terms import Party, Severity, Verdict

RULE = Rule(
    id="AOAI845",
    slug="more-open",
    title="An account that runs becomes more open",
    severity=Severity.WARNING,
    verdict=Verdict.OK,
    speaks_for=Party.SETTINGS,
    page=Page(
        what="An account runs with a closed network, without keys or with a management lock, as the lock or Pulumi's state knows, and the stack file now gives it less: more people would get in, keys would do as well, or less keeps it from being deleted.",
        why="Settings are merged from what holds for all, the region's section and the team's. Who takes a section out of `accounts.regions`, or a key, gives its accounts what holds for all, which may be the defaults: a public network and no management lock.",
        example=f"""\
# with a lock in which the account in Sweden Central is restricted and has a management lock
{settings.WORKLOAD}""",
        fix="Put the key back, for the region or for all. If it is meant, nothing has to be done: the next `planner lock` remembers it.",
        source="docs/accounts.md: what a region says goes over what holds for all.",
    ),
)


def check(placed: Placed) -> Iterator[Finding]:
    """One warning for each kind of account of which some become more open in the same way."""
    for used in settings.used(placed):
        ways: dict[tuple[FieldChange, ...], list[str]] = {}
        for account in placed.accounts:
            if used.has(account) and (found := _opening(placed, account)):
                ways.setdefault(found, []).append(account.name)
        for changes, names in ways.items():
            yield _finding(used, changes, names)


def _opening(placed: Placed, account: Account) -> tuple[FieldChange, ...]:
    known = placed.running
    if known is None or account.name not in known.accounts:
        return ()
    given = placed.stack.accounts.resolved("", account.region, account.team)
    every = (
        *door(known.reached.get(account.name), given),
        *safeguards(known.secured.get(account.name), given),
    )
    return tuple(change for change in every if opens(change))


def _finding(used: settings.Used, changes: tuple[FieldChange, ...], names: list[str]) -> Finding:
    become = "become" if len(names) > 1 else "becomes"
    said = ", ".join(map(str, changes))
    message = f"{listed(names, limit=_NAMED)} {become} more open: {said}"
    keys = " and ".join(change.name for change in changes)
    back = Remedy(f"put {keys} back, for the region or for all accounts")
    return RULE.finding(used.path(changes[0].name), message, remedies=[back])


_NAMED = 3
"""How many accounts a message names."""


CHECK = StackRule(RULE, check)
