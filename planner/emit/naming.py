"""Logical names: what Pulumi takes as a resource's identity from one run to the next.

They are made from what the user wrote (the workload's key) and from where it stands (the
region), never from a position in a list: adding or removing a workload renames nothing else.
The region is part of it because replicas share the key; it also makes a move to another region
a new deployment beside the old one, which is deleted only when the new one stands.
"""

from __future__ import annotations

from planner.domain.plan import Account, Deployment

GROUP = "resource-group"
"""There is one in a stack, so its identity does not hang on what it is called in Azure."""


def account(account: Account) -> str:
    """The account's Azure name, which is made of prefix, stack and region."""
    return account.name


def of(account: Account, what: str) -> str:
    """A thing that belongs to an account and has no name of its own: `<account>-lock`."""
    return f"{account.name}-{what}"


def deployment(deployment: Deployment) -> str:
    """`support-chat-swedencentral`; unambiguous, as region slugs hold no hyphen."""
    return f"{deployment.workload}-{deployment.region}"
