"""Where a stack's resource group lies: its region holds the names and tags of all that is in it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from planner.domain.residency import canonical
from planner.domain.workload import Stack
from planner.facts.catalog import Catalog
from planner.facts.residency import may_hold


def group_region(stack: Stack, regions: Sequence[str], catalog: Catalog) -> str:
    """The region that the stack file gives, else the first account's inside the stack's residency.

    `regions` are those of the accounts, in order; where none of them is inside, the first one.
    Empty when there are no accounts and the file gives none.
    """
    given = stack.accounts.location
    if given is not None:
        return given
    residency = _residency(stack)
    known = catalog.regions
    inside = (
        slug
        for slug in regions
        if residency is None or (slug in known and may_hold(known[slug], residency))
    )
    return next(inside, next(iter(regions), ""))


def _residency(stack: Stack) -> str | None:
    """What `defaults` say, else what most workloads say; of two as frequent the first by name."""
    given = stack.defaults.get("residency")
    if isinstance(given, str):
        return canonical(given)
    said = Counter(w.residency for w in stack.workloads.values() if w.residency is not None)
    return min(said, key=lambda word: (-said[word], word), default=None)
