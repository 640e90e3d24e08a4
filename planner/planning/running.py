"""What runs, from what the engine says of the stack's own last state, and what to say about it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from planner.domain.lock import Lock
from planner.files import state as statefile


class NobodyKnowsError(Exception):
    """Neither state nor lock says what runs; planning on would delete it. One line says why."""


@dataclass(frozen=True, slots=True)
class Told:
    """What a program was told of its own last state."""

    resources: Mapping[str, object] | None = None
    """By URN; None where nobody was there to ask, as in an offline preview."""
    refused: str = ""
    """Why it was not told, where somebody was."""


NOT_TOLD: Final = Told()
"""Nobody was there to ask."""


@dataclass(frozen=True, slots=True)
class Running:
    """What runs, and what whoever plans with it should hear."""

    lock: Lock | None = None
    """None where only the lock file can say, and for a first run without one."""
    warnings: tuple[str, ...] = ()


def running(
    told: Told, lock: Lock | None, stack: str, lock_name: str, *, day: date, snapshot: str
) -> Running:
    """What runs of a stack. Raises NobodyKnowsError where neither state nor lock can say.

    What is understood in part is worth nothing as a whole: what was left out would count as gone.
    """
    if told.resources is None and not told.refused:
        return Running()
    state = statefile.read(told.resources or {}, stack, day=day, snapshot=snapshot)
    why = told.refused or "; ".join(state.left_out)
    if not why:
        return Running(state.lock, _lost(state.lock, lock, lock_name))
    source = f"Pulumi's state does not say what runs ({why})"
    if lock is None:
        raise NobodyKnowsError(f"{source}, and there is no {lock_name}: {_WAY_OUT.format(stack)}")
    return Running(None, (f"{source}: planned under {lock_name} alone",))


def _lost(state: Lock, lock: Lock | None, lock_name: str) -> tuple[str, ...]:
    count = sum(len(each.places) for each in state.workloads.values())
    if lock is not None:
        return _unaware(state, sorted(lock.unaware(state)), lock_name)
    if not count:
        return ()
    said = f"there is no {lock_name}: what runs ({count}) stays as Pulumi's state has it"
    return (f"{said}. {_AGAIN.format(stack=state.stack)}",)


def _unaware(state: Lock, names: Sequence[str], lock_name: str) -> tuple[str, ...]:
    """A lock from nothing, or one that a merge tore: it never gave up what it has elsewhere."""
    if not names:
        return ()
    some = ", ".join(names[:_SHOWN]) + (f" and {len(names) - _SHOWN} more" * (len(names) > _SHOWN))
    said = f"{lock_name} was made without knowing what runs, which stays where it is: {some}"
    return (f"{said}. {_AGAIN.format(stack=state.stack)}",)


_SHOWN = 5
"""Names in one message."""


_AGAIN = (
    "Write the file again and commit it: pulumi stack export --file state.json, "
    "then planner lock {stack} --from state.json"
)
_WAY_OUT = (
    "nothing is done, since all that runs might be deleted. Restore the lock from version control, "
    "or write it from an export: planner lock {} --from FILE"
)
