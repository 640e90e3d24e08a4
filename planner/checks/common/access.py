"""Access that was granted to a subscription: what `subscription.approved` says."""

from __future__ import annotations

from planner.checks.base import Case
from planner.domain.offering import Offering
from planner.domain.terms import Condition


def lacking(case: Case, offering: Offering, *conditions: Condition) -> Condition | None:
    """The first of the conditions that the offering has and the subscription does not meet.

    A model (`o1-preview`) or an exact version (`gpt-4@0613`) meets all of them once it is
    listed under `subscription.approved`.
    """
    if not offering.conditions or case.facts.is_approved(case.subject):
        return None
    return next((each for each in conditions if each in offering.conditions), None)
