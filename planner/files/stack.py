"""Reads stack files: YAML to a checked `Stack` that knows the place of every key.

Everything that is wrong with a file is reported in one go, in our words, with line and
column. Nothing here depends on the catalog.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path as FilePath
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from planner.domain.finding import Location, Path
from planner.domain.problem import FileError, Problem
from planner.domain.terms import Unit
from planner.domain.workload import Locate, Stack, StackFile, Workload
from planner.files.amounts import unit_of
from planner.files.missing import not_left_out, outdented, without
from planner.files.text import shown, text_of
from planner.files.wording import alternatives, message, model_at, quota_message, unknown_key
from planner.files.yamltree import Tree

SIZE_LIMIT = 4 * 1024 * 1024
"""Bytes; ten thousand workloads take about two million."""
_LOCK = ".lock.yaml"
"""Ending of the files beside stack files that hold what was resolved; no stacks themselves."""
_SPLIT = "split it into several stacks"


def resolve(name_or_path: str, directory: FilePath) -> FilePath:
    """The file that STACK means: a path, or a name under `directory`/stacks.

    Raises FileError naming the stacks that exist when there is no such file.
    """
    given = FilePath(name_or_path)
    candidates = (given, directory / given, directory / "stacks" / f"{name_or_path}.yaml")
    for path in candidates:
        if path.is_file():
            return _no_lock(path)
    if name_or_path and given.is_dir():
        raise FileError([Problem(f"{name_or_path} is a folder; name its files: {given}/*.yaml")])
    stacks = (directory / "stacks").glob("*.yaml")
    known = sorted(path.stem for path in stacks if not path.name.endswith(_LOCK))
    near = get_close_matches(given.stem, known, n=1)
    hint = f"did you mean {near[0]}? " if near else ""
    listed = ", ".join(known) or "none; planner init writes a first one"
    raise FileError([Problem(f"no stack {name_or_path!r}; {hint}stacks that exist: {listed}")])


def _no_lock(path: FilePath) -> FilePath:
    """The path, unless it is a lock's. Raises FileError naming the stack that it locks."""
    name = path.name.removesuffix(_LOCK)
    if name == path.name:
        return path
    said = f"{shown(path)} is a lock, not a stack file; name its stack: {name}"
    raise FileError([Problem(said)])


def read(path: FilePath) -> Stack:
    """The stack in a file; raises FileError with every problem found."""
    return parse(text_of(path, limit=SIZE_LIMIT, smaller=_SPLIT), file=shown(path), name=path.stem)


def parse(text: str, *, file: str = "<stack>", name: str = "stack") -> Stack:
    """The stack in a text; raises FileError with every problem found."""
    tree = Tree(text, file)
    data = tree.mapping("a stack file is a mapping that starts with version: 1")
    slipped = list(outdented(data.get("workloads")))
    said, wrong = _by_schema(_with_defaults(without(data, slipped)), tree)
    problems = [*_default_problems(tree), *_indentation(slipped, tree), *wrong]
    if said is None or tree.flaws or problems:
        told = {flaw.location for flaw in tree.flaws}
        raise FileError([*tree.flaws, *(p for p in problems if p.location not in told)])
    return said.named(name, _locator(tree))


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


def _indentation(slipped: list[tuple[str, tuple[str, ...]]], tree: Tree) -> Iterator[Problem]:
    for name, below in slipped:
        said = f"{name} is empty: indent {', '.join(below)} beneath it"
        yield Problem(said, tree.locate_key(("workloads", below[0])))


def _by_schema(data: dict[str, Any], tree: Tree) -> tuple[StackFile | None, list[Problem]]:
    """What the file says, or everything in which it is not as the schema asks."""
    try:
        return StackFile.model_validate(data), []
    except ValidationError as error:
        reader = _Reader(data, tree, _locator(tree))
        return None, alternatives(map(reader.problem, not_left_out(error.errors())))


@dataclass(frozen=True, slots=True)
class _Reader:
    """Turns the schema's errors into problems of the file."""

    data: dict[str, Any]
    """With the defaults in each workload."""
    tree: Tree
    locate: Locate

    def problem(self, detail: ErrorDetails) -> Problem:
        """One error in our words and at its place."""
        path = tuple(detail["loc"])
        match detail["type"]:
            case "extra_forbidden":
                model = model_at(path[:-1], StackFile)
                return Problem(unknown_key(str(path[-1]), model), self.tree.locate_key(path))
            case "missing":
                return Problem(f"{path[-1]} is required", self.locate(path))
        if path[-1:] == (_NAME,):
            return Problem(message(detail, "the name"), self.tree.locate_key(path[:-1]))
        if path[: len(_QUOTA)] == _QUOTA and len(path) > len(_QUOTA):
            return Problem(quota_message(detail, str(path[len(_QUOTA)])), self.locate(path))
        said = message(detail, self._key(path), self._unit(path))
        return Problem(said, self.locate(path))

    def _key(self, path: Path) -> str:
        """The last key of the path that the file has; the schema adds steps of its own."""
        missing = self.tree.walk(path)[1]
        from_defaults = path[:1] == ("workloads",) and missing == path[2:]
        written = path[:3] if from_defaults else path[: len(path) - len(missing)]
        return next((str(step) for step in reversed(written) if isinstance(step, str)), "the file")

    def _unit(self, path: Path) -> Unit:
        """The unit that fits the type of the workload that a path leads into."""
        workloads = self.data.get("workloads")
        known = workloads.get(path[1]) if isinstance(workloads, dict) and len(path) > 1 else None
        return unit_of(known.get("deployment_type") if isinstance(known, dict) else None)


_QUOTA = ("subscription", "quota")
_NAME = "[key]"
"""The schema's last step to the name of an entry, as opposed to what stands under it."""
