"""The provider, driven over gRPC as the engine does."""

from __future__ import annotations

import importlib
import inspect
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import grpc  # type: ignore[import-untyped]
import pytest
from pulumi.runtime.proto import provider_pb2, status_pb2

from tests.fake_azure import samples, shapes
from tests.fake_azure.client import RETRIES
from tests.fake_azure.engine import (
    ACCOUNT,
    DEPLOYMENT,
    CheckFailedError,
    Engine,
    Made,
    served,
    started,
)
from tests.fake_azure.faults import Fault
from tests.fake_azure.provider import world_of_environment
from tests.fake_azure.samples import SUB, SUBNET, USER_ROLE, WORKSPACE, account, deployment
from tests.fake_azure.wire import UNKNOWN
from tests.fake_azure.world import World

RG = {"resourceGroupName": "rg"}
AOAI = {**RG, "accountName": "aoai"}
NATIVE = "azure-native"


@pytest.fixture
def world() -> World:
    return samples.world("aoai")


@pytest.fixture
def engine(world: World) -> Iterator[Engine]:
    with served(world) as connected:
        yield connected


def inputs(name: str = "chat", capacity: int = 50, **properties: Any) -> dict[str, Any]:
    body = samples.body(capacity=capacity, **properties)
    return {**AOAI, "deploymentName": name, **body}


def accounts(name: str = "new", **more: Any) -> dict[str, Any]:
    body = samples.account_body(host=name)
    return {**RG, "accountName": name, **body, **more}


def test_a_deployment_lives_its_life(engine: Engine, world: World) -> None:
    """Made, read, changed in place, replaced, deleted; each as Azure then has it."""
    made = engine.make(DEPLOYMENT, "chat", inputs())
    assert made.id == deployment()
    assert made.outputs["properties"]["provisioningState"] == "Succeeded"
    assert engine.read(made) == made
    larger = engine.change(made, inputs(capacity=60))
    assert world.get(deployment())["sku"]["capacity"] == 60
    assert larger.outputs["etag"] != made.outputs["etag"]
    moved = engine.change(larger, inputs("talk", capacity=60))
    assert (moved.id, world.exists(deployment())) == (deployment("talk"), False)
    engine.delete(moved)
    assert engine.read(moved) is None
    engine.delete(moved)


def test_what_exists_is_not_adopted(engine: Engine) -> None:
    """The provider looks before it writes."""
    engine.make(DEPLOYMENT, "chat", inputs())
    with pytest.raises(grpc.RpcError) as raised:
        engine.make(DEPLOYMENT, "again", inputs())
    assert raised.value.details() == f"cannot create already existing resource '{deployment()}'"


def test_refusals_come_in_the_providers_words(engine: Engine) -> None:
    """Status, code and text of ARM in one line."""
    with pytest.raises(grpc.RpcError) as raised:
        engine.make(DEPLOYMENT, "chat", inputs(model="gpt-99@1"))
    assert raised.value.details() == (
        'Status=400 Code="DeploymentModelNotSupported" Message="The model'
        " 'Format:OpenAI,Name:gpt-99,Version:1' of account deployment is not supported.\""
    )


def test_a_preview_echoes_inputs_and_knows_nothing_else(engine: Engine, world: World) -> None:
    """Nested outputs too; nothing is written, and nothing is judged."""
    found = engine.preview(ACCOUNT, "new", accounts(tags={"a": "b"}))
    assert found["tags"] == {"a": "b"}
    assert found["properties"]["customSubDomainName"] == "new"
    assert found["properties"]["endpoint"] == found["etag"] == found["name"] == UNKNOWN
    assert found["identity"] == {
        "type": "SystemAssigned",
        "principalId": UNKNOWN,
        "tenantId": UNKNOWN,
        "userAssignedIdentities": UNKNOWN,
    }
    assert not world.exists(account("new"))
    engine.preview(DEPLOYMENT, "chat", inputs(model="gpt-99@1"))


def test_a_preview_of_an_update_keeps_what_cannot_change(engine: Engine) -> None:
    """The name stays known, so whatever depends on it is not thrown into doubt."""
    made = engine.make(ACCOUNT, "new", accounts())
    found = engine.update(made, accounts(tags={"a": "b"}), preview=True).outputs
    assert (found["name"], found["location"]) == ("new", "swedencentral")
    assert found["properties"]["endpoint"] == UNKNOWN


