"""Reads stack files: YAML to a checked `Stack` that knows the place of every key.

Everything that is wrong with a file is reported in one go, in our words, with line and
column. Nothing here depends on the catalog.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path as FilePath
from typing import Any, get_args

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from planner.finding import Location, Path
from planner.schema import Strict
from planner.workload import Locate, Stack, StackFile, Workload
from planner.yamltree import Flaw, Tree, Unreadable

SIZE_LIMIT = 4 * 1024 * 1024
"""Bytes; ten thousand workloads take about two million."""


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
        self.problems = tuple(sorted(set(problems), key=_reading_order))
        super().__init__("\n".join(map(str, self.problems)))


def _reading_order(problem: Problem) -> tuple[Location, str]:
    return (problem.location or Location("", 0, 0), problem.message)


def resolve(name_or_path: str, directory: FilePath) -> FilePath:
    """The file that STACK means: a path, or a name under `directory`/stacks.

    Raises StackFileError naming the stacks that exist when there is no such file.
    """
    given = FilePath(name_or_path)
    candidates = (given, directory / given, directory / "stacks" / f"{name_or_path}.yaml")
    for path in candidates:
        if path.is_file():
            return path
    stacks = (directory / "stacks").glob("*.yaml")
    known = sorted(path.stem for path in stacks if not path.name.endswith(".lock.yaml"))
    near = get_close_matches(name_or_path, known, n=1)
    hint = f"did you mean {near[0]}? " if near else ""
    listed = ", ".join(known) or "none"
    raise StackFileError([Problem(f"no stack {name_or_path!r}; {hint}stacks that exist: {listed}")])


def read(path: FilePath) -> Stack:
    """The stack in a file; raises StackFileError with every problem found."""
    return parse(_text(path), file=_shown(path), name=path.stem)


def _shown(path: FilePath) -> str:
    """The path as people write it: relative where it lies below where they are."""
    try:
        return path.resolve().relative_to(FilePath.cwd()).as_posix()
    except ValueError:
        return path.as_posix()


def _text(path: FilePath) -> str:
    file = _shown(path)
    start = Location(file, 1, 1)
    try:
        if path.stat().st_size > SIZE_LIMIT:
            limit = f"larger than {SIZE_LIMIT // 1024**2} MB; split it into several stacks"
            raise StackFileError([Problem(limit, start)])
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
    merged = _with_defaults(tree.data)
    problems = [*_default_problems(tree), *_schema_problems(merged, tree)]
    if flaws or problems:
        told = {flaw.location for flaw in flaws}
        raise StackFileError([*flaws, *(p for p in problems if p.location not in told)])
    return Stack.model_validate({**merged, "name": name, "locate": _locator(tree)})


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
            yield Problem(_unknown_key(key, Workload), tree.locate_key(("defaults", key)))


def _schema_problems(data: dict[str, Any], tree: Tree) -> Iterator[Problem]:
    try:
        StackFile.model_validate(data)
    except ValidationError as error:
        locate = _locator(tree)
        for detail in error.errors():
            yield _schema_problem(detail, tree, locate)


def _schema_problem(detail: ErrorDetails, tree: Tree, locate: Locate) -> Problem:
    path = tuple(detail["loc"])
    if detail["type"] == "extra_forbidden":
        return Problem(_unknown_key(str(path[-1]), _model_at(path[:-1])), tree.locate_key(path))
    if detail["type"] == "missing":
        return Problem(f"{path[-1]} is required", locate(path))
    return Problem(_message(detail, _key_of(path, tree)), locate(path))


def _key_of(path: Path, tree: Tree) -> str:
    """The last key of the path that the file has; the schema adds steps of its own."""
    missing = tree.walk(path)[1]
    from_defaults = path[:1] == ("workloads",) and missing == path[2:]
    written = path[:3] if from_defaults else path[: len(path) - len(missing)]
    return next((str(step) for step in reversed(written) if isinstance(step, str)), "the file")


_EXPECTED = {
    "int_parsing": "a whole number",
    "int_type": "a whole number",
    "int_from_float": "a whole number",
    "bool_parsing": "true or false",
    "bool_type": "true or false",
    "string_type": "text",
    "model_type": "a mapping",
    "model_attributes_type": "a mapping",
    "dict_type": "a mapping",
    "tuple_type": "a list",
    "dataclass_type": "text such as gpt-5.1@2025-11-13",
    "string_pattern_mismatch": "of the form {pattern}",
    "date_from_datetime_parsing": "a date such as 2026-11-20",
    "date_parsing": "a date such as 2026-11-20",
    "date_type": "a date such as 2026-11-20",
    "enum": "{expected}",
    "literal_error": "{expected}",
}
_OWN_WORDS = {"model_version", "capacity", "amount", "missing_key", "extra_key"}


def _message(detail: ErrorDetails, key: str) -> str:
    context = detail.get("ctx") or {}
    if detail["type"] in _OWN_WORDS:
        return detail["msg"]
    if detail["type"] == "deployment_type":
        return _unknown_type(detail, context["known"])
    expected = _EXPECTED.get(detail["type"], detail["msg"].removeprefix("Input should be "))
    return f"{key} is {_shown_value(detail['input'])}; it must be {expected.format(**context)}"


def _unknown_type(detail: ErrorDetails, known: list[str]) -> str:
    given = str(detail["input"]).lower()
    near = get_close_matches(given, known, n=1, cutoff=0.4)
    hint = f"did you mean {near[0]}? " if near else ""
    return f"{detail['msg']}; {hint}known: {', '.join(known)}"


_SHOWN_LENGTH = 40


def _shown_value(value: object) -> str:
    if value is None:
        return "empty"
    if isinstance(value, dict | list):
        return "a mapping" if isinstance(value, dict) else "a list"
    text = repr(value)
    return text if len(text) <= _SHOWN_LENGTH else f"{text[:_SHOWN_LENGTH]}..."


def _unknown_key(key: str, model: type[Strict] | None) -> str:
    known = list(model.spelt()) if model is not None else []
    near = get_close_matches(key, known, n=1, cutoff=0.5)
    hint = f"did you mean {near[0]}? " if near else ""
    return f"unknown key {key!r}; {hint}known: {', '.join(known)}"


def _model_at(path: Path) -> type[Strict] | None:
    """The schema class that a key path leads into."""
    model: type[Strict] | None = StackFile
    inside_dict = False
    for step in path:
        if inside_dict or model is None or isinstance(step, int):
            inside_dict = False
            continue
        field = model.spelt().get(step)
        annotation = field.annotation if field else None
        inside_dict = getattr(annotation, "__origin__", None) is dict
        model = _model_in(annotation)
    return model


def _model_in(annotation: object) -> type[Strict] | None:
    if isinstance(annotation, type) and issubclass(annotation, Strict):
        return annotation
    return next((found for arg in get_args(annotation) if (found := _model_in(arg))), None)
