"""`planner lock STACK --from FILE`: the lock of what stands, from what Pulumi's state says."""

from __future__ import annotations

from argparse import Namespace
from dataclasses import replace
from pathlib import Path

from planner.cli.commands import Context, Result
from planner.cli.console import replace_file
from planner.cli.errors import UsageError
from planner.cli.exits import ExitCode
from planner.cli.planning import asked_for, inputs_of
from planner.domain.lock import Lock
from planner.domain.problem import FileError
from planner.files import state as statefile
from planner.files.lock import dump, read
from planner.files.state import State
from planner.files.text import shown
from planner.planning.inputs import Inputs
from planner.report.lock import Fate, LockReport

_COMMAND = "planner lock --from"


def restored(path: Path, values: Namespace, context: Context) -> Result:
    """Write the lock of what stands to `path`; places that it already has keep their day.

    Raises UsageError for the state of another stack, and where the lock that is there says more.
    """
    if values.upgrade is not None:
        raise UsageError(f"{_COMMAND} writes what stands; it does not go with --upgrade")
    inputs = inputs_of(replace(asked_for(values.stack, values), locked=False), context)
    state = _state(context.directory / values.source, inputs)
    before = _before(path, state.lock, overwrite=values.overwrite or values.check)
    after = state.lock.dated(before)
    fate = settle(path, after, check=values.check)
    plan = replace(inputs, lock=after).plan()
    known = before or Lock(inputs.stack.name)
    report = LockReport(shown(path), fate, plan, known, after, state.left_out)
    good = fate in (Fate.WRITTEN, Fate.CURRENT) and not state.left_out
    return Result(report, ExitCode.OK if good else ExitCode.FINDINGS)


def settle(path: Path, after: Lock, *, check: bool) -> Fate:
    """Write the lock where it differs, and where that is asked for."""
    text, there = dump(after), path.exists()
    if there and path.read_text(encoding="utf-8-sig", errors="replace") == text:
        return Fate.CURRENT
    if check:
        return Fate.STALE if there else Fate.MISSING
    replace_file(path, text)
    return Fate.WRITTEN


def _state(source: Path, inputs: Inputs) -> State:
    own = inputs.stack.name
    resources = statefile.exported(source)
    state = statefile.read(resources, own, day=inputs.as_of, snapshot=inputs.catalog.name)
    if state.made_by and own not in state.made_by:
        others = ", ".join(sorted(state.made_by))
        raise UsageError(
            f"{_COMMAND}: {shown(source)} is the state of stack {others}, not of {own}"
        )
    if not state.lock.workloads:
        said = f"{_COMMAND}: nothing of this planner's stands in {shown(source)}"
        raise UsageError(said, *state.left_out)
    return state


def _before(path: Path, after: Lock, *, overwrite: bool) -> Lock | None:
    """The lock that is there; None where there is none, or none that can be read."""
    if not path.exists():
        return None
    try:
        before = read(path)
    except FileError as error:
        if overwrite:
            return None
        said = f"{_COMMAND}: {shown(path)} cannot be read; --overwrite writes over it"
        raise UsageError(said, *map(str, error.problems)) from error
    lost = after.lacks(before)
    if lost and not overwrite:
        said = f"{shown(path)} has {', '.join(lost)}, which do not stand there, or not so"
        raise UsageError(f"{_COMMAND}: {said}; --overwrite writes over it")
    return before
