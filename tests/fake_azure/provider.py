"""The door for Pulumi's engine: a resource provider `azure-native` over the world.

Started by the engine as `pulumi-resource-azure-native ENGINE [FLAGS]`: prints its port and a
newline, serves gRPC on 127.0.0.1, ends on SIGINT or SIGTERM. Settings come by environment:

FAKE_AZURE_STATE     the world's file; a world of this process alone when it is not set
FAKE_AZURE_SETTINGS  a JSON file of settings for a world that does not exist yet
FAKE_AZURE_PAUSE     seconds between tries of a request that may be tried again (0)
"""
# ruff: noqa: N802, ARG002 (the protocol gives the methods their names and arguments)

from __future__ import annotations

import json
import os
import signal
import sys
import threading
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NoReturn

import grpc  # type: ignore[import-untyped]
from pulumi.runtime.proto import plugin_pb2, provider_pb2, provider_pb2_grpc, status_pb2

from tests.fake_azure import check, convert, differ
from tests.fake_azure.client import Client, UnfinishedError, text
from tests.fake_azure.errors import ArmError
from tests.fake_azure.settings import Settings
from tests.fake_azure.shapes import ROUTES
from tests.fake_azure.store import MEMORY, Store
from tests.fake_azure.wire import UNKNOWN, Empty, Struct, pack, unpack
from tests.fake_azure.world import World

VERSION = "3.29.0"
"""The version whose SDK the program uses; the engine warns of a lower one."""
THREADS = 128
STABLE = ("name", "location")
"""Outputs that an update is known not to change, so that previews may show them."""


class Provider(provider_pb2_grpc.ResourceProviderServicer):
    """Answers the engine out of a world."""

    def __init__(self, world: World, pause: float = 0.0) -> None:
        self.client = Client(world, pause)
        self.world = world
        self._location: str | None = None

    # -- the provider itself --------------------------------------------------
    def Handshake(self, request: Any, context: Any) -> Any:
        return provider_pb2.ProviderHandshakeResponse(
            accept_secrets=False, accept_resources=False, accept_outputs=False
        )

    def GetPluginInfo(self, request: Any, context: Any) -> Any:
        return plugin_pb2.PluginInfo(version=VERSION)

    def GetSchema(self, request: Any, context: Any) -> Any:
        types: dict[str, object] = {token: {} for token in ROUTES}
        schema = {"name": "azure-native", "version": VERSION, "resources": types}
        return provider_pb2.GetSchemaResponse(schema=json.dumps(schema))

    def CheckConfig(self, request: Any, context: Any) -> Any:
        return provider_pb2.CheckResponse(inputs=request.news)

    def DiffConfig(self, request: Any, context: Any) -> Any:
        return provider_pb2.DiffResponse()

    def Configure(self, request: Any, context: Any) -> Any:
        given = {**dict(request.variables), **unpack(request.args)}
        self._location = given.get("location") or given.get("azure-native:config:location")
        return provider_pb2.ConfigureResponse(supportsPreview=True)

    def Attach(self, request: Any, context: Any) -> Any:
        return Empty()

    def Cancel(self, request: Any, context: Any) -> Any:
        self.client.cancelled.set()
        return Empty()

    # -- resources ------------------------------------------------------------
    def Check(self, request: Any, context: Any) -> Any:
        token, olds = _token(request, context), unpack(request.olds)
        name, seed = request.urn.rsplit("::", 1)[-1], request.randomSeed
        found = check.completed(token, name, seed, unpack(request.news), olds, self._place)
        wrong = [provider_pb2.CheckFailure(reason=each) for each in check.failures(token, found)]
        return provider_pb2.CheckResponse(inputs=pack(found), failures=wrong)

    def _place(self, group: str) -> str | None:
        if self._location:
            return self._location
        rid = f"/subscriptions/{self.world.settings.subscription}/resourceGroups/{group}"
        found = self.client.get(rid)
        return str(found["location"]) if found else None

    def Diff(self, request: Any, context: Any) -> Any:
        old, state = unpack(request.old_inputs), unpack(request.olds)
        if convert.VERSION in state:
            old.setdefault(convert.VERSION, state[convert.VERSION])
        found = differ.changes(_token(request, context), old, unpack(request.news))
        if not found:
            return provider_pb2.DiffResponse(changes=provider_pb2.DiffResponse.DIFF_NONE)
        replaces = [path for path, change in found.items() if change.replaces]
        # A name that the provider made up can be made up anew, so its bearer is made first.
        first_new = bool(old.get(check.AUTO_NAMED))
        return provider_pb2.DiffResponse(
            changes=provider_pb2.DiffResponse.DIFF_SOME,
            diffs=sorted({path.split(".")[0] for path in found}),
            replaces=replaces,
            deleteBeforeReplace=bool(replaces) and not first_new,
            detailedDiff={path: _detail(change) for path, change in found.items()},
            hasDetailedDiff=True,
        )

    def Create(self, request: Any, context: Any) -> Any:
        token, inputs = _token(request, context), unpack(request.properties)
        if request.preview:
            return provider_pb2.CreateResponse(properties=pack(convert.preview(token, inputs)))
        rid = convert.arm_id(token, self.world.settings.subscription, inputs)
        with _answering(context):
            if self.client.get(rid) is not None:
                raise ValueError(f"cannot create already existing resource '{rid}'")
        answer = self._write(request, context, token, rid, inputs)
        properties = pack(convert.outputs(token, answer))
        return provider_pb2.CreateResponse(id=answer["id"], properties=properties)

    def Update(self, request: Any, context: Any) -> Any:
        token, inputs = _token(request, context), unpack(request.news)
        if request.preview:
            olds = unpack(request.olds)
            known = {key: olds[key] for key in STABLE if key in olds}
            found = {**convert.preview(token, inputs), **known}
            return provider_pb2.UpdateResponse(properties=pack(found))
        answer = self._write(request, context, token, request.id, inputs)
        return provider_pb2.UpdateResponse(properties=pack(convert.outputs(token, answer)))

    def _write(
        self, request: Any, context: Any, token: str, rid: str, inputs: Mapping[str, Any]
    ) -> dict[str, Any]:
        """PUT and wait. What was accepted and then failed is told with its state, for Pulumi to
        keep: nothing that exists is forgotten."""
        with _answering(context):
            try:
                return self.client.put(rid, convert.body(token, inputs), request.timeout)
            except UnfinishedError as error:
                self._half_done(context, token, rid, inputs, error)

    def _half_done(
        self, context: Any, token: str, rid: str, inputs: Mapping[str, Any], error: Exception
    ) -> NoReturn:
        there = self.client.get(rid)
        found = convert.outputs(token, there) if there else {}
        _abort_partially(context, rid, pack(found), pack(inputs), str(error))

    def Read(self, request: Any, context: Any) -> Any:
        token = _token(request, context)
        with _answering(context):
            there = self.client.get(request.id)
        if there is None:
            return provider_pb2.ReadResponse(id="")
        found = convert.outputs(token, there)
        inputs, old = unpack(request.inputs), unpack(request.properties)
        if inputs:
            inputs = convert.refreshed(token, inputs, old, found)
        else:
            inputs = convert.imported(token, request.id, found)
        return provider_pb2.ReadResponse(id=request.id, properties=pack(found), inputs=pack(inputs))

    def Delete(self, request: Any, context: Any) -> Any:
        with _answering(context):
            self.client.delete(request.id, request.timeout)
        return Empty()

    # -- functions ------------------------------------------------------------
    def Invoke(self, request: Any, context: Any) -> Any:
        with _answering(context):
            found = self._function(request.tok, unpack(request.args))
        return provider_pb2.InvokeResponse(**{"return": pack(found)})

    def _function(self, token: str, given: Mapping[str, Any]) -> Mapping[str, Any]:
        package, module, name = token.split(":")
        settings = self.world.settings
        if name == "getClientConfig":
            me = {"clientId": settings.client, "objectId": settings.client}
            return {
                **me,
                "subscriptionId": settings.subscription,
                "tenantId": settings.tenant,
            }
        if name == "listAccountKeys":
            return {"key1": "0" * 32, "key2": "1" * 32}
        of = f"{package}:{module}:{name.removeprefix('get')}"
        if of not in ROUTES:
            raise ValueError(f"function {token} is not part of the stand-in")
        rid = convert.arm_id(of, settings.subscription, given)
        return {**convert.outputs(of, self.world.get(rid)), "id": rid}


