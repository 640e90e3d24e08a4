"""Which tests a module is tried with, and which changes may survive: `rooms.toml`, read."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

TABLE = Path(__file__).with_name("rooms.toml")

Key = tuple[str, str]
"""A function and what is changed in it; lines move."""


class RoomError(Exception):
    """Why a module cannot be tried."""


@dataclass(frozen=True)
class Room:
    """One row of the table."""

    path: str
    tests: tuple[str, ...]
    accepted: Mapping[Key, str]
    """Changes that no test need notice, and why."""


def room(path: str, table: Path = TABLE) -> Room:
    """The row of a module. Raises RoomError when there is none, or a reason is missing."""
    row = tomllib.loads(table.read_text(encoding="utf-8")).get(path)
    if row is None:
        raise RoomError(f"{path} has no row in {table.name}: which tests should notice?")
    accepted = {(each["function"], each["change"]): each["why"] for each in row.get("accepted", ())}
    if not all(accepted.values()):
        raise RoomError(f"{path}: every accepted change needs its reason")
    return Room(path, tuple(row["tests"]), accepted)


def rooms(table: Path = TABLE) -> tuple[str, ...]:
    """All modules that have a row, in the order of the table."""
    return tuple(tomllib.loads(table.read_text(encoding="utf-8")))
