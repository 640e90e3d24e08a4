"""The house's walls: which room may import which, who may read files, print or use the network."""

from __future__ import annotations

import ast
from collections.abc import Collection, Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PLANNER = ROOT / "planner"

MAY_IMPORT: dict[str, set[str]] = {
    "domain": set(),
    "files": {"domain"},
    "facts": {"domain", "facts.kinds"},
    "facts.kinds": {"domain", "facts.kind", "facts.reader"},
    "facts.importing": {"domain", "facts"},
    "checks.common": {"domain", "facts", "checks.base"},
    "checks.rules": {"domain", "facts", "checks.base", "checks.common"},
    "checks": {"domain", "facts", "checks.common", "checks.rules"},
    "placement.solver": {"domain.extras", "domain.plan", "domain.terms"},
    "placement": {"domain", "facts", "placement.solver"},
    "planning": {"domain", "facts", "checks", "placement"},
    "planning.inputs": {"domain", "files", "facts", "planning.make_plan", "planning.running"},
    "planning.running": {"domain", "files"},
    "report": {"domain", "engine.preview"},
    "emit": {"domain"},
    "engine": {"domain"},
    "cli": {"domain", "files", "facts", "checks", "planning", "report", "engine"},
}
"""What each room may import besides itself; the longest name that fits a module is its room."""

VERIFY = {"domain", "facts.catalog", "planning.verify_references", "planning.verify_residency"}
"""`planning.verify` re-checks what the others made, so it shares nothing with them."""

DOMAIN = (
    "docstrings",
    "extras",
    "publishers",
    "terms",
    "rates",
    "residency",
    "schema",
    "roles",
    "settings",
    "deployment",
    "subject",
    "offering",
    "capability",
    "finding",
    "diff",
    "problem",
    "live",
    "workload",
    "sent",
    "plan",
    "arm_names",
    "lock",
    "openness",
    "arm_ids",
    "begun",
    "urns",
    "changes",
)
"""Downwards among themselves: each may import those before it."""

READS_FILES = {"files", "facts", "facts.importing", "engine", "cli"}
PRINTS = {"cli"}
USES_PULUMI = {"emit", "engine"}
CLOCKS = {"cli"}


def _sources() -> list[Path]:
    return [path for path in sorted(PLANNER.rglob("*.py")) if path.name != "__main__.py"]


def _module(path: Path) -> str:
    return ".".join(path.relative_to(PLANNER).with_suffix("").parts)


def _room(path: Path) -> str:
    module = _module(path)
    return max((r for r in MAY_IMPORT if _inside(module, r)), key=len, default="__init__")


def _inside(module: str, room: str) -> bool:
    return module == room or module.startswith(f"{room}.")


def _imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def _ours(path: Path) -> set[str]:
    """What a module imports of ours, without the leading `planner.`."""
    found = (n for n in _imports(path) if n.startswith("planner."))
    return {name.removeprefix("planner.") for name in found} - {"__version__"}


def _allowed(target: str, room: str, others: set[str]) -> bool:
    """Its own room without the walled-off rooms inside it, and the others of the row."""
    walled = (r for r in MAY_IMPORT if r.startswith(f"{room}.") and _inside(target, r))
    mine = _inside(target, room) and not any(walled)
    return mine or any(_inside(target, other) for other in others)


@pytest.mark.parametrize("path", _sources(), ids=lambda p: str(p.relative_to(ROOT)))
def test_a_room_imports_only_what_the_house_allows(path: Path) -> None:
    """Each module's imports of ours are in its room's row of the table."""
    room = _room(path)
    if room == "__init__":
        return
    wrong = {n for n in _ours(path) if not _allowed(n, room, MAY_IMPORT[room])}
    assert wrong == set()


@pytest.mark.parametrize("name", ["verify", "verify_references", "verify_residency"])
def test_verify_shares_nothing_with_what_it_checks(name: str) -> None:
    """A mistake of the checks or of placement must not be a mistake of verify."""
    ours = _ours(PLANNER / "planning" / f"{name}.py")
    assert {n for n in ours if not any(_inside(n, ok) for ok in VERIFY)} == set()


@pytest.mark.parametrize("name", DOMAIN)
def test_the_domain_imports_downwards(name: str) -> None:
    """Each file of the domain imports only those that stand before it."""
    below = {f"domain.{each}" for each in DOMAIN[: DOMAIN.index(name)]}
    ours = _ours(PLANNER / "domain" / f"{name}.py")
    assert {n for n in ours if not any(_inside(n, ok) for ok in below)} == set()


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
    assert {_module(path) for path in _sources() if _room(path) == "__init__"} == {"__init__"}


def test_every_file_of_the_domain_has_its_place() -> None:
    """A new one needs a thought about what it may know."""
    files = {path.stem for path in (PLANNER / "domain").glob("*.py")} - {"__init__"}
    assert files == {*DOMAIN}


def _modules() -> dict[str, set[str]]:
    """Each module of ours with those that it imports anywhere, inside functions too."""
    known = {_module(path).removesuffix(".__init__"): path for path in _sources()}
    return {
        name: {_nearest(target, known) for target in _ours(path)} - {name, ""}
        for name, path in known.items()
    }


def _nearest(target: str, known: Collection[str]) -> str:
    """The module that an imported name is, or is in."""
    while target and target not in known:
        target = target.rpartition(".")[0]
    return target


def test_no_import_goes_in_a_circle() -> None:
    """Not at run time, not for types, not inside functions: who knows whom has one direction."""
    left = _modules()
    while free := [name for name, targets in left.items() if not targets & left.keys()]:
        for name in free:
            del left[name]
    assert sorted(left) == []
