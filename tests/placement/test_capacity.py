"""Capacity arithmetic: from what the user asks for to ARM's `sku.capacity`."""

from __future__ import annotations

from datetime import date

import pytest

from planner.domain.offering import CapacityRule, Source
from planner.domain.workload import Capacity
from planner.placement.capacity import valid_sizes
from planner.placement.solver.problem import Sizes

DOCS = Source("ptu", "ptu-minimums", date(2026, 5, 22))
REGIONAL = CapacityRule(minimum=50, step=50, maximum=None, source=DOCS)
O1_REGIONAL = CapacityRule(minimum=25, step=50, maximum=None, source=DOCS)
TOKENS = CapacityRule(minimum=1, step=1, maximum=1_000_000, source=DOCS)

ROWS = {
    "thousands of tokens": ({"tpm": 50_000}, TOKENS, 50),
    "tokens that are no thousands": ({"tpm": 50_500}, TOKENS, None),
    "less than a thousand": ({"tpm": 500}, TOKENS, None),
    "above the maximum": ({"tpm": 1_000_001_000}, TOKENS, None),
    "units as they are": ({"units": 7}, TOKENS, 7),
    "the smallest size": ({"ptu": 50}, REGIONAL, 50),
    "below the minimum": ({"ptu": 15}, REGIONAL, None),
    "off the step": ({"ptu": 75}, REGIONAL, None),
    "steps count from the minimum": ({"ptu": 75}, O1_REGIONAL, 75),
    "a range takes the largest size in it": ({"ptu": {"min": 50, "target": 190}}, REGIONAL, 150),
    "a range between two sizes": ({"ptu": {"min": 60, "target": 90}}, REGIONAL, None),
    "no rule known: what was asked for": ({"ptu": 33}, None, 33),
    "a range of tokens, rounded inwards": ({"tpm": {"min": 1_500, "target": 9_900}}, TOKENS, 9),
}


@pytest.mark.parametrize(("asked", "rule", "expected"), ROWS.values(), ids=ROWS.keys())
def test_capacity(
    asked: dict[str, object], rule: CapacityRule | None, expected: int | None
) -> None:
    """The largest valid size within what is asked for, or none."""
    sizes = valid_sizes(Capacity.model_validate(asked), rule)
    assert (sizes and sizes.largest(sizes.high)) == expected


RANGES = {
    "whole thousands": ({"tpm": {"min": 1_500, "target": 9_900}}, TOKENS, Sizes(2, 9, 1)),
    "steps from the minimum": ({"ptu": {"min": 60, "target": 190}}, REGIONAL, Sizes(100, 150, 50)),
    "a minimum off the step": ({"ptu": {"min": 1, "target": 80}}, O1_REGIONAL, Sizes(25, 75, 50)),
    "one size": ({"ptu": 50}, REGIONAL, Sizes(50, 50, 50)),
}


@pytest.mark.parametrize(("asked", "rule", "expected"), RANGES.values(), ids=RANGES.keys())
def test_sizes(asked: dict[str, object], rule: CapacityRule, expected: Sizes) -> None:
    """The smallest and the largest valid size, and what lies between them."""
    assert valid_sizes(Capacity.model_validate(asked), rule) == expected
