"""Project files and configuration, read as the CLI reads them."""

from __future__ import annotations

from pathlib import Path

import pytest

from planner.engine.preview import SECRET, Outcome
from planner.engine.project import Project, ProjectError, read
from tests.engine.conftest import Run


def project(tmp_path: Path, text: str, stack: str | None = None, **given: str) -> Project:
    (tmp_path / "Pulumi.yaml").write_text(text)
    if stack is not None:
        (tmp_path / "Pulumi.dev.yaml").write_text(stack)
    return read(tmp_path, "dev", given)


def typed(kind: str) -> str:
    return f"name: p\nruntime: python\nconfig:\n  key: {{type: {kind}}}\n"


def test_given_wins_over_stack_over_default(tmp_path: Path) -> None:
    """The command line, then the stack's file, then the default."""
    text = "name: p\nconfig:\n  a: {default: 1}\n  b: {default: 1}\n  c: {default: 1}\n"
    stack = "config:\n  p:b: 2\n  p:c: 2\n"
    found = project(tmp_path, text, stack, c="3")
    assert found.config == {"p:a": "1", "p:b": "2", "p:c": "3"}


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("true", "true"),
        ("5", "5"),
        ("1.5", "1.5"),
        ("word", "word"),
        ('""', ""),
        ("2026-11-20", "2026-11-20 00:00:00 +0000 UTC"),
        ("[1, a]", '[1,"a"]'),
        ("{a: true}", '{"a":true}'),
    ],
)
def test_every_value_reaches_the_program_as_text(tmp_path: Path, value: str, text: str) -> None:
    """As the CLI spells it, an unquoted date included."""
    found = project(tmp_path, "name: p\n", f"config:\n  p:key: {value}\n")
    assert found.config == {"p:key": text}


@pytest.mark.parametrize(
    ("kind", "good", "bad"),
    [
        ("string", ["a", "5", "true", "''"], ["[1]", "{a: 1}"]),
        ("integer", ["5", "-5", "'7'"], ["a", "1.5", "true", "[1]"]),
        ("boolean", ["true", "'false'"], ["1", "yep", "{}"]),
        ("array", ["[1]", "'[1]'"], ["1", "'{}'", "'['"]),
        ("object", ["{a: 1}", "'{}'"], ["1", "[1]"]),
    ],
)
def test_types(tmp_path: Path, kind: str, good: list[str], bad: list[str]) -> None:
    """Texts count as what they spell; anything else is one clean line."""
    for value in good:
        project(tmp_path, typed(kind), f"config:\n  p:key: {value}\n")
    for value in bad:
        with pytest.raises(ProjectError) as wrong:
            project(tmp_path, typed(kind), f"config:\n  p:key: {value}\n")
        assert wrong.value.problems == (
            f"stack 'dev' with configuration key 'key' must be of type {kind!r}",
        )


def test_types_of_items(tmp_path: Path) -> None:
    """The items of an array have a type too."""
    text = "name: p\nconfig:\n  key: {type: array, items: {type: integer}}\n"
    assert project(tmp_path, text, "config:\n  p:key: [1, 2]\n").config["p:key"] == "[1,2]"
    with pytest.raises(ProjectError):
        project(tmp_path, text, "config:\n  p:key: [1, a]\n")


def test_declared_without_default_is_required(tmp_path: Path) -> None:
    """A typed key without a default must be given somewhere."""
    with pytest.raises(ProjectError, match="missing the configuration value 'key'"):
        project(tmp_path, typed("string"))
    assert project(tmp_path, typed("string"), key="x").config == {"p:key": "x"}


def test_undeclared_keys_pass(tmp_path: Path) -> None:
    """As in the CLI: whether a key means anything is for the program to say."""
    assert project(tmp_path, "name: p\n", other="x").config == {"p:other": "x"}


def test_settings_of_a_provider(tmp_path: Path) -> None:
    """Keys with another name before the colon keep it."""
    text = "name: p\nconfig:\n  azure-native:location: {value: x}\n"
    assert project(tmp_path, text).config == {"azure-native:location": "x"}


def test_another_folder_for_the_program(tmp_path: Path) -> None:
    """`main` names the folder that is run."""
    assert project(tmp_path, "name: p\nmain: src\n").program == tmp_path / "src"
    assert project(tmp_path, "name: p\n").program == tmp_path


@pytest.mark.parametrize("text", ["name: [", "- a", "runtime: python", "name: 5"])
def test_bad_project_files(tmp_path: Path, text: str) -> None:
    """What cannot be read is one line with the file's name."""
    with pytest.raises(ProjectError, match=r"Pulumi\.yaml"):
        project(tmp_path, text)


def test_encrypted_values_are_secret_and_unknown(run: Run) -> None:
    """A value encrypted for the CLI cannot be read here, and is shown as a secret."""
    found = run(
        'pulumi.export("token", pulumi.Config().require_secret("token"))',
        stack="config:\n  p:token: {secure: v1:abc}\n  p:plain: x\n",
    )
    assert found.outcome is Outcome.OK
    assert found.config == {"p:plain": "x", "p:token": SECRET}
    assert found.outputs["token"] == SECRET


def test_wrong_config_keeps_the_program_from_running(run: Run) -> None:
    """As in the CLI, the program is not even started."""
    found = run("print(1 / 0)", project="config:\n  n: {type: integer}\n", n="many")
    assert found.outcome is Outcome.MISCONFIGURED
    assert found.error == "stack 'dev' with configuration key 'n' must be of type 'integer'"
    assert found.resources == ()
