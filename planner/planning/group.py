"""Which resource group a stack has, and in which region: there lie the names and tags of its parts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from planner.domain.lock import Lock
from planner.domain.plan import Account, Group
from planner.domain.residency import canonical
from planner.domain.workload import Stack
from planner.facts.catalog import Catalog
from planner.facts.residency import may_hold


def group_of(stack: Stack, regions: Sequence[str], catalog: Catalog, lock: Lock | None) -> Group:
    """The group that stands, else the one that the stack file asks for.

    A group cannot be renamed or moved: another one is another home of everything in it.
    """
    known = lock.group if lock else None
    region = group_region(stack, regions, catalog)
    if known is not None:
        return replace(known, location=known.location or region)
    asked = stack.accounts
    return Group(asked.group_name(stack.name), region, asked.group_id is not None)


def is_released(stack: Stack, group: Group, accounts: Iterable[Account]) -> bool:
    """Whether the group stays in Azure when the stack goes, although the stack made it.

    Its file now names it as somebody else's: taken out of the program it would be deleted, with all
    that is in it. Or adopted accounts stand in it, or stood, which stay in Azure themselves.
    """
    if not group.exists and (group.shared or any(account.adopted for account in accounts)):
        return True
    asked = stack.accounts
    same = asked.group_name(stack.name).casefold() == group.name.casefold()
    return same and asked.group_id is not None and not group.exists


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
