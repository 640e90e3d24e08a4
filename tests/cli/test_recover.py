"""`planner recover FILE`: what to run after a run that was cut off."""

from __future__ import annotations

import json
from pathlib import Path

from tests.cli.conftest import Run
from tests.files.test_cutoff import ACCOUNT_ID, operation, state


def test_it_says_what_was_begun_and_what_to_run(run: Run, project: Path) -> None:
    """Each command on a line of its own, whatever the width; nothing is written."""
    before = sorted(project.rglob("*"))
    state(project / "state.json", operation("creating"), operation("deleting"))
    ran = run("recover", "state.json")
    assert (ran.code, ran.err) == (0, "")
    assert "creating chat-sweden (azure-native:cognitiveservices:Deployment): Azure may" in ran.out
    assert "deleting chat-sweden" in ran.out
    lines = [line.strip() for line in ran.out.splitlines() if line.startswith("  pulumi")]
    assert lines == json.loads(run("recover", "state.json", "--json").out)["commands"]
    assert f"{ACCOUNT_ID}/deployments/chat" in lines[1]
    assert sorted(project.rglob("*")) == [*before, project / "state.json"]


def test_nothing_unfinished_is_said_too(run: Run, project: Path) -> None:
    state(project / "state.json")
    assert (
        run("recover", "state.json").out == "No operation was left unfinished: run `pulumi up`.\n"
    )


def test_a_file_that_is_no_state_is_wrong_usage(run: Run, project: Path) -> None:
    """Exit 2 with the place, as for every file that cannot be read."""
    (project / "x.json").write_text("{}")
    ran = run("recover", "x.json")
    assert ran.code == 2
    assert (
        "x.json:1:1: this is no state of a stack: save what `pulumi stack export` prints" in ran.err
    )
    assert run("recover", "nowhere.json").code == 2


def test_a_control_character_in_a_name_does_not_reach_the_terminal(run: Run, project: Path) -> None:
    urn = "urn:pulumi:dev::p::azure-native:cognitiveservices:Deployment::a\x1b[2Jb"
    state(project / "state.json", operation("creating", urn=urn))
    assert "\x1b" not in run("recover", "state.json").out


def test_what_has_no_id_is_looked_for_before_anything_is_cleared(run: Run, project: Path) -> None:
    """Nothing stands that says the subscription; with it the command is printed as usual."""
    state(project / "state.json", operation("creating"), resources=())
    ran = run("recover", "state.json")
    assert [x.strip() for x in ran.out.splitlines() if x.startswith("  pulumi")] == [
        "pulumi cancel --yes"
    ]
    assert "--subscription" in ran.out
    assert "known not to exist" in " ".join(ran.out.split())
    known = run("recover", "state.json", "--subscription", "8f1c2c8e-3f0b-4a86-9a55-0c8a3f1f7d10")
    assert "--clear-pending-creates" in known.out
    assert "known not to exist" not in known.out
