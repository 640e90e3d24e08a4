"""What a plan changes against the lock: every edit of a stack file, and what comes of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

import pytest

from planner.domain.changes import changes
from planner.domain.lock import Lock, lock_of
from planner.domain.plan import Group, Plan, PlannedChange
from planner.domain.terms import Action
from planner.facts.snapshot import load
from planner.planning.make_plan import make_plan
from planner.report.forms.encode import encode
from planner.report.forms.plan import plan_form
from tests.planning.stacks import CATALOG, plan_of, stack_of, workload

NOW = date(2026, 9, 20)
CHAT = workload()
SHARED = workload(deployment_type="global-standard", capacity={"tpm": 20_000})
RESERVED = workload(deployment_type="global-provisioned", capacity={"ptu": 15})
HAD = {"subscription": {"deployed_before": ["gpt-4.1@2025-04-14"]}}
Workloads = Mapping[str, dict[str, Any]]


def _lock(workloads: Workloads, **stack: Any) -> Lock:
    plan = plan_of(stack_of({**HAD, **stack, "workloads": dict(workloads)}), as_of=NOW)
    assert plan.complete, plan.findings
    return lock_of(plan)


def _plan(workloads: Workloads, lock: Lock | None, **stack: Any) -> Plan:
    made = stack_of({**HAD, **stack, "workloads": dict(workloads)})
    plan = make_plan(made, load(CATALOG), as_of=NOW, lock=lock)
    assert "AOAI003" not in {finding.rule.id for finding in plan.findings}
    return plan


def _told(change: PlannedChange) -> str:
    """One change as `action name region: what`."""
    what = ", ".join(map(str, change.fields))
    marks = [word for word in ("down", "protected") if getattr(change, word)]
    head = f"{change.action} {change.name} {change.region}"
    return " ".join([head + (f": {what}" if what else ""), *(f"[{mark}]" for mark in marks)])


@dataclass(frozen=True)
class Edit:
    """Workloads before and after an edit of the stack file, and what the plan then changes."""

    name: str
    before: Workloads
    after: Workloads
    told: tuple[str, ...]
    unchanged: int = 0
    stack: Mapping[str, Any] = field(default_factory=dict)
    was: Mapping[str, Any] = field(default_factory=dict)
    """What else the stack file said before."""


EDITS = (
    Edit("nothing", {"chat": CHAT}, {"chat": CHAT}, (), 1),
    Edit(
        "added to an account that there is",
        {"chat": CHAT},
        {"chat": CHAT, "mail": SHARED},
        ("added mail swedencentral",),
        1,
    ),
    Edit(
        "added in a region of its own",
        {"chat": CHAT},
        {"chat": CHAT, "mail": {**SHARED, "region": "francecentral"}},
        ("added mail francecentral", "added aoai-test-francecentral francecentral"),
        1,
    ),
    Edit(
        "resized",
        {"chat": CHAT, "mail": SHARED},
        {"chat": {**CHAT, "capacity": {"tpm": 100_000}}, "mail": SHARED},
        ("changed chat swedencentral: capacity 50 -> 100",),
        1,
    ),
    Edit(
        "another version",
        {"chat": workload(model="gpt-4o@2024-08-06", deployment_type="global-standard")},
        {"chat": workload(model="gpt-4o@2024-11-20", deployment_type="global-standard")},
        ("changed chat swedencentral: version 2024-08-06 -> 2024-11-20",),
        stack={"subscription": {"deployed_before": ["gpt-4o@2024-08-06", "gpt-4o@2024-11-20"]}},
    ),
    Edit(
        "a setting",
        {"chat": CHAT},
        {"chat": {**CHAT, "upgrade": "when-expired"}},
        ("changed chat swedencentral: upgrade never -> when-expired",),
    ),
    Edit(
        "retyped in place",
        {"chat": CHAT},
        {"chat": {**CHAT, "deployment_type": "global-standard"}},
        ("changed chat swedencentral: deployment type data-zone-standard -> global-standard",),
    ),
    Edit(
        "retyped to what cannot be had in place",
        {"chat": RESERVED},
        {"chat": SHARED},
        (
            "replaced chat swedencentral: deployment type global-provisioned -> global-standard, "
            "capacity 15 -> 20 [down] [protected]",
        ),
    ),
    Edit(
        "moved",
        {"chat": CHAT, "mail": SHARED},
        {"chat": {**CHAT, "region": "francecentral"}, "mail": SHARED},
        ("moved chat francecentral", "added aoai-test-francecentral francecentral"),
        1,
    ),
    Edit(
        "moved, and its account stands empty",
        {"chat": CHAT},
        {"chat": {**CHAT, "region": "francecentral"}},
        (
            "deleted aoai-test-swedencentral swedencentral [down]",
            "moved chat francecentral",
            "added aoai-test-francecentral francecentral",
        ),
    ),
    Edit(
        "moved, and provisioned",
        {"chat": RESERVED, "mail": SHARED},
        {"chat": {**RESERVED, "region": "francecentral"}, "mail": SHARED},
        (
            "moved chat francecentral [protected]",
            "added aoai-test-francecentral francecentral",
        ),
        1,
    ),
    Edit(
        "removed",
        {"chat": CHAT, "mail": SHARED},
        {"chat": CHAT},
        ("deleted mail swedencentral [down]",),
        1,
    ),
    Edit(
        "removed, provisioned and the last of its account",
        {"chat": CHAT, "mail": {**RESERVED, "region": "francecentral"}},
        {"chat": CHAT},
        (
            "deleted mail francecentral [down] [protected]",
            "deleted aoai-test-francecentral francecentral [down]",
        ),
        1,
    ),
    Edit(
        "everything removed",
        {"chat": CHAT},
        {},
        (
            "deleted chat swedencentral [down]",
            "deleted aoai-test-swedencentral swedencentral [down]",
            "deleted rg-aoai-test swedencentral [down]",
        ),
        stack={"empty": True},
    ),
    Edit(
        "fewer replicas",
        {"chat": workload(region=["swedencentral", "francecentral"], replicas=2)},
        {"chat": workload(region=["swedencentral", "francecentral"], replicas=1)},
        (
            "deleted chat francecentral [down]",
            "deleted aoai-test-francecentral francecentral [down]",
        ),
        1,
    ),
    Edit(
        "more replicas",
        {"chat": workload(region=["swedencentral", "francecentral"])},
        {"chat": workload(region=["swedencentral", "francecentral"], replicas=2)},
        ("added chat francecentral", "added aoai-test-francecentral francecentral"),
        1,
    ),
    Edit(
        "refused, and so kept",
        {"chat": CHAT, "mail": SHARED},
        {"chat": {**CHAT, "region": "uksouth"}, "mail": SHARED},
        ("kept chat swedencentral",),
        1,
    ),
    Edit(
        "renamed",
        {"chat": CHAT},
        {"talk": CHAT},
        ("deleted chat swedencentral [down]", "added talk swedencentral"),
    ),
    Edit(
        "an account of another kind",
        {"chat": CHAT},
        {"chat": CHAT},
        ("changed aoai-test-swedencentral swedencentral: kind OpenAI -> AIServices",),
        1,
        was={"accounts": {"kind": "OpenAI"}},
    ),
    Edit(
        "an account of the kind that the service has changed",
        {"chat": CHAT},
        {"chat": CHAT},
        (),
        1,
        stack={"accounts": {"kind": "OpenAI"}},
    ),
)


@pytest.mark.parametrize("edit", EDITS, ids=lambda edit: edit.name)
def test_an_edit_changes_what_it_should(edit: Edit) -> None:
    """Deletions first, each deployment and account once, and nothing that stays as it is."""
    before = {k: v for k, v in edit.stack.items() if k not in ("accounts", "empty")}
    plan = _plan(edit.after, _lock(edit.before, **before, **edit.was), **edit.stack)
    assert tuple(map(_told, plan.changes)) == edit.told
    assert plan.unchanged == edit.unchanged
    assert plan.under_lock


def test_a_renamed_workload_is_told_so() -> None:
    """A name is the identity: who renames one deletes what runs, which they may not expect."""
    plan = _plan({"talk": CHAT}, _lock({"chat": CHAT}))
    assert plan.changes[0].why.endswith("if it became talk: a renamed workload is a new one")
    other = _plan({"talk": {**CHAT, "capacity": {"tpm": 1_000}}}, _lock({"chat": CHAT}))
    assert other.changes[0].why == "no longer in the stack file"


def test_what_is_made_elsewhere_is_not_taken_for_a_renamed_one() -> None:
    """A new workload in another region is no rename, though all else about it is the same."""
    plan = _plan({"talk": {**CHAT, "region": "francecentral"}}, _lock({"chat": CHAT}))
    deleted = next(change for change in plan.changes if change.workload == "chat")
    assert deleted.why == "no longer in the stack file"


def test_without_a_lock_everything_is_added() -> None:
    """And the plan says that it knows of none."""
    plan = _plan({"chat": CHAT}, None)
    assert [change.action for change in plan.changes] == [Action.ADDED, Action.ADDED]
    assert not plan.under_lock


def test_a_plan_that_cannot_be_applied_changes_nothing() -> None:
    """Pulumi registers nothing of it, so what runs stays as it is."""
    lock = _lock({"chat": CHAT})
    broken = replace(_plan({"chat": CHAT}, lock), accounts=(), deployments=())
    assert not broken.applyable
    assert changes(broken, lock) == ()


def test_accounts_of_prod_are_protected() -> None:
    """As the Pulumi program has it: their name is taken for two days when they go."""
    lock = _lock({"chat": CHAT})
    plan = _plan({}, lock, environment="prod", empty=True)
    assert [(c.name, c.protected) for c in plan.changes] == [
        ("chat", False),
        ("aoai-test-swedencentral", True),
        ("rg-aoai-test", True),
    ]


def test_a_group_that_is_left_is_said_last_and_why() -> None:
    """It goes when all in it is gone, with whatever else people put into it."""
    lock = _lock({"chat": CHAT})
    empty = _plan({}, lock, empty=True).changes[-1]
    assert (empty.name, empty.workload, empty.account) == ("rg-aoai-test", None, "")
    assert empty.why == "no account of the stack is left in it; whatever else is in it goes too"
    other = changes(replace(_plan({"chat": CHAT}, lock), resource_group="rg-new"), lock)
    assert [(c.action, c.name) for c in other] == [
        (Action.DELETED, "rg-aoai-test"),
        (Action.ADDED, "rg-new"),
    ]
    assert other[0].why == "everything in it is deleted, and made anew in rg-new"


def test_somebody_elses_group_is_neither_made_nor_deleted() -> None:
    """Nor is one of which the lock does not say anything."""
    lock = _lock({"chat": CHAT})
    plan = _plan({"chat": CHAT}, lock)
    theirs = replace(lock, group=Group("rg-hub", exists=True))
    for before in (theirs, replace(lock, group=None)):
        assert "rg-hub" not in {change.name for change in changes(plan, before)}
    adopted = replace(plan, resource_group="rg-hub", group_exists=True)
    assert [c.name for c in changes(adopted, lock)] == ["rg-aoai-test"]
    assert changes(adopted, replace(lock, group=None)) == ()


def test_the_lock_of_a_plan_leaves_nothing_to_change() -> None:
    """A plan under its own lock changes nothing, whatever it changed before."""
    for edit in EDITS:
        before = {k: v for k, v in edit.stack.items() if k not in ("accounts", "empty")}
        lock = _lock(edit.before, **before, **edit.was)
        after = lock_of(_plan(edit.after, lock, **edit.stack), lock)
        again = _plan(edit.after, after, **edit.stack)
        assert {change.action for change in again.changes} <= {Action.KEPT}, edit.name


def test_changes_in_json_say_what_the_text_says() -> None:
    """Action, both sides and the fields that differ."""
    edited = {"chat": {**CHAT, "capacity": {"tpm": 100_000}}}
    (found,) = encode(plan_form(_plan(edited, _lock({"chat": CHAT}))))["changes"]
    assert (found["action"], found["workload"], found["account"], found["region"]) == (
        "changed",
        "chat",
        "aoai-test-swedencentral",
        "swedencentral",
    )
    assert found["fields"] == [{"name": "capacity", "before": 50, "after": 100}]
    assert (found["before"]["capacity"], found["after"]["capacity"]) == (50, 100)
