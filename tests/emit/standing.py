"""The state that a run leaves in which everything went well, as the engine gives it to a program."""

from __future__ import annotations

from typing import Any

from google.protobuf import json_format  # type: ignore[import-untyped]

from planner.domain.plan import Plan
from tests.emit.mocked import ACCOUNT, COMPONENT, DEPLOYMENT, GROUP, Registered, register

State = dict[str, Any]
_NAMED = {ACCOUNT: "accountName", DEPLOYMENT: "deploymentName", GROUP: "resourceGroupName"}


def state_of(plan: Plan) -> State:
    """The resources of a plan after `pulumi up`: what was sent is what stands."""
    return state_in(register(plan))


def state_in(found: Registered) -> State:
    """The same of what was registered."""
    state: State = {}
    for request in found.requests:
        given = json_format.MessageToDict(request.object)
        if request.type in _NAMED:
            given["name"] = given[_NAMED[request.type]]
        state[urn(request.type, request.name)] = {"type": request.type, "outputs": given}
    for address, outputs in found.ended.items():
        kind, name = address.split("::")[2:]
        if kind.endswith(COMPONENT):
            state[urn(COMPONENT, name)]["outputs"] = json_format.MessageToDict(outputs)
    return state


def urn(kind: str, name: str) -> str:
    """The URN of a resource of this program."""
    below = kind in (ACCOUNT, DEPLOYMENT)
    return f"urn:pulumi:dev::planner::{COMPONENT + '$' if below else ''}{kind}::{name}"
