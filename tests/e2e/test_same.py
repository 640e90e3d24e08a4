"""What the offline preview shows is what the real one shows.

Allowances: the real engine puts an id in the place of what only Azure will know; the SDK's
version of the API (`azureApiVersion`) is told by the provider's check; a component's inputs are
not in the engine's answer; nor is `delete_before_replace`, so a test of what happens
(test_changes.py) stands for it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import pytest
from pulumi.runtime import rpc

from planner.engine.preview import SECRET, UNKNOWN, Preview, Resource
from planner.report.forms.encode import encode
from tests.e2e.driving import OURS, Project, account_id, deployment_id
from tests.e2e.stacks import adopting, small
from tests.fake_azure.settings import SUBSCRIPTION

GROUP = f"/subscriptions/{SUBSCRIPTION}/resourceGroups/rg-aoai-dev"

_UNITS = {"h": 3600, "m": 60, "s": 1}


@pytest.mark.parametrize("stack", ["dev", "prod"])
def test_the_offline_preview_is_the_real_one(project: Project, stack: str) -> None:
    """Same resources with the same inputs, dependencies and options, for each shipped stack."""
    run = project.start(stack)
    ours, theirs = _both(run)
    assert ours == theirs


def test_an_import_is_shown_as_one(standing: Project) -> None:
    """With the id, of an account and of deployments that exist; of these the real engine knows
    already what it will read, so their inputs are not compared."""
    standing.forget()
    names = ("answers", "drafts", "search")
    standing.write(adopting(small(), *names, resource_group=GROUP, **{"import": True}))
    ours, theirs = _both(standing)
    for each in (*ours.values(), *theirs.values()):
        del each["inputs"]
    assert ours == theirs
    known = {r.options.import_id for r in standing.offline().resources if r.options.import_id}
    assert known == {account_id(), *(deployment_id(name) for name in names)}


Told = dict[str, dict[str, Any]]


def _both(run: Project) -> tuple[Told, Told]:
    """What the offline preview and the real one say of each resource, by URN."""
    ours, theirs = run.offline(), run.preview()
    assert ours.ok
    real = {step["urn"]: step["newState"] for step in theirs.steps if step["op"] != "update"}
    real = {urn: state for urn, state in real.items() if "pulumi:providers" not in urn}
    mine = {urn: _ours(ours, each) for urn, each in _by_urn(ours).items()}
    return mine, {urn: _theirs(state) for urn, state in real.items()}


def _by_urn(preview: Preview) -> Mapping[str, Resource]:
    return {each.urn: each for each in preview.resources}


def _ours(preview: Preview, resource: Resource) -> dict[str, Any]:
    told = next(r for r in encode(preview)["resources"] if r["urn"] == resource.urn)
    options = told["options"]
    return {
        "type": told["type"],
        "custom": told["custom"],
        "parent": told["parent"],
        "inputs": told["inputs"] if told["custom"] else {},
        "dependencies": set(told["dependencies"]),
        "propertyDependencies": _nonempty(told["property_dependencies"]),
        "protect": options["protect"],
        "retainOnDelete": options["retain_on_delete"],
        "import": options["import_id"],
        "replaceOnChanges": options["replace_on_changes"],
        "ignoreChanges": options["ignore_changes"],
        "hooks": options["hooks"],
        "customTimeouts": {key: _seconds(text) for key, text in options["timeouts"].items()},
    }


def _theirs(state: Mapping[str, Any]) -> dict[str, Any]:
    custom = state["type"].startswith(OURS)
    hooks: Mapping[str, list[str]] = state.get("resourceHooks") or {}
    return {
        "type": state["type"],
        "custom": state["custom"],
        "parent": state.get("parent"),
        "inputs": _inputs(state) if custom else {},
        "dependencies": set(state.get("dependencies") or []),
        "propertyDependencies": _nonempty(state.get("propertyDependencies") or {}),
        "protect": state.get("protect", False),
        "retainOnDelete": state.get("retainOnDelete", False),
        "import": state.get("importID"),
        "replaceOnChanges": state.get("replaceOnChanges") or [],
        "ignoreChanges": state.get("ignoreChanges") or [],
        "hooks": sorted({n for names in hooks.values() for n in names}),
        "customTimeouts": state.get("customTimeouts") or {},
    }


def _inputs(state: Mapping[str, Any]) -> dict[str, Any]:
    told = {**state.get("inputs", {})}
    told.pop("azureApiVersion", None)
    return {key: _plain(value) for key, value in told.items()}


def _nonempty(found: Mapping[str, list[str]]) -> dict[str, set[str]]:
    return {key: set(urns) for key, urns in found.items() if urns}


def _seconds(text: str) -> float:
    return sum(int(n) * _UNITS[unit] for n, unit in re.findall(r"(\d+)([hms])", text))


def _plain(value: Any) -> Any:
    """The engine's values in the offline preview's words."""
    if isinstance(value, dict):
        secret = "4dabf18193072939515e22adb298388d" in value
        return encode(SECRET) if secret else {key: _plain(each) for key, each in value.items()}
    if isinstance(value, list):
        return [_plain(each) for each in value]
    return encode(UNKNOWN) if value == rpc.UNKNOWN else value