def _detail(change: differ.Change) -> Any:
    return provider_pb2.PropertyDiff(
        kind=provider_pb2.PropertyDiff.Kind.Value(change.name), inputDiff=True
    )


def _token(request: Any, context: Any) -> str:
    """The resource's type; ends the call for one that the stand-in does not know."""
    token = request.type or request.urn.split("::")[2].split("$")[-1]
    if token not in ROUTES:
        context.abort(grpc.StatusCode.NOT_FOUND, f"type {token} is not part of the stand-in")
    return str(token)


@contextmanager
def _answering(context: Any) -> Iterator[None]:
    """Errors of ARM and of the client, in the words in which the provider shows them."""
    try:
        yield
    except (ArmError, UnfinishedError, ValueError) as error:
        context.abort(grpc.StatusCode.UNKNOWN, text(error))


def _abort_partially(
    context: Any, rid: str, properties: Struct, inputs: Struct, reason: str
) -> NoReturn:
    """End the call as the protocol says "it exists, but did not come up"."""
    status = status_pb2.Status()
    status.code, status.message = grpc.StatusCode.UNKNOWN.value[0], reason
    detail = provider_pb2.ErrorResourceInitFailed(
        id=rid, properties=properties, reasons=[reason], inputs=inputs
    )
    status.details.add().Pack(detail)
    context.set_trailing_metadata((("grpc-status-details-bin", status.SerializeToString()),))
    context.abort(grpc.StatusCode.UNKNOWN, reason)
    raise AssertionError(UNKNOWN)  # abort raises; this line is for the type checker


def world_of_environment() -> World:
    """The world that the environment names."""
    state, settings = os.environ.get("FAKE_AZURE_STATE"), os.environ.get("FAKE_AZURE_SETTINGS")
    store = Store(state or MEMORY)
    given = Settings.from_json(Path(settings).read_text()) if settings and store.fresh else None
    return World(store, given)


def serve(world: World, pause: float = 0.0) -> tuple[Any, int]:
    """A started gRPC server and its port; the caller stops it."""
    server = grpc.server(ThreadPoolExecutor(THREADS))
    provider_pb2_grpc.add_ResourceProviderServicer_to_server(Provider(world, pause), server)
    port = server.add_insecure_port("127.0.0.1:0")
    server.start()
    return server, port


def main() -> None:
    """Serve until told to stop."""
    pause = float(os.environ.get("FAKE_AZURE_PAUSE", "0"))
    server, port = serve(world_of_environment(), pause)
    stop = threading.Event()
    for each in (signal.SIGINT, signal.SIGTERM):
        signal.signal(each, lambda *_: stop.set())
    sys.stdout.write(f"{port}\n")
    sys.stdout.flush()
    stop.wait()
    server.stop(1).wait()


if __name__ == "__main__":
    main()
