"""What every room's tests start from: the folder, the day, the facts, and stacks written as data.

What only one room's tests share is in a file of that room (rows, stacks, plans, samples).
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from planner.domain.workload import Stack
from planner.facts.catalog import Catalog
from planner.facts.snapshot import load
from planner.files.stack import parse

ROOT = Path(__file__).parents[1]
"""The repository."""
AS_OF = date(2026, 11, 20)
"""The day that the tests are pinned to."""
CATALOG = "2026-09"
"""The snapshot that they are pinned to."""


@cache
def catalog(name: str = CATALOG) -> Catalog:
    """A shipped snapshot, loaded once for all tests of a process."""
    return load(name)


def stack_of(data: Mapping[str, Any], name: str = "test") -> Stack:
    """The stack that a file with this content gives; `version: 1` may be left out.

    How old its snapshot is on the day that tests are pinned to is no question of theirs, unless the
    content says so.
    """
    given = {"version": 1, "catalog": {"max_age": 36_500}, **data}
    return parse(yaml.safe_dump(given, sort_keys=False), name=name)
