"""The head of a snapshot: its name, its date, and which files it has with which checksums."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import date
from typing import Final, cast

FORMAT_VERSION: Final = 1
HEADER: Final = "snapshot.json"
"""The file with a snapshot's name, its date and the checksums of the other files."""


@dataclass(frozen=True, slots=True)
class Header:
    """What `snapshot.json` says."""

    name: str
    date: date
    sha256: str
    """Of `snapshot.json` itself."""
    files: dict[str, str]
    """The SHA-256 of every other file, by its name."""


class NewerFormatError(ValueError):
    """A snapshot whose format only a newer planner reads."""


def read_header(raw: bytes) -> Header:
    """Raises ValueError, KeyError, TypeError or AttributeError for what is no header."""
    given = json.loads(raw)
    version = given["format_version"]
    if type(version) is int and version > FORMAT_VERSION:
        raise NewerFormatError(f"format {version}, this planner reads {FORMAT_VERSION}")
    if version != FORMAT_VERSION:
        raise ValueError(f"format {version}, this planner reads {FORMAT_VERSION}")
    if given.keys() != {"date", "files", "format_version", "name"}:
        raise ValueError("unknown or missing keys")
    files = dict(cast("dict[str, str]", given["files"]))
    return Header(str(given["name"]), date.fromisoformat(str(given["date"])), digest(raw), files)


def header_text(name: str, day: date, files: dict[str, str]) -> str:
    """The canonical text of `snapshot.json`."""
    header = {
        "date": day.isoformat(),
        "files": files,
        "format_version": FORMAT_VERSION,
        "name": name,
    }
    return json.dumps(header, indent=2, sort_keys=True, ensure_ascii=False) + "\n"


def digest(content: bytes) -> str:
    """The SHA-256 of a file's bytes, in hexadecimal."""
    return hashlib.sha256(content).hexdigest()
