"""What a run says before it begins: what is taken away, and why nothing is done at all."""

from __future__ import annotations

from dataclasses import replace

import pytest

from planner.domain.plan import FieldChange, Group, Place, PlannedChange
from planner.domain.terms import Action, Verdict
from planner.emit import refusal
from planner.emit.config import OnRefused
from tests.emit.plans import account, deployment, finding, plan, training

RUNS = deployment("chat")
HOME = account()


def _of(place: Place, action: Action = Action.DELETED, **more: object) -> PlannedChange:
    made = PlannedChange(
        action, place.workload, place.name, place.account, place.region, place, None
    )
    return replace(made, **more)  # type: ignore[arg-type]


OF_ACCOUNT = PlannedChange(Action.DELETED, None, HOME.name, HOME.name, HOME.region, HOME, None)
GROUP = Group("rg-aoai-dev", "swedencentral")
OF_GROUP = PlannedChange(Action.DELETED, None, GROUP.name, "", GROUP.location, GROUP, None)
MODEL = "chat: gpt-5.1 2025-11-13, global-standard, in swedencentral"

TAKEN: dict[str, tuple[PlannedChange, str]] = {
    "deleted, with its reason": (
        _of(RUNS, why="no longer in the stack file"),
        f"{MODEL} is deleted; no longer in the stack file",
    ),
    "replaced": (
        _of(RUNS, Action.REPLACED, down=True),
        f"{MODEL} is deleted, then made anew in its account",
    ),
    "moved": (_of(RUNS, Action.MOVED), f"{MODEL} is made elsewhere, then deleted"),
    "moved in its region": (
        _of(RUNS, Action.MOVED, down=True),
        f"{MODEL} is deleted, then made anew in another account",
    ),
    "protected": (
        _of(RUNS, protected=True),
        f"{MODEL} is deleted; protected, so Pulumi refuses until `pulumi state unprotect` of "
        "chat-swedencentral",
    ),
    "a place to train": (
        _of(training()),
        "tuning: gpt-4.1-mini 2025-04-14, standard, in northcentralus is deleted",
    ),
    "an account": (OF_ACCOUNT, f"{HOME.name}: account in swedencentral is deleted"),
    "a protected account": (
        replace(OF_ACCOUNT, protected=True),
        f"{HOME.name}: account in swedencentral is deleted; protected, so Pulumi refuses until it "
        "is unprotected",
    ),
    "a group": (OF_GROUP, "rg-aoai-dev: resource group in swedencentral is deleted"),
}


@pytest.mark.parametrize(("change", "said"), TAKEN.values(), ids=TAKEN)
def test_what_is_taken_away_is_said_first(change: PlannedChange, said: str) -> None:
    """In one message, a line for each, before the first resource."""
    added = PlannedChange(Action.ADDED, None, "x", "x", "sweden", None, HOME)
    told = refusal.warnings(replace(plan(RUNS), changes=(change, added, change)))
    assert told == (f"this run takes away what runs:\n  {said}\n  {said}",)


def test_several_ways_in_which_an_account_opens_are_one_line() -> None:
    """A group that changes hands is no account."""
    fields = (FieldChange("network", "private", "public"), FieldChange("lock", "ReadOnly", None))
    changed = replace(OF_ACCOUNT, action=Action.CHANGED, after=HOME, fields=fields)
    other = replace(OF_GROUP, action=Action.CHANGED, after=GROUP, fields=fields)
    told = refusal.warnings(replace(plan(RUNS), changes=(changed, other)))
    line = f"{HOME.name}: network private -> public, lock ReadOnly -> none"
    assert told == (f"this run makes accounts that run more open:\n  {line}",)


def test_a_plan_that_has_no_reason_says_so_all_the_same() -> None:
    """Never an empty error; a workload without a finding found no place. Remarks refuse nothing."""
    with pytest.raises(refusal.RefusedError) as stopped:
        refusal.check(replace(plan(RUNS), accounts=()), OnRefused.SKIP)
    assert stopped.value.problems == ("the plan has workloads, but nothing of it can be deployed",)
    remark = finding(None, Verdict.OK, "quota is not checked")
    lost = replace(plan(refused=["a", "b"]), findings=(remark,))
    with pytest.raises(refusal.RefusedError) as stopped:
        refusal.check(lost, OnRefused.SKIP)
    lines = ("a: no place was found for it", "b: no place was found for it")
    assert stopped.value.problems == lines
    assert str(stopped.value) == "\n".join(lines)


def test_a_deployment_is_named_by_its_workload() -> None:
    """What people know it by, whatever it is called in Azure."""
    named = replace(RUNS, name="gpt")
    (told,) = refusal.warnings(replace(plan(RUNS), changes=(_of(named),)))
    assert told.endswith(f"{MODEL} is deleted")


def test_a_finding_is_an_output_with_all_its_keys() -> None:
    """None is ever missing, also where the place is not known."""
    said = {
        "rule": "AOAI205",
        "severity": "error",
        "message": "not offered",
        "remedies": ["region swedencentral", "another type"],
        "location": "stacks/dev.yaml:14:18",
    }
    assert refusal.record(finding()) == said
    assert refusal.record(replace(finding(), location=None)) == {**said, "location": None}
