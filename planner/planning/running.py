"""What runs, from what the engine says of the stack's own last state, and what to say about it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

from planner.domain.lock import Lock

if TYPE_CHECKING:
    from planner.files.state import State


class NobodyKnowsError(Exception):
    """Neither state nor lock says what runs; planning on would delete it. One line says why."""


class OtherStackError(Exception):
    """What runs was made from another stack file; under this one it would go. One line says so."""


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
class Own:
    """The stack that is read, by all its names."""

    stack: str
    tag: str
    """What its accounts and its group are tagged with: its name, unless the file says otherwise."""
    file: str
    lock_name: str


@dataclass(frozen=True, slots=True)
class Running:
    """What runs, and what whoever plans with it should hear."""

    lock: Lock | None = None
    """None where only the lock file can say, and for a first run without one."""
    warnings: tuple[str, ...] = ()


def running(told: Told, lock: Lock | None, own: Own, *, day: date, snapshot: str) -> Running:
    """What runs of a stack.

    Raises NobodyKnowsError where neither state nor lock can say, and OtherStackError where the
    state is that of another stack than the one that is read.

    What is understood in part is worth nothing as a whole: what was left out would count as gone.
    """
    if told.resources is None and not told.refused:
        return Running()
    stack, lock_name = own.stack, own.lock_name
    from planner.files import state as statefile  # noqa: PLC0415 - only a program is told of a state

    state = statefile.read(told.resources or {}, stack, day=day, snapshot=snapshot)
    _hold(state, lock, own)
    why = told.refused or "; ".join(state.left_out)
    if not why:
        return Running(state.lock, _lost(state.lock, lock, lock_name))
    source = f"Pulumi's state does not say what runs ({why})"
    if lock is None:
        raise NobodyKnowsError(f"{source}, and there is no {lock_name}: {_WAY_OUT.format(stack)}")
    return Running(None, (f"{source}: planned under {lock_name} alone",))


def _hold(state: State, lock: Lock | None, own: Own) -> None:
    """Raise OtherStackError for what another stack made, unless the lock says that it is this one."""
    if not state.made_by or state.made_by & {own.stack, own.tag} or not state.lock.accounts:
        return
    if lock is None or not lock.is_of(state.lock):
        others = ", ".join(sorted(state.made_by))
        raise OtherStackError(_OTHER.format(own.file, own.stack, others, own.lock_name))


def _lost(state: Lock, lock: Lock | None, lock_name: str) -> tuple[str, ...]:
    count = sum(len(each.places) for each in state.workloads.values())
    if lock is not None:
        return (*_older(state, lock, lock_name), *_unaware(state, lock, lock_name))
    if not count:
        return ()
    said = f"there is no {lock_name}: what runs ({count}) stays as Pulumi's state has it"
    return (f"{said}. {_AGAIN.format(stack=state.stack)}",)


def _older(state: Lock, lock: Lock, lock_name: str) -> tuple[str, ...]:
    """A lock of before: from the other side of a merge, or from a commit that was gone back to."""
    said = f"{lock_name} is older than what runs, which stays as it is"
    return _staying(said, lock.older(state), state.stack)


def _unaware(state: Lock, lock: Lock, lock_name: str) -> tuple[str, ...]:
    """A lock from nothing, or one that a merge tore: it never gave up what it has elsewhere."""
    said = f"{lock_name} does not know what runs, which stays where it is"
    return _staying(said, lock.unaware(state) - lock.older(state), state.stack)


def _staying(said: str, found: Collection[str], stack: str) -> tuple[str, ...]:
    names = sorted(found)
    some = ", ".join(names[:_SHOWN]) + (f" and {len(names) - _SHOWN} more" * (len(names) > _SHOWN))
    return (f"{said}: {some}. {_AGAIN.format(stack=stack)}",) if names else ()


_SHOWN = 5
"""Names in one message."""


_AGAIN = (
    "Write the file again and commit it: pulumi stack export --file state.json, "
    "then planner lock {stack} --from state.json"
)
_OTHER = (
    "{0} is of stack {1}, and what runs here was made from stack {2}: nothing is done, since all of it "
    "that {0} does not have would be deleted. Set stackFile to the file of {2}. If {2} was renamed to "
    "{1}, its lock comes along as {3} (docs/lock.md, Renaming a stack)"
)
_WAY_OUT = (
    "nothing is done, since all that runs might be deleted. Restore the lock from version control, "
    "or write it from an export: planner lock {} --from FILE"
)
