"""Near which regions a workload is placed that leaves its region open."""

from __future__ import annotations

from dataclasses import dataclass

from planner.domain.lock import Lock
from planner.domain.workload import Stack


@dataclass(frozen=True, slots=True)
class Home:
    """Where a stack is, as far as anybody says."""

    regions: tuple[str, ...] = ()
    """Sorted; empty where nothing says it."""
    said: bool = False
    """The stack file says it. What only follows from other regions says which continent, no more."""


NOWHERE = Home()


def home_of(stack: Stack, lock: Lock | None) -> Home:
    """The stack's home; else where it has accounts; else what its workloads and its group name.

    Of a workload's list the first regions count, one each replica.
    """
    if stack.home is not None:
        return Home((stack.home,), said=True)
    accounts = lock.accounts.values() if lock else ()
    named = {slug for w in stack.workloads.values() for slug in w.region[: w.replicas]}
    group = {stack.accounts.location} - {None}
    found = {account.region for account in accounts} or named or group
    return Home(tuple(sorted(slug for slug in found if slug is not None)))
