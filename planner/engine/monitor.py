"""Stand-ins for the two services of the Pulumi engine that a program talks to.

They are handed to the SDK as objects: no socket, no second process. They write down what the
program registers and answer as the engine does in a preview of a stack that does not exist yet.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from pulumi.runtime.proto import engine_pb2, resource_pb2

from planner.engine import computed
from planner.engine.preview import STACK_TYPE, Log, LogLevel
from planner.engine.values import Empty

_FEATURES = (
    resource_pb2.RESOURCE_MONITOR_FEATURE_SECRETS,
    resource_pb2.RESOURCE_MONITOR_FEATURE_RESOURCE_REFERENCES,
    resource_pb2.RESOURCE_MONITOR_FEATURE_OUTPUT_VALUES,
    resource_pb2.RESOURCE_MONITOR_FEATURE_ALIAS_SPECS,  # without it the SDK multiplies aliases out
    resource_pb2.RESOURCE_MONITOR_FEATURE_DELETED_WITH,
    resource_pb2.RESOURCE_MONITOR_FEATURE_REPLACE_WITH,
    resource_pb2.RESOURCE_MONITOR_FEATURE_RESOURCE_HOOKS,
    resource_pb2.RESOURCE_MONITOR_FEATURE_ERROR_HOOKS,
)

_LEVELS = {
    engine_pb2.INFO: LogLevel.INFO,
    engine_pb2.WARNING: LogLevel.WARNING,
    engine_pb2.ERROR: LogLevel.ERROR,
}


OWN_STATE = "pulumi:pulumi:readStackResourceOutputs"
"""The call with which a program asks for the outputs of a stack's resources."""


def _only_real(call: str) -> str:
    return f"the program calls {call}, which only a real engine answers; use `pulumi preview`"


class RefusedByEngineError(Exception):
    """A registration that the engine does not accept, or a call that only a real one answers."""


@dataclass(slots=True)
class Registration:
    """One resource as the program registered it."""

    urn: str
    request: resource_pb2.RegisterResourceRequest


@dataclass(slots=True)
class Monitor:
    """The engine's ResourceMonitor service."""

    project: str
    stack: str
    registered: dict[str, Registration] = field(default_factory=dict)
    """By URN, in the order of arrival: what a resource depends on stands before it."""
    outputs: dict[str, resource_pb2.RegisterResourceOutputsRequest] = field(default_factory=dict)
    """What components and the stack registered at their end, by URN."""

    def GetDeploymentInfo(  # noqa: N802 (the service's name)
        self, _: Empty
    ) -> resource_pb2.DeploymentInfo:
        """What the SDK asks first."""
        return resource_pb2.DeploymentInfo(
            project=self.project, stack=self.stack, dryRun=True, supportedFeatures=_FEATURES
        )

    def RegisterResource(  # noqa: N802 (the service's name)
        self, request: resource_pb2.RegisterResourceRequest
    ) -> resource_pb2.RegisterResourceResponse:
        """Write a resource down; an empty id means that it is not known yet.

        Raises RefusedByEngineError when the URN is taken.
        """
        urn = self._urn(request)
        if urn in self.registered:
            text = f"duplicate resource URN {urn!r}; try giving it a unique name"
            raise RefusedByEngineError(text)
        self.registered[urn] = Registration(urn, request)
        known = computed.outputs(request.type, request.object) if request.custom else None
        return resource_pb2.RegisterResourceResponse(urn=urn, object=known or request.object)

    def RegisterResourceOutputs(  # noqa: N802 (the service's name)
        self, request: resource_pb2.RegisterResourceOutputsRequest
    ) -> Empty:
        """Write down what a component or the stack says at its end."""
        self.outputs[request.urn] = request
        return Empty()

    def RegisterResourceHook(  # noqa: N802 (the service's name)
        self, _: resource_pb2.RegisterResourceHookRequest
    ) -> Empty:
        """Hooks are taken note of; nothing happens in a preview that would call one."""
        return Empty()

    def RegisterErrorHook(  # noqa: N802 (the service's name)
        self, _: resource_pb2.RegisterErrorHookRequest
    ) -> Empty:
        """As RegisterResourceHook."""
        return Empty()

    def Invoke(  # noqa: N802 (the service's name)
        self, request: resource_pb2.ResourceInvokeRequest
    ) -> resource_pb2.ResourceInvokeResponse:
        """Of the stack's own last state nothing is known here, which is said by leaving it out.

        Raises RefusedByEngineError for every other call.
        """
        if request.tok != OWN_STATE:
            raise RefusedByEngineError(_only_real(f"Invoke of {request.tok}"))
        return resource_pb2.ResourceInvokeResponse()

    def SignalAndWaitForShutdown(  # noqa: N802 (the service's name)
        self, _: Empty
    ) -> Empty:
        """There is nothing to wait for."""
        return Empty()

    def __getattr__(self, name: str) -> object:
        raise RefusedByEngineError(_only_real(name))

    def _urn(self, request: resource_pb2.RegisterResourceRequest) -> str:
        """`urn:pulumi:STACK::PROJECT::TYPE-OF-PARENT$TYPE::NAME`; the stack is no parent here."""
        above = request.parent.split("::")[2] if request.parent else STACK_TYPE
        kind = request.type if above == STACK_TYPE else f"{above}${request.type}"
        return f"urn:pulumi:{self.stack}::{self.project}::{kind}::{request.name}"


class Callbacks:
    """Stands in for the server through which a real engine calls a program's hooks back.

    In a preview nothing is written, so nothing fails and no hook is called; the SDK would
    open a socket all the same.
    """

    def register_error_hook(self, hook: object) -> None:
        """Nothing will call it."""

    def register_resource_hook(self, hook: object) -> None:
        """Nothing will call it."""

    def __getattr__(self, name: str) -> object:
        raise RefusedByEngineError(_only_real(name))


@dataclass(slots=True)
class Engine:
    """The engine's service for messages."""

    logs: list[Log] = field(default_factory=list)

    def Log(  # noqa: N802 (the service's name)
        self, request: engine_pb2.LogRequest
    ) -> Empty:
        """Keep a message of the program; debug messages are dropped."""
        level = _LEVELS.get(request.severity)
        if level is not None:
            self.logs.append(Log(level, request.message, request.urn or None))
        return Empty()

    def RequirePulumiVersion(  # noqa: N802 (the service's name)
        self, _: engine_pb2.RequirePulumiVersionRequest
    ) -> engine_pb2.RequirePulumiVersionResponse:
        """Any version will do for a stand-in."""
        return engine_pb2.RequirePulumiVersionResponse()
