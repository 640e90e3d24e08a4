"""Tables and rows that are left out on purpose, each by its own words.

What is neither read nor listed here is a problem: nothing is dropped in silence.
"""

from __future__ import annotations

from typing import Final

from planner.facts.importing.gather import Gathered
from planner.facts.importing.markdown import Table, plain

_OTHER_MAKERS: Final = frozenset(
    {
        "Availability for other Foundry Models sold by Azure",
        "Anthropic",
        "Black Forest Labs",
        "Cohere",
        "DeepSeek",
        "Fireworks",
        "Fireworks on Microsoft Foundry models",
        "Fireworks on Microsoft Foundry models (Preview)",
        "Foundry Models sold by Azure",
        "Meta",
        "Mistral AI",
        "Models sold directly by Azure",
        "MoonshotAI",
        "NTT Data",
        "Nixtla",
        "OpenAI-OSS",
        "StabilityAI",
        "gpt-oss",
        "xAI",
    }
)
"""Headings of tables that only name models of other makers."""

_PARTNERS: Final = "Foundry Models from partners and community"
"""Everything under this heading is another maker's, whatever the inner heading says."""

_NOT_OFFERINGS: Final = frozenset(
    {
        "Appendix",
        "Batch limits",
        "Choose the right deployment type",
        "Deployment type comparison",
        "Deployment types that support provisioned throughput",
        "Global Standard, Data Zone Standard, and Standard",
    }
)
"""Headings of tables that explain words, limit single requests or set monthly usage tiers."""


def is_left_out(table: Table) -> bool:
    """Whether a table is known to be none of the catalog's business."""
    heading = plain(table.place.nearest)
    return (
        heading in _OTHER_MAKERS or heading in _NOT_OFFERINGS or _PARTNERS in table.place.headings
    )


def leave_out(_table: Table, _gathered: Gathered) -> None:
    """Read nothing."""
