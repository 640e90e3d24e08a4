"""The one sort key of placement: what is preferred, and how ties are broken."""

from __future__ import annotations

from planner.domain.plan import Choice


def rank(choice: Choice) -> tuple[int, int, str]:
    """Smaller is better: the user's types, then the user's regions, then the region's slug.

    The slug breaks the tie between regions that a workload left open, so that the order of
    nothing but the stack file's own lists can move a placement.
    """
    type_order, region_order = choice.order
    return (type_order, region_order, choice.region)
