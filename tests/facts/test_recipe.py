"""The recipe for a kind of fact in docs/architecture.md, followed in a copy of the planner."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.facts.snapshots import problems

ROOT = Path(__file__).parents[2]

TRIED = """
import json, sys
from datetime import date
from pathlib import Path

from planner.facts.diff import diff
from planner.facts.header import HEADER
from planner.facts.importing.statement_file import read_statements
from planner.facts.kinds import latencies
from planner.facts.importing.gather import Gathered
from planner.facts.importing.stated import stated_records
from planner.facts.snapshot import DATA, CatalogError, load
from planner.facts.write import Content, write

def records(name):
    files = {path.name: path.read_text().splitlines() for path in (DATA / name).glob("*.jsonl")}
    return {file: list(map(json.loads, lines)) for file, lines in files.items()}

def made(folder, *lines):
    content = {**records("2026-09"), "latencies.jsonl": list(lines)}
    write(Content("next", date(2026, 10, 1), content), Path(folder))

FAST = {"model": "gpt-5.1", "tokens_per_second": 100, "source": "deployments-standard"}
SLOW = {"model": "gpt-4.1", "tokens_per_second": 80, "source": "deployments-standard"}
made("good", FAST, SLOW)
made("later", {**FAST, "tokens_per_second": 50}, SLOW)
made("bad", {**FAST, "source": "rumour"}, {**SLOW, "colour": "red"})
try:
    load("bad")
except CatalogError as error:
    wrong = error.problems
Path("stated.yaml").write_text("latencies:\\n" + f"- {json.dumps(FAST)}\\n")
statements = read_statements(Path("stated.yaml"))
stated = stated_records(statements, Gathered({}))
shipped, good, later = load("2026-09"), load("good"), load("later")

def changes(before, after):
    return [
        [kind.kind, list(kind.silent), change.sign, *change.about.values()]
        + [side.words for side in (*change.before, *change.after)]
        for kind in diff(before, after, date(2026, 11, 20)).kinds
        for change in kind.changes
    ]

print(json.dumps({
    "loaded": [fact.model for fact in good.all_of(latencies.KIND)],
    "indexed": good.index_of(latencies.KIND)["gpt-5.1"].tokens_per_second,
    "written": Path("good/latencies.jsonl").read_text(),
    "wrong": wrong,
    "silent": [shipped.speaks_of(latencies.KIND), shipped.index_of(latencies.KIND)],
    "sha256": shipped.sha256,
    "new": changes(shipped, good),
    "changed": changes(good, later),
    "stated": [[each.file, each.record, each.where] for each in stated] + statements.problems,
}))
"""


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the planner with the page's file and its two lines of the registry."""
    place = tmp_path_factory.mktemp("recipe")
    shutil.copytree(ROOT / "planner", place / "planner")
    page = (ROOT / "docs" / "architecture.md").read_text()
    recipe = page.partition("## Adding a kind of fact")[2].partition("\n## ")[0]
    (block,) = re.findall(r"```python\n(.*?)```", recipe, re.DOTALL)
    kinds = place / "planner" / "facts" / "kinds"
    (kinds / "latencies.py").write_text(block)
    registry = (kinds / "registry.py").read_text()
    registry = registry.replace("    features,\n", "    features,\n    latencies,\n")
    registry = registry.replace("corrections.KIND,\n", "corrections.KIND,\n    latencies.KIND,\n")
    (kinds / "registry.py").write_text(registry)
    return place


@pytest.fixture(scope="module")
def tried(place: Path) -> Any:
    ran = subprocess.run(
        [sys.executable, "-c", TRIED],
        cwd=place,
        env={**os.environ, "PYTHONPATH": str(place)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    return json.loads(ran.stdout)


def test_loaded_written_and_looked_up(tried: Any) -> None:
    """Lines are sorted and canonical in the file, and typed facts after loading."""
    assert tried["loaded"] == ["gpt-4.1", "gpt-5.1"]
    assert tried["indexed"] == 100
    assert tried["written"].splitlines()[0] == (
        '{"model": "gpt-4.1", "source": "deployments-standard", "tokens_per_second": 80}'
    )


def test_checked(tried: Any) -> None:
    """Every bad line is refused with its file and line."""
    assert tried["wrong"] == [
        "bad/latencies.jsonl:1: has the unknown key 'colour'; remove it",
        "bad/latencies.jsonl:2: names the source 'rumour', which sources.jsonl does not have; add it",
    ]


def test_shipped_snapshots_are_silent_about_it(tried: Any) -> None:
    """They load as they are, with the checksum they always had."""
    from tests.facts.test_shipped import SHIPPED  # noqa: PLC0415 - its tests are not ours

    assert tried["silent"] == [False, {}]
    assert tried["sha256"] == SHIPPED["2026-09"]


def test_compared(tried: Any) -> None:
    """The diff tells the new facts, which snapshot was silent, and what changed in words."""
    assert tried["new"] == [
        ["latencies", ["2026-09"], "+", "gpt-4.1", "tokens per second 80"],
        ["latencies", ["2026-09"], "+", "gpt-5.1", "tokens per second 100"],
    ]
    assert tried["changed"] == [
        ["latencies", [], "~", "gpt-5.1", "tokens per second 100", "tokens per second 50"]
    ]


def test_stated(tried: Any) -> None:
    """Its records may stand in a statements file, in a section of its name."""
    record = {"model": "gpt-5.1", "tokens_per_second": 100, "source": "deployments-standard"}
    assert tried["stated"] == [["latencies.jsonl", record, "stated.yaml:2"]]


def test_todays_planner_says_that_a_newer_one_made_it(place: Path, tried: Any) -> None:
    """The planner without the kind refuses the snapshot with that reason alone."""
    assert tried["loaded"]
    (problem,) = problems(place / "good")
    assert "the snapshot was made by a newer planner" in problem
