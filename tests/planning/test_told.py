"""What a program makes of what the engine says of its own last state."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from planner.domain.lock import Lock, lock_of
from planner.files.lock import dump
from planner.planning.inputs import Asked, Inputs, InputsError, gather
from planner.planning.running import Told
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
