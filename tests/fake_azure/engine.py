"""The engine's side of the provider protocol, for tests that need no `pulumi`.

    with served(world) as engine:
        account = engine.make(ACCOUNT, "aoai", {...})      # Check, then Create
        engine.change(account, {...})                      # Check, Diff, then Update or replace
        engine.delete(account)

Errors of the provider come as grpc.RpcError; `details()` has its words.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import grpc  # type: ignore[import-untyped]
from pulumi.runtime.proto import provider_pb2, provider_pb2_grpc

from tests.fake_azure.provider import serve
from tests.fake_azure.wire import Empty, pack, unpack
from tests.fake_azure.world import World

PLUGIN = Path(__file__).parent / "bin" / "pulumi-resource-azure-native"
ANSWERS_IN = 60.0
"""Seconds after which a call is given up: a test that hangs says nothing."""

GROUP = "azure-native:resources:ResourceGroup"
ACCOUNT = "azure-native:cognitiveservices:Account"
DEPLOYMENT = "azure-native:cognitiveservices:Deployment"

Properties = dict[str, Any]


@dataclass(frozen=True)
class Made:
    """A resource as Pulumi's state keeps it."""

    token: str
    name: str
    id: str
    inputs: Properties
    outputs: Properties

    @property
    def urn(self) -> str:
        return urn(self.token, self.name)


@dataclass(frozen=True)
class Difference:
    """What Diff answered: nothing changed, an update, or a replacement."""

    changes: Mapping[str, str]
    """Path to kind of change, `UPDATE` or `ADD_REPLACE` and the like."""
    replaces: tuple[str, ...]
    delete_first: bool


class CheckFailedError(Exception):
    """Check found the inputs wrong; the message has one sentence a line."""


def urn(token: str, name: str) -> str:
    return f"urn:pulumi:test::project::{token}::{name}"


