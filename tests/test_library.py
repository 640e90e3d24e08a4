"""The promised names: exactly these, cheap to import, and the page about them is true."""

from __future__ import annotations

import doctest
import subprocess
import sys
from pathlib import Path

import pytest

import planner
from planner.domain.lock import Lock
from planner.domain.workload import Stack
from tests.given import AS_OF as DAY
from tests.given import ROOT, catalog

PAGE = ROOT / "docs" / "library.md"
PROMISED = {
    "__version__",
    "check",
    "load_catalog",
    "load_lock",
    "load_stack",
    "make_plan",
    "verify",
}


def test_the_promised_names_are_exactly_these() -> None:
    """A new one is a promise, and one that goes breaks somebody's program."""
    assert set(planner.__all__) == PROMISED
    assert set(dir(planner)) >= PROMISED
    assert all(getattr(planner, name) is not None for name in PROMISED)


def test_another_name_is_an_ordinary_mistake() -> None:
    """The lazy names do not swallow what does not exist."""
    with pytest.raises(AttributeError, match="module 'planner' has no attribute 'chekc'"):
        planner.chekc  # noqa: B018 - the mistake is the point


def test_importing_the_package_loads_nothing_of_it() -> None:
    """`import planner` costs nothing; each name brings what it needs when it is asked for."""
    code = "import sys, planner; print(*(n for n in sys.modules if n.startswith('planner.')))"
    command = [sys.executable, "-c", code]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""


def test_check_says_what_the_plan_says() -> None:
    """The findings of a stack, in the order of the command."""
    stack = planner.load_stack(ROOT / "stacks" / "dev.yaml")
    facts = catalog()
    found = planner.check(stack, facts, as_of=DAY)
    assert found
    assert found == planner.make_plan(stack, facts, as_of=DAY).findings


def test_a_lock_is_found_beside_its_stack(tmp_path: Path) -> None:
    """None where there is none; the stack file itself is what is named."""
    file = tmp_path / "first.yaml"
    file.write_text("version: 1\nworkloads: {}\n")
    assert isinstance(planner.load_stack(file), Stack)
    assert planner.load_lock(file) is None
    file.with_name("first.lock.yaml").write_text(
        "lock_version: 1\nstack: first\naccounts: {}\nworkloads: {}\n"
    )
    assert isinstance(planner.load_lock(file), Lock)


def test_the_examples_of_the_page_are_true(monkeypatch: pytest.MonkeyPatch) -> None:
    """Run as a reader would, in the project's folder; what they print is what the page says."""
    monkeypatch.chdir(ROOT)
    text = PAGE.read_text(encoding="utf-8").replace("```", "\n")
    examples = doctest.DocTestParser().get_doctest(text, {}, PAGE.name, str(PAGE), 0)
    results = doctest.DocTestRunner().run(examples)
    assert results.attempted > 5
    assert results.failed == 0


def test_the_page_names_every_promised_name() -> None:
    """Each has its row, and no row promises more."""
    rows = [line for line in PAGE.read_text(encoding="utf-8").splitlines() if line[:3] == "| `"]
    assert {row.split("`")[1].split("(")[0] for row in rows} == PROMISED
