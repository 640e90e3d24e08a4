"""What `import` in a stack file takes over: accounts and deployments that exist in Azure.

Pulumi knows them by their ARM ids. A resource's group, account and name are fixed by the plan, so
its id follows from the subscription alone. An id in the stack file adopts the resource of the
plan that it names, and no other. ARM ids have no case, Pulumi's have: an id that is spelt
otherwise than the one in Pulumi's state would replace the resource, so it is always the plan's
own spelling that is used.
"""

from __future__ import annotations

from planner.domain.lock import Lock
from planner.domain.plan import Account, Deployment
from planner.domain.settings import Import
from planner.domain.workload import Stack, Workload

ACCOUNT = "Microsoft.CognitiveServices/accounts"
DEPLOYMENT = f"{ACCOUNT}/deployments"

_PARTS = 3
"""Parts of an id up to the subscription: nothing, `subscriptions`, the id."""


def asked(workload: Workload, region: str) -> Import:
    """What a workload's `import` says of its deployment in a region."""
    given = workload.adopt
    return given.get(region, False) if isinstance(given, dict) else given


def subscription(stack: Stack) -> str | None:
    """The subscription's id, from `subscription.id` or from the id of the resource group."""
    group = stack.accounts.group_id
    given = stack.subscription.id or (group and _subscription(group))
    return given.lower() if given else None


def _subscription(id_: str) -> str | None:
    parts = id_.split("/")
    return parts[_PARTS - 1] if len(parts) >= _PARTS else None


def group_name(stack: Stack, lock: Lock | None) -> str:
    """The resource group that stands, else the one that the stack file asks for."""
    known = lock.group if lock else None
    return known.name if known else stack.accounts.group_name(stack.name)


def account_id(stack: Stack, lock: Lock | None, account: Account, asked_for: Import) -> str | None:
    """The id under which an account is adopted; None when it is made."""
    return _adopted(stack, asked_for, account_path(stack, lock, account))


def deployment_id(
    stack: Stack, lock: Lock | None, deployment: Deployment, asked_for: Import
) -> str | None:
    """The id under which a deployment is adopted; None when it is made."""
    return _adopted(stack, asked_for, deployment_path(stack, lock, deployment))


def account_path(stack: Stack, lock: Lock | None, account: Account) -> str:
    """An account's id from the resource group on."""
    return _path(stack, lock, account.name)


def deployment_path(stack: Stack, lock: Lock | None, deployment: Deployment) -> str:
    """A deployment's id from the resource group on."""
    return f"{_path(stack, lock, deployment.account)}/deployments/{deployment.name}"


def _path(stack: Stack, lock: Lock | None, account: str) -> str:
    group = group_name(stack, lock)
    return f"resourceGroups/{group}/providers/{ACCOUNT}/{account}"


def _adopted(stack: Stack, asked_for: Import, path: str) -> str | None:
    if not asked_for:
        return None
    if asked_for is True:
        known = subscription(stack)
        return f"/subscriptions/{known}/{path}" if known else None
    given = (_subscription(asked_for) or "").lower()
    mine = f"/subscriptions/{given}/{path}"
    return mine if mine.casefold() == asked_for.casefold() else None
