"""What a plan is made from: one precedence, and one error that says what is wrong with which file."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from planner.domain.lock import lock_of
from planner.facts.snapshot import load
from planner.files.lock import dump
from planner.planning.inputs import Asked, Inputs, InputsError, find, gather
from tests.files.live.snapshots import counter, write

TODAY = date(2026, 11, 20)
PINNED = 'version: 1\ncatalog: "2025-11"\nas_of: 2026-01-31\n'
OPEN = "version: 1\n"
WORKLOADS = """\
workloads:
  chat:
    model: gpt-4.1@2025-04-14
    deployment_type: global-standard
    region: swedencentral
    capacity: {tpm: 50000}
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A folder with a stack that pins its facts, and one that leaves them open."""
    (tmp_path / "stacks").mkdir()
    (tmp_path / "stacks" / "pinned.yaml").write_text(PINNED + WORKLOADS)
    (tmp_path / "stacks" / "open.yaml").write_text(OPEN + WORKLOADS)
    return tmp_path


def gathered(project: Path, asked: Asked) -> Inputs:
    return gather(asked, directory=project, today=TODAY)


PRECEDENCE = {
    "what is asked for wins over the stack file": (
        Asked("pinned", catalog="2026-09", as_of=date(2026, 3, 1)),
        ("2026-09", date(2026, 3, 1)),
    ),
    "the stack file wins over the default": (Asked("pinned"), ("2025-11", date(2026, 1, 31))),
    "the newest snapshot and today are the default": (Asked("open"), ("2026-11", TODAY)),
    "each by itself": (Asked("pinned", catalog="2026-09"), ("2026-09", date(2026, 1, 31))),
}


@pytest.mark.parametrize(("asked", "expected"), PRECEDENCE.values(), ids=PRECEDENCE.keys())
def test_precedence(project: Path, asked: Asked, expected: tuple[str, date]) -> None:
    """Catalog and day, from whoever says them first; the plan is made with these."""
    inputs = gathered(project, asked)
    assert (inputs.catalog.name, inputs.as_of) == expected
    plan = inputs.plan()
    assert (plan.catalog.snapshot, plan.as_of) == expected


def test_a_catalog_that_is_loaded_is_taken_as_it_is(project: Path) -> None:
    """Who plans several stacks, or one by several catalogs, loads each once."""
    catalog = load("2024-12")
    assert gathered(project, Asked("pinned", catalog=catalog)).catalog is catalog


def test_the_lock_beside_the_stack_unless_none_is_asked_for(project: Path) -> None:
    """With it, the plan knows what runs."""
    plan = gathered(project, Asked("open")).plan()
    (project / "stacks" / "open.lock.yaml").write_text(dump(lock_of(plan, None)))
    lock = gathered(project, Asked("open")).lock
    assert lock is not None
    assert set(lock.workloads) == {"chat"}
    assert not gathered(project, Asked("open")).passes_over_lock
    without = gathered(project, Asked("open", locked=False))
    assert without.lock is None
    assert without.passes_over_lock
    assert not gathered(project, Asked("pinned", locked=False)).passes_over_lock


def test_what_was_measured(project: Path) -> None:
    """A live snapshot is read only where one is named."""
    file = write(project, {"swedencentral": [counter("OpenAI.GlobalStandard.gpt-4.1", 100, 80)]})
    found = gathered(project, Asked("open", live=file)).live
    assert found is not None
    assert [usage.current for usage in found.usages] == [80]
    assert gathered(project, Asked("open")).live is None


def test_a_changed_stack_is_planned_by_the_same_facts(project: Path) -> None:
    """As `explain` tries changes."""
    inputs = gathered(project, Asked("pinned"))
    empty = inputs.stack.model_copy(update={"workloads": {}})
    assert inputs.plan(empty).deployments == ()
    assert [d.workload for d in inputs.plan().deployments] == ["chat"]


BAD = {
    "no such stack": ("gone", {}, "no stack 'gone'; stacks that exist: open, pinned"),
    "a stack file": (
        "bad",
        {"stacks/bad.yaml": "version: 1\nworkload: {}\n"},
        "bad.yaml:2:1: unknown key 'workload'",
    ),
    "a lock": ("open", {"stacks/open.lock.yaml": "[]\n"}, "open.lock.yaml:1:1: "),
    "a catalog": (
        "old",
        {"stacks/old.yaml": 'version: 1\ncatalog: "1999-01"\nworkloads: {}\n'},
        "1999-01",
    ),
}


@pytest.mark.parametrize(("name", "files", "said"), BAD.values(), ids=BAD.keys())
def test_one_error_says_what_is_wrong(
    project: Path, name: str, files: dict[str, str], said: str
) -> None:
    """Whichever input it is, and with its place where it is a file with lines."""
    for path, text in files.items():
        (project / path).write_text(text)
    with pytest.raises(InputsError) as caught:
        gathered(project, Asked(name))
    assert said in str(caught.value.problems[0])


def test_a_bad_live_snapshot(project: Path) -> None:
    """The same error."""
    with pytest.raises(InputsError, match=r"gone\.json"):
        gathered(project, Asked("open", live=project / "gone.json"))


def test_finding_alone(project: Path) -> None:
    """A name is looked up under stacks/; nothing is read."""
    assert find("open", project) == project / "stacks" / "open.yaml"
    with pytest.raises(InputsError, match="did you mean open"):
        find("opne", project)


@pytest.mark.parametrize(
    ("asked", "place"),
    [
        pytest.param(Asked("mistyped"), (2, 10), id="of the stack file"),
        pytest.param(Asked("mistyped", catalog="2026-8"), None, id="of a flag"),
        pytest.param(Asked("open", catalog="2026-8"), None, id="of a flag alone"),
    ],
)
def test_a_catalog_that_does_not_exist_is_told_where_it_is_named(
    project: Path, asked: Asked, place: tuple[int, int] | None
) -> None:
    """File, line and column for what a stack file names; a flag has no place."""
    (project / "stacks" / "mistyped.yaml").write_text(
        PINNED.replace("2025-11", "2026-9") + WORKLOADS
    )
    with pytest.raises(InputsError) as caught:
        gathered(project, asked)
    (problem,) = caught.value.problems
    assert "no such catalog snapshot" in problem.message
    where = problem.location
    assert (None if where is None else (where.line, where.column)) == place