def test_check_names_places_and_pins(engine: Engine) -> None:
    """A random name, the group's location, the API version; the same again for an old one."""
    given = {**RG, "kind": "AIServices", "sku": {"name": "S0"}, "properties": {}}
    first = engine.check(ACCOUNT, "aoai", given)
    assert first["accountName"].startswith("aoai")
    assert len(first["accountName"]) == len("aoai") + 8
    assert first["location"] == "swedencentral"
    assert first["azureApiVersion"] == "2025-06-01"
    assert engine.check(ACCOUNT, "aoai", given, first) == first
    later = engine.check(ACCOUNT, "aoai", {**given, "resourceGroupName": UNKNOWN})
    assert later["location"] == UNKNOWN
    role = f"{NATIVE}:authorization:RoleAssignment"
    grant = {"scope": account(), "principalId": "p", "roleDefinitionId": USER_ROLE}
    assert len(engine.check(role, "reader", grant)["roleAssignmentName"]) == 36


@pytest.mark.parametrize(
    ("given", "says"),
    [
        pytest.param({"deploymentName": "d"}, "'resourceGroupName'", id="no group"),
        pytest.param({**RG, "deploymentName": "d"}, "'accountName'", id="no account"),
        pytest.param(
            {**AOAI, "sku": {"capacity": 5}}, "missing required property 'sku.name'", id="no SKU"
        ),
        pytest.param(
            {**AOAI, "sku": {"name": 5}},
            "'sku.name' should be of type 'string' but got a number",
            id="number for a name",
        ),
        pytest.param(
            {**AOAI, "sku": {"name": "Standard", "capacity": "5"}},
            "'sku.capacity' should be of type 'integer' but got a string",
            id="text for a number",
        ),
        pytest.param({**RG, "accountName": "-"}, "'accountName' is too short (1)", id="short"),
        pytest.param(
            {**RG, "accountName": "-no"}, "'accountName' does not match expression", id="pattern"
        ),
    ],
)
def test_check_finds_what_the_schema_forbids(
    engine: Engine, given: Mapping[str, Any], says: str
) -> None:
    """Types, required properties and name patterns; nothing about models."""
    with pytest.raises(CheckFailedError) as raised:
        engine.check(DEPLOYMENT, "chat", given)
    assert says in str(raised.value)


MODEL = "properties.model"


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        pytest.param({}, {}, id="nothing"),
        pytest.param(
            {"sku": {"name": "GlobalStandard", "capacity": 60}}, {"sku.capacity": "UPDATE"}
        ),
        pytest.param({"sku": {"name": "Standard", "capacity": 50}}, {"sku.name": "UPDATE"}),
        pytest.param({"tags": {"a": "b"}}, {"tags": "ADD"}, id="tag"),
        pytest.param(
            samples.body("gpt-5@2025-08-07"),
            {f"{MODEL}.name": "UPDATE", f"{MODEL}.version": "UPDATE"},
            id="model",
        ),
        pytest.param({"deploymentName": "b"}, {"deploymentName": "UPDATE_REPLACE"}, id="name"),
        pytest.param({"accountName": "bb"}, {"accountName": "UPDATE_REPLACE"}, id="account"),
    ],
)
def test_a_deployment_is_replaced_for_its_path_only(
    engine: Engine, change: dict[str, Any], expected: dict[str, str]
) -> None:
    """Model and SKU are updates to the provider, though the service refuses some of them."""
    made = engine.make(DEPLOYMENT, "chat", inputs())
    found = engine.diff(made, {**inputs(), **change})
    replacing = tuple(path for path, kind in expected.items() if kind.endswith("_REPLACE"))
    assert found.changes == expected
    assert (found.replaces, found.delete_first) == (replacing, bool(replacing))


def test_an_account_is_replaced_for_its_place_too(engine: Engine) -> None:
    """Another spelling of the same place is no change."""
    made = engine.make(ACCOUNT, "new", accounts())
    assert engine.diff(made, accounts(location="Sweden Central")).changes == {}
    assert engine.diff(made, accounts(location="eastus2")).replaces == ("location",)
    assert engine.diff(made, accounts(kind="OpenAI")).replaces == ()


