"""Tags: the user's, and one that says which stack a resource belongs to."""

from __future__ import annotations

from planner.domain.deployment import OWNER
from planner.domain.plan import Deployment, Plan
from planner.domain.settings import AccountSettings

STACK_TAG = "planner-stack"


def tags(planned: Plan, settings: AccountSettings | None = None) -> dict[str, str]:
    """The tags of the stack's own resources, or of an account with these settings."""
    return {STACK_TAG: planned.stack, **(settings or planned.settings).tags}


def deployment(planned: Deployment) -> dict[str, str] | None:
    """The tags of a deployment: the user's, and who answers for it; None sends none."""
    owner = planned.settings.owner
    return {**planned.settings.tags, **({OWNER: owner} if owner else {})} or None
