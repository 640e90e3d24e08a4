"""What the engine says of a write reaches its turn."""

from __future__ import annotations

import asyncio
from collections import deque
from typing import Any, cast

import pulumi
import pytest

from planner.emit import following
from planner.emit.following import Following
from planner.emit.turns import Turns, Write

PATIENCE = 0.02
IDENTITY = ("type", "name")


class Silent:
    """A resource whose registration was never answered."""

    @property
    def urn(self) -> Any:
        return self

    async def future(self) -> str:
        raise RuntimeError("resource monitor has terminated")


def _following(write: Write, turns: Turns, *, again: bool) -> Following:
    """One that follows a single write, without an engine to bind hooks to."""

    async def retry(_: pulumi.ErrorHookArgs) -> bool:
        return again

    made = object.__new__(Following)
    made.turns, made._again, made._writes = turns, retry, {IDENTITY: write}
    return made


def _failure() -> pulumi.ErrorHookArgs:
    kind, name = IDENTITY
    return pulumi.ErrorHookArgs("urn", "", name, kind, failed_operation="create", errors=["no"])


def test_a_failure_for_good_stands_aside() -> None:
    """It waits for the other, whose turn comes, and then says no."""

    async def case() -> None:
        turns, line = Turns(4, 5.0), deque[Write]()
        failed, other = turns.join(line), turns.join(line)
        hook = asyncio.ensure_future(_following(failed, turns, again=False).failed(_failure()))
        await asyncio.sleep(PATIENCE)
        assert other.turn.done()
        assert not hook.done()
        turns.done(other)
        assert await hook is False

    asyncio.run(case())


def test_a_write_that_is_tried_again_keeps_its_turn() -> None:
    """It is at work, and the next one of its account waits."""

    async def case() -> None:
        turns, line = Turns(4, 5.0), deque[Write]()
        busy, other = turns.join(line), turns.join(line)
        assert await _following(busy, turns, again=True).failed(_failure())
        assert busy.at_work
        assert not other.turn.done()

    asyncio.run(case())


def test_a_registration_without_an_answer_ends_the_waiting() -> None:
    """The engine is gone: the turns of all others come, so that the program can end."""

    async def case() -> None:
        turns, line = Turns(4, 5.0), deque[Write]()
        first, other = turns.join(line), turns.join(line)
        silent = cast("pulumi.Resource", Silent())
        await _following(first, turns, again=False)._watch(first, silent)
        assert other.turn.done()

    asyncio.run(case())


class Unbound(Following):
    """One that is made as in a run, without an engine to bind hooks to."""

    def _bound(self) -> pulumi.ResourceHookBinding:
        return pulumi.ResourceHookBinding()


@pytest.mark.parametrize(("minutes", "ends"), [(0, True), (6, False)])
def test_who_asked_for_no_retries_does_not_wait_long(
    monkeypatch: pytest.MonkeyPatch, minutes: int, ends: object
) -> None:
    """An engine that has gone silent is waited for much shorter when nothing is tried again."""
    monkeypatch.setattr(following, "_IMPATIENT", PATIENCE)

    async def case() -> bool:
        turns, line = Unbound(minutes).turns, deque[Write]()
        failed, _silent = turns.join(line), turns.join(line)
        waiting = asyncio.ensure_future(turns.stand_aside(failed))
        await asyncio.wait([waiting], timeout=20 * PATIENCE)
        ended = waiting.done()
        turns.release()
        await waiting
        return ended

    assert asyncio.run(case()) is ends
