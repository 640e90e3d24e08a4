"""Who may do what with an account: roles by their ids, and locks."""

from __future__ import annotations

from pulumi_azure_native import authorization

from planner.domain import arm_names
from planner.domain.roles import role_id
from planner.domain.settings import RoleAssignment
from planner.emit import naming
from planner.emit.line import Line


def roles(line: Line) -> None:
    """The role assignments on the account, which are no children of it."""
    for given in line.settings.role_assignments:
        line.wrote(_role(line, given))


def _role(line: Line, given: RoleAssignment) -> authorization.RoleAssignment:
    """One assignment. Raises ValueError for an unknown role, which the checks refuse."""
    role = role_id(given.role)
    if role is None:
        raise ValueError(f"role {given.role} has no id")
    who = given.principal.lower()
    return authorization.RoleAssignment(
        naming.of(line.planned, f"role-{role}-{who}"),
        role_assignment_name=arm_names.role_assignment(line.planned.name, role, who),
        scope=line.account.id,
        role_definition_id=line.account.id.apply(lambda id_: _definition(id_, role)),
        principal_id=given.principal,
        principal_type=given.principal_type,
        description=given.description,
        condition=given.condition,
        condition_version="2.0" if given.condition else None,
        opts=line.after(),
    )


def _definition(account: str, role: str) -> str:
    """The role in the account's own subscription, as Azure spells it in its answers."""
    subscription = "/".join(account.split("/")[:3])
    return f"{subscription}/providers/Microsoft.Authorization/roleDefinitions/{role}"


def lock(line: Line) -> None:
    """The lock, if the settings ask for one: made when all else stands, and first to go."""
    if line.settings.lock is None:
        return
    authorization.ManagementLockByScope(
        naming.of(line.planned, "lock"),
        lock_name=arm_names.lock(line.planned.name),
        scope=line.account.id,
        level=line.settings.lock,
        notes="Set by the deployment planner; remove `lock` from the stack file to lift it.",
        opts=line.after(*line.made),
    )
