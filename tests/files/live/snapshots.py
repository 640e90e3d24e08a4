"""Live snapshots for tests, as a file has them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from planner.domain.live import Live
from planner.facts.snapshot import load
from planner.files.live import read

TAKEN = "2026-11-19"


def counter(name: str, limit: float, current: float = 0, /, **more: Any) -> dict[str, Any]:
    """An item of a usages list, with a key that nobody needs."""
    named = {"value": name, "localizedValue": "Tokens Per Minute"}
    return {"name": named, "limit": limit, "currentValue": current, "unit": "Count", **more}


def write(directory: Path, usages: Mapping[str, Any], **more: Any) -> Path:
    """A live snapshot with these lists by region."""
    path = directory / "live.json"
    data = {"format_version": 1, "taken": TAKEN, "usages": usages, **more}
    path.write_text(json.dumps(data, indent=1))
    return path


def live(directory: Path, usages: Mapping[str, Any]) -> Live:
    """The same, read."""
    return read(write(directory, usages), load("2026-09").zones)
