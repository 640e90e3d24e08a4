"""What a workload asks for, in ARM's `sku.capacity` units."""

from __future__ import annotations

from planner.domain.offering import CapacityRule
from planner.domain.terms import Unit
from planner.domain.workload import Capacity
from planner.placement.solver.problem import Sizes

TOKENS_PER_UNIT = 1_000
"""One unit of a standard deployment is a thousand tokens per minute."""


def valid_sizes(capacity: Capacity, rule: CapacityRule | None) -> Sizes | None:
    """The valid sizes within what is asked for, or None when no size is valid."""
    factor = TOKENS_PER_UNIT if capacity.unit is Unit.TPM else 1
    low = max(-(-capacity.amount.min // factor), 1)
    high = capacity.amount.target // factor
    if rule is None:
        return Sizes(low, high) if high >= low else None
    largest = rule.largest(low, high)
    if largest is None:
        return None
    steps = (max(low, rule.minimum) - rule.minimum + rule.step - 1) // rule.step
    return Sizes(rule.minimum + steps * rule.step, largest, rule.step)
