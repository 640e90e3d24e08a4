"""What deployments are called: as the stack file says, and for what runs as it is called."""

from __future__ import annotations

import random
from typing import Any

import pytest

from planner.domain.lock import Lock, lock_of
from planner.domain.plan import Plan
from planner.domain.problem import FileError
from planner.domain.terms import Action
from planner.files.lock import dump
from planner.planning.make_plan import make_plan
from planner.report.forms.encode import encode
from planner.report.forms.plan import plan_form
from planner.report.places import move_text
from tests import given
from tests.emit.mocked import DEPLOYMENT, register
from tests.planning.stacks import AS_OF, plan_of, stack_of, workload

QUOTA = {
    "quota_tier": 1,
    "quota": {"OpenAI.DataZoneProvisionedManaged": 100},
}
RESERVED = workload(deployment_type="data-zone-provisioned", capacity={"ptu": 15}, spillover="chat")


def _plan(lock: Lock | None = None, upgrade: tuple[str, ...] = (), /, **workloads: Any) -> Plan:
    stack = stack_of({"subscription": QUOTA, "workloads": workloads})
    plan = make_plan(stack, given.catalog(), as_of=AS_OF, lock=lock, upgrade=upgrade)
    assert "AOAI003" not in {finding.rule.id for finding in plan.findings}
    return plan


def _names(plan: Plan) -> dict[str, str]:
    return {d.workload: d.name for d in plan.deployments}


def _spills(plan: Plan) -> dict[str, str]:
    found = {d.workload: d.settings.spillover for d in plan.deployments}
    return {name: to for name, to in found.items() if to}


def test_a_name_is_that_of_every_replica() -> None:
    """Applications find it under one name in each region; the workload stays what it is called."""
    wide = workload(region=["swedencentral", "francecentral"], replicas=2, deployment_name="gpt")
    plan = _plan(chat=wide)
    assert [(d.workload, d.name) for d in plan.deployments] == [("chat", "gpt")] * 2


def test_a_name_reaches_azure_and_no_logical_name() -> None:
    """Pulumi knows the deployment by its workload, so that only Azure's resource is renamed."""
    sent = register(_plan(chat=workload(deployment_name="gpt"))).inputs(DEPLOYMENT)
    assert {name: inputs["deploymentName"] for name, inputs in sent.items()} == {
        "chat-swedencentral": "gpt"
    }


def test_a_workload_spills_over_to_whatever_its_target_is_called() -> None:
    """The stack file names the workload; Azure is sent the name of its deployment."""
    plan = _plan(chat=workload(deployment_name="gpt"), reserved=RESERVED)
    assert plan.complete
    assert _spills(plan) == {"reserved": "gpt"}


def test_a_deployment_that_is_called_like_the_target_is_not_the_target() -> None:
    """Where the workload is elsewhere, one that merely has its name is no help."""
    decoy = workload(deployment_name="chat")
    plan = _plan(chat=workload(region="francecentral"), decoy=decoy, reserved=RESERVED)
    assert plan.refused == ("reserved",)


def test_a_lock_of_a_stack_without_names_says_nothing_of_them() -> None:
    """Its bytes are those of a planner that did not know the key."""
    text = dump(lock_of(_plan(chat=workload())))
    assert "type: data-zone-standard, capacity: 50}" in text
    assert "name: gpt" in dump(lock_of(_plan(chat=workload(deployment_name="gpt"))))


RENAMES = {"given": ({}, "gpt", "chat"), "changed": ({"deployment_name": "old"}, "gpt", "old")}


@pytest.mark.parametrize(("before", "asked", "stays"), RENAMES.values(), ids=RENAMES.keys())
def test_what_runs_keeps_its_name(before: dict[str, str], asked: str, stays: str) -> None:
    """A rename would delete it, which only `--upgrade` does, and the plan says so first."""
    lock = lock_of(_plan(chat=workload(**before), reserved=RESERVED))
    now = {"chat": workload(deployment_name=asked), "reserved": RESERVED}
    plan = _plan(lock, **now)
    assert _names(plan)["chat"] == _spills(plan)["reserved"] == stays
    assert plan.moves == ()
    assert "AOAI830" in {finding.rule.id for finding in plan.findings_of("chat")}
    assert lock_of(plan, lock) == lock
    renamed = _plan(lock, ("chat",), **now)
    assert _names(renamed)["chat"] == _spills(renamed)["reserved"] == asked
    (move,) = renamed.moves
    assert move_text(move) == (
        f"is replaced in swedencentral, called {asked} instead of {stays}: "
        "deleted first, then made: no answers meanwhile"
    )
    (told,) = encode(plan_form(renamed))["moves"]
    assert (told["from"]["name"], told["to"]["name"], told["down"]) == (stays, asked, True)


def test_who_renames_a_workload_is_told_of_the_workload() -> None:
    """Of its deployments' name nothing is said: that is the same before and after."""
    lock = lock_of(_plan(chat=workload(deployment_name="gpt")))
    plan = _plan(lock, mail=workload(deployment_name="gpt-2"))
    (gone,) = (each for each in plan.changes if each.action is Action.DELETED)
    assert (gone.workload, gone.name) == ("chat", "gpt")
    assert "if it became mail:" in gone.why


def test_a_move_to_another_region_takes_the_new_name() -> None:
    """It is another deployment anyway."""
    lock = lock_of(_plan(chat=workload()))
    plan = _plan(lock, chat=workload(region="francecentral", deployment_name="gpt"))
    assert _names(plan) == {"chat": "gpt"}


def test_of_two_workloads_with_one_name_the_one_that_runs_stays() -> None:
    """Whatever comes first by name: the new one is refused."""
    taken = workload(deployment_name="gpt")
    lock = lock_of(_plan(mail=taken))
    plan = _plan(lock, chat=taken, mail=taken)
    assert plan.refused == ("chat",)
    assert _names(plan) == {"mail": "gpt"}


@pytest.mark.parametrize("seed", range(5))
def test_the_order_of_workloads_means_nothing(seed: int) -> None:
    """Who of several gets a name does not hang on the order of the file."""
    asked = {
        n: workload(deployment_name=name)
        for n, name in zip("abcdef", ["g1", "G1", "g2", "g2", None, "f1"], strict=True)
    }
    asked = {f"w-{n}": each for n, each in asked.items()}
    order = list(asked)
    random.Random(seed).shuffle(order)
    shuffled, plan = _plan(**{name: asked[name] for name in order}), _plan(**asked)
    assert shuffled.deployments == plan.deployments
    assert shuffled.refused == plan.refused == ("w-a", "w-d")
    assert [f.message for f in shuffled.findings] == [f.message for f in plan.findings]


def test_a_place_to_train_has_no_name() -> None:
    """It is no deployment, so a name would reach nothing."""
    training = {
        "model": "gpt-4.1-mini@2025-04-14",
        "training": {"type": "standard", "method": "sft"},
        "region": "swedencentral",
        "deployment_name": "gpt",
    }
    with pytest.raises(FileError, match="a training workload has no deployment_name"):
        plan_of(stack_of({"workloads": {"train": training}}))
