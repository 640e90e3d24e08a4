"""Rows of the tables of rules: what is set up, what is asked for, what must be answered."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pytest

from tests.fake_azure import samples
from tests.fake_azure.errors import REFUSALS, ArmError
from tests.fake_azure.faults import Fault
from tests.fake_azure.samples import USER_ROLE, WORKSPACE, account, body, deployment, network
from tests.fake_azure.world import World

Act = Callable[[World], object]

ASSIGNMENTS, LOCKS = "Microsoft.Authorization/roleAssignments", "Microsoft.Authorization/locks"
DIAGNOSTICS = "Microsoft.Insights/diagnosticSettings"
ONE, TWO = "00000000-0000-0000-0000-000000000001", "00000000-0000-0000-0000-000000000002"
EP = network("privateEndpoints", "pe")
POLICY = f"{account()}/raiPolicies/strict"
LIST = f"{account()}/raiBlocklists/words"


@dataclass
class Row:
    """What is set up, what is asked for, and the refusal that must come."""

    refusal: str
    act: Act
    says: str = ""
    before: list[Act] = field(default_factory=list)
    settings: dict[str, Any] = field(default_factory=dict)


def put(rid: str, what: Any) -> Act:
    return lambda world: world.put(rid, what)


def delete(rid: str) -> Act:
    return lambda world: world.delete(rid)


def deploy(*args: Any, name: str = "chat", **more: Any) -> Act:
    return put(deployment(name), body(*args, **more))


def grant(principal: str = ONE, role: str = USER_ROLE) -> Any:
    given = {"roleDefinitionId": role, "principalId": principal}
    return {"properties": {**given, "principalType": "ServicePrincipal"}}


def logs(workspace: str | None = WORKSPACE, category: str = "Audit") -> Any:
    rows = [{"category": category, "enabled": True}]
    return {"properties": {"workspaceId": workspace, "logs": rows}}


def many(number: int, what: Any) -> list[Act]:
    return [put(deployment(f"d{i}"), what) for i in range(number)]


def fault(kind: str) -> Act:
    return lambda world: world.switch_on(Fault(kind=kind))


def slowly(world: World) -> None:
    world.occupy(account(), 60)


def set_up(row: Row) -> World:
    """A world in which everything before the act of a row has happened."""
    world = samples.world("aoai", **row.settings)
    if "durations" in row.settings:
        world.advance(seconds=60)
    for step in row.before:
        step(world)
    return world


def refused(row: Row) -> None:
    """The act of a row meets its refusal: code, status and text of `errors.py`."""
    world = set_up(row)
    with pytest.raises(ArmError) as raised:
        row.act(world)
    expected = REFUSALS[row.refusal]
    assert (raised.value.code, raised.value.status) == (expected.code, expected.status)
    assert row.says in raised.value.message
    assert "{'" not in raised.value.message
    assert "{name" not in raised.value.message
