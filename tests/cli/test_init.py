"""`planner init`: a first stack file that the planner itself lets through."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import yaml

from planner.cli.commands import Command
from planner.domain.offering import lives_in
from planner.domain.terms import Cloud, Use
from planner.facts import residency as boundary
from planner.facts.beginnings import settled
from planner.facts.snapshot import load
from tests import schemas
from tests.cli.conftest import TODAY, Run

WORDS = boundary.words(load(None))
NOTHING_FOR_TEXT = {"italy", "qatar", "region", "south-africa", "spain", "us-government"}
"""Nothing is offered for the geography alone (in Qatar the service listed global types, no document
others), or to existing customers only, or no document settles that prompts stay (AOAI401)."""


def workload(file: Path) -> dict[str, object]:
    """The one workload of a stack file."""
    (found,) = yaml.safe_load(file.read_text())["workloads"].values()
    return dict(found)


@pytest.mark.parametrize("word", WORDS)
def test_every_residency_has_a_first_stack_that_passes(run: Run, project: Path, word: str) -> None:
    """Checked and planned by the commands that come next, with nothing refused."""
    ran = run("init", "first-one", "--residency", word)
    file = project / "stacks" / "first-one.yaml"
    if word in NOTHING_FOR_TEXT:
        assert (ran.code, file.exists()) == (2, False)
        assert f"inside {word}" in ran.err
        return
    assert (ran.code, ran.err) == (0, "")
    checked = json.loads(run("check", "first-one", "--json").out)
    assert (checked["verdict"], checked["workloads"]["chat"]["verdict"]) == ("ok", "ok")
    plan = json.loads(run("plan", "first-one", "--json").out)
    assert (plan["complete"], plan["applyable"]) == (True, True)
    assert [each["region"] for each in plan["deployments"]] == [workload(file)["region"]]


def test_what_it_writes_is_a_stack_for_people(run: Run, project: Path) -> None:
    """Comments say what a key is for; the next commands are named; nothing else is written."""
    ran = run("init", "shop", "--residency", "EU")
    text = (project / "stacks" / "shop.yaml").read_text()
    assert ran.out == (
        "wrote stacks/shop.yaml\n\nnext:\n"
        "  planner check shop\n  planner plan shop\n  planner lock shop\n"
    )
    assert text.startswith("# A first stack file, made on 2026-11-20 from catalog 2026-11.")
    assert text.count("  # ") >= 8
    assert max(map(len, text.splitlines())) <= 110
    assert {path.name for path in project.iterdir()} == {"stacks"}


def test_the_model_is_the_newest_that_is_settled_there(run: Run, project: Path) -> None:
    """Chosen from the catalog: an older snapshot gives an older model, which it then pins."""
    run("init", "new", "--residency", "eu")
    run("init", "old", "--residency", "eu", "--catalog", "2025-11", "--as-of", "2026-01-10")
    assert workload(project / "stacks" / "new.yaml")["model"] == "gpt-5.4@2026-03-05"
    old = project / "stacks" / "old.yaml"
    assert workload(old)["model"] == "o4-mini@2025-04-16"
    assert yaml.safe_load(old.read_text())["catalog"] == "2025-11"


def test_settled_is_generally_available_before_legacy_and_for_text() -> None:
    """What is retired, in preview or for one purpose only is not among them."""
    catalog = load("2026-11")
    found = settled(catalog, TODAY)
    dates = [lives_in(catalog.lifecycle(each), Cloud.PUBLIC) for each in found]
    stages = [lives[0].stage_at(TODAY) for lives in dates]
    assert [*map(str, stages)] == sorted(map(str, stages))
    assert {each.use for each in found} == {Use.BASE}
    names = {each.model for each in found}
    assert {"gpt-5.1", "gpt-5.4", "gpt-4.1"} <= names
    assert not {"o1", "whisper", "gpt-image-2", "text-embedding-3-large"} & names


@pytest.mark.parametrize(
    ("options", "key", "value"),
    [
        ("--region France-Central", "region", "francecentral"),
        ("--model gpt-5.1", "model", "gpt-5.1@2025-11-13"),
        ("--model gpt-5.1@2025-11-13 --residency eu", "residency", "eu"),
        ("--model text-embedding-3-large --residency de", "residency", "germany"),
        ("--residency de", "deployment_type", "provisioned"),
        ("", "deployment_type", "global-standard"),
    ],
)
def test_options_are_kept_to(run: Run, project: Path, options: str, key: str, value: str) -> None:
    """Rows: options, a key of the workload, its value; each result passes."""
    assert run("init", "asked", *options.split()).code == 0
    assert workload(project / "stacks" / "asked.yaml")[key] == value
    assert run("check", "asked").code == 0


@pytest.mark.parametrize(
    ("arguments", "environment"),
    [("prod", "prod"), ("shop", "dev"), ("", "dev"), ("shop --environment Test", "test")],
)
def test_the_environment_is_that_of_the_name(run: Run, arguments: str, environment: str) -> None:
    """`planner init prod` is for production, other names are to try; the option wins."""
    text = run("init", *arguments.split(), "--residency", "eu", "-o", "-").out
    assert yaml.safe_load(text)["environment"] == environment


def test_a_file_that_is_there_is_never_touched(run: Run, project: Path) -> None:
    """Exit 2 and what to do; for `-o FILE` too."""
    before = (project / "stacks" / "good.yaml").read_text()
    for arguments in (["good"], ["x", "-o", "stacks/good.yaml"]):
        ran = run("init", *arguments)
        assert (ran.code, ran.out) == (2, "")
        assert "stacks/good.yaml is there already and stays as it is; choose another" in ran.err
    assert (project / "stacks" / "good.yaml").read_text() == before


def test_the_folder_is_made_where_there_is_none(
    run: Run, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first thing that somebody does in an empty folder."""
    (project / "empty").mkdir()
    monkeypatch.chdir(project / "empty")
    assert "planner init" in run("check", "dev").err
    assert run("init").code == 0
    assert run("check", "dev").code == 0


