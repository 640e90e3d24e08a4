"""What the planner says where an extra is not installed: the base package checks and plans."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from planner.domain.extras import Extra
from tests.cli.conftest import HEADER, ROOT, Run, clean

Without = Callable[[Extra], None]

CROWDED = HEADER + "subscription: {quota: {OpenAI.GlobalStandard.gpt-5.1: 120}}\nworkloads:\n"
OPEN = """\
  chat{n}:
    model: gpt-5.1@2025-11-13
    deployment_type: [global-standard, data-zone-standard]
    capacity: {{tpm: 50000}}
"""
SEARCHED = CROWDED + "".join(OPEN.format(n=n) for n in range(4))
"""Four workloads that would all be global, in a pool that holds two: somebody has to give way."""


@pytest.fixture
def without(monkeypatch: pytest.MonkeyPatch) -> Without:
    """Makes the modules of an extra impossible to find, as where it is not installed."""

    def without(extra: Extra) -> None:
        for module in extra.modules:
            monkeypatch.setitem(sys.modules, module, None)

    return without


@pytest.mark.parametrize("command", ["check", "plan", "lock"])
def test_what_is_settled_without_a_search_needs_no_solver(
    command: str, run: Run, without: Without
) -> None:
    """Where every workload can have its own best, the base package answers as always."""
    without(Extra.SOLVER)
    ran = run(command, "good")
    assert (ran.code, ran.err) == (0, "")


@pytest.mark.parametrize("command", ["check", "plan", "lock"])
def test_a_search_without_the_solver_is_one_clear_line(
    command: str, project: Path, run: Run, without: Without
) -> None:
    """It says what is to be installed and what can be done instead; another plan would be a lie."""
    (project / "stacks" / "searched.yaml").write_text(SEARCHED)
    assert run("plan", "searched").code == 0
    without(Extra.SOLVER)
    ran = run(command, "searched")
    assert ran.code == 2
    assert len(ran.err.splitlines()) == 1
    assert "pip install 'azure-openai-planner[solver]'" in ran.err
    assert "one region, one type" in ran.err


def test_a_stack_that_needs_the_solver_does_not_hide_the_others(
    project: Path, run: Run, without: Without
) -> None:
    """`check` judges what it can, whatever is wrong with the other stacks."""
    (project / "stacks" / "searched.yaml").write_text(SEARCHED)
    without(Extra.SOLVER)
    ran = run("check", "searched", "bad")
    assert ran.code == 2
    assert "AOAI205" in ran.out


def test_preview_without_pulumi_is_one_clear_line(
    project: Path, run: Run, without: Without
) -> None:
    """The Pulumi program cannot run without Pulumi's packages; everything else can."""
    for name in ("Pulumi.yaml", "__main__.py"):
        shutil.copy(ROOT / name, project / name)
    without(Extra.PULUMI)
    ran = run("preview", "good")
    assert ran.code == 2
    assert ran.out == ""
    assert ran.err.splitlines() == [
        "planner preview needs the extra [pulumi], which is not installed: "
        "pip install 'azure-openai-planner[pulumi]'"
    ]
    assert run("plan", "good").code == 0
    assert run("preview", "--help").code == 0


def test_an_import_without_its_parser_is_one_clear_line(
    project: Path, run: Run, without: Without
) -> None:
    """Making a snapshot needs a Markdown parser; its help, and all other commands, do not."""
    (project / "pages").mkdir()
    without(Extra.IMPORT)
    ran = run("catalog", "import", "docs", "pages")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.splitlines() == [
        "planner catalog import docs needs the extra [import], which is not installed: "
        "pip install 'azure-openai-planner[import]'"
    ]
    assert run("catalog", "import", "docs", "--help").code == 0
    assert run("completion", "bash").code == 0


BLOCKED = """\
import sys
for name in ("pulumi", "pulumi_azure_native", "highspy", "numpy", "grpc", "markdown_it"):
    sys.modules[name] = None
from planner.cli.main import main
sys.exit(main(sys.argv[1:]))
"""


@pytest.mark.parametrize(
    "arguments",
    ["check good", "plan good", "lock good", "where gpt-5.1", "rules", "schema", "catalog list"],
)
def test_the_base_package_imports_no_extra(arguments: str, project: Path) -> None:
    """A fresh process in which no extra can be imported answers like any other."""
    command = [sys.executable, "-c", BLOCKED, *arguments.split()]
    done = subprocess.run(
        command, cwd=project, env=clean({}), capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout
