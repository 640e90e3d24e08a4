"""Whose turn it is, and what a failed write does to the others, without Pulumi.

A small engine stands in: it takes as many steps at a time as it has workers, and starts none
after it has heard of a failure.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable, Mapping, Sequence
from dataclasses import dataclass, field

import pytest

from planner.emit.turns import Line, Turns, Write

PATIENCE = 0.05
SOON = 5.0
"""Seconds after which a case that still runs hangs."""

Needs = Mapping[str, Sequence[str]]


@dataclass
class Engine:
    """Writes what is registered, at most `workers` at a time; `log` has what it began."""

    workers: int
    fails: frozenset[str]
    log: list[str] = field(default_factory=list)
    written: set[str] = field(default_factory=set)
    at_once: int = 0
    ended: bool = False

    def __post_init__(self) -> None:
        self._free = asyncio.Semaphore(self.workers)

    async def write(self, name: str, turns: Turns, write: Write) -> None:
        async with self._free:
            if self.ended:
                return
            turns.begun(write)
            self.log.append(name)
            await asyncio.sleep(0.001)
            if name in self.fails:
                await turns.stand_aside(write)
                self.ended = True
                turns.release()  # as registrations fail that were not answered
                return
            self.written.add(name)
            turns.done(write)


async def _run(lines: Sequence[str], needs: Needs, fails: str, workers: int) -> Engine:
    """One run: each letter is a write, each word a line; returns the engine when it has ended."""
    turns, engine = Turns(workers, PATIENCE), Engine(workers, frozenset(fails))
    writes: dict[str, Write] = {}
    for word in lines:
        line: Line = deque()
        for name in word:
            writes[name] = turns.join(line, [writes[each] for each in needs.get(name, ())])

    async def register(name: str) -> None:
        await writes[name].turn
        while not set(needs.get(name, ())) <= engine.written:
            if engine.ended:
                return
            await asyncio.sleep(0.001)
        await engine.write(name, turns, writes[name])

    await asyncio.wait_for(asyncio.gather(*map(register, writes)), SOON)
    return engine


@dataclass(frozen=True)
class Case:
    """A run and what stands after it."""

    name: str
    lines: tuple[str, ...]
    written: str
    fails: str = ""
    needs: Needs = field(default_factory=dict)
    workers: int = 4


CASES = [
    Case("nothing fails", ("abc", "de"), "abcde"),
    Case("the first fails", ("abc",), "bc", fails="a"),
    Case("the last fails", ("abc",), "ab", fails="c"),
    Case("two of one account", ("abcde",), "ace", fails="bd"),
    Case("one in each of two accounts", ("abc", "def"), "acdf", fails="be"),
    Case("all fail", ("abc",), "", fails="abc"),
    Case("what needs it is lost", ("abcd",), "bd", fails="a", needs={"c": "a"}),
    Case("and what needs that", ("abcd",), "d", fails="a", needs={"b": "a", "c": "b"}),
    Case("what several failures lose", ("abcd",), "d", fails="ab", needs={"c": "ab"}),
    Case("a lock beside the line", ("abc", "x"), "ac", fails="b", needs={"x": "abc"}),
    Case("the account", ("a", "bcd", "e"), "e", fails="a", needs={"b": "a", "c": "a", "d": "a"}),
    Case("one worker", ("abc",), "abc", workers=1),
    Case("one worker, the first failure ends it", ("abc",), "a", fails="b", workers=1),
    Case("two workers, one aside", ("abcd",), "acd", fails="b", workers=2),
    Case("as many failures as workers end it", ("abcdef",), "ac", fails="bd", workers=2),
    Case("more lines than workers", ("ab", "cd", "ef", "gh"), "bcdefgh", fails="a", workers=2),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_one_failure_costs_one_write(case: Case) -> None:
    """And what needs it; the run ends by itself whatever fails."""
    engine = asyncio.run(_run(case.lines, case.needs, case.fails, case.workers))
    assert engine.written == set(case.written)
    assert engine.ended == bool(case.fails)


def test_a_line_keeps_its_order() -> None:
    """Whatever fails, what is written of a line is begun in the order of joining, one at a time."""
    engine = asyncio.run(_run(["abcdef", "uvwxyz"], {}, "bcw", 8))
    for line in ("abcdef", "uvwxyz"):
        assert [name for name in engine.log if name in line] == list(line)


def _now(coroutine: Awaitable[None]) -> None:
    async def limited() -> None:
        await asyncio.wait_for(coroutine, SOON)

    asyncio.run(limited())


def test_what_never_comes_is_waited_for_with_patience() -> None:
    """The engine may end the run without a word to the program: a failed write does not stand
    aside for ever."""

    async def case() -> None:
        turns = Turns(4, PATIENCE)
        failed, _never = turns.join(deque()), turns.join(deque())
        turns.begun(failed)
        await turns.stand_aside(failed)

    _now(case())


def test_a_write_at_work_is_waited_for_without_end() -> None:
    """It may take an hour, in which there is no news; its end is the news."""

    async def case() -> None:
        turns = Turns(4, PATIENCE)
        failed, slow = turns.join(deque()), turns.join(deque())
        turns.begun(slow)
        aside = asyncio.ensure_future(turns.stand_aside(failed))
        await asyncio.sleep(PATIENCE * 4)
        assert not aside.done()
        turns.done(slow)
        await aside

    _now(case())


def test_as_many_aside_as_workers_do_not_wait() -> None:
    """The engine has nobody left to write the others."""

    async def case() -> None:
        turns = Turns(2, SOON)
        first, second, _never = (turns.join(deque()) for _ in range(3))
        aside = asyncio.ensure_future(turns.stand_aside(first))
        await asyncio.sleep(0)
        assert not aside.done()
        await asyncio.wait_for(turns.stand_aside(second), PATIENCE)
        await asyncio.wait_for(aside, PATIENCE)

    _now(case())


def test_a_run_that_ends_releases_everybody() -> None:
    """A turn that was waited for comes, so that the program can end; nobody stands aside."""

    async def case() -> None:
        turns, line = Turns(4, SOON), Line()
        first, second = turns.join(line), turns.join(line)
        other = turns.join(deque())
        aside = asyncio.ensure_future(turns.stand_aside(other))
        await asyncio.sleep(0)
        assert not second.turn.done()
        turns.release()
        await second.turn
        await aside
        await turns.stand_aside(first)

    _now(case())


def test_a_delete_at_the_end_of_a_run_does_not_wait() -> None:
    """Its resource was registered before, or not at all: all writes are over."""

    async def case() -> None:
        turns = Turns(4, SOON)
        write, _open = turns.join(deque()), turns.join(deque())
        turns.done(write)
        await asyncio.wait_for(turns.stand_aside(write), PATIENCE)

    _now(case())


def test_who_is_lost_may_still_register() -> None:
    """With `--continue-on-error` the engine answers for what needs a failed write, so its turn
    comes, out of line."""

    async def case() -> None:
        turns, line = Turns(1, PATIENCE), Line()
        failed, before = turns.join(line), turns.join(line)
        lost = turns.join(line, [failed])
        await turns.stand_aside(failed)
        assert lost.turn.done()
        assert not before.over
        turns.done(lost)

    _now(case())


class Alone:
    """Writes that each have a line of their own; nobody stands aside for longer than it must."""

    def __init__(self, names: str, workers: int = 4, patience: float = 60.0) -> None:
        self.turns = Turns(workers, patience)
        self.writes = {name: self.turns.join(deque()) for name in names}
        self.aside: list[asyncio.Task[None]] = []

    def begin(self, *names: str) -> None:
        for name in names:
            self.turns.begun(self.writes[name])

    async def fail(self, *names: str) -> None:
        for name in names:
            self.begin(name)
            self.aside.append(asyncio.create_task(self.turns.stand_aside(self.writes[name])))
            await asyncio.sleep(0.01)

    async def ended(self) -> bool:
        """Whether all that stood aside may go, long before patience is over."""
        _, waiting = await asyncio.wait(self.aside, timeout=1)
        return not waiting


def test_who_is_last_waits_for_nobody() -> None:
    """Nothing is open beside what failed, so nothing is waited for."""

    async def run() -> bool:
        alone = Alone("a")
        await alone.fail("a")
        return await alone.ended()

    assert asyncio.run(run())


def test_all_who_stand_aside_hear_that_the_last_write_is_done() -> None:
    """At once, not when their patience is over; and nobody goes before."""

    async def run() -> tuple[list[bool], bool]:
        alone = Alone("abcd")
        alone.begin("c", "d")
        await alone.fail("a", "b")
        alone.turns.done(alone.writes["d"])
        await asyncio.sleep(0.02)
        early = [task.done() for task in alone.aside]
        alone.turns.done(alone.writes["c"])
        return early, await alone.ended()

    assert asyncio.run(run()) == ([False, False], True)


def test_what_is_told_twice_counts_once() -> None:
    """Begun again, or begun when it is over: it is not at work for ever."""

    async def run() -> bool:
        alone = Alone("abcd", patience=0.05)
        alone.begin("b", "b")
        for name in "bc":
            alone.turns.done(alone.writes[name])
            alone.begin(name)
        await alone.fail("a")
        return await alone.ended()

    assert asyncio.run(run())
