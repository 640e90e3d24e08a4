"""Whole outputs as files: compared in tests, rewritten with PLANNER_REWRITE_GOLDEN=1."""

from __future__ import annotations

import os
from pathlib import Path

GOLDEN = Path(__file__).parents[1] / "golden"


def check(name: str, text: str) -> None:
    """The text is what the file says; rewrite with `PLANNER_REWRITE_GOLDEN=1 pytest tests`."""
    file = GOLDEN / name
    if os.environ.get("PLANNER_REWRITE_GOLDEN"):
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    assert file.is_file(), f"{name} is new: run PLANNER_REWRITE_GOLDEN=1 pytest tests once"
    assert text == file.read_text(encoding="utf-8")