def test_a_made_up_name_is_replaced_after_its_successor_stands(engine: Engine) -> None:
    """Only then can the two exist at once."""
    given = {k: v for k, v in accounts().items() if k != "accountName"}
    made = engine.make(ACCOUNT, "aoai", given)
    found = engine.diff(made, {**given, "location": "eastus2"})
    assert (found.replaces, found.delete_first) == (("location",), False)


def test_a_refresh_takes_over_what_somebody_changed(engine: Engine, world: World) -> None:
    """Only what changed: defaults of the service do not become inputs."""
    made = engine.make(DEPLOYMENT, "chat", inputs())
    world.alter(deployment(), lambda body: body["sku"].update(capacity=70))
    found = engine.read(made)
    assert found is not None
    assert found.inputs == {**made.inputs, "sku": {"name": "GlobalStandard", "capacity": 70}}
    assert engine.diff(found, inputs()).changes == {"sku.capacity": "UPDATE"}


def test_an_import_finds_every_input(engine: Engine) -> None:
    """What was made can be adopted by the inputs that made it."""
    given: dict[str, Any] = {
        "versionUpgradeOption": "NoAutoUpgrade",
        "raiPolicyName": "Microsoft.DefaultV2",
    }
    made = engine.make(DEPLOYMENT, "chat", inputs(**given))
    found = engine.adopt(DEPLOYMENT, "chat", made.id)
    assert found is not None
    assert engine.diff(found, inputs(**given)).changes == {}
    assert engine.adopt(DEPLOYMENT, "chat", deployment("nobody")) is None


def zone(name: str) -> str:
    return samples.network("privateDnsZones", name)


EVERYTHING: dict[str, dict[str, Any]] = {
    "resources:ResourceGroup": {"resourceGroupName": "more", "location": "swedencentral"},
    "managedidentity:UserAssignedIdentity": {**RG, "resourceName": "id"},
    "cognitiveservices:Account": accounts(
        identity={
            "type": "SystemAssigned, UserAssigned",
            "userAssignedIdentities": [
                f"{samples.GROUP}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/id"
            ],
        }
    ),
    "cognitiveservices:Project": {
        **RG,
        "accountName": "new",
        "projectName": "one",
        "properties": {},
    },
    "cognitiveservices:RaiBlocklist": {**AOAI, "raiBlocklistName": "words", "properties": {}},
    "cognitiveservices:RaiBlocklistItem": {
        **AOAI,
        "raiBlocklistName": "words",
        "raiBlocklistItemName": "one",
        "properties": {"pattern": "x", "isRegex": False},
    },
    "cognitiveservices:RaiPolicy": {
        **AOAI,
        "raiPolicyName": "strict",
        "properties": {
            "basePolicyName": "Microsoft.DefaultV2",
            "customBlocklists": [{"blocklistName": "words", "blocking": True, "source": "Prompt"}],
        },
    },
    "cognitiveservices:Deployment": inputs(raiPolicyName="strict"),
    "privatedns:PrivateZone": {**RG, "privateZoneName": "privatelink.x", "location": "Global"},
    "privatedns:VirtualNetworkLink": {
        **RG,
        "privateZoneName": "privatelink.x",
        "virtualNetworkLinkName": "l",
        "location": "Global",
        "registrationEnabled": False,
        "virtualNetwork": {"id": SUBNET.rsplit("/", 2)[0]},
    },
    "network:PrivateEndpoint": {
        **RG,
        "privateEndpointName": "pe",
        "subnet": {"id": SUBNET},
        "privateLinkServiceConnections": [
            {"name": "to", "groupIds": ["account"], "privateLinkServiceId": account()}
        ],
    },
    "network:PrivateDnsZoneGroup": {
        **RG,
        "privateEndpointName": "pe",
        "privateDnsZoneGroupName": "default",
        "privateDnsZoneConfigs": [{"name": "x", "privateDnsZoneId": zone("privatelink.x")}],
    },
    "monitor:DiagnosticSetting": {
        "resourceUri": account(),
        "name": "logs",
        "workspaceId": WORKSPACE,
        "logs": [{"category": "Audit", "enabled": True}],
        "metrics": [{"category": "AllMetrics", "enabled": True}],
    },
    "authorization:RoleAssignment": {
        "scope": account(),
        "roleAssignmentName": "00000000-0000-0000-0000-000000000001",
        "principalId": "00000000-0000-0000-0000-000000000002",
        "principalType": "ServicePrincipal",
        "roleDefinitionId": USER_ROLE,
    },
    "authorization:ManagementLockByScope": {
        "scope": account(),
        "lockName": "keep",
        "level": "CanNotDelete",
    },
}


