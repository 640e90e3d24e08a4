"""Runs `emit` under Pulumi's mocks and keeps what was registered."""

from __future__ import annotations

import asyncio
import contextvars
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pulumi
from google.protobuf import json_format  # type: ignore[import-untyped]
from pulumi.runtime import settings
from pulumi.runtime.mocks import MockCallArgs, MockMonitor, MockResourceArgs, Mocks
from pulumi.runtime.stack import run_pulumi_func

from planner.domain.plan import Plan
from planner.emit.outputs import outputs
from planner.emit.program import emit
from planner.engine.inline import Inline
from planner.engine.monitor import Callbacks

GROUP = "azure-native:resources:ResourceGroup"
ACCOUNT = "azure-native:cognitiveservices:Account"
DEPLOYMENT = "azure-native:cognitiveservices:Deployment"
IDENTITY = "azure-native:managedidentity:UserAssignedIdentity"
PROJECT = "azure-native:cognitiveservices:Project"
POLICY = "azure-native:cognitiveservices:RaiPolicy"
BLOCK_LIST = "azure-native:cognitiveservices:RaiBlocklist"
BLOCK_LIST_ITEM = "azure-native:cognitiveservices:RaiBlocklistItem"
ENDPOINT = "azure-native:network:PrivateEndpoint"
RECORDS = "azure-native:network:PrivateDnsZoneGroup"
ZONE = "azure-native:privatedns:PrivateZone"
LINK = "azure-native:privatedns:VirtualNetworkLink"
DIAGNOSTICS = "azure-native:monitor:DiagnosticSetting"
ROLE = "azure-native:authorization:RoleAssignment"
LOCK = "azure-native:authorization:ManagementLockByScope"
COMPONENT = "planner:azureopenai:Account"


SUBSCRIPTION = "/subscriptions/0000"

_NAMES = {
    GROUP: "resourceGroupName",
    ENDPOINT: "privateEndpointName",
    ZONE: "privateZoneName",
    BLOCK_LIST: "raiBlocklistName",
}
"""The input that a resource's name is, where it is not the account's."""


class Azure(Mocks):
    """Answers as the service does: an id, a name, and an endpoint for accounts."""

    def new_resource(self, args: MockResourceArgs) -> tuple[str | None, dict[Any, Any]]:
        given = dict(args.inputs)
        name = given.get(_NAMES.get(args.typ, "accountName"))
        if args.typ == ACCOUNT:
            endpoint = f"https://{given['properties']['customSubDomainName']}.example/"
            given["properties"] = {**given["properties"], "endpoint": endpoint}
            given["identity"] = _answered(given["identity"])
            return f"{SUBSCRIPTION}/ids/{args.name}", {**given, "name": name}
        return f"/ids/{args.name}", {**given, "name": name}

    def call(self, args: MockCallArgs) -> Any:
        raise AssertionError(f"the program looks something up: {args.token}")


def _answered(identity: dict[str, Any]) -> dict[str, Any]:
    """The service takes a list of identities and answers with a mapping."""
    ids = identity.get("userAssignedIdentities")
    return identity if ids is None else {**identity, "userAssignedIdentities": dict.fromkeys(ids)}


class Recorder(MockMonitor):
    """Keeps each request, since mocks themselves see neither parents nor options."""

    def __init__(self, mocks: Mocks) -> None:
        super().__init__(mocks)
        self.requests: list[Any] = []
        self.ended: dict[str, Any] = {}

    def RegisterResource(self, request: Any) -> Any:  # noqa: N802 (the service's name)
        self.requests.append(request)
        return super().RegisterResource(request)  # type: ignore[no-untyped-call]

    def RegisterResourceOutputs(self, request: Any) -> Any:  # noqa: N802 (the service's name)
        self.ended[request.urn] = request.outputs
        return super().RegisterResourceOutputs(request)  # type: ignore[no-untyped-call]


@dataclass(frozen=True, slots=True)
class Registered:
    """What a program registered, and the stack outputs it computed."""

    requests: tuple[Any, ...]
    outputs: dict[str, Any]
    ended: dict[str, Any]
    """What components said at their end, by URN."""

    def of(self, kind: str) -> dict[str, Any]:
        """The requests of one type by logical name, sorted."""
        found = {request.name: request for request in self.requests if request.type == kind}
        return dict(sorted(found.items()))

    def inputs(self, kind: str) -> dict[str, dict[str, Any]]:
        """The inputs of one type by logical name, in wire spelling."""
        return {n: json_format.MessageToDict(r.object) for n, r in self.of(kind).items()}

    def after(self, name: str, kind: str = DEPLOYMENT) -> set[str]:
        """Logical names of what a resource needs."""
        request = self.of(kind)[name]
        return {urn.split("::")[-1] for urn in request.dependencies if urn != request.parent}

    @property
    def lines(self) -> dict[str, list[str]]:
        """What takes turns, in its order, by the component below which it stands."""
        found: dict[str, list[str]] = {}
        for each in self.requests:
            if each.parent in each.dependencies and COMPONENT in each.parent:
                found.setdefault(each.parent.split("::")[-1], []).append(each.name)
        return found


def register(plan: Plan, mocks: Mocks | None = None) -> Registered:
    """What `emit` registers for a plan, in an event loop and a context of its own."""
    return contextvars.Context().run(_register, plan, mocks or Azure())


def _register(plan: Plan, mocks: Mocks) -> Registered:
    monitor = Recorder(mocks)
    found: dict[str, Any] = {}

    async def program() -> None:
        emitted = emit(plan)
        found.update(await pulumi.Output.from_input(outputs(plan, emitted)).future() or {})

    def before() -> None:
        pulumi.runtime.set_mocks(mocks, "planner", "dev", monitor=monitor)
        settings.SETTINGS.callbacks = Callbacks()

    _in_loop(before, program)
    return Registered(tuple(monitor.requests), found, monitor.ended)


def _in_loop(before: Callable[[], None], program: Callable[[], Any]) -> None:
    """The SDK takes whatever loop is set, so one is set and none is left behind."""
    loop = asyncio.new_event_loop()
    loop.set_default_executor(Inline())  # in a thread each mock would open a loop of its own
    asyncio.set_event_loop(loop)
    try:
        before()
        loop.run_until_complete(run_pulumi_func(program))
    finally:
        loop.close()
        asyncio.set_event_loop(None)
