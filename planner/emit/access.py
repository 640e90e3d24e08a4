"""Who may do what with an account: roles by their ids, and locks."""

from __future__ import annotations

import uuid
from collections.abc import Sequence

import pulumi
from pulumi_azure_native import authorization

from planner.domain.roles import role_id
from planner.domain.settings import RoleAssignment
from planner.emit import naming
from planner.emit.line import Line

_OURS = uuid.UUID("4b7f4a3c-7a0e-5f60-9c3e-0d2b8f6f1a11")
"""The namespace of the names below; any other constant would do as well, none may change."""


def roles(line: Line) -> list[pulumi.Resource]:
    """The role assignments on the account, which are no children of it."""
    return [_role(line, given) for given in line.settings.role_assignments]


def _role(line: Line, given: RoleAssignment) -> authorization.RoleAssignment:
    """An assignment is named by a GUID: the same one for the same account, role and principal.

    Raises ValueError for an unknown role, which the checks refuse.
    """
    role = role_id(given.role)
    if role is None:
        raise ValueError(f"role {given.role} has no id")
    who = given.principal.lower()
    name = uuid.uuid5(_OURS, f"{line.planned.name}/{role}/{who}")
    return authorization.RoleAssignment(
        naming.of(line.planned, f"role-{role}-{who}"),
        role_assignment_name=str(name),
        scope=line.account.id,
        role_definition_id=line.account.id.apply(lambda id_: _definition(id_, role)),
        principal_id=given.principal,
        principal_type=given.principal_type,
        description=given.description,
        condition=given.condition,
        condition_version="2.0" if given.condition else None,
        opts=line.beside(),
    )


def _definition(account: str, role: str) -> str:
    """The role in the account's own subscription, as Azure spells it in its answers."""
    subscription = "/".join(account.split("/")[:3])
    return f"{subscription}/providers/Microsoft.Authorization/roleDefinitions/{role}"


def lock(line: Line, after: Sequence[pulumi.Resource]) -> None:
    """The lock, if the settings ask for one: made when all else stands, and first to go."""
    if line.settings.lock is None:
        return
    before = [*after, line.last] if line.last is not None else list(after)
    authorization.ManagementLockByScope(
        naming.of(line.planned, "lock"),
        lock_name=f"lock-{line.planned.name}",
        scope=line.account.id,
        level=line.settings.lock,
        notes="Set by the deployment planner; remove `lock` from the stack file to lift it.",
        opts=pulumi.ResourceOptions(parent=line.component, depends_on=before),
    )
