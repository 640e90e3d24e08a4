"""Reads stack files: YAML to a checked `Stack` that knows the place of every key.

Everything that is wrong with a file is reported in one go, in our words, with line and
column. Nothing here depends on the catalog.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path as FilePath
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from planner.domain.finding import Location, Path
from planner.domain.workload import Locate, Stack, StackFile, Workload
from planner.files.wording import message, model_at, unknown_key
from planner.files.yamltree import Flaw, Tree, Unreadable

SIZE_LIMIT = 4 * 1024 * 1024
"""Bytes; ten thousand workloads take about two million."""
_LOCK = ".lock.yaml"
"""Ending of the files beside stack files that hold what was resolved; no stacks themselves."""
_SPLIT = "split it into several stacks"


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that keeps a stack file from being read."""

    message: str
    location: Location | None = None

    def __str__(self) -> str:
        return f"{self.location}: {self.message}" if self.location else self.message


class StackFileError(Exception):
    """A stack file that cannot be read; `problems` holds everything wrong with it."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(set(problems), key=reading_order))
        super().__init__("\n".join(map(str, self.problems)))


def reading_order(problem: Problem) -> tuple[Location, str]:
    """Sorts problems as their file has them; those without a place come first."""
    return (problem.location or Location("", 0, 0), problem.message)


def resolve(name_or_path: str, directory: FilePath) -> FilePath:
    """The file that STACK means: a path, or a name under `directory`/stacks.

    Raises StackFileError naming the stacks that exist when there is no such file.
    """
    given = FilePath(name_or_path)
    candidates = (given, directory / given, directory / "stacks" / f"{name_or_path}.yaml")
    for path in candidates:
        if path.is_file():
            return _no_lock(path)
    stacks = (directory / "stacks").glob("*.yaml")
    known = sorted(path.stem for path in stacks if not path.name.endswith(_LOCK))
    near = get_close_matches(name_or_path, known, n=1)
    hint = f"did you mean {near[0]}? " if near else ""
    listed = ", ".join(known) or "none"
    raise StackFileError([Problem(f"no stack {name_or_path!r}; {hint}stacks that exist: {listed}")])


def _no_lock(path: FilePath) -> FilePath:
    """The path, unless it is a lock's. Raises StackFileError naming the stack that it locks."""
    name = path.name.removesuffix(_LOCK)
    if name == path.name:
        return path
    said = f"{shown(path)} is a lock, not a stack file; name its stack: {name}"
    raise StackFileError([Problem(said)])


def read(path: FilePath) -> Stack:
    """The stack in a file; raises StackFileError with every problem found."""
    return parse(text_of(path), file=shown(path), name=path.stem)


def shown(path: FilePath) -> str:
    """The path as people write it: relative where it lies below where they are."""
    try:
        return path.resolve().relative_to(FilePath.cwd()).as_posix()
    except ValueError:
        return path.as_posix()


def text_of(path: FilePath, *, limit: int = SIZE_LIMIT, smaller: str = _SPLIT) -> str:
    """A file's text; raises StackFileError where there is none that can be used.

    `limit` is in bytes; `smaller` says what to do about a larger file.
    """
    file = shown(path)
    start = Location(file, 1, 1)
    try:
        if path.stat().st_size > limit:
            message = f"larger than {limit // 1024**2} MB; {smaller}"
            raise StackFileError([Problem(message, start)])
        data = path.read_bytes()
    except OSError as error:
        raise StackFileError([Problem(f"cannot be read: {error.strerror}", start)]) from error
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8", "replace")
        place = Location(file, before.count("\n") + 1, len(before) - before.rfind("\n"))
        raise StackFileError([Problem("not UTF-8; save the file as UTF-8", place)]) from error


def parse(text: str, *, file: str = "<stack>", name: str = "stack") -> Stack:
    """The stack in a text; raises StackFileError with every problem found."""
    try:
        tree = Tree(text, file)
    except Unreadable as error:
        raise StackFileError([_flaw(error.flaw, file)]) from error
    flaws = [_flaw(flaw, file) for flaw in tree.flaws]
    if not isinstance(tree.data, dict):
        message = "a stack file is a mapping that starts with version: 1"
        raise StackFileError([*flaws, Problem(message, Location(file, 1, 1))])
    said, wrong = _by_schema(_with_defaults(tree.data), tree)
    problems = [*_default_problems(tree), *wrong]
    if said is None or flaws or problems:
        told = {flaw.location for flaw in flaws}
        raise StackFileError([*flaws, *(p for p in problems if p.location not in told)])
    return said.named(name, _locator(tree))


def _flaw(flaw: Flaw, file: str) -> Problem:
    return Problem(flaw.message, Location(file, flaw.line, flaw.column))


def _locator(tree: Tree) -> Locate:
    """Finds a workload's keys under `defaults` where the workload itself has none."""

    def locate(path: Path) -> Location | None:
        place, missing = tree.walk(path)
        section, key = path[:1], path[2:]
        if section == ("workloads",) and key and missing == key:
            default, still_missing = tree.walk(("defaults", *key))
            return default if len(still_missing) < len(key) else place
        return place

    return locate


def _with_defaults(data: dict[str, Any]) -> dict[str, Any]:
    """The data with each workload completed from `defaults`."""
    defaults, workloads = data.get("defaults"), data.get("workloads")
    if not isinstance(defaults, dict) or not isinstance(workloads, dict):
        return data
    known = {key: value for key, value in defaults.items() if key in Workload.spelt()}
    completed = {
        name: {**known, **own} if isinstance(own, dict) else own for name, own in workloads.items()
    }
    return {**data, "workloads": completed}


def _default_problems(tree: Tree) -> Iterator[Problem]:
    defaults = tree.data.get("defaults") if isinstance(tree.data, dict) else None
    for key in defaults if isinstance(defaults, dict) else ():
        if key not in Workload.spelt():
            yield Problem(unknown_key(key, Workload), tree.locate_key(("defaults", key)))


def _by_schema(data: dict[str, Any], tree: Tree) -> tuple[StackFile | None, list[Problem]]:
    """What the file says, or everything in which it is not as the schema asks."""
    try:
        return StackFile.model_validate(data), []
    except ValidationError as error:
        locate = _locator(tree)
        return None, [_schema_problem(detail, tree, locate) for detail in error.errors()]


def _schema_problem(detail: ErrorDetails, tree: Tree, locate: Locate) -> Problem:
    path = tuple(detail["loc"])
    if detail["type"] == "extra_forbidden":
        return Problem(
            unknown_key(str(path[-1]), model_at(path[:-1], StackFile)), tree.locate_key(path)
        )
    if detail["type"] == "missing":
        return Problem(f"{path[-1]} is required", locate(path))
    return Problem(message(detail, _key_of(path, tree)), locate(path))


def _key_of(path: Path, tree: Tree) -> str:
    """The last key of the path that the file has; the schema adds steps of its own."""
    missing = tree.walk(path)[1]
    from_defaults = path[:1] == ("workloads",) and missing == path[2:]
    written = path[:3] if from_defaults else path[: len(path) - len(missing)]
    return next((str(step) for step in reversed(written) if isinstance(step, str)), "the file")
