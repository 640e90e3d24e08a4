"""AOAI841: the section of a team is gone from the stack file, and its accounts still run."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from planner.checks.base import Placed, StackRule
from planner.checks.common.words import listed
from planner.domain.finding import Finding, Page, Remedy, Rule
from planner.domain.plan import Account
from planner.domain.terms import Party, Severity, Verdict

RULE = Rule(
    id="AOAI841",
    slug="team-section-gone",
    title="The settings of accounts that run are gone",
    severity=Severity.ERROR,
    verdict=Verdict.FAIL,
    speaks_for=Party.SETTINGS,
    page=Page(
        what="An account runs with what its team's section under `accounts.teams` says. The section is gone, or has another name, and the account stays, since something stands in it. Nothing of the stack is changed until that is settled.",
        why="The account would fall back to the settings that hold for all: its network opened, its management lock and roles deleted, its filter policies too. Whoever renames a team, or takes it out of a workload, means none of that: a deployment stays in the account that it was made in (AOAI833).",
        example="""\
# with a lock in which the account of team claims was made with accounts.teams.claims
workloads:
  support-chat:
    team: claims
    model: gpt-5.1@2025-11-13
    deployment_type: global-standard
    region: swedencentral
    capacity: {tpm: 50000}
""",
        fix="Keep the section under its old name as long as anything stands in the team's accounts; what is new may have a section of its own beside it. To leave the account, move its workloads with `planner lock STACK --upgrade WORKLOAD`. Where the settings of all are meant, say so: `accounts.teams.TEAM: {}`. A lock or state of a planner that did not write down `team_says` knows nothing of it, and the rule is silent.",
        source="docs/accounts.md, Teams: what a team says goes over what its region says, and that over what holds for all.",
    ),
)


def check(placed: Placed) -> Iterator[Finding]:
    """One finding for each team whose section is gone while an account of it stands."""
    lost: dict[str, list[Account]] = {}
    for account in _unspoken(placed):
        lost.setdefault(str(account.team), []).append(account)
    for team, accounts in sorted(lost.items()):
        yield _finding(placed, team, accounts)


def _unspoken(placed: Placed) -> Iterator[Account]:
    """The accounts that run, stay, and were spoken of by a section that is gone; by name."""
    known = placed.running.accounts if placed.running else {}
    stay, teams = {account.name for account in placed.accounts}, placed.stack.accounts.teams
    for name, account in sorted(known.items()):
        if name in stay and account.team_says and account.team not in teams:
            yield account


def _finding(placed: Placed, team: str, accounts: Sequence[Account]) -> Finding:
    names = listed(account.name for account in accounts)
    said = sorted({key for account in accounts for key in account.team_says})
    keys = listed(said, limit=_KEYS)
    run, fall = ("run", "they fall") if len(accounts) > 1 else ("runs", "it falls")
    message = f"{names} {run} with {keys} of accounts.teams.{team}, which is gone: {fall} back to the settings of all"
    path = ("accounts", "teams") if placed.stack.accounts.teams else ("accounts",)
    return RULE.finding(path, message, remedies=_remedies(placed, team, accounts))


_KEYS = 5
"""How many settings a message names."""


def _remedies(placed: Placed, team: str, accounts: Sequence[Account]) -> list[Remedy]:
    """The section back; the moves, where every workload in the accounts left the team; or a word."""
    back = Remedy(f"put accounts.teams.{team} back while anything stands there")
    meant = Remedy(f"write {team}: {{}} there if the settings of all are meant")
    here = _standing(placed, {account.name for account in accounts})
    given = placed.stack.workloads
    if not here or any(name not in given or given[name].team == team for name in here):
        return [back, meant]
    words = " ".join(here) if len(here) <= _NAMED else "WORKLOAD ..."
    move = Remedy(f"planner lock {placed.stack.name} --upgrade {words} moves what stands there")
    return [back, move, meant]


_NAMED = 3
"""How many workloads a command names."""


def _standing(placed: Placed, accounts: set[str]) -> list[str]:
    """The workloads that stand in some accounts, as they run; sorted."""
    known = placed.running.workloads if placed.running else {}
    every = ((name, place) for name, each in sorted(known.items()) for place in each.places)
    return list(dict.fromkeys(name for name, place in every if place.account in accounts))


CHECK = StackRule(RULE, check)
