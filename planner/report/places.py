"""Moves from place to place, in words: what happens, in which order, and what it takes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from planner.domain.plan import TrainingPlace

if TYPE_CHECKING:
    from planner.domain.plan import Move, Place


def move_text(move: Move) -> str:
    """`moves from swedencentral to francecentral: made there, then deleted here (new endpoint)`."""
    said = f"{_step(move.before, move.after)}: {_order(move)}"
    if move.twice:
        pool = str(move.pool) if move.pool else "its quota"
        said += f"; needs {move.twice:,} more of {pool} while both stand"
    return said


def _step(before: Place, after: Place | None) -> str:
    if after is None:
        return f"leaves {before.region}"
    if before.region != after.region:
        step = f"moves from {before.region} to {after.region}"
    elif before.account != after.account:
        step = f"moves from account {before.account} to {after.account}"
    else:
        step = f"is replaced in {before.region}"
    return ", ".join([step, *_otherwise(before, after)])


def _otherwise(before: Place, after: Place) -> Iterator[str]:
    """What else is new about it."""
    if before.name != after.name:
        yield f"called {after.name} instead of {before.name}"
    if before.type is not after.type:
        yield f"as {after.type.value}"
    if (before.full_model, before.version) != (after.full_model, after.version):
        yield f"with {after.full_model} {after.version}"


def _order(move: Move) -> str:
    if move.after is None:
        return "deleted, since fewer replicas are asked for"
    if isinstance(move.after, TrainingPlace):
        return "new jobs run there"
    endpoint = "" if move.before.account == move.after.account else " (new endpoint)"
    if move.down:
        return f"deleted first, then made: no answers meanwhile{endpoint}"
    return f"made there, then deleted here{endpoint}"
