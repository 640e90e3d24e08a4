"""Tries the changes of one module, each in a process of its own that has all tests at hand.

pytest collects the tests once; the process is then forked for each change, so that nobody waits for
imports. A change is put into the code of the functions that are already there, wherever they were
imported to.
"""

from __future__ import annotations

import ast
import gc
import json
import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from enum import Enum
from functools import partial
from math import ceil
from pathlib import Path
from types import CodeType, FrameType, FunctionType, ModuleType

import pytest
from _pytest.runner import runtestprotocol

from tools.mutants.changes import Mutant, mutants, target_of


class Outcome(Enum):
    """What became of a change; the value is the exit status of the process that tried it."""

    SURVIVED = 0
    KILLED = 1
    NOT_VIABLE = 2
    """Python does not take it."""
    UNREACHED = 3
    """No test comes there."""
    TIMED_OUT = 4


_PATIENCE = 20
"""Seconds by the clock for each second of computing: others may use the machine."""


class TrialError(Exception):
    """Why nothing could be tried."""


@dataclass
class Seen:
    """One test without any change."""

    seconds: float
    """Of computing, its own: how busy the machine is does not count."""
    functions: set[str]
    """Functions of the module that it came through."""


@dataclass
class Trial:
    """A pytest plugin: instead of running the tests once, it runs them for each change."""

    path: Path
    tell: Callable[[Mutant, Outcome], None]
    only: str | None = None
    """Just this function."""
    problem: str = ""
    _tests: dict[str, Seen] = field(default_factory=dict)

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """What pytest calls when the tests are collected."""
        try:
            self._try_all(session.items)
        except TrialError as error:
            self.problem = str(error)
        return True

    def _try_all(self, items: Sequence[pytest.Item]) -> None:
        self._tests = _unchanged(items, str(self.path))
        tree = ast.parse(self.path.read_text(encoding="utf-8"))
        functions = _functions(str(self.path))
        for mutant in mutants(tree):
            if self.only not in (None, mutant.function):
                continue
            chosen = self._reaching(items, mutant)
            outcome = Outcome.UNREACHED
            if chosen:
                limit = 1 + 5 * sum(self._tests[item.nodeid].seconds for item in chosen)
                outcome = _tried(partial(_put, mutant, tree, functions), chosen, limit)
            self.tell(mutant, outcome)

    def _reaching(self, items: Sequence[pytest.Item], mutant: Mutant) -> list[pytest.Item]:
        """The tests that come through what is changed, quick ones first."""
        found = [
            item
            for item in items
            if mutant.constant or mutant.function in self._tests[item.nodeid].functions
        ]
        return sorted(found, key=lambda item: self._tests[item.nodeid].seconds)


def _unchanged(items: Sequence[pytest.Item], path: str) -> dict[str, Seen]:
    """Each test as it is; raises TrialError when one fails without any change."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        _silent()
        with os.fdopen(writing, "w") as pipe:
            json.dump(list(_watched(items, path)), pipe)
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading) as pipe:
        said = pipe.read()
    os.waitpid(child, 0)
    red = [name for name, ok, *_ in json.loads(said or "[]") if not ok]
    if red or not said:
        raise TrialError("without any change these fail: " + (" ".join(red) or "all"))
    return {name: Seen(seconds, set(came)) for name, _, seconds, came in json.loads(said)}


def _watched(
    items: Sequence[pytest.Item], path: str
) -> Iterator[tuple[str, bool, float, list[str]]]:
    came: set[str] = set()

    def watch(frame: FrameType, *_: object) -> None:
        if frame.f_code.co_filename == path:
            came.add(frame.f_code.co_qualname.partition(".<locals>")[0])

    threading.settrace(watch)
    for n, item in enumerate(items):
        came.clear()
        start = time.process_time()
        sys.settrace(watch)
        ok = _passes(item, items[n + 1] if n + 1 < len(items) else None)
        sys.settrace(None)
        yield item.nodeid, ok, time.process_time() - start, sorted(came)


def _passes(item: pytest.Item, following: pytest.Item | None) -> bool:
    return not any(r.failed for r in runtestprotocol(item, nextitem=following, log=False))


def _silent() -> None:
    sink = os.open(os.devnull, os.O_WRONLY)
    os.dup2(sink, 1)
    os.dup2(sink, 2)


def _tried(put: Callable[[], None], items: Sequence[pytest.Item], limit: float) -> Outcome:
    """The outcome of a change, tried in a process that ends with it."""
    child = os.fork()
    if child == 0:
        _silent()
        signal.setitimer(signal.ITIMER_PROF, limit)
        signal.alarm(ceil(limit * _PATIENCE))
        try:
            put()
        except Exception:
            os._exit(Outcome.NOT_VIABLE.value)
        os._exit(_verdict(items).value)
    _, status = os.waitpid(child, 0)
    code = os.waitstatus_to_exitcode(status)
    if code in (-signal.SIGPROF, -signal.SIGALRM):
        return Outcome.TIMED_OUT
    return Outcome(code) if code in {each.value for each in Outcome} else Outcome.KILLED


def _verdict(items: Sequence[pytest.Item]) -> Outcome:
    with suppress(BaseException):
        for n, item in enumerate(items):
            if not _passes(item, items[n + 1] if n + 1 < len(items) else None):
                return Outcome.KILLED
        return Outcome.SURVIVED
    return Outcome.KILLED


def _functions(path: str) -> list[FunctionType]:
    """All functions that were made from a file, decorated and hidden ones among them."""
    found = (each for each in gc.get_objects() if isinstance(each, FunctionType))
    return [each for each in found if each.__code__.co_filename == path]


def _put(mutant: Mutant, tree: ast.Module, functions: Sequence[FunctionType]) -> None:
    """Change what is loaded of the module. Raises whatever Python raises."""
    mutant.apply()
    ast.fix_missing_locations(tree)
    if mutant.constant:
        _put_constant(mutant.function, tree, functions[0].__code__.co_filename)
        return
    path = functions[0].__code__.co_filename
    made = {code.co_qualname: code for code in _codes(compile(tree, path, "exec"))}
    for each in functions:
        if each.__qualname__ == mutant.function:
            each.__code__ = made[mutant.function]


def _codes(code: CodeType) -> Iterator[CodeType]:
    for each in code.co_consts:
        if isinstance(each, CodeType):
            yield each
            yield from _codes(each)


def _put_constant(name: str, tree: ast.Module, path: str) -> None:
    """Give the constant its new value, and those of the module that are made from it theirs."""
    module = next(m for m in _modules() if getattr(m, "__file__", None) == path)
    fresh: set[str] = set()
    for node in tree.body:
        if isinstance(node, ast.Assign | ast.AnnAssign) and node.value is not None:
            made = ast.unparse(target_of(node))
            used = {each.id for each in ast.walk(node.value) if isinstance(each, ast.Name)}
            if made == name or used & fresh:
                _renew(made, node.value, module, path)
                fresh.add(made)


def _renew(name: str, value: ast.expr, module: ModuleType, path: str) -> None:
    """Evaluate a constant anew, and set it wherever the old one was imported to."""
    old = vars(module)[name]
    new = eval(compile(ast.Expression(value), path, "eval"), vars(module))  # noqa: S307 - our own line
    for other in _modules():
        if vars(other).get(name) is old:
            setattr(other, name, new)


def _modules() -> list[ModuleType]:
    return [module for module in sys.modules.values() if isinstance(module, ModuleType)]
