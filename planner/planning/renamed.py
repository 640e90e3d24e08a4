"""The lock under the names that the stack file now gives: for whoever wants all of it anew."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from planner.domain.lock import Lock, Locked
from planner.domain.plan import Account, Deployment, Group, TrainingPlace
from planner.domain.workload import Stack


def renamed(lock: Lock, stack: Stack) -> Lock:
    """The lock as if everything had been made under the names that the stack file gives today.

    Workloads keep their regions, types and versions; their accounts and the resource group are
    those that a first run would make. What runs has other names, and is deleted.
    """
    called = {name: _called(account, stack) for name, account in lock.accounts.items()}
    group, names = _group(lock, stack), {account.name for account in called.values()}
    old = {*lock.left, *lock.accounts, *([lock.group.name] if lock.group else [])}
    return replace(
        lock,
        group=group,
        left=tuple(sorted(old - names - ({group.name} if group else set()))),
        accounts={account.name: account for account in called.values()},
        workloads={n: _moved(each, called, stack) for n, each in lock.workloads.items()},
        reached={},
        secured={},
    )


def _group(lock: Lock, stack: Stack) -> Group | None:
    """The group that the stack file asks for; the one that runs, where that is the same one."""
    known, asked = lock.group, stack.accounts
    name = asked.group_name(stack.name)
    if known is None or known.name.casefold() == name.casefold():
        return known
    if asked.group_id is not None:
        return Group(name, exists=True)
    return Group(name, asked.location or known.location)


def _called(account: Account, stack: Stack) -> Account:
    where = (stack.name, account.region, account.number, account.team)
    given = stack.accounts
    return replace(account, name=given.account_name(*where), subdomain=given.subdomain(*where))


def _moved(locked: Locked, called: Mapping[str, Account], stack: Stack) -> Locked:
    return replace(
        locked,
        moved_from=(*locked.moved_from, *locked.spots),
        deployments=tuple(_deployment(each, called, stack) for each in locked.deployments),
        training=tuple(_training(each, called) for each in locked.training),
    )


def _deployment(made: Deployment, called: Mapping[str, Account], stack: Stack) -> Deployment:
    """In an account of another name it is another deployment, called as it is asked for now."""
    account = called[made.account].name
    workload = stack.workloads.get(made.workload)
    if workload is None or account == made.account:
        return replace(made, account=account)
    return replace(made, account=account, name=workload.deployment_name or made.workload)


def _training(place: TrainingPlace, called: Mapping[str, Account]) -> TrainingPlace:
    return replace(place, account=called[place.account].name)
