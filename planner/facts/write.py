"""Writes a snapshot in its one canonical form.

Lines are sorted by their key, keys inside a line by name, one object a line, so that a changed
fact is one changed line. Writing what was loaded gives the same bytes.
"""

from __future__ import annotations

import errno
import json
import shutil
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from planner.facts.header import HEADER, digest, header_text
from planner.facts.kind import Kind
from planner.facts.kinds.registry import BY_FILE
from planner.facts.reader import Record


@dataclass(frozen=True, slots=True)
class Content:
    """A snapshot as records, by file name.

    An empty list says that the sources have nothing of that kind; a kind that is left out is one
    that the snapshot is silent about.
    """

    name: str
    date: date
    records: Mapping[str, Sequence[Record]]


def render(content: Content) -> dict[str, str]:
    """The text of every file of the snapshot, by file name, `snapshot.json` among them.

    Raises KeyError for records of no known kind.
    """
    texts = {name: lines(BY_FILE[name], each) for name, each in content.records.items()}
    files = {name: digest(text.encode()) for name, text in texts.items()}
    return {**texts, HEADER: header_text(content.name, content.date, files)}


def lines(kind: Kind[Any, Any], records: Sequence[Record]) -> str:
    """The canonical text of one file."""
    return "".join(line(record) + "\n" for record in sorted(records, key=kind.order))


def line(record: Record) -> str:
    """The canonical text of one record, without the newline."""
    return json.dumps(record, sort_keys=True, ensure_ascii=False)


def write(content: Content, folder: Path) -> None:
    """Write the snapshot to `folder`, all of it or nothing; an older snapshot is replaced.

    Raises OSError when the place cannot be written, or when `folder` holds anything else.
    """
    _refuse_strangers(folder)
    folder.parent.mkdir(parents=True, exist_ok=True)
    fresh = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    try:
        fresh.chmod(0o755)  # mkdtemp makes it private; a snapshot is for everybody to read
        for name, text in render(content).items():
            (fresh / name).write_text(text, encoding="utf-8", newline="\n")
        _swap(fresh, folder)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)


def _refuse_strangers(folder: Path) -> None:
    """A folder that is replaced is deleted: nothing but a snapshot may be in it."""
    known = {*BY_FILE, HEADER}
    if folder.exists() and not {path.name for path in folder.iterdir()} <= known:
        raise FileExistsError(errno.EEXIST, "it holds something other than a snapshot", str(folder))


def _swap(fresh: Path, folder: Path) -> None:
    """Put `fresh` where `folder` is; the old one is only dropped once the new one stands."""
    if not folder.exists():
        fresh.rename(folder)
        return
    old = fresh.with_name(fresh.name + ".old")
    folder.rename(old)
    try:
        fresh.rename(folder)
    except OSError:
        old.rename(folder)
        raise
    shutil.rmtree(old)
