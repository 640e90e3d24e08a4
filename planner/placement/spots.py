"""Whose accounts of a region a workload stands in, and which of them.

Each team has accounts of its own; those of workloads without a team are nobody's. What runs stays
in its account although the stack file names another team, until it is placed anew.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from planner.domain.lock import Lock
from planner.domain.plan import Account
from planner.domain.workload import Workload


class Spot(NamedTuple):
    """What tells the accounts of a stack apart, in the order in which they are shown."""

    region: str
    team: str
    """Empty for nobody's."""
    number: int


def spot_of(account: Account) -> Spot:
    """The spot of an account that exists or is planned."""
    return Spot(account.region, account.team or "", account.number)


def standing(lock: Lock, region: str) -> Mapping[str, Spot]:
    """Where the lock has each workload in a region."""
    return {
        name: spot_of(lock.accounts[place.account])
        for name, locked in lock.workloads.items()
        for place in locked.places
        if place.region == region
    }


def team_in(workload: Workload, stands: Spot | None) -> str:
    """Whose accounts a workload stands in, in a region where it `stands` already or not.

    It stays where it is, unless the stack file asks for another account by its number: then it
    leaves, and goes to its own team's.
    """
    leaves = stands is not None and workload.account not in (None, stands.number)
    return workload.team or "" if stands is None or leaves else stands.team
