"""`check`: what the planner says of one stack, for callers who want no plan."""

from __future__ import annotations

from datetime import date

from planner.domain.finding import Finding
from planner.domain.live import Live
from planner.domain.lock import Lock
from planner.domain.workload import Stack
from planner.facts.catalog import Catalog
from planner.planning.make_plan import make_plan


def check(
    stack: Stack,
    catalog: Catalog,
    *,
    as_of: date,
    lock: Lock | None = None,
    live: Live | None = None,
) -> tuple[Finding, ...]:
    """The findings that `planner check` reports for this stack alone, in the same order.

    Empty when there is nothing to say. Several stacks of one subscription share its quota pools;
    what they take of them together only the command says.
    """
    return make_plan(stack, catalog, as_of=as_of, lock=lock, live=live).findings
