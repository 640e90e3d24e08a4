"""Workload keys that only travel: from the stack file to Azure, each by one row of a table."""

from __future__ import annotations

import json
from typing import Any

import pytest

from planner.domain.deployment import DeploymentSettings
from planner.domain.lock import lock_of
from planner.domain.plan import Deployment, Plan
from planner.domain.problem import FileError
from planner.files.lock import dump, parse
from planner.files.schemas import stack_schema
from planner.report.forms.encode import encode
from planner.report.forms.plan import plan_form
from planner.report.lock import Fate, LockReport
from tests.emit.mocked import DEPLOYMENT, register
from tests.planning.stacks import plan_of, stack_of, workload

STANDARD = workload(capacity={"tpm": 10_000})
PROVISIONED = workload(deployment_type="data-zone-provisioned", capacity={"ptu": 15})
KEYS: dict[str, tuple[dict[str, Any], Any, dict[str, Any]]] = {
    "upgrade": (STANDARD, "when-expired", {"versionUpgradeOption": "OnceCurrentVersionExpired"}),
    "content_filter": (STANDARD, "Microsoft.Default", {"raiPolicyName": "Microsoft.Default"}),
    "spillover": (PROVISIONED, "other", {"spilloverDeploymentName": "other"}),
    "owner": (STANDARD, "claims team", {"tags": {"owner": "claims team"}}),
    "tags": (STANDARD, {"cost-centre": "4711"}, {"tags": {"cost-centre": "4711"}}),
}
"""By key: a workload that may have it, a value, and what ARM is sent."""


def _plan(key: str, *, given: bool = True) -> Plan:
    base, value, _ = KEYS[key]
    chat = {**base, **({key: value} if given else {})}
    quota = {"OpenAI.DataZoneProvisionedManaged": 100}
    said = {"subscription": {"quota_tier": 1, "quota": quota}}
    plan = plan_of(stack_of({**said, "workloads": {"chat": chat, "other": STANDARD}}))
    assert plan.complete
    return plan


def _chat(plan: Plan) -> Deployment:
    return next(each for each in plan.deployments if each.workload == "chat")


def test_every_key_has_its_row() -> None:
    """A field without a row here is not known to reach anything."""
    assert set(KEYS) == set(DeploymentSettings.model_fields)


@pytest.mark.parametrize("key", KEYS)
def test_a_key_reaches_the_plan_and_survives_the_lock(key: str) -> None:
    """What the stack file says stands in the plan, its JSON, and the lock as written and read."""
    plan, value = _plan(key), KEYS[key][1]
    assert getattr(_chat(plan).settings, key) == value
    forms = json.loads(json.dumps(encode(plan_form(plan))))["deployments"]
    assert [each["settings"][key] for each in forms if each["workload"] == "chat"] == [value]
    lock = lock_of(plan)
    assert parse(dump(lock), "test.lock.yaml") == lock


@pytest.mark.parametrize("key", KEYS)
def test_a_key_reaches_azure(key: str) -> None:
    """ARM is sent the value, under its own name for it."""
    sent = register(_plan(key)).inputs(DEPLOYMENT)["chat-swedencentral"]
    expected = KEYS[key][2]
    assert {name: {**sent, **sent["properties"]}[name] for name in expected} == expected


@pytest.mark.parametrize("key", KEYS)
def test_a_change_of_a_key_is_told(key: str) -> None:
    """`planner lock` names the key when its value is another one."""
    before, after = lock_of(_plan(key, given=False)), _plan(key)
    report = LockReport("l", Fate.STALE, after, before, lock_of(after, before))
    (said,) = report.changed["chat"]
    assert said.startswith(f"{key.replace('_', ' ')} ")


@pytest.mark.parametrize("key", KEYS)
def test_a_key_is_described_in_the_schema(key: str) -> None:
    """An editor shows what the key means."""
    assert stack_schema()["$defs"]["Workload"]["properties"][key]["description"]


def test_a_workload_without_tags_sends_none() -> None:
    """Deployments that were made before the key existed are not touched."""
    sent = register(_plan("upgrade")).inputs(DEPLOYMENT)["chat-swedencentral"]
    assert "tags" not in sent


def test_an_owner_is_named_once() -> None:
    """As a key or as a tag: with both it would depend on the order which one is sent."""
    chat = {**STANDARD, "owner": "claims", "tags": {"Owner": "sales"}}
    with pytest.raises(FileError, match="owner is given twice"):
        stack_of({"workloads": {"chat": chat}})
