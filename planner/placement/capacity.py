"""What a workload asks for, in ARM's `sku.capacity` units."""

from __future__ import annotations

from planner.offering import CapacityRule
from planner.terms import Unit
from planner.workload import Capacity

TOKENS_PER_UNIT = 1_000
"""One unit of a standard deployment is a thousand tokens per minute."""


def arm_capacity(capacity: Capacity, rule: CapacityRule | None) -> int | None:
    """The largest valid size within what is asked for, or None when no size is valid."""
    factor = TOKENS_PER_UNIT if capacity.unit is Unit.TPM else 1
    low = -(-capacity.amount.min // factor)
    high = capacity.amount.target // factor
    if rule is not None:
        return rule.largest(low, high)
    return high if high >= max(low, 1) else None
