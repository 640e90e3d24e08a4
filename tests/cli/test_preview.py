"""`planner preview`: the real Pulumi program, without Pulumi's engine."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import ROOT, Run
from tests.files.live.snapshots import counter, write


@pytest.fixture
def program(project: Path) -> Path:
    """The project's program in the folder with the small stacks."""
    for name in ("Pulumi.yaml", "__main__.py"):
        shutil.copy(ROOT / name, project / name)
    return project


@pytest.fixture
def preview(program: Path, run: Run) -> Run:  # noqa: ARG001
    return run


def form(run: Run, *arguments: str) -> Any:
    return json.loads(run("preview", *arguments, "--json").out)


def test_it_shows_changes_findings_and_tree_in_this_order(preview: Run) -> None:
    """With types, names, SKU, region, capacity, order, unknown values and what is not checked."""
    ran = preview("preview", "good", "--outputs")
    order = ["Plan for good: ok", "No lock", "Resource tree of", "Outputs", "offline preview"]
    places = [ran.out.index(text) for text in order]
    assert (ran.code, ran.err) == (0, "")
    assert places == sorted(places)
    tree = ran.out[places[2] : places[3]]
    for text in (
        "cognitiveservices:Account",
        "cognitiveservices:Deployment",
        "gpt-5.1 2025-11-13 · Standard · capacity 50",
        "swedencentral",
        "step 3",
        "after ",
        "<computed>",
    ):
        assert text in tree


def test_the_verdict_stands_at_the_end_too(preview: Run) -> None:
    """Whoever reads the last line knows what would become of the stack."""
    assert preview("preview", "good").out.splitlines()[-1] == (
        "good: ok · adds 1 deployment and 1 account"
    )


def test_outputs_are_shown_where_they_are_asked_for(preview: Run) -> None:
    """They repeat what the tree and the plan say."""
    assert "Outputs" not in preview("preview", "good").out


def test_the_plan_is_told_once(preview: Run) -> None:
    """A finding is not repeated by the plan or by what the program says."""
    out = " ".join(preview("preview", "mixed").out.split())
    assert out.count("has no standard deployments in") == 1
    assert out.count("Plan for mixed") == 1
    assert "Refused" not in out


def test_what_is_refused_is_a_warning_of_the_program(preview: Run) -> None:
    """Exit 1, the finding, and what the program says of it."""
    ran = preview("preview", "mixed")
    assert ran.code == 1
    assert "AOAI205" in ran.out
    assert "warning bad is not deployed" in ran.out
    assert "chat-swedencentral cognitiveservices:Deployment" in ran.out


def test_the_json_form_holds_plan_and_tree(preview: Run) -> None:
    """One object: the preview's own keys, the verdict and the plan."""
    found = form(preview, "good")
    assert (found["format_version"], found["outcome"], found["verdict"]) == (1, "ok", "ok")
    assert found["plan"]["deployments"][0]["workload"] == "chat"
    types = [resource["type"] for resource in found["resources"]]
    assert "azure-native:cognitiveservices:Deployment" in types
    assert found["not_checked"]
    assert found["outputs"]["plan"]["as_of"] == found["plan"]["as_of"]


def test_options_reach_the_program(preview: Run) -> None:
    """The plan that is shown is the plan that the program made."""
    found = form(preview, "unpinned", "--as-of", "2025-12-24", "--catalog", "2025-11")
    for plan in (found["plan"], found["outputs"]["plan"]):
        assert plan["as_of"] == "2025-12-24"
        assert plan["catalog"]["snapshot"] == "2025-11"


def test_the_projects_configuration_reaches_the_plan(program: Path, preview: Run) -> None:
    """What `pulumi up` would read from Pulumi.<stack>.yaml counts here too."""
    config = 'config:\n  azure-openai:catalog: "2025-11"\n  azure-openai:asOf: 2025-12-24\n'
    (program / "Pulumi.unpinned.yaml").write_text(config)
    plan = form(preview, "unpinned")["plan"]
    assert plan["as_of"] == "2025-12-24"
    assert plan["catalog"]["snapshot"] == "2025-11"


def test_a_path_in_the_configuration_is_read_from_the_project_on(
    program: Path, preview: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By program and plan alike, wherever the user stands."""
    (program / "Pulumi.good.yaml").write_text("config:\n  azure-openai:live: live.json\n")
    write(program, {"swedencentral": [counter("OpenAI.Standard.gpt-5.1", 100, 20)]})
    monkeypatch.chdir(program / "stacks")
    (pool,) = form(preview, "good.yaml")["plan"]["pools"]
    assert pool["source"].startswith("live 2026-11-19")


def test_the_configuration_of_another_project_is_not_the_programs(
    program: Path, preview: Run
) -> None:
    """Keys of the same name stand beside each other in one file."""
    text = "config:\n  other:asOf: '2027-12-01'\n  other:catalog: '2024-12'\n"
    (program / "Pulumi.good.yaml").write_text(text)
    assert form(preview, "good")["plan"]["as_of"] == "2026-11-20"


def test_a_program_that_stops_gives_no_complete_preview(program: Path, preview: Run) -> None:
    """`onRefused: fail` ends before the first resource: exit 1 and why."""
    (program / "Pulumi.mixed.yaml").write_text("config:\n  azure-openai:onRefused: fail\n")
    ran = preview("preview", "mixed")
    assert ran.code == 1
    assert "Resource tree of azure-openai/mixed: 0 resources" in ran.out
    assert "No complete preview: the program stopped itself" in ran.out


def test_a_wrong_configuration_is_wrong_usage(program: Path, preview: Run) -> None:
    """Exit 2, as for any file that cannot be read."""
    (program / "Pulumi.yaml").write_text("description: no name\n")
    assert preview("preview", "good").code == 2


def test_a_program_that_breaks_is_our_failure(program: Path, preview: Run) -> None:
    """Exit 4, and where it broke."""
    (program / "__main__.py").write_text('raise ValueError("no")\n')
    ran = preview("preview", "good")
    assert ran.code == 4
    assert "No complete preview: the program broke" in ran.out
    assert "ValueError: no" in ran.out


def test_a_stack_file_is_previewed_from_anywhere_below_its_project(
    program: Path, preview: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The program is the one above the stack file."""
    elsewhere = program / "elsewhere"
    elsewhere.mkdir()
    monkeypatch.chdir(elsewhere)
    assert preview("preview", "../stacks/good.yaml").code == 0


def test_a_stack_is_found_by_name_from_below_its_project(
    program: Path, preview: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In a subfolder the project is the nearest above, as for `pulumi`, and is named."""
    deep = program / "docs" / "deep"
    deep.mkdir(parents=True)
    monkeypatch.chdir(deep)
    ran = preview("preview", "good")
    assert ran.code == 0
    assert f"(program in {program.as_posix()})" in " ".join(ran.out.split())
    assert preview("preview", "god").err.count("did you mean good?") == 1
    monkeypatch.chdir(program)
    assert "program in" not in preview("preview", "good").out


def test_quiet_leaves_what_needs_attention(preview: Run) -> None:
    """Findings and messages; no tree."""
    out = preview("preview", "bad", "--quiet").out
    assert "AOAI205" in out
    assert "Resource tree" not in out


def test_the_same_preview_gives_the_same_bytes(program: Path, process: Run) -> None:  # noqa: ARG001
    """In two processes that hash differently."""
    first, second = (process("preview", "good", PYTHONHASHSEED=seed).out for seed in ("1", "2"))
    assert first == second
    assert "Resource tree" in first
