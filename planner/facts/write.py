"""Writes a snapshot in its one canonical form.

Lines are sorted by their key, keys inside a line by name, one object a line, so that a changed
fact is one changed line. Writing what was loaded gives the same bytes.
"""

from __future__ import annotations

import errno
import hashlib
import json
import shutil
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from planner.facts.records import FILES, FORMAT_VERSION, HEADER, FileKind, Record


@dataclass(frozen=True, slots=True)
class Content:
    """A snapshot as records, by file name; a file without records may be left out."""

    name: str
    date: date
    records: Mapping[str, Sequence[Record]]


def render(content: Content) -> dict[str, str]:
    """The text of every file of the snapshot, by file name, `snapshot.json` among them."""
    texts = {kind.name: lines(kind, content.records.get(kind.name, ())) for kind in FILES}
    header = {
        "date": content.date.isoformat(),
        "files": {name: digest(text.encode()) for name, text in texts.items()},
        "format_version": FORMAT_VERSION,
        "name": content.name,
    }
    texts[HEADER] = json.dumps(header, indent=2, sort_keys=True, ensure_ascii=False) + "\n"
    return texts


def lines(kind: FileKind, records: Sequence[Record]) -> str:
    """The canonical text of one file."""
    return "".join(line(record) + "\n" for record in sorted(records, key=kind.order))


def line(record: Record) -> str:
    """The canonical text of one record, without the newline."""
    return json.dumps(record, sort_keys=True, ensure_ascii=False)


def digest(content: bytes) -> str:
    """The SHA-256 of a file's bytes, in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


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
    known = {kind.name for kind in FILES} | {HEADER}
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
