"""`--live FILE`: measured quota, for every command that plans."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.files.live.snapshots import counter, write

STANDARD = "OpenAI.Standard.gpt-5.1"


@pytest.fixture
def full(project: Path) -> str:
    """A live snapshot in which somebody else holds nearly all."""
    return str(write(project, {"swedencentral": [counter(STANDARD, 100, 80)]}))


@pytest.mark.parametrize(
    "command", [("check", "good"), ("plan", "good"), ("explain", "good", "chat"), ("lock", "good")]
)
def test_what_does_not_fit_is_refused(run: Run, full: str, command: tuple[str, ...]) -> None:
    """50 do not fit into the 20 that are left; without the option nobody knows."""
    ran = run(*command, "--live", full)
    assert ran.code == 1
    assert run(*command).code == 0


def test_the_plan_says_where_the_limit_was_read(run: Run, full: str) -> None:
    """And that others hold some of it."""
    found = json.loads(run("check", "good", "--live", full, "--json").out)["findings"]
    (quota,) = [each for each in found if each["rule"] == "AOAI305"]
    assert "live 2026-11-19, others hold 80" in quota["message"]


@pytest.mark.parametrize(
    "command", [("plan", "good"), ("explain", "good", "chat"), ("lock", "good")]
)
def test_a_bad_file_is_wrong_usage(run: Run, project: Path, command: tuple[str, ...]) -> None:
    """With its place, and nothing is planned."""
    (project / "bad.json").write_text('{"format_version": 1,\n "taken": "soon", "usages": {}}')
    ran = run(*command, "--live", "bad.json")
    assert ran.code == 2
    assert "bad.json:2:" in ran.err
    assert "taken is 'soon'" in ran.err
    assert not (project / "stacks" / "good.lock.yaml").exists()


def test_a_file_that_is_not_there(run: Run) -> None:
    """The same, in `check` as in the others."""
    ran = run("check", "good", "--live", "gone.json")
    assert ran.code == 2
    assert "gone.json" in ran.err
