"""What a plan is made from, gathered once for the commands and the Pulumi program alike.

There is one precedence, and it stands here: what the caller asks for (a flag, or the program's
configuration), else what the stack file says, else the default.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from planner.domain.live import Live
from planner.domain.lock import Lock
from planner.domain.plan import Decided, Plan
from planner.domain.problem import FileError, Problem
from planner.domain.settings import STACK_TAG
from planner.domain.workload import Stack
from planner.facts.catalog import Catalog
from planner.facts.snapshot import CatalogError, load
from planner.files import lock as lockfile
from planner.files import stack as stackfile
from planner.files.text import shown
from planner.planning.make_plan import decided, make_plan
from planner.planning.running import (
    NOT_TOLD,
    NobodyKnowsError,
    OtherStackError,
    Own,
    Running,
    Told,
    running,
)


class InputsError(Exception):
    """An input that no plan can be made from; `problems` holds everything wrong with it.

    A problem has its place in the file, where the input is a file with lines.
    """

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(map(str, self.problems)))


@dataclass(frozen=True, slots=True)
class Asked:
    """What a caller asks for; what is None is left to the stack file, and then to the default."""

    stack: str
    """A path, or the name of a file under `stacks/`."""
    catalog: Catalog | str | None = None
    """A snapshot's name or folder, or one that is loaded; default the newest that is shipped."""
    as_of: date | None = None
    """The day to plan for; default today."""
    live: Path | None = None
    """The file of a live snapshot; default none, which plans with documented quota."""
    locked: bool = True
    """False plans as if nothing had been deployed."""
    forgive: Collection[str] = ()
    """Workloads whose entries in the lock are passed over when they are broken."""
    told: Told = NOT_TOLD
    """What the engine says of the stack's own last state; default nothing, as for a first run."""


@dataclass(frozen=True, slots=True)
class Inputs:
    """Everything that a plan is made from."""

    file: Path
    stack: Stack
    lock: Lock | None
    """None where there is none, and where none is asked for."""
    catalog: Catalog
    live: Live | None
    as_of: date
    running: Lock | None = None
    """What runs, where Pulumi's state says it; None leaves it to the lock."""
    warnings: tuple[str, ...] = ()
    """What to say aloud about what is known of it."""

    @property
    def lock_name(self) -> str:
        """The file of the lock, there or not, as messages name it."""
        return shown(lockfile.path_of(self.file))

    @property
    def passes_over_lock(self) -> bool:
        """There is a lock beside the stack file, and none was asked for."""
        return self.lock is None and lockfile.path_of(self.file).is_file()

    def plan(
        self,
        stack: Stack | None = None,
        *,
        upgrade: Collection[str] = (),
        rename: bool = False,
    ) -> Plan:
        """The plan; of `stack`, where a changed one is tried. The others are as for `make_plan`.

        Raises ExtraMissingError where a part of the planner is needed that is not installed.
        """
        return make_plan(
            stack or self.stack,
            self.catalog,
            as_of=self.as_of,
            lock=self.lock,
            running=self.running,
            upgrade=upgrade,
            rename=rename,
            live=self.live,
        )

    def decided(self, workload: str) -> Decided | None:
        """What speaks for the places of a workload against its first runner-up, where one has.

        Raises ExtraMissingError where a part of the planner is needed that is not installed.
        """
        return decided(
            self.stack,
            self.catalog,
            workload,
            as_of=self.as_of,
            lock=self.lock,
            running=self.running,
            live=self.live,
        )


def find(stack: str, directory: Path) -> Path:
    """The file of a stack by path, or by name under `directory`/stacks.

    Raises InputsError naming the stacks that exist when there is no such file.
    """
    try:
        return stackfile.resolve(stack, directory)
    except FileError as error:
        raise InputsError(error.problems) from error


def gather(asked: Asked, *, directory: Path, today: date) -> Inputs:
    """The inputs that are asked for. `directory` is where names of stacks are looked up.

    Raises InputsError with all that is wrong with the first input that cannot be used.
    """
    file = find(asked.stack, directory)
    try:
        stack = stackfile.read(file)
        lock = lockfile.beside(file, asked.forgive) if asked.locked else None
        catalog = _catalog(asked.catalog, stack)
        live = _live(asked.live, catalog) if asked.live else None
    except FileError as error:
        raise InputsError(error.problems) from error
    day = asked.as_of or stack.as_of or today
    runs = _running(asked, file, stack, lock, day=day, snapshot=catalog.name)
    return Inputs(file, stack, lock, catalog, live, day, runs.lock, runs.warnings)


def _running(
    asked: Asked, file: Path, stack: Stack, lock: Lock | None, *, day: date, snapshot: str
) -> Running:
    tag = stack.accounts.tags_of(stack.name)[STACK_TAG]
    own = Own(stack.name, tag, shown(file), shown(lockfile.path_of(file)))
    try:
        return running(asked.told, lock, own, day=day, snapshot=snapshot)
    except (NobodyKnowsError, OtherStackError) as error:
        raise InputsError([Problem(str(error))]) from error


def _catalog(asked: Catalog | str | None, stack: Stack) -> Catalog:
    if isinstance(asked, Catalog):
        return asked
    try:
        return load(asked or stack.catalog.name)
    except CatalogError as error:
        place = stack.locate(("catalog",)) if stack.catalog.name and not asked else None
        raise InputsError(Problem(text, place) for text in error.problems) from error


def _live(path: Path, catalog: Catalog) -> Live:
    from planner.files import live  # noqa: PLC0415 - few runs have one, and its schema takes time

    return live.read(path, catalog.zones)
