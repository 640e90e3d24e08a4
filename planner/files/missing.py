"""One mistake, one message: a key that is written badly is not also one that is left out.

Two slips leave YAML that can be read and says something else: a key with a letter wrong, and a
workload whose keys stand beside its name instead of beneath it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from typing import Any

from pydantic_core import ErrorDetails

from planner.domain.workload import Workload

_ALIKE = 0.5


def not_left_out(errors: list[ErrorDetails]) -> list[ErrorDetails]:
    """The schema's errors without the missing keys that an unknown key beside them stands for."""
    unknown = [tuple(e["loc"]) for e in errors if e["type"] == "extra_forbidden"]
    return [each for each in errors if not _is_misspelt(each, unknown)]


def _is_misspelt(error: ErrorDetails, unknown: list[tuple[int | str, ...]]) -> bool:
    key, place = _missing(error)
    beside = [str(path[-1]).lower() for path in unknown if path[:-1] == place]
    return bool(key) and bool(get_close_matches(key, beside, 1, _ALIKE))


def _missing(error: ErrorDetails) -> tuple[str, tuple[int | str, ...]]:
    """The key that an error misses, and where it should stand; an empty key for another error."""
    path = tuple(error["loc"])
    if error["type"] == "missing":
        return str(path[-1]), path[:-1]
    context = error.get("ctx") or {}
    return (str(context["key"]), path) if error["type"] == "missing_key" else ("", path)


def outdented(workloads: object) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The name of each empty workload, with the keys of a workload that stand right below it."""
    if not isinstance(workloads, Mapping):
        return
    name, below = "", list[str]()
    for key, value in [*workloads.items(), ("", None)]:
        if name and key in Workload.spelt():
            below.append(key)
            continue
        if below:
            yield name, tuple(below)
        name, below = key if value is None else "", []


def without(data: Mapping[str, Any], slipped: list[tuple[str, tuple[str, ...]]]) -> dict[str, Any]:
    """The data without the workloads that `outdented` found, which say nothing as they stand."""
    out = {key for name, below in slipped for key in (name, *below)}
    if not out:
        return dict(data)
    kept = {name: own for name, own in data["workloads"].items() if name not in out}
    return {**data, "workloads": kept}
