"""The Pulumi program: configuration, stack file, lock, catalog, plan, resources; decides nothing."""

import asyncio
import gc
import sys
from datetime import date
from pathlib import Path
from typing import Any, NoReturn

import pulumi
from pulumi.runtime.config import CONFIG

from planner.domain.extras import ExtraMissingError
from planner.domain.plan import Plan
from planner.domain.problem import FileError
from planner.emit import config, refusal
from planner.emit.outputs import outputs
from planner.emit.program import emit
from planner.facts.snapshot import CatalogError, load
from planner.files import live as livefile
from planner.files import lock as lockfile
from planner.files import stack as stackfile
from planner.planning.make_plan import make_plan

USER_HAS_SEEN_WHY = 32
"""Exit code that Pulumi's Python host takes as "failed, and nothing is left to be said"; after
any other it adds a line of its own. Undocumented, so it stands here and nowhere else."""


def plan(asked: config.Config) -> Plan:
    """The plan that the configuration asks for; raises what `main` answers."""
    file = stackfile.resolve(asked.stack_file, Path())
    stack, lock = stackfile.read(file), lockfile.beside(file)
    catalog = load(asked.catalog or stack.catalog)
    live = livefile.read(Path(asked.live), catalog.zones) if asked.live else None
    as_of = asked.as_of or stack.as_of or date.today()
    found = make_plan(stack, catalog, as_of=as_of, lock=lock, live=live)
    refusal.check(found, asked.on_refused)
    return found


def stop(problems: tuple[object, ...]) -> NoReturn:
    """Say what is wrong, one line each, and end before the first resource."""
    for problem in problems:
        pulumi.log.error(str(problem))
    sys.exit(USER_HAS_SEEN_WHY)


async def main() -> dict[str, Any]:
    """Register the plan's resources; returns the stack's outputs."""
    try:
        asked = config.read(CONFIG.get(), project=pulumi.get_project(), stack=pulumi.get_stack())
        found = plan(asked)
    except (
        config.ConfigError,
        FileError,
        CatalogError,
        ExtraMissingError,
        refusal.RefusedError,
    ) as wrong:
        stop(wrong.problems)
    for warning in refusal.warnings(found):
        pulumi.log.warn(warning)
    emitted = emit(found, retry_minutes=asked.retry_minutes)
    # One turn of the event loop starts every registration. Without it the SDK waits for them
    # all at once and looks at each again whenever one is done: quadratic in their number.
    await asyncio.sleep(0)
    return outputs(found, emitted)


# The SDK makes thousands of objects a resource and keeps them to the end. At its default the
# garbage collector spends a third of the run looking through them in vain.
gc.set_threshold(50_000)
pulumi.run(main)
