"""What a program makes of what the engine says of its own last state."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml

from planner.domain.lock import Lock, lock_of
from planner.files.lock import dump
from planner.planning.inputs import Asked, Inputs, InputsError, gather
from planner.planning.make_plan import make_plan
from planner.planning.running import Told
from tests import given
from tests.emit.standing import State, state_of
from tests.planning.stacks import AS_OF, CATALOG, plan_of, stack_of, workload

FILE = {"version": 1, "catalog": CATALOG, "workloads": {"chat": workload(), "mail": workload()}}


@pytest.fixture
def state() -> State:
    return state_of(plan_of(stack_of(FILE, "dev")))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "stacks").mkdir()
    (tmp_path / "stacks" / "dev.yaml").write_text(yaml.safe_dump(FILE))
    return tmp_path


def _gathered(folder: Path, told: Told) -> Inputs:
    return gather(Asked("dev", told=told), directory=folder, today=AS_OF)


def _locked(folder: Path) -> None:
    text = dump(lock_of(plan_of(stack_of(FILE, "dev"))))
    (folder / "stacks" / "dev.lock.yaml").write_text(text)


def test_nobody_to_ask_is_as_a_first_run(folder: Path) -> None:
    """Mocks and the offline preview have no state; the lock, if any, says what runs."""
    inputs = _gathered(folder, Told())
    assert (inputs.running, inputs.warnings) == (None, ())


def test_a_new_stack_runs_nothing_and_needs_no_lock(folder: Path) -> None:
    """A first `pulumi up` stays one command, without a warning."""
    inputs = _gathered(folder, Told({}))
    assert inputs.running == Lock("dev")
    assert inputs.warnings == ()
    assert {change.action.value for change in inputs.plan().changes} == {"added"}


def test_a_lost_lock_is_said_aloud_with_the_way_to_get_it_back(folder: Path, state: State) -> None:
    """What runs stays, and the two commands are in the warning."""
    inputs = _gathered(folder, Told(state))
    (warning,) = inputs.warnings
    assert "dev.lock.yaml: what runs (2) stays as Pulumi's state has it" in warning
    assert "planner lock dev --from state.json" in warning
    assert inputs.plan().changes == ()
    _locked(folder)
    assert _gathered(folder, Told(state)).warnings == ()


def test_a_refusal_of_the_engine_stops_only_without_a_lock(folder: Path) -> None:
    """Nobody knows what runs, so nothing is done; with a lock it goes on and says so."""
    told = Told(refused="no access")
    with pytest.raises(InputsError, match=r"does not say what runs \(no access\), and there is no"):
        _gathered(folder, told)
    _locked(folder)
    inputs = _gathered(folder, told)
    assert inputs.running is None
    assert "(no access): planned under" in inputs.warnings[0]


def test_a_state_that_is_understood_in_part_is_no_state(folder: Path, state: State) -> None:
    """What is left out would count as gone, and be deleted: as if the engine had refused."""
    deployments = [each for name, each in state.items() if name.endswith("::mail-swedencentral")]
    deployments[0]["outputs"]["sku"]["name"] = "Quantum"
    with pytest.raises(InputsError, match="mail-swedencentral: its SKU is Quantum"):
        _gathered(folder, Told(state))
    _locked(folder)
    assert _gathered(folder, Told(state)).running is None


OTHER = {**FILE, "workloads": {"mail": workload(region="francecentral"), "search": workload()}}


def _other(folder: Path, file: Any = None, lock: Lock | None = None) -> Asked:
    """The program of stack dev, told to read stacks/other.yaml."""
    (folder / "stacks" / "other.yaml").write_text(yaml.safe_dump(file or OTHER))
    if lock is not None:
        (folder / "stacks" / "other.lock.yaml").write_text(dump(lock))
    return Asked("other")


def test_the_file_of_another_stack_stops_the_program(folder: Path, state: State) -> None:
    """`stackFile` is wrong: what is not in that file would be deleted, and the rest taken over."""
    asked = replace(_other(folder), told=Told(state))
    with pytest.raises(InputsError) as stopped:
        gather(asked, directory=folder, today=AS_OF)
    (problem,) = stopped.value.problems
    assert "other.yaml is of stack other, and what runs here was made from stack dev" in str(
        problem
    )
    assert "Set stackFile to the file of dev" in str(problem)


def test_a_lock_of_that_other_stack_does_not_help(folder: Path, state: State) -> None:
    """It is deployed as well, elsewhere: its lock has accounts and places of its own."""
    own = lock_of(plan_of(stack_of(OTHER, "other")))
    asked = replace(_other(folder, lock=own), told=Told(state))
    with pytest.raises(InputsError, match="is of stack other"):
        gather(asked, directory=folder, today=AS_OF)


def test_one_account_in_common_does_not_make_it_the_same_stack(folder: Path, state: State) -> None:
    """Two stacks stand in an adopted account, each with deployments of its own."""
    runs = lock_of(plan_of(stack_of(FILE, "dev")))
    search = lock_of(plan_of(stack_of({**FILE, "workloads": {"search": workload()}}, "dev")))
    asked = _other(folder, lock=replace(search, stack="other", accounts=runs.accounts))
    with pytest.raises(InputsError, match="is of stack other"):
        gather(replace(asked, told=Told(state)), directory=folder, today=AS_OF)


def test_a_renamed_stack_brings_its_lock_along(folder: Path, state: State) -> None:
    """Both files renamed, and the key `stack` of the lock: it holds the accounts that run."""
    lock = replace(lock_of(plan_of(stack_of(FILE, "dev"))), stack="other")
    inputs = gather(
        replace(_other(folder, FILE, lock), told=Told(state)), directory=folder, today=AS_OF
    )
    assert inputs.warnings == ()
    assert inputs.plan().changes == ()


def test_a_tag_of_the_files_own_is_no_other_stack(folder: Path) -> None:
    """`accounts.tags` may say another name than the file has."""
    tagged = {**FILE, "accounts": {"tags": {"planner-stack": "shop"}}}
    (folder / "stacks" / "dev.yaml").write_text(yaml.safe_dump(tagged))
    inputs = _gathered(folder, Told(state_of(plan_of(stack_of(tagged, "dev")))))
    assert inputs.plan().changes == ()


def test_what_says_no_stack_is_not_held_back(folder: Path, state: State) -> None:
    """Tags that somebody took off, or a state of before they were set."""
    for each in state.values():
        each["outputs"].pop("tags", None)
    assert gather(replace(_other(folder), told=Told(state)), directory=folder, today=AS_OF).running


def test_a_lock_that_is_older_is_called_so(folder: Path) -> None:
    """Not one that was written from nothing, which is another mistake."""
    here = {**FILE, "workloads": {"chat": workload(), "mail": workload(region="francecentral")}}
    older = lock_of(plan_of(stack_of(here, "dev")))
    newer = lock_of(plan_of(stack_of(FILE, "dev")), older)
    (folder / "stacks" / "dev.lock.yaml").write_text(dump(older))
    ran = make_plan(stack_of(FILE, "dev"), given.catalog(CATALOG), as_of=AS_OF, lock=newer)
    told = Told(state_of(ran))
    (warning,) = _gathered(folder, told).warnings
    assert "is older than what runs, which stays as it is: mail. Write the file again" in warning
    unnumbered = state_of(replace(ran, times_moved={}))
    (warning,) = _gathered(folder, Told(unnumbered)).warnings
    assert "does not know what runs, which stays where it is: mail. Write" in warning
