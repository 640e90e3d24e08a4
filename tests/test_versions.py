"""The numbers on the page about versions are those of the code."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

import planner
from planner.facts.snapshot import DATA, shipped
from planner.files import live, lock, lockform, stack
from planner.report.forms import base
from tests.given import ROOT, catalog

PAGE = ROOT / "docs" / "versions.md"


def _number(name: str) -> int:
    found = re.search(rf"^\| {name} \| (\d+) \|", PAGE.read_text(encoding="utf-8"), re.MULTILINE)
    assert found, f"the page has no row for {name}"
    return int(found[1])


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("lock file", lockform.VERSION),
        ("JSON forms", base.VERSION),
    ],
)
def test_what_is_written_has_the_number_of_the_page(name: str, code: int) -> None:
    """Constants of the rooms that write these."""
    assert _number(name) == code


def test_every_shipped_snapshot_has_the_number_of_the_page() -> None:
    """The header says it."""
    headers = [json.loads((DATA / name / "snapshot.json").read_text()) for name in shipped()]
    assert {header["format_version"] for header in headers} == {_number("snapshot")}


def _reads_stack(number: int, _: Path) -> object:
    return stack.parse(f"version: {number}\nworkloads: {{}}\n", name="test")


def _reads_lock(number: int, _: Path) -> object:
    return lock.parse(f"lock_version: {number}\nstack: stack\naccounts: {{}}\nworkloads: {{}}\n")


def _reads_live(number: int, folder: Path) -> object:
    file = folder / "live.json"
    file.write_text(json.dumps({"format_version": number, "taken": "2026-11-20", "usages": {}}))
    return live.read(file, catalog().zones)


@pytest.mark.parametrize(
    ("name", "reads"),
    [("stack file", _reads_stack), ("lock file", _reads_lock), ("live snapshot", _reads_live)],
)
def test_what_is_read_has_the_number_of_the_page_and_no_other(
    name: str, reads: Callable[[int, Path], object], tmp_path: Path
) -> None:
    """The next number is refused until the planner knows it."""
    number = _number(name)
    assert reads(number, tmp_path) is not None
    with pytest.raises(Exception, match="version"):
        reads(number + 1, tmp_path)


def test_the_version_of_the_package_stands_in_one_place() -> None:
    """The project file asks the package for it, and the page repeats no number."""
    project = (PAGE.parents[1] / "pyproject.toml").read_text(encoding="utf-8")
    assert 'dynamic = ["version"]' in project
    assert re.search(r"^version\b", project, re.MULTILINE) is None
    assert planner.__version__ not in PAGE.read_text(encoding="utf-8")
