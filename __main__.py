"""The Pulumi program: configuration, inputs, plan, resources; decides nothing."""

import asyncio
import gc
import os
import signal
import sys
import threading
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any, NoReturn

import pulumi
from pulumi.runtime.config import CONFIG

from planner.domain.extras import ExtraMissingError
from planner.emit import before, config, ownership, refusal, unfinished
from planner.emit.outputs import outputs
from planner.emit.program import emit
from planner.planning.inputs import Asked, InputsError, gather
from planner.planning.running import Told

USER_HAS_SEEN_WHY = 32
"""Exit code that Pulumi's Python host takes as "failed, and nothing is left to be said"; after
any other it adds a line of its own. Undocumented, so it stands here and nowhere else."""

WRONG = (config.ConfigError, InputsError, ExtraMissingError, refusal.RefusedError)


def stop(problems: Iterable[object]) -> NoReturn:
    """Say what is wrong, one line each, and end before the first resource."""
    for problem in problems:
        pulumi.log.error(str(problem))
    sys.exit(USER_HAS_SEEN_WHY)


def leave(*_: object) -> NoReturn:
    """End at once, without the traceback that Python would add.

    Pulumi interrupts its program when the run is over for a reason that it has told already, such
    as a protected resource or Ctrl-C. Then nothing here is worth finishing.
    """
    os._exit(USER_HAS_SEEN_WHY)


async def main() -> dict[str, Any]:
    """Register the plan's resources; returns the stack's outputs."""
    try:
        own = config.read(CONFIG.get(), project=pulumi.get_project(), stack=pulumi.get_stack())
        known = await before.ask()
        told = Told(known.resources, known.refused)
        asked = Asked(own.stack_file, own.catalog, own.as_of, own.live, told=told)
        inputs = gather(asked, directory=Path(), today=date.today())
        plan = inputs.plan()
        refusal.check(plan, own.on_refused)
        if known.resources is not None:  # a real engine answers, so it can be asked about Azure
            await ownership.check(plan)
    except WRONG as wrong:
        stop(wrong.problems)
    failed = unfinished.marks(known.resources)
    for warning in (*inputs.warnings, *refusal.warnings(plan), *unfinished.warnings(failed)):
        pulumi.log.warn(warning)
    unfinished.write_again(failed)
    emitted = emit(plan, retry_minutes=own.retry_minutes)
    # One turn of the event loop starts every registration. Without it the SDK waits for them
    # all at once and looks at each again whenever one is done: quadratic in their number.
    await asyncio.sleep(0)
    return outputs(plan, emitted)


if threading.current_thread() is threading.main_thread():  # not so in the offline preview
    signal.signal(signal.SIGINT, leave)

# The SDK makes thousands of objects a resource and keeps them to the end. At its default the
# garbage collector spends a third of the run looking through them in vain.
gc.set_threshold(50_000)
pulumi.run(main)
