"""What a run left unfinished, read from what `pulumi stack export` prints."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from planner.domain import begun
from planner.domain.problem import FileError
from planner.files import cutoff
from tests.fake_azure import convert, shapes

SUBSCRIPTION = "00000000-0000-0000-0000-000000000000"
GROUP = f"/subscriptions/{SUBSCRIPTION}/resourceGroups/rg-aoai-dev"
ACCOUNT_ID = f"{GROUP}/providers/Microsoft.CognitiveServices/accounts/aoai"
ABOVE = "urn:pulumi:dev::azure-openai::planner:azureopenai:Account::aoai"
STACK = {"urn": "urn:pulumi:dev::azure-openai::pulumi:pulumi:Stack::azure-openai-dev"}
DEPLOYMENT = {
    "urn": f"{ABOVE.rpartition('::')[0]}$azure-native:cognitiveservices:Deployment::chat-sweden",
    "parent": ABOVE,
    "inputs": {"resourceGroupName": "rg-aoai-dev", "accountName": "aoai", "deploymentName": "chat"},
}
STANDING = {"urn": "urn:pulumi:dev::azure-openai::x:y:Z::group", "id": GROUP}


def state(path: Path, *pending: Any, resources: Any = (STACK, STANDING)) -> Path:
    """A file as Pulumi writes it."""
    deployment = {"resources": [*resources], "pending_operations": [*pending]}
    path.write_text(json.dumps({"version": 3, "deployment": deployment}))
    return path


def operation(word: str, **resource: Any) -> dict[str, Any]:
    return {"type": word, "resource": {**DEPLOYMENT, **resource}}


@pytest.mark.parametrize("token", shapes.ROUTES)
def test_the_id_of_each_type_that_is_registered_is_arms(token: str) -> None:
    """As the stand-in for Azure derives it from its own table, with a scope where there is one."""
    names = shapes.ROUTES[token].names
    given = {
        name: ACCOUNT_ID if name in ("scope", "resourceUri") else f"a-{name}" for name in names
    }
    assert begun.arm_id(token, given, SUBSCRIPTION) == convert.arm_id(token, SUBSCRIPTION, given)


@pytest.mark.parametrize("token", shapes.ROUTES)
def test_an_id_is_not_guessed_from_half_of_its_names(token: str) -> None:
    """Not without its last name, nor without the subscription that it starts with."""
    names = shapes.ROUTES[token].names
    given = {name: f"a-{name}" for name in names[:-1]}
    assert begun.arm_id(token, given, SUBSCRIPTION) is None
    scoped = "scope" in names or "resourceUri" in names
    assert (begun.arm_id(token, {**given, names[-1]: "x"}, None) is None) is not scoped


def test_a_create_is_imported_and_its_note_struck_out(tmp_path: Path) -> None:
    """The subscription is that of what stands; the parent is its component."""
    found = cutoff.read(state(tmp_path / "state.json", operation("creating")))
    assert found.stack == "dev"
    assert found.commands == (
        "pulumi cancel --yes",
        "pulumi import azure-native:cognitiveservices:Deployment chat-sweden "
        f"{ACCOUNT_ID}/deployments/chat --parent above={ABOVE} "
        "--protect=false --generate-code=false --yes",
        "pulumi refresh --clear-pending-creates --yes",
        "pulumi up",
    )


@pytest.mark.parametrize("word", ["updating", "deleting", "reading"])
def test_what_is_asked_again_needs_no_import(tmp_path: Path, word: str) -> None:
    """PUT and DELETE of what the state knows may come twice."""
    found = cutoff.read(state(tmp_path / "state.json", operation(word, id=f"{GROUP}/x")))
    assert [each.operation for each in found.begun] == [word]
    assert found.commands == ("pulumi cancel --yes", "pulumi up")


def test_the_first_write_of_all_needs_the_subscription(tmp_path: Path) -> None:
    """Nothing stands whose id would say it; what lies right below the stack has no parent.

    Nothing is cleared until it is known: Azure may have the group, and only the note says so.
    """
    urn = "urn:pulumi:dev::azure-openai::azure-native:resources:ResourceGroup::resource-group"
    group = {"urn": urn, "parent": STACK["urn"], "inputs": {"resourceGroupName": "rg-aoai-dev"}}
    file = state(tmp_path / "s.json", {"type": "creating", "resource": group}, resources=())
    (unknown,), (known,) = cutoff.read(file).begun, cutoff.read(file, SUBSCRIPTION).begun
    assert (unknown.id, unknown.importing) == (None, None)
    assert (known.id, known.parent) == (GROUP, None)
    assert cutoff.read(file).commands == ("pulumi cancel --yes",)
    assert cutoff.read(file, SUBSCRIPTION).commands[2:] == (begun.CLEARING, "pulumi up")


def test_one_without_an_id_keeps_the_notes_of_all(tmp_path: Path) -> None:
    """The imports that are known are printed; a clearing would strike the unknown one out as well."""
    nameless = operation("creating", inputs={"accountName": "aoai"})
    found = cutoff.read(state(tmp_path / "state.json", operation("creating"), nameless))
    assert [command.split()[1] for command in found.commands] == ["cancel", "import"]
    assert len(found.nameless) == 1


def test_a_name_is_quoted_for_the_shell(tmp_path: Path) -> None:
    """What stands in a state file must not become a command."""
    evil = {**DEPLOYMENT["inputs"], "deploymentName": "x; rm -rf ~"}  # type: ignore[dict-item]
    (_, line, *_) = cutoff.read(state(tmp_path / "s", operation("creating", inputs=evil))).commands
    assert f"'{ACCOUNT_ID}/deployments/x; rm -rf ~'" in line


NO_STATE = {
    "nothing": ("", "no JSON"),
    "a stack file": ("version: 1\n", "no JSON"),
    "half of it": ('{"version": 3, "deployment": {', "no JSON"),
    "another JSON": ('{"a": 1}', "no state of a stack"),
    "a list": ("[]", "no state of a stack"),
    "no deployment": ('{"deployment": null}', "no state of a stack"),
    "a number without end": ('{"a": ' + "1" * 5_000 + "}", "no JSON"),
    "nested deeply": ("[" * 100_000, "nested too deeply"),
}


@pytest.mark.parametrize(("text", "said"), NO_STATE.values(), ids=NO_STATE)
def test_any_other_file_is_refused_with_its_place(tmp_path: Path, text: str, said: str) -> None:
    file = tmp_path / "state.json"
    file.write_text(text)
    with pytest.raises(FileError, match=said) as raised:
        cutoff.read(file)
    assert raised.value.problems[0].location is not None


STRANGE = {
    "null": None,
    "a text": "x",
    "numbers": [1, 2],
    "without a resource": [{"type": "creating"}],
    "without a urn": [{"type": "creating", "resource": {}}],
    "a urn of one part": [{"type": "creating", "resource": {"urn": "x"}}],
    "an id that is no text": [operation("creating", id=5, inputs={})],
    "inputs that are none": [operation("creating", inputs=[1])],
    "names that are no text": [operation("creating", inputs={"resourceGroupName": {"a": 1}})],
}


@pytest.mark.parametrize("pending", STRANGE.values(), ids=STRANGE)
def test_strange_operations_are_never_an_error(tmp_path: Path, pending: Any) -> None:
    """Nor do they make an import of something that nobody can name."""
    file = tmp_path / "state.json"
    file.write_text(json.dumps({"deployment": {"resources": {}, "pending_operations": pending}}))
    assert not any("import" in line for line in cutoff.read(file).commands)
