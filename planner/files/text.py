"""A file's text: of regular files only, up to a size, and as UTF-8; else a problem with its place."""

from __future__ import annotations

import stat
from pathlib import Path

from planner.domain.finding import Location
from planner.domain.problem import FileError, Problem


def shown(path: Path) -> str:
    """The path as people write it: relative where it lies below where they are."""
    try:
        return path.resolve().relative_to(Path.cwd()).as_posix()
    except ValueError:
        return path.as_posix()


def text_of(path: Path, *, limit: int, smaller: str) -> str:
    """A file's text; raises FileError where there is none that can be used.

    `limit` is in bytes; `smaller` says what to do about a larger file.
    """
    start = Location(shown(path), 1, 1)
    try:
        data = _bytes(path, limit)
    except OSError as error:
        raise FileError([Problem(f"cannot be read: {error.strerror}", start)]) from error
    if len(data) > limit:
        raise FileError([Problem(f"larger than {limit // 1024**2} MB; {smaller}", start)])
    return _decoded(data, start.file)


def _bytes(path: Path, limit: int) -> bytes:
    """One byte more than the limit at most. A pipe or a device might never end. Raises OSError."""
    if not stat.S_ISREG(path.stat().st_mode) and not path.is_dir():
        raise OSError(0, "it is no regular file; save its content to one")
    with path.open("rb") as file:
        return file.read(limit + 1)


def _decoded(data: bytes, file: str) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8", "replace")
        place = Location(file, before.count("\n") + 1, len(before) - before.rfind("\n"))
        raise FileError([Problem("not UTF-8; save the file as UTF-8", place)]) from error