def test_every_type_lives_its_life(engine: Engine, world: World) -> None:
    """Made in an order that ARM takes, found unchanged by diff, refresh and import, deleted
    in reverse."""
    made: list[Made] = []
    for token, given in EVERYTHING.items():
        made.append(engine.make(f"{NATIVE}:{token}", token.split(":")[1], given))
        assert set(made[-1].outputs) <= set(shapes.outputs(made[-1].token)), token
    for each in made:
        given = EVERYTHING[each.token.removeprefix(f"{NATIVE}:")]
        assert engine.diff(each, given).changes == {}
        assert engine.read(each) == each
        adopted = engine.adopt(each.token, each.name, each.id)
        assert adopted is not None
        wanted = {
            path for path, kind in engine.diff(adopted, given).changes.items() if kind == "ADD"
        }
        assert wanted == set(), each.token
    for each in reversed(made):
        engine.delete(each)
        assert engine.read(each) is None
    assert {entry.code for entry in world.journal()} == {""}


def test_every_type_has_a_life() -> None:
    """The table above and the routes name the same types."""
    assert {f"{NATIVE}:{token}" for token in EVERYTHING} == set(shapes.ROUTES)


def test_routes_name_the_sdks_inputs_and_versions() -> None:
    """A path parameter that the SDK calls otherwise would never be filled."""
    for token, route in shapes.ROUTES.items():
        known = shapes.inputs(token)
        assert set(route.names) | route.replaces <= set(known), token
        module, name = token.split(":")[1:]
        sdk = getattr(importlib.import_module(f"pulumi_azure_native.{module}"), name)
        assert f"Uses Azure REST API version {route.version}." in inspect.getsource(sdk), token


def test_functions_read_the_world(engine: Engine) -> None:
    """`get_account`, `list_account_keys`, `get_client_config`; others are refused by name."""
    found = engine.invoke(f"{NATIVE}:cognitiveservices:getAccount", **AOAI)
    assert (found["id"], found["kind"]) == (account(), "AIServices")
    assert engine.invoke(f"{NATIVE}:cognitiveservices:listAccountKeys", **AOAI)["key1"]
    me = engine.invoke(f"{NATIVE}:authorization:getClientConfig")
    assert me["subscriptionId"] == SUB.rsplit("/", 1)[1]
    with pytest.raises(grpc.RpcError, match="not part of the stand-in"):
        engine.invoke(f"{NATIVE}:storage:getAccount")


def test_a_type_that_is_not_ours_is_refused(engine: Engine) -> None:
    """By name, so that whoever emits it knows that the stand-in has to learn it."""
    with pytest.raises(grpc.RpcError, match="type azure-native:storage:Account is not part"):
        engine.check(f"{NATIVE}:storage:Account", "a", {})


@pytest.mark.parametrize("kind", ["throttled", "server-error"])
def test_what_may_be_tried_again_is_tried_again(engine: Engine, world: World, kind: str) -> None:
    """Three times more, as azcore does; the fourth refusal is seen."""
    world.switch_on(samples.fault(kind, times=RETRIES))
    engine.make(DEPLOYMENT, "chat", inputs())
    world.switch_on(samples.fault(kind, times=RETRIES + 1))
    with pytest.raises(grpc.RpcError, match="Status="):
        engine.make(DEPLOYMENT, "talk", inputs("talk"))


def test_a_conflict_is_not_tried_again(engine: Engine, world: World) -> None:
    """The provider repeats 409 for another code only: retrying this one is the program's job."""
    world.switch_on(samples.fault("conflict"))
    with pytest.raises(grpc.RpcError, match="RequestConflict"):
        engine.make(DEPLOYMENT, "chat", inputs())