class Engine:
    """Calls a provider as the engine would; use from several threads at once."""

    def __init__(self, channel: Any) -> None:
        self.stub: Any = provider_pb2_grpc.ResourceProviderStub(channel)

    def begin(self) -> str:
        """Handshake and configuration; returns the plugin's version."""
        self.call("Handshake", provider_pb2.ProviderHandshakeRequest(engine_address="127.0.0.1:1"))
        self.call("CheckConfig", provider_pb2.CheckRequest(news=pack({})))
        self.call("DiffConfig", provider_pb2.DiffRequest(news=pack({})))
        self.call("Configure", provider_pb2.ConfigureRequest(args=pack({})))
        return str(self.call("GetPluginInfo", Empty()).version)

    def call(self, method: str, request: Any) -> Any:
        """One call of the protocol."""
        return getattr(self.stub, method)(request, timeout=ANSWERS_IN)

    def check(
        self,
        token: str,
        name: str,
        inputs: Mapping[str, Any],
        olds: Mapping[str, Any] | None = None,
    ) -> Properties:
        """Inputs with defaults; raises CheckFailedError."""
        request = provider_pb2.CheckRequest(
            urn=urn(token, name),
            type=token,
            name=name,
            news=pack(inputs),
            olds=pack(olds or {}),
            randomSeed=name.encode(),
        )
        answer = self.call("Check", request)
        if answer.failures:
            raise CheckFailedError("\n".join(each.reason for each in answer.failures))
        return unpack(answer.inputs)

    def preview(self, token: str, name: str, inputs: Mapping[str, Any]) -> Properties:
        """The outputs that a preview shows."""
        return unpack(
            self._create(token, name, self.check(token, name, inputs), preview=True).properties
        )

    def make(self, token: str, name: str, inputs: Mapping[str, Any], timeout: float = 0) -> Made:
        """Check and Create."""
        checked = self.check(token, name, inputs)
        answer = self._create(token, name, checked, timeout=timeout)
        return Made(token, name, answer.id, checked, unpack(answer.properties))

    def _create(
        self,
        token: str,
        name: str,
        inputs: Properties,
        *,
        preview: bool = False,
        timeout: float = 0,
    ) -> Any:
        request = provider_pb2.CreateRequest(
            urn=urn(token, name),
            type=token,
            properties=pack(inputs),
            preview=preview,
            timeout=timeout,
        )
        return self.call("Create", request)

    def diff(self, made: Made, inputs: Mapping[str, Any]) -> Difference:
        """What these inputs would change."""
        request = provider_pb2.DiffRequest(
            id=made.id,
            urn=made.urn,
            type=made.token,
            olds=pack(made.outputs),
            old_inputs=pack(made.inputs),
            news=pack(self.check(made.token, made.name, inputs, made.inputs)),
        )
        answer = self.call("Diff", request)
        kinds = provider_pb2.PropertyDiff.Kind
        changes = {path: kinds.Name(d.kind) for path, d in answer.detailedDiff.items()}
        return Difference(changes, tuple(answer.replaces), answer.deleteBeforeReplace)

    def update(self, made: Made, inputs: Mapping[str, Any], *, preview: bool = False) -> Made:
        """Check and Update in place; of a preview, the outputs that it shows."""
        checked = self.check(made.token, made.name, inputs, made.inputs)
        request = provider_pb2.UpdateRequest(
            id=made.id,
            urn=made.urn,
            type=made.token,
            olds=pack(made.outputs),
            old_inputs=pack(made.inputs),
            news=pack(checked),
            preview=preview,
        )
        answer = self.call("Update", request)
        return replace(made, inputs=checked, outputs=unpack(answer.properties))

    def change(self, made: Made, inputs: Mapping[str, Any]) -> Made:
        """What `up` does with changed inputs: nothing, an update, or a replacement."""
        found = self.diff(made, inputs)
        if not found.changes:
            return made
        if not found.replaces:
            return self.update(made, inputs)
        self.delete(made)
        return self.make(made.token, made.name, inputs)

    def read(self, made: Made) -> Made | None:
        """The resource after a refresh; None when it is gone."""
        request = provider_pb2.ReadRequest(
            id=made.id,
            urn=made.urn,
            type=made.token,
            properties=pack(made.outputs),
            inputs=pack(made.inputs),
        )
        answer = self.call("Read", request)
        if not answer.id:
            return None
        found = unpack(answer.properties)
        return Made(made.token, made.name, answer.id, unpack(answer.inputs), found)

    def adopt(self, token: str, name: str, rid: str) -> Made | None:
        """The resource as an import finds it."""
        return self.read(Made(token, name, rid, {}, {}))

    def delete(self, made: Made) -> None:
        request = provider_pb2.DeleteRequest(
            id=made.id, urn=made.urn, type=made.token, properties=pack(made.outputs)
        )
        self.call("Delete", request)

    def invoke(self, token: str, **given: Any) -> Properties:
        """What a function answers."""
        request = provider_pb2.InvokeRequest(tok=token, args=pack(given))
        return unpack(getattr(self.call("Invoke", request), "return"))

    def cancel(self) -> None:
        """What ctrl-C does."""
        self.call("Cancel", Empty())


@contextmanager
def _connected(port: int) -> Iterator[Engine]:
    channel = grpc.insecure_channel(f"127.0.0.1:{port}")
    try:
        engine = Engine(channel)
        engine.begin()
        yield engine
    finally:
        channel.close()


@contextmanager
def served(world: World) -> Iterator[Engine]:
    """An engine at a provider in this process."""
    server, port = serve(world)
    try:
        with _connected(port) as engine:
            yield engine
    finally:
        server.stop(0).wait()


@dataclass(frozen=True)
class Plugin:
    """A provider in a process of its own."""

    process: subprocess.Popen[str]
    engine: Engine


def environment(state: Path) -> dict[str, str]:
    """The environment in which a real `pulumi` finds the stand-in, over a world's file.

    Nothing is downloaded in it, and Azure is not asked for a login.
    """
    path = os.pathsep.join([str(PLUGIN.parent), os.environ.get("PATH", "")])
    return {
        **os.environ,
        "PATH": path,
        "FAKE_AZURE_STATE": str(state),
        "FAKE_AZURE_PYTHON": sys.executable,
        "PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION": "true",
        "PULUMI_SKIP_UPDATE_CHECK": "true",
    }


@contextmanager
def started(state: Path) -> Iterator[Plugin]:
    """An engine at the plugin, started as the engine starts it, over a world's file."""
    command = [str(PLUGIN), "127.0.0.1:1"]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, text=True, env=environment(state)
    ) as process:
        try:
            assert process.stdout is not None
            with _connected(int(process.stdout.readline())) as engine:
                yield Plugin(process, engine)
        finally:
            process.terminate()
            process.wait(20)
