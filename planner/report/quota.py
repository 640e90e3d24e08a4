"""Quota pools as text: what is taken, of how much, and who says so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.report.look import Ink, Look, Row, table

if TYPE_CHECKING:
    from planner.domain.plan import Plan, PoolUse

_INDENT = "  "


def quota_text(plan: Plan, look: Look) -> str:
    """A row a pool; empty when nothing draws on one."""
    rows = table([_row(use) for use in plan.pools], look, indent=_INDENT) if plan.pools else []
    return "\n".join([look.paint("Quota", Ink.BOLD), *rows]) if rows else ""


def _row(use: PoolUse) -> Row:
    if use.limit is None:
        return Row((str(use.pool), f"{use.used:,} of ?", "limit unknown"), (Ink.CYAN,))
    ink = Ink.RED if use.used > use.limit else Ink.PLAIN
    return Row((str(use.pool), f"{use.used:,} of {use.limit:,}", use.said_by), (Ink.CYAN, ink))