def test_a_dash_prints_it(run: Run, project: Path) -> None:
    """The same text, and nothing beside it."""
    printed = run("init", "shop", "-o", "-").out
    assert not (project / "stacks" / "shop.yaml").exists()
    run("init", "shop")
    assert (project / "stacks" / "shop.yaml").read_text() == printed


@pytest.mark.parametrize(
    ("at", "line"), [("stack.schema.json", "../"), ("stacks/stack.schema.json", "")]
)
def test_editors_are_told_of_a_schema_that_is_there(
    run: Run, project: Path, at: str, line: str
) -> None:
    """The first line names it; without the file there is no such line."""
    assert "yaml-language-server" not in run("init", "-o", "-").out
    (project / at).write_text(run("schema").out)
    first = run("init", "-o", "-").out.splitlines()[0]
    assert first == f"# yaml-language-server: $schema={line}stack.schema.json"


def test_it_fits_the_schema(run: Run, project: Path) -> None:
    """As an editor would see it."""
    schema = json.loads(run("schema").out)
    assert schemas.problems(yaml.safe_load(run("init", "-o", "-").out), schema) == []
    form = json.loads(run("init", "--json").out)
    assert form["document"] == (project / "stacks" / "dev.yaml").read_text()
    assert (form["file"], form["next"][0]) == ("stacks/dev.yaml", "planner check dev")


@pytest.mark.parametrize(
    ("arguments", "answer"),
    [
        ("a/b", "'a/b' is no name for a stack: letters, digits, - and _"),
        ("dev.yaml", "is no name for a stack"),
        ("--model gtp-5.1", "no model 'gtp-5.1' in snapshot 2026-11; did you mean gpt-5.1"),
        ("--residency mars", "unknown residency 'mars'"),
        ("--region nowhere", "no region 'nowhere'"),
        (
            "--region eastus --residency eu",
            "has on 2026-11-20 no model for text in eastus inside eu",
        ),
        ("--model o1-pro", "has on 2026-11-20 no o1-pro that everybody may deploy"),
        ("-o no/such/dev.yaml", "cannot write no/such/dev.yaml: No such file or directory"),
    ],
)
def test_what_cannot_be_is_answered(run: Run, project: Path, arguments: str, answer: str) -> None:
    """Exit 2, and nothing is written."""
    before = sorted(project.rglob("*"))
    ran = run("init", *arguments.split())
    assert (ran.code, ran.out) == (2, "")
    assert answer in ran.err
    assert sorted(project.rglob("*")) == before


def test_it_comes_first_in_the_list() -> None:
    """Help is read from the top."""
    assert next(iter(Command)) is Command.INIT
