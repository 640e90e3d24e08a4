"""Tags: the user's, and one that says which stack a resource belongs to."""

from __future__ import annotations

from planner.domain.plan import Plan
from planner.domain.settings import AccountSettings

STACK_TAG = "planner-stack"


def tags(planned: Plan, settings: AccountSettings | None = None) -> dict[str, str]:
    """The tags of the stack's own resources, or of an account with these settings."""
    return {STACK_TAG: planned.stack, **(settings or planned.settings).tags}
