"""The tool that breaks code on purpose finds what tests do not notice, and nothing else."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from tools.mutants.changes import mutants
from tools.mutants.rooms import RoomError, room, rooms

ROOT = Path(__file__).parents[1]

CHANGES = {
    "a limit": ("x < 3", {"x < 3 -> x <= 3", "x < 3 -> x >= 3", "3 -> 4"}),
    "a condition of several": ("a and b", {"without a", "without b"}),
    "a condition that is denied": ("not a", {"not a -> a"}),
    "a part of a collection": ("[*a, b]", {"without *a", "without b"}),
    "what is left out of a collection": ("[y for y in a if y]", {"without y"}),
    "who wins": ("{**a, **b}", {"without **a", "without **b", "**b before what is before it"}),
    "a choice": ("a if x else b", {"a if x else b -> a", "a if x else b -> b"}),
    "an order": ("sorted(a, key=b)", {"sorted -> list", "without key=b"}),
    "a spelling": ("x.casefold()", {"x.casefold() -> x"}),
    "a sum": ("a + b", {"a + b -> a - b"}),
    "a word": ("'no'", {"'no' -> 'no!'"}),
    "yes": ("True", {"True -> False"}),
    "nothing to change": ("f(a, b)", set()),
}


@pytest.mark.parametrize(("expression", "expected"), CHANGES.values(), ids=CHANGES)
def test_what_can_go_wrong_with_an_expression(expression: str, expected: set[str]) -> None:
    """Each change is one slip that a person could make."""
    found = list(mutants(ast.parse(f"def f(a, b, x):\n    return {expression}")))
    assert {each.change for each in found} == expected
    assert {(each.function, each.line) for each in found} <= {("f", 2)}


STATEMENTS = {
    "a branch": ("if a:\n        f()", {"if a -> if True", "if a -> if False", "without f()"}),
    "a refusal": ("raise a", {"without raise a"}),
    "a count": ("a += b", {"without a += b", "a += b -> a -= b"}),
}


@pytest.mark.parametrize(("statement", "expected"), STATEMENTS.values(), ids=STATEMENTS)
def test_what_can_go_wrong_with_a_statement(statement: str, expected: set[str]) -> None:
    """A guard that always lets through, or never; a step that is forgotten."""
    assert {
        each.change for each in mutants(ast.parse(f"def f(a, b):\n    {statement}"))
    } == expected


def test_documentation_and_types_are_let_be() -> None:
    """No test need notice them; constants in capitals are changed, and methods by their class."""
    text = '''
LIMIT: "int" = 3
Name = "text"
class Thing:
    """A thing."""
    size: int = 1
    @property
    def large(self, than: int = 3) -> "bool":
        """Whether."""
        def inner() -> int:
            """What is inside."""
            return 7
        found: "bool" = True
        """What was found."""
        return found
'''
    found = {(each.function, each.change) for each in mutants(ast.parse(text))}
    assert found == {
        ("LIMIT", "3 -> 4"),
        ("Thing.large", "True -> False"),
        ("Thing.large", "7 -> 8"),
    }


DEMO = """
SMALL = 3
LIMIT = SMALL

def small(size: int) -> bool:
    return size < LIMIT

class Box:
    size = 9
    @property
    def full(self) -> bool:
        return not small(self.size)

def unseen() -> int:
    return 1

def turns(n: int) -> int:
    while n > 0:
        n -= 1
    return n
"""
TESTS = """
from demo import Box, LIMIT, small, turns

def test_small():
    assert small(1)
    assert not small(LIMIT + 1)

def test_full():
    assert Box().full

def test_turns():
    assert turns(3) == 0
"""


def _run(folder: Path, table: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    (folder / "demo.py").write_text(DEMO)
    (folder / "test_demo.py").write_text(TESTS)
    (folder / "rooms.toml").write_text(f'["demo.py"]\ntests = ["test_demo.py"]\n{table}')
    return subprocess.run(
        [sys.executable, "-m", "tools.mutants", "--table", "rooms.toml", *arguments],
        cwd=folder,
        env={"PYTHONPATH": f"{folder}:{ROOT}", "PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
        check=False,
    )


def test_it_names_what_survives(tmp_path: Path) -> None:
    """A limit that nobody tries exactly, and a function that nobody calls; the rest is noticed."""
    done = _run(tmp_path, "")
    assert done.returncode == 1, done.stdout + done.stderr
    assert [line for line in done.stdout.splitlines() if line.startswith("  ")] == [
        "  survived: demo.py:2 SMALL: 3 -> 4",
        "  survived: demo.py:6 small: size < LIMIT -> size <= LIMIT",
        "  unreached: demo.py:15 unseen: 1 -> 2",
    ]
    assert "demo.py: 9 of 12 killed (75.0 %), 2 of them by running on for ever" in done.stdout


ACCEPTED = """
accepted = [
  {function = "SMALL", change = "3 -> 4", why = "any limit will do"},
  {function = "small", change = "size < LIMIT -> size <= LIMIT", why = "any limit will do"},
  {function = "unseen", change = "1 -> 2", why = "for later"},
"""


def test_what_is_accepted_is_no_complaint(tmp_path: Path) -> None:
    """Each with its reason."""
    assert _run(tmp_path, ACCEPTED + "]").returncode == 0


def test_what_is_accepted_and_noticed_is_told(tmp_path: Path) -> None:
    """The list does not keep what is no longer true."""
    extra = '  {function = "Box.full", change = "not small(self.size) -> small(self.size)", why = "no"},\n]'
    done = _run(tmp_path, ACCEPTED + extra)
    assert done.returncode == 1
    assert (
        "accepted and not found any more: Box.full: not small(self.size) -> small(self.size)"
        in done.stdout
    )


def test_red_tests_prove_nothing(tmp_path: Path) -> None:
    """They fail with any change, and without."""
    done = _run(tmp_path, "")
    (tmp_path / "demo.py").write_text(DEMO.replace("<", ">"))
    again = subprocess.run(
        [sys.executable, "-m", "tools.mutants", "--table", "rooms.toml"],
        cwd=tmp_path,
        env={"PYTHONPATH": f"{tmp_path}:{ROOT}", "PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, again.returncode) == (1, 2)
    assert "without any change these fail: test_demo.py::test_small" in again.stdout


def test_a_module_needs_a_row(tmp_path: Path) -> None:
    """Somebody has to say which tests should notice, and why a change may survive."""
    with pytest.raises(RoomError, match="has no row"):
        room("planner/other.py")
    table = tmp_path / "rooms.toml"
    table.write_text('["a.py"]\ntests = []\naccepted = [{function="f", change="x", why=""}]')
    with pytest.raises(RoomError, match="needs its reason"):
        room("a.py", table)


@pytest.mark.parametrize("path", rooms())
def test_the_table_names_what_there_is(path: str) -> None:
    """Modules and tests that exist."""
    tests = [each for each in room(path).tests if each.startswith("tests/")]
    assert tests
    assert all((ROOT / each).exists() for each in (path, *tests))