def test_an_answer_that_is_lost_is_asked_for_again(engine: Engine, world: World) -> None:
    """The write took effect; the repeated PUT finds it and changes nothing."""
    world.switch_on(samples.fault("timeout"))
    made = engine.make(DEPLOYMENT, "chat", inputs())
    assert made.outputs["properties"]["provisioningState"] == "Succeeded"
    assert [entry.code for entry in world.journal()][-2:] == ["", ""]


def _half_done(raised: Any) -> Any:
    """What the error tells of the resource that half exists."""
    metadata = dict(raised.value.trailing_metadata())
    status = status_pb2.Status.FromString(metadata["grpc-status-details-bin"])
    detail = provider_pb2.ErrorResourceInitFailed()
    status.details[0].Unpack(detail)
    return detail


def test_what_fails_after_it_was_accepted_is_remembered(engine: Engine, world: World) -> None:
    """The error carries id and state, so that Pulumi keeps the resource and mends it later."""
    world.switch_on(samples.fault("fail-later"))
    with pytest.raises(grpc.RpcError) as raised:
        engine.make(DEPLOYMENT, "chat", inputs())
    detail = _half_done(raised)
    assert detail.id == deployment()
    assert detail.properties["properties"]["provisioningState"] == "Failed"
    assert detail.inputs["deploymentName"] == "chat"


def test_a_slow_write_ends_with_the_programs_patience(tmp_path: Path) -> None:
    """After the custom timeout; the write goes on in Azure."""
    world = World.open(tmp_path / "w.db")
    samples.fill(world, "aoai")
    world.switch_on(samples.fault("slow", seconds=0.6))
    with served(world) as engine:
        with pytest.raises(grpc.RpcError, match="deadline exceeded") as raised:
            engine.make(DEPLOYMENT, "chat", inputs(), timeout=0.1)
        assert _half_done(raised).properties["properties"]["provisioningState"] == "Creating"
    world.advance(seconds=1)
    assert world.get(deployment())["properties"]["provisioningState"] == "Succeeded"


def test_cancel_ends_what_is_waiting(world: World) -> None:
    """Ctrl-C does not wait for Azure; what was accepted is not forgotten."""
    world.switch_on(samples.fault("slow", seconds=60))
    with served(world) as engine:
        engine.cancel()
        with pytest.raises(grpc.RpcError, match="canceled") as raised:
            engine.make(DEPLOYMENT, "chat", inputs())
        assert _half_done(raised).id == deployment()


def test_faults_on_reads_are_seen_too(engine: Engine, world: World) -> None:
    """A refresh that cannot read says so, and does not take the resource for gone."""
    made = engine.make(DEPLOYMENT, "chat", inputs())
    world.switch_on(Fault(kind="server-error", match="GET *", times=0))
    with pytest.raises(grpc.RpcError, match="Status=500"):
        engine.read(made)


def test_the_plugin_serves_the_world_in_a_file(tmp_path: Path) -> None:
    """Started as the engine does; two of them, and this process, share one world."""
    state = tmp_path / "world.db"
    samples.fill(World.open(state), "aoai")
    with started(state) as one, started(state) as other:
        made = one.engine.make(DEPLOYMENT, "chat", inputs())
        assert other.engine.read(made) == made
        assert one.engine.begin() == "3.29.0"
        assert "azure-native" in one.engine.call("GetSchema", _schema()).schema
    assert one.process.returncode == 0
    assert World.open(state).exists(deployment())


def _schema() -> Any:
    return provider_pb2.GetSchemaRequest(version=0)


def test_a_plugin_without_a_file_has_a_world_of_its_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Settings for a world that does not exist yet come from a file."""
    settings = tmp_path / "settings.json"
    settings.write_text('{"quota": {"OpenAI.Standard.gpt-4o": 7}}')
    monkeypatch.delenv("FAKE_AZURE_STATE", raising=False)
    monkeypatch.setenv("FAKE_AZURE_SETTINGS", str(settings))
    assert world_of_environment().settings.quota == {"OpenAI.Standard.gpt-4o": 7}
