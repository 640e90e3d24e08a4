"""The recipe for a command in docs/architecture.md, followed in a copy of the planner."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from planner.cli.commands import Command
from tests.cli.conftest import ROOT, clean

PAGE = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
RECIPE = PAGE.partition("## Adding a command")[2].partition("\n## ")[0]


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the planner with the page's file and its line of the list."""
    place = tmp_path_factory.mktemp("recipe")
    shutil.copytree(ROOT / "planner", place / "planner", ignore=shutil.ignore_patterns("*.pyc"))
    (file,) = re.findall(r"```python\n(.*?)```", RECIPE, re.DOTALL)
    (line,) = re.findall(r"`(MODELS = [^`]+)`", RECIPE)
    folder = place / "planner" / "cli"
    (folder / "models.py").write_text(file)
    listed = (folder / "commands.py").read_text()
    first = "    CHECK = "
    assert listed.count(first) == 1
    (folder / "commands.py").write_text(listed.replace(first, f"    {line}\n{first}"))
    return place


def planner(place: Path, *arguments: str) -> str:
    """Standard output and then standard error of a run in the copy."""
    done = subprocess.run(
        [sys.executable, "-m", "planner", *arguments],
        cwd=place,
        env={**clean({}), "PYTHONPATH": str(place)},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    return done.stdout + done.stderr


def test_the_new_command_answers(place: Path) -> None:
    """In text and in JSON, with the options it took from the common ones."""
    assert "gpt-5.1\n" in planner(place, "models")
    assert "gpt-5.1\n" not in planner(place, "models", "--catalog", "2024-12")
    form = json.loads(planner(place, "models", "--json"))
    assert "gpt-5.1" in form["document"].splitlines()


def test_everything_that_goes_by_the_list_knows_it(place: Path) -> None:
    """Help, the near word, completion."""
    assert "  models               the models that a snapshot names\n" in planner(place, "--help")
    assert planner(place, "models", "--help").startswith("usage: planner models")
    assert "did you mean models?" in planner(place, "modles")
    assert "unknown option --catalg; did you mean --catalog?" in planner(
        place, "models", "--catalg"
    )
    assert "models" in planner(place, "completion", "bash")


@pytest.mark.parametrize("arguments", [["--help"], ["where", "gpt-5.1"], ["rules"]])
def test_other_commands_do_not_pay_for_it(place: Path, arguments: list[str]) -> None:
    """A command's file is imported when it is called and never else."""
    script = (
        "import sys; from planner.cli.main import main; main(sys.argv[1:]); "
        "print([name for name in sys.modules if name == 'planner.cli.models'])"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, *arguments],
        cwd=place,
        env={**clean({}), "PYTHONPATH": str(place)},
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    assert done.stdout.endswith("[]\n")


def test_the_table_of_the_readme_has_every_command() -> None:
    """Each has a row or a place in the row of its group, and no row is about one that is not there."""
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    table = text.partition("## Commands")[2].partition("\n## ")[0]
    rows = re.findall(r"^\| (`planner .*?) \|", table, re.MULTILINE)
    assert sorted({name for row in rows for name in _commands(row)}) == sorted(Command)


def _commands(row: str) -> list[str]:
    """The commands that a row names: `planner catalog list`, `show` are two of one group."""
    first, *others = re.findall(r"`([^`]+)`", row)
    words = first.removeprefix("planner ").split()
    named = max((c.value for c in Command if words[: len(c.split())] == c.split()), key=len)
    group = named.rpartition(" ")[0]
    return [named, *(f"{group} {other.split()[0]}" for other in others)]
