"""Copies of shipped snapshots, to be spoilt."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from planner.facts.header import HEADER, digest
from planner.facts.snapshot import DATA, CatalogError, load


def folder_of(name: str, parent: Path, edit: Callable[[Path], object]) -> Path:
    """A copy of a shipped snapshot in `parent`, after an edit."""
    copy = parent / "copy"
    shutil.copytree(DATA / name, copy)
    edit(copy)
    return copy


def seal(folder: Path, *, add: str = "", drop: str = "") -> None:
    """Make the checksums fit again, so that only what was spoilt is wrong.

    `add` is a file that the header shall list too, `drop` one that it shall not.
    """
    header = json.loads((folder / HEADER).read_text())
    names = ({*header["files"], add}) - {drop, ""}
    header["files"] = {name: digest((folder / name).read_bytes()) for name in names}
    (folder / HEADER).write_text(json.dumps(header))


def problems(folder: Path) -> tuple[str, ...]:
    """What loading says is wrong; a snapshot that loads fails the test."""
    with pytest.raises(CatalogError) as caught:
        load(str(folder))
    return caught.value.problems
