"""Tags of a deployment: the user's, and who answers for it."""

from __future__ import annotations

from planner.domain.deployment import OWNER
from planner.domain.plan import Deployment


def deployment(planned: Deployment) -> dict[str, str] | None:
    """The tags that a deployment is sent with; None sends none."""
    owner = planned.settings.owner
    return {**planned.settings.tags, **({OWNER: owner} if owner else {})} or None
