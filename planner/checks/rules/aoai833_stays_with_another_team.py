"""AOAI833: a workload runs in an account of another team than the stack file now names."""

from __future__ import annotations

from collections.abc import Iterator

from planner.checks.base import Placed, StackRule
from planner.domain.finding import Finding, Page, Remedy, Rule
from planner.domain.plan import Account
from planner.domain.terms import Party, Severity, Verdict

RULE = Rule(
    id="AOAI833",
    slug="stays-with-another-team",
    title="A workload stays in the account it was made in",
    severity=Severity.WARNING,
    verdict=Verdict.OK,
    speaks_for=Party.SETTINGS,
    without_effect=True,
    page=Page(
        what="The lock knows a workload in an account of another team than its `team` now says, or in nobody's. It stays there; only what is new goes to the accounts of the team.",
        why="A deployment cannot be moved from one account to another. It would be deleted in the old one and made in the new one, at another endpoint, and its applications would have to follow.",
        example="""\
# with a lock that was made before the team was named
workloads:
  support-chat:
    team: claims
    model: gpt-5.1@2025-11-13
    deployment_type: global-standard
    region: swedencentral
    capacity: {tpm: 50000}
""",
        fix="Take the change back, or run `planner lock STACK --upgrade WORKLOAD` if the move is meant. That places the workload anew; with `--check` it shows the move and writes nothing.",
        source="Accounts and deployments of the API specification, 2026-09: the account is part of a deployment's ARM id, which never changes.",
    ),
)


def check(placed: Placed) -> Iterator[Finding]:
    """One warning for each workload that stays in an account of another team."""
    known = placed.lock.workloads if placed.lock else {}
    accounts = {account.name: account for account in placed.accounts}
    for name in sorted(known.keys() & placed.stack.workloads.keys()):
        left = {move.before.account for move in placed.moves if move.workload == name}
        for place in known[name].places:
            account = accounts.get(place.account)
            asked = placed.stack.workloads[name].team
            if account is not None and place.account not in left and account.team != asked:
                yield _finding(placed, name, account, asked)
                break


def _finding(placed: Placed, name: str, account: Account, asked: str | None) -> Finding:
    path = ("workloads", name, *(["team"] if asked else []))
    command = f"planner lock {placed.stack.name} --upgrade {name}"
    remedies = [_BACK, Remedy(f"{command} makes it anew in an account of {_team(asked)}")]
    message = (
        f"stays in {account.name} of {_team(account.team)}; the stack file says {_team(asked)}"
    )
    return RULE.finding(path, message, workload=name, remedies=remedies)


def _team(name: str | None) -> str:
    return f"team {name}" if name is not None else "no team"


_BACK = Remedy("take the change of the team back")


CHECK = StackRule(RULE, check)
