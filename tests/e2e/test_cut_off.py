"""The page `docs/cut-off.md`: every step of it, tried on runs that really were cut off."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.e2e.driving import Project
from tests.e2e.killing import attributes, cut, judge, killed, make_readable, recover

Harm = Callable[[Path], object]


@pytest.mark.parametrize(("stack", "number"), [("dev", 0), ("prod", 30)])
def test_a_killed_run_is_made_good(project: Project, stack: str, number: int) -> None:
    """All processes end when Azure has taken a write; after the printed commands the world is as
    planned, nothing doubled or lost. `python -m tests.e2e.killing dev prod` does so everywhere."""
    assert cut(project.start(stack), number, "kill").problems == ()


def saved(path: Path) -> bytes:
    """As Pulumi begins to save: the file is copied to its `.bak` first."""
    data = path.read_bytes()
    path.with_name(f"{path.name}.bak").write_bytes(data)
    return data


def half(path: Path) -> None:
    """The disk was full in the middle of the file."""
    data = saved(path)
    path.write_bytes(data[: len(data) // 2])


def gone(path: Path) -> None:
    """And of the new file there is nothing."""
    saved(path)
    path.unlink()
    attributes(path).unlink(missing_ok=True)


def test_a_state_that_cannot_be_read_is_repaired_as_the_page_says(project: Project) -> None:
    """Each harm gives the error of the page's table, and its repair ends it; then the run is made
    good from the older state."""
    run = project.start("dev")
    killed(run, 6, "kill")
    harms: dict[str, Harm] = {
        "failed to load checkpoint: EOF": lambda path: attributes(path).write_bytes(b""),
        "unexpected end of JSON input": half,
        "no stack": gone,
    }
    for said, harm in harms.items():
        harm(run.state_file)
        assert said in run.run("stack", "export").err
        make_readable(run)
        run.must("stack", "export")
    _, _, failed = recover(run)
    assert [*failed, *judge(run)] == []
