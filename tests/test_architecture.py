"""The house's walls: which room may import which, who may read files, print or use the network."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PLANNER = ROOT / "planner"

TYPES = (
    "terms",
    "schema",
    "roles",
    "accounts",
    "offering",
    "finding",
    "workload",
    "plan",
    "adopt",
    "lock",
    "live",
)
"""Downwards among themselves: each may import those before it."""

MAY_IMPORT: dict[str, set[str]] = {
    "terms": set(),
    "offering": {"terms"},
    "finding": {"terms"},
    "schema": {"terms"},
    "roles": set(),
    "accounts": {"terms", "schema"},
    "workload": {"terms", "schema", "accounts", "offering", "finding", "live"},
    "plan": set(TYPES),
    "adopt": {"accounts", "workload", "plan"},
    "lock": {"plan"},
    "live": set(),
    "yamltree": {"finding"},
    "wording": {"finding", "schema"},
    "stackfile": {"workload", "finding", "yamltree", "wording"},
    "quota": {*TYPES, "catalog.query"},
    "lockform": {"lock", "plan", "terms", "schema"},
    "lockfile": {"lock", "lockform", "finding", "stackfile", "wording", "yamltree"},
    "livefile": {"live", "plan", "finding", "schema", "stackfile", "wording", "yamltree"},
    "catalog": {"terms", "offering", "catalog"},
    "checks": {*TYPES, "catalog.query", "quota", "checks"},
    "placement": {*TYPES, "catalog.query", "quota", "placement"},
    "subscription": {*TYPES, "quota", "checks", "placement.ledger"},
    "verify": {*TYPES, "catalog.query"},
    "pipeline": {*TYPES, "catalog.query", "checks", "placement", "quota", "verify"},
    "relaxation": {*TYPES, "catalog.query", "checks", "pipeline"},
    "report": {*TYPES, "report", "engine.preview"},
    "emit": {"plan", "terms", "finding", "accounts", "roles", "emit"},
    "engine": {"terms", "engine"},
    "cli": {
        *TYPES,
        "stackfile",
        "lockfile",
        "livefile",
        "catalog",
        "checks",
        "pipeline",
        "relaxation",
        "subscription",
        "report",
        "engine",
        "cli",
    },
}
"""Design section 2, with what later decisions added (docs/decisions)."""

READS_FILES = {"stackfile", "catalog", "engine", "cli"}
PRINTS = {"cli"}
USES_PULUMI = {"emit", "engine"}
CLOCKS = {"cli"}


def _sources() -> list[Path]:
    return [path for path in sorted(PLANNER.rglob("*.py")) if path.name != "__main__.py"]


def _room(path: Path) -> str:
    return path.relative_to(PLANNER).parts[0].removesuffix(".py")


def _imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def _allowed(target: str, room: str) -> bool:
    inside = target.removeprefix("planner.")
    return inside == "__version__" or any(
        inside == ok or inside.startswith(f"{ok}.") for ok in MAY_IMPORT[room]
    )


@pytest.mark.parametrize("path", _sources(), ids=lambda p: str(p.relative_to(ROOT)))
def test_a_room_imports_only_what_the_house_allows(path: Path) -> None:
    """Each module's imports of ours are in its room's row of the table."""
    room = _room(path)
    if room == "__init__":
        return
    ours = {name for name in _imports(path) if name.startswith("planner.")}
    packages = {name.rsplit(".", 1)[0] for name in ours}
    wrong = {n for n in ours if not _allowed(n, room) and n not in packages}
    assert wrong == set()


@pytest.mark.parametrize("path", _sources(), ids=lambda p: str(p.relative_to(ROOT)))
def test_only_emit_and_engine_know_pulumi(path: Path) -> None:
    """The rest of the planner works where the Pulumi SDK is not even installed."""
    pulumi = {name for name in _imports(path) if name.split(".")[0].startswith("pulumi")}
    assert not pulumi or _room(path) in USES_PULUMI


def _calls(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Call):
            yield ast.unparse(node.func)


@pytest.mark.parametrize("path", _sources(), ids=lambda p: str(p.relative_to(ROOT)))
def test_rooms_keep_their_hands_off_the_world(path: Path) -> None:
    """Files, output, exits and clocks belong to the rooms named above and to no other."""
    room, calls = _room(path), set(_calls(path))
    reads = {c for c in calls if c == "open" or c.endswith((".read_text", ".read_bytes", ".glob"))}
    speaks = {c for c in calls if c in ("print", "sys.exit", "exit", "sys.stdout.write")}
    clocks = {c for c in calls if c.endswith((".today", ".now", ".time", ".monotonic"))}
    assert not reads or room in READS_FILES
    assert not speaks or room in PRINTS
    assert not clocks or room in CLOCKS


def test_every_room_has_a_row() -> None:
    """A new room needs a line in the table, and so a thought about what it may know."""
    rooms = {_room(path) for path in _sources()} - {"__init__"}
    assert rooms == set(MAY_IMPORT)
