"""`planner schema --for WORD`: the schemas of files and outputs, and that they fit the real ones.

What every command says with `--json` is held against its schema by the `run` fixture, in all
tests of this folder.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml

from planner.cli.commands import Command
from planner.cli.schema import WORDS, schema_for
from tests import schemas
from tests.cli.conftest import ROOT, Run
from tests.files.live.snapshots import counter, write
from tests.report import golden

FILES = ("stack", "lock-file", "live")


class Texts(yaml.SafeLoader):
    """YAML's kinds without dates, which JSON does not have either."""


Texts.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in found if not tag.endswith(":timestamp")]
    for first, found in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def loaded(path: Path) -> Any:
    return yaml.load(path.read_text(), Texts)


@pytest.mark.parametrize("word", WORDS)
def test_a_schema_keeps_the_rules_of_its_draft(word: str) -> None:
    """Known keywords, references that lead somewhere, a lasting name, and a title."""
    schema = schema_for(word)
    assert schemas.flaws(schema) == []
    assert schema["$schema"] == schemas.DIALECT
    assert schema["$id"] == f"urn:azure-openai-planner:schema:{word}:1"
    assert schema["title"]


@pytest.mark.parametrize("word", [word for word in WORDS if word not in FILES])
def test_the_schema_of_an_output_is_the_golden_one(word: str) -> None:
    """A key that comes, goes or changes its kind is seen in a diff that somebody reads."""
    golden.check(f"schemas/{word}.json", json.dumps(schema_for(word), indent=2) + "\n")


@pytest.mark.parametrize("word", [word for word in WORDS if word not in FILES])
def test_an_output_promises_all_its_keys_and_no_others(word: str) -> None:
    """Each object of ours says which keys it has, that all are there, and what it is."""
    for at, part in schemas.parts(schema_for(word)):
        if isinstance(part, dict) and "properties" in part:
            assert part["additionalProperties"] is False, at
            assert part["required"] == [*part["properties"]], at
            assert part["description"], at


def test_every_command_has_a_schema_and_every_word_is_said_by_help(run: Run) -> None:
    """A new command needs a published form; the help names all words."""
    assert {command.says for command in Command} <= {*WORDS}
    said = " ".join(run("schema", "--help").out.split())
    assert all(word in said for word in WORDS)


def test_a_word_that_is_near_is_offered(run: Run) -> None:
    """Exit 2 and the known ones."""
    ran = run("schema", "--for", "plans")
    assert ran.code == 2
    assert "unknown schema 'plans'; did you mean plan?" in ran.err


def test_without_a_word_it_is_the_stack_files(run: Run) -> None:
    """As editors have used it from the start."""
    assert run("schema").out == run("schema", "--for", "stack").out


@pytest.mark.parametrize(
    "path", sorted((ROOT / "stacks").rglob("*.yaml")), ids=lambda path: path.stem
)
def test_stack_files_fit_their_schema(path: Path) -> None:
    """The shipped ones; the one that is there to be unreadable does not."""
    found = schemas.problems(loaded(path), schema_for("stack"))
    assert bool(found) is (path.stem == "unreadable"), found


def test_a_lock_file_fits_its_schema(run: Run, project: Path) -> None:
    """One that was just written; with a key too many it no longer does."""
    assert run("lock", "good").code == 0
    lock = loaded(project / "stacks" / "good.lock.yaml")
    assert schemas.problems(lock, schema_for("lock-file")) == []
    lock["workloads"]["chat"]["colour"] = "red"
    assert "no key 'colour' is promised" in schemas.problems(lock, schema_for("lock-file"))[0]


def test_a_live_snapshot_fits_its_schema(tmp_path: Path) -> None:
    """Counters may have more keys than the planner reads; the snapshot may not."""
    counters = [counter("OpenAI.Standard.gpt-5.1", 100, 80, id="/subscriptions/x")]
    live = json.loads(write(tmp_path, {"swedencentral": counters}).read_text())
    assert schemas.problems(live, schema_for("live")) == []
    assert schemas.problems({**live, "colour": "red"}, schema_for("live"))


ASKED = [
    ["check", "good"],
    ["check", "good", "bad", "unreadable"],
    ["check", "nowhere"],
    ["check", "unknown", "warned", "empty"],
    ["plan", "mixed"],
    ["plan", "good"],
    ["explain", "good", "chat"],
    ["explain", "bad", "chat"],
    ["where", "gpt-5.1"],
    ["where", "gpt-4.1", "--training", "standard"],
    ["where", "gpt-5.1", "--type", "standard", "--region", "francecentral"],
    ["lock", "good"],
    ["lock", "mixed", "--check"],
    ["rules"],
    ["rules", "AOAI205"],
    ["catalog", "list"],
    ["catalog", "show", "2024-12"],
    ["catalog", "show", "--region", "usgovvirginia"],
    ["catalog", "diff", "2024-12", "2025-11"],
    ["catalog", "diff", "2024-12", "2026-09", "--stack", "good"],
]


@pytest.mark.parametrize("arguments", ASKED, ids=" ".join)
def test_what_a_command_says_fits_its_schema(run: Run, arguments: list[str]) -> None:
    """Each form with something in it; the fixture compares."""
    assert json.loads(run(*arguments, "--json").out)


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({"verdict": "fine"}, "$.verdict: 'fine' is none of"),
        ({"as_of": "20.11.2026"}, "is no date"),
        ({"format_version": True}, "$.format_version: True is not 1"),
        ({"colour": "red"}, "no key 'colour' is promised"),
        ({"deployments": [{"workload": "chat"}]}, "$.deployments[0]: the key 'name' is missing"),
    ],
    ids=["word", "date", "version", "more", "less"],
)
def test_what_does_not_fit_is_found(run: Run, change: dict[str, Any], problem: str) -> None:
    """The comparison is not blind: a plan with one thing wrong does not pass."""
    plan = json.loads(run("plan", "good", "--json").out)
    found = schemas.problems({**plan, **change}, schema_for("plan"))
    assert any(problem in each for each in found), found
