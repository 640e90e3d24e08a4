"""Runs a Pulumi program as `pulumi preview` would, without Pulumi's engine or any login.

The program is the real one and so is the SDK; only what answers the SDK is ours. What that
leaves unchecked is listed in `preview.NOT_CHECKED`.
"""

from __future__ import annotations

import asyncio
import contextlib
import contextvars
import gc
import io
import os
import runpy
import sys
import threading
import traceback
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import pulumi
from pulumi import runtime
from pulumi.runtime import rpc, settings

from planner.engine import project, tree
from planner.engine.inline import Inline
from planner.engine.monitor import Callbacks, Engine, Monitor, RefusedByEngineError
from planner.engine.preview import SECRET, STACK_TYPE, Log, LogLevel, Outcome, Preview, Value
from planner.engine.values import plain

_PARALLEL = 16
_ALONE = threading.Lock()
"""A program owns the process while it runs: working directory, arguments, standard output."""


@dataclass(frozen=True, slots=True)
class _End:
    outcome: Outcome
    error: str | None = None


def preview(project_dir: Path, stack: str, config: Mapping[str, str]) -> Preview:
    """The resource tree of the program in `project_dir`, for a stack that does not exist yet.

    `config` holds values by key, with or without the project's name before it, and wins over
    `Pulumi.<stack>.yaml`. Nothing raises for what is wrong with the project or the program:
    see `outcome` and `error`. Previews in one process do not disturb each other, but modules
    that a program imports are loaded once.
    """
    try:
        found = project.read(project_dir.resolve(), stack, config)
    except project.ProjectError as wrong:
        error = "\n".join(wrong.problems)
        return Preview(project_dir.name, stack, Outcome.MISCONFIGURED, error=error)
    monitor, engine = Monitor(found.name, stack), Engine()
    with _ALONE, _process(project_dir.resolve()) as printed:
        end = _in_fresh_context(lambda: _run(found, monitor, engine))
    return _preview(found, monitor, [*engine.logs, *_spoken(printed.getvalue())], end)


def _preview(found: project.Project, monitor: Monitor, logs: list[Log], end: _End) -> Preview:
    resources = tree.resources(monitor)
    ended = next((monitor.outputs.get(r.urn) for r in resources if r.type == STACK_TYPE), None)
    return Preview(
        project=found.name,
        stack=monitor.stack,
        outcome=end.outcome,
        config=_shown(found),
        resources=resources,
        logs=_in_order(logs),
        outputs={} if ended is None else plain(ended.outputs),
        chains=tree.chains(resources),
        error=end.error,
    )


def _shown(found: project.Project) -> dict[str, Value]:
    return {key: SECRET if key in found.secrets else v for key, v in found.config.items()}


def _spoken(printed: str) -> list[Log]:
    """What the program wrote to standard output, which the engine shows as messages."""
    return [Log(LogLevel.INFO, line) for line in printed.splitlines() if line.strip()]


def _in_order(logs: list[Log]) -> tuple[Log, ...]:
    """Messages about resources come when those are registered, which is in no fixed order."""
    about = sorted((log for log in logs if log.urn), key=lambda log: (log.urn or "", log.message))
    return (*(log for log in logs if not log.urn), *about)


@contextlib.contextmanager
def _process(directory: Path) -> Iterator[io.StringIO]:
    """The process as a program finds it when Pulumi starts it, and afterwards as it was."""
    cwd, argv, path, environment = Path.cwd(), sys.argv, list(sys.path), dict(os.environ)
    thresholds = gc.get_threshold()
    for name in [name for name in os.environ if name.startswith("PULUMI_")]:
        del os.environ[name]  # the SDK would read configuration from there
    os.chdir(directory)
    sys.argv = ["."]
    try:
        with contextlib.redirect_stdout(io.StringIO()) as printed:
            yield printed
    finally:
        gc.set_threshold(*thresholds)
        os.chdir(cwd)
        sys.argv, sys.path[:] = argv, path
        os.environ.clear()
        os.environ.update(environment)


def _in_fresh_context(work: Callable[[], _End]) -> _End:
    """Runs `work` in a thread of its own, which has no event loop and none of our context.

    The SDK keeps its settings, its configuration and the stack in context variables.
    """
    with ThreadPoolExecutor(max_workers=1) as pool:
        return pool.submit(contextvars.Context().run, work).result()


def _run(found: project.Project, monitor: Monitor, engine: Engine) -> _End:
    _configure(found, monitor, engine)
    loop = asyncio.new_event_loop()
    asyncio.set_event_loop(loop)
    loop.set_default_executor(Inline())
    loop.set_exception_handler(lambda *_: None)  # what failed is reported once, by `_end`
    try:
        loop.run_until_complete(runtime.run_in_stack(_program(found)))
    except BaseException as error:
        return _end(error, found, engine)
    finally:
        _finish(loop)
    return _End(Outcome.OK)


def _configure(found: project.Project, monitor: Monitor, engine: Engine) -> None:
    secrets = dict.fromkeys(found.secrets, rpc.UNKNOWN)
    runtime.set_all_config({**found.config, **secrets}, sorted(secrets))
    runtime.configure(
        runtime.Settings(
            project=found.name,
            stack=monitor.stack,
            monitor=monitor,
            engine=engine,
            parallel=_PARALLEL,
            dry_run=True,
            organization="organization",
            root_directory=".",
        )
    )
    settings.SETTINGS.callbacks = Callbacks()


def _program(found: project.Project) -> Callable[[], None]:
    def run() -> None:
        runpy.run_path(str(found.program), run_name="__main__")

    return run


def _finish(loop: asyncio.AbstractEventLoop) -> None:
    """Ends what a program that broke left waiting, so that nothing outlives the preview."""
    left = asyncio.all_tasks(loop)
    for task in left:
        task.cancel()
    loop.run_until_complete(asyncio.gather(*left, return_exceptions=True))
    loop.close()
    asyncio.set_event_loop(None)


def _end(error: BaseException, found: project.Project, engine: Engine) -> _End:
    """How a program ended that did not run through, as Pulumi's Python host would take it."""
    match error:
        case SystemExit(code=None | 0):
            return _End(Outcome.OK)
        case SystemExit():
            told = any(log.severity is LogLevel.ERROR for log in engine.logs)
            return _End(Outcome.STOPPED, None if told else f"exit code {error.code}")
        case pulumi.RunError():
            engine.logs.append(Log(LogLevel.ERROR, str(error)))
            return _End(Outcome.STOPPED)
        case RefusedByEngineError():
            return _End(Outcome.BROKEN, str(error))
    return _End(Outcome.BROKEN, _trace(error, found.program))


def _trace(error: BaseException, program: Path) -> str:
    """The traceback from the program on; what is above it is ours or the SDK's."""
    trace = traceback.TracebackException.from_exception(error)
    entry = str(program / "__main__.py" if program.is_dir() else program)
    own = [n for n, frame in enumerate(trace.stack) if frame.filename == entry]
    if own:
        trace.stack = traceback.StackSummary.from_list(list(trace.stack)[own[0] :])
    return "".join(trace.format()).rstrip()
