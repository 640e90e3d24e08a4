"""Resource options: what may happen to a resource after it was made. All are made here.

Two options were left out on purpose:

`deleted_with` would skip the delete of each deployment when its account goes. But an account that
is deleted while it has deployments keeps their quota, and bills their PTUs, until it is
purged (48 hours), so deployments are deleted one by one, in reverse order, before it.

`retain_on_delete` of deployments would leave some behind that cost money and that no file names.
"""

from __future__ import annotations

from collections.abc import Sequence

from pulumi import CustomTimeouts, Resource, ResourceOptions

from planner.domain.plan import Account, Deployment
from planner.domain.terms import Family

_MODEL = ["properties.model.name", "properties.model.format"]
"""Wire spelling: Pulumi compares these paths as written and ignores what it does not find."""
_VERSION = ["properties.model.version"]
_CURRENT = ["properties.currentCapacity"]
"""What a provisioned deployment has at this moment. ARM takes it as an input too, so what is read
of a deployment that is adopted looks like a wish, which the program would then take back."""
_SKU = ["sku.name"]

OPENAI_KIND = "OpenAI"
_KIND = ["kind", "properties.allowProjectManagement"]
"""What Microsoft changes of an account of kind OpenAI when it upgrades it to AIServices, in waves,
and the portal on request (upgrade of Azure OpenAI resources, 2026-08-19)."""

_IN_PLACE = CustomTimeouts(create="30m", update="30m", delete="30m")
_SLOW = CustomTimeouts(create="60m", update="60m", delete="30m")
"""A provisioned deployment that moves to another model in place takes 20 to 30 minutes."""


def group(*, protect: bool, retain: bool) -> ResourceOptions:
    """The resource group stays in the region in which it was made.

    The region only says where the group's own record lies. It follows the first account
    unless the stack file fixes it, and a change of it would replace everything in the group.
    One that was handed over (`retain`) is left behind by a destroy.
    """
    return ResourceOptions(
        ignore_changes=["location"], protect=protect, retain_on_delete=True if retain else None
    )


def zone(*, protect: bool) -> ResourceOptions:
    """Options of a DNS zone, which holds the records of everybody who uses it."""
    return ResourceOptions(protect=protect)


def link(zone: Resource) -> ResourceOptions:
    """Options of a zone's link: a network has one for zones of a name, so the old one goes first."""
    return ResourceOptions(parent=zone, delete_before_replace=True)


def account(
    parent: Resource, planned: Account, *, after: Sequence[Resource], protect: bool
) -> ResourceOptions:
    """Options of an account, which needs what is in `after`.

    One of kind OpenAI that was upgraded since is not turned back by a plan that does not know.

    One that was adopted stays in Azure when it leaves the stack: with it others' deployments would
    go, and it was there before the stack.
    """
    return ResourceOptions(
        parent=parent,
        depends_on=[*after],
        protect=protect,
        retain_on_delete=True if planned.adopted else None,
        ignore_changes=list(_KIND) if planned.kind == OPENAI_KIND else None,
        import_=planned.import_id,
    )


def deployment(
    planned: Deployment,
    *,
    parent: Resource,
    after: Sequence[Resource],
    protect: bool,
    retyped: bool,
    follows: bool,
) -> ResourceOptions:
    """Options of one deployment, which needs what is in `after`.

    `retyped` ones exist as a type that cannot become this one in place; what `follows` the service
    keeps the model and version that stand.
    """
    provisioned = planned.type.family is Family.PROVISIONED
    return ResourceOptions(
        parent=parent,
        depends_on=[*after],
        protect=protect,
        delete_before_replace=True,  # the name is fixed, and the quota is there once
        replace_on_changes=_replacing(planned.type.family) + (_SKU if retyped else []),
        ignore_changes=_moved_by_service(planned, follows=follows),
        custom_timeouts=_SLOW if provisioned else _IN_PLACE,
        import_=planned.import_id,
    )


def _replacing(family: Family) -> list[str]:
    """Changes that the service refuses in place, which the provider does not know of.

    Provisioned deployments migrate to another model in place but never to another type. For
    the standard family another type is an update, as Terraform does it; for batch and developer
    nobody documents it, so it is not tried.
    """
    match family:
        case Family.PROVISIONED:
            return _SKU
        case Family.STANDARD:
            return _MODEL
        case _:
            return _MODEL + _SKU


def _moved_by_service(planned: Deployment, *, follows: bool) -> list[str]:
    """What the service changes by itself, so that a later update does not roll it back.

    It may move a deployment to a successor of another name, and that would be a replacement.
    """
    if planned.type.family is Family.PROVISIONED:
        return list(_CURRENT)
    return [*_MODEL, *_VERSION] if follows else []
