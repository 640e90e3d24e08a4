"""Reads what `pulumi stack export` printed: a file that people save, so anything may be in it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from planner.domain.finding import Location
from planner.files.text import shown, text_of

SIZE_LIMIT = 256 * 1024 * 1024
"""Bytes; a thousand deployments take about five million."""


class NoExportError(Exception):
    """The file is something else: `why`, and where that shows."""

    def __init__(self, why: str, place: Location) -> None:
        self.why, self.place = why, place
        super().__init__(f"{place}: {why}")


def deployment(path: Path) -> Mapping[str, Any]:
    """What stands under the key of that name: resources, and operations that were begun.

    Raises NoExportError for another file, and FileError for one that cannot be read.
    """
    text = text_of(path, limit=SIZE_LIMIT, smaller="export one stack")
    data = _json(text, shown(path))
    found = data.get("deployment") if isinstance(data, dict) else None
    if isinstance(found, dict):
        return found
    raise NoExportError("this is no state of a stack", Location(shown(path), 1, 1))


def _json(text: str, file: str) -> object:
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        place = Location(file, error.lineno, error.colno)
        raise NoExportError(f"no JSON ({error.msg})", place) from error
    except RecursionError:
        raise NoExportError("nested too deeply", Location(file, 1, 1)) from None
    except ValueError as error:  # a number of more digits than Python reads
        raise NoExportError(f"no JSON ({error})", Location(file, 1, 1)) from error
