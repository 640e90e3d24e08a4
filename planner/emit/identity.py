"""Who an account is, and the identities that are made for it."""

from __future__ import annotations

import pulumi
from pulumi_azure_native import cognitiveservices as cognitive
from pulumi_azure_native import managedidentity

from planner.domain import arm_names
from planner.domain.plan import Account
from planner.domain.settings import CREATE, AccountSettings
from planner.emit import naming


def made(
    account: Account,
    settings: AccountSettings,
    *,
    component: pulumi.Resource,
    group: pulumi.Output[str],
) -> managedidentity.UserAssignedIdentity | None:
    """The identity made beside an account, if the settings ask for one."""
    if CREATE not in settings.identity.user_assigned:
        return None
    return managedidentity.UserAssignedIdentity(
        naming.of(account, "identity"),
        resource_name_=arm_names.identity(account.name),
        resource_group_name=group,
        location=account.region,
        tags=settings.tags,
        opts=pulumi.ResourceOptions(parent=component),
    )


def arguments(
    settings: AccountSettings, own: managedidentity.UserAssignedIdentity | None
) -> cognitive.IdentityArgs:
    """The account's identity: the system's, named ones, `own`, any of these together, or none."""
    given: list[pulumi.Input[str]] = [i for i in settings.identity.user_assigned if i != CREATE]
    ids = [*given, own.id] if own is not None else given
    kinds = ["SystemAssigned"] * settings.identity.system + ["UserAssigned"] * bool(ids)
    return cognitive.IdentityArgs(
        type=cognitive.ResourceIdentityType(", ".join(kinds) or "None"),
        user_assigned_identities=ids or None,
    )
