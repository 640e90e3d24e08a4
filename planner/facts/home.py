"""Near which regions a workload is placed that leaves its region open."""

from __future__ import annotations

from planner.domain.lock import Lock
from planner.domain.workload import Stack


def near(stack: Stack, lock: Lock | None) -> tuple[str, ...]:
    """The stack's home; else where it has accounts; else what its workloads and its group name.

    Of a workload's list the first regions count, one each replica. Sorted; empty where nothing
    says it.
    """
    if stack.home is not None:
        return (stack.home,)
    accounts = lock.accounts.values() if lock else ()
    named = {slug for w in stack.workloads.values() for slug in w.region[: w.replicas]}
    group = {stack.accounts.location} - {None}
    found = {account.region for account in accounts} or named or group
    return tuple(sorted(slug for slug in found if slug is not None))
