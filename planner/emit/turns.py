"""In whose turn the resources of one run are written, and what a failed write does to the others.

Knows neither Pulumi nor Azure. `following.py` tells it what happens; docs/decisions/0019 says why
the order is kept here and not by dependencies.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

PATIENCE = 60.0
"""Seconds without any news after which nothing more is expected while no write is at work. The
engine may have ended the run for a reason that it does not tell its program."""

Line = deque["Write"]
"""Writes that must not meet, in their order: the children of one account."""


@dataclass(eq=False, slots=True)
class Write:
    """A resource that this run registers; most turn out to need no write at all."""

    turn: asyncio.Future[None]
    """Done when it may be registered."""
    line: Line
    needed_by: list[Write] = field(default_factory=list)
    at_work: bool = False
    """The service was asked for it, and has not answered for good."""
    over: bool = False
    """Written, found unchanged, failed, or lost because of something that failed."""


class Turns:
    """All writes of one run.

    A line has one write at a time, in the order of joining. What needs a write that failed is
    lost: nobody waits for it. A failed write *stands aside* while others can still be written,
    for the engine starts nothing more once it has heard of a failure.
    """

    def __init__(self, workers: int, patience: float = PATIENCE) -> None:
        """`workers` is how many steps the engine takes at a time; one aside occupies one."""
        self._workers = workers
        self._patience = patience
        self._all: list[Write] = []
        self._open = self._at_work = self._aside = 0
        self._ending = False
        self._news: asyncio.Future[None] | None = None

    def join(self, line: Line, needs: Iterable[Write] = ()) -> Write:
        """A write at the end of a line; what it needs has joined before."""
        write = Write(asyncio.get_running_loop().create_future(), line)
        for each in needs:
            each.needed_by.append(write)
        self._all.append(write)
        line.append(write)
        self._open += 1
        _advance(line)
        return write

    def begun(self, write: Write) -> None:
        """The service is being asked for it."""
        if not write.over and not write.at_work:
            write.at_work = True
            self._at_work += 1
            self._tell()

    def done(self, write: Write) -> None:
        """It stands as it is registered."""
        self._end(write)
        self._tell()

    async def stand_aside(self, write: Write) -> None:
        """It failed for good; returns when the run may end for it.

        That is when nothing else can be written, or when so many stand aside that the engine
        has no worker left. What has ended before (a delete at the end of a run) never waits.
        """
        if write.over:
            return
        self._end(write)
        for each in _dependents(write):
            self._end(each)
            _call(each)
        self._aside += 1
        self._tell()
        while self._may_go_on() and (await self._hear() or self._at_work):
            pass
        self._ending = True
        self._tell()

    def release(self) -> None:
        """The run ends: nobody waits for a turn any more."""
        self._ending = True
        for each in self._all:
            _call(each)
        self._tell()

    def _may_go_on(self) -> bool:
        return self._open > 0 and self._aside < self._workers and not self._ending

    def _end(self, write: Write) -> None:
        if write.over:
            return
        write.over = True
        self._open -= 1
        self._at_work -= write.at_work
        _advance(write.line)

    def _tell(self) -> None:
        if self._news is not None and not self._news.done():
            self._news.set_result(None)

    async def _hear(self) -> bool:
        """Wait for news; whether any came in time."""
        if self._news is None or self._news.done():
            self._news = asyncio.get_running_loop().create_future()
        done, _ = await asyncio.wait([self._news], timeout=self._patience)
        return bool(done)


def _advance(line: Line) -> None:
    """Call the first of a line that is not over."""
    while line and line[0].over:
        line.popleft()
    if line:
        _call(line[0])


def _call(write: Write) -> None:
    if not write.turn.done():
        write.turn.set_result(None)


def _dependents(write: Write) -> Iterator[Write]:
    """What needs a write, and what needs that, each once."""
    seen: set[int] = set()
    waiting = list(write.needed_by)
    while waiting:
        each = waiting.pop()
        if id(each) not in seen:
            seen.add(id(each))
            waiting += each.needed_by
            yield each
