"""How the world answers: ids spelt as ARM does it, defaults filled in, and when to ask again."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest

from tests.fake_azure import samples
from tests.fake_azure.arm import Door
from tests.fake_azure.client import Client
from tests.fake_azure.engine import served
from tests.fake_azure.errors import ArmError
from tests.fake_azure.rows import ASSIGNMENTS, DIAGNOSTICS, EP, ONE, logs
from tests.fake_azure.samples import (
    USER_ROLE,
    VNET,
    WORKSPACE,
    about,
    account,
    account_body,
    body,
    deployment,
    endpoint,
    network,
)
from tests.fake_azure.spelling import spelt
from tests.fake_azure.world import World

OWN = "/subscriptions/x/resourceGroups/My-RG/providers/Microsoft.Network/virtualNetworks/Net"

SPELLINGS = {
    "everything": (
        "/SUBSCRIPTIONS/x/RESOURCEGROUPS/My-RG/PROVIDERS/MICROSOFT.NETWORK/VIRTUALNETWORKS/Net",
        OWN,
    ),
    "groups": ("/subscriptions/x/resourcegroups/My-RG", "/subscriptions/x/resourceGroups/My-RG"),
    "an extension": (
        f"{OWN}/PROVIDERS/microsoft.authorization/ROLEASSIGNMENTS/Locks",
        f"{OWN}/providers/Microsoft.Authorization/roleAssignments/Locks",
    ),
    "what is no id": ("resourcegroups/providers", "resourcegroups/providers"),
    "a type that nobody knows": (f"{OWN}/Things/t", f"{OWN}/Things/t"),
}


@pytest.mark.parametrize(("sent", "answered"), SPELLINGS.values(), ids=SPELLINGS.keys())
def test_ids_are_spelt_as_arm_does_it(sent: str, answered: str) -> None:
    """Types and namespaces in ARM's case, names in that of who gave them; keys and lists too."""
    assert spelt({sent: [{"id": sent}], "n": 1}) == {answered: [{"id": answered}], "n": 1}


def test_a_get_spells_what_a_put_repeats() -> None:
    """Of what is done at once the PUT answers as it was asked; the next GET does not."""
    sent, rid = (
        WORKSPACE.replace("resourceGroups", "resourcegroups"),
        about(account(), DIAGNOSTICS, "d"),
    )
    for spelling, answered in ((True, WORKSPACE), (False, sent)):
        world = samples.world("aoai", spelling=spelling)
        assert Client(world).put(rid, logs(sent))["properties"]["workspaceId"] == sent
        assert world.get(rid)["properties"]["workspaceId"] == answered


FILLED: dict[str, tuple[str, Any, Callable[[dict[str, Any]], object], object]] = {
    "content filter of a deployment": (
        deployment(),
        body(),
        lambda found: found["properties"]["raiPolicyName"],
        "Microsoft.DefaultV2",
    ),
    "rules that were left out": (
        account(),
        account_body(networkAcls={"defaultAction": "Deny"}),
        lambda found: found["properties"]["networkAcls"],
        {"defaultAction": "Deny", "ipRules": [], "virtualNetworkRules": []},
    ),
    "place of an account": (
        account(),
        account_body("Sweden Central"),
        lambda found: found["location"],
        "swedencentral",
    ),
    "place of a zone": (
        network("privateDnsZones", "z"),
        {"location": "Global"},
        lambda found: found["location"],
        "global",
    ),
    "how long logs are kept": (
        about(account(), DIAGNOSTICS, "d"),
        logs(),
        lambda found: found["properties"]["logs"][0]["retentionPolicy"],
        {"days": 0, "enabled": False},
    ),
    "type of a principal": (
        about(account(), ASSIGNMENTS, ONE),
        {"properties": {"roleDefinitionId": USER_ROLE, "principalId": ONE}},
        lambda found: found["properties"]["principalType"],
        "ServicePrincipal",
    ),
    "SKU in lower case": (
        deployment(),
        body(sku="globalstandard"),
        lambda found: found["sku"]["name"],
        "GlobalStandard",
    ),
}


@pytest.mark.parametrize(("rid", "what", "look", "is_"), FILLED.values(), ids=FILLED.keys())
def test_what_was_left_out_is_filled_in(
    rid: str, what: Any, look: Callable[[dict[str, Any]], object], is_: object
) -> None:
    """The service's defaults stand in its answers, whatever was sent."""
    world = samples.world("aoai")
    world.put(rid, what)
    assert look(world.get(rid)) == is_


def test_a_link_registers_no_names_unless_asked() -> None:
    """The default of a link stands in its answer."""
    world = samples.world()
    zone = network("privateDnsZones", "z")
    world.put(zone, {"location": "global"})
    link = f"{zone}/virtualNetworkLinks/l"
    world.put(link, {"location": "global", "properties": {"virtualNetwork": {"id": VNET}}})
    assert world.get(link)["properties"]["registrationEnabled"] is False


def throttled(seconds: float) -> World:
    world = samples.world("aoai", frozen=False)
    world.switch_on(samples.fault("throttled", seconds=seconds))
    return world


def test_throttling_says_when_to_ask_again() -> None:
    """Refused until then, each time with what is left, and not a moment longer."""
    world = throttled(30)
    with pytest.raises(ArmError) as first:
        world.put(deployment(), body())
    world.advance(seconds=10)
    with pytest.raises(ArmError) as second:
        world.put(deployment(), body())
    assert (first.value.status, second.value.status) == (429, 429)
    assert 29 < first.value.retry_after <= 30
    assert 19 < second.value.retry_after <= 20
    world.advance(seconds=21)
    world.put(deployment(), body())


def test_a_write_that_was_slow_makes_no_other_slow() -> None:
    """The seconds of other faults are no throttling: they strike as often as they are told."""
    world = samples.world("aoai", "bb")
    world.switch_on(samples.fault("slow", seconds=30))
    first = world.put(deployment(), body())
    second = world.put(deployment(of="bb"), body())
    assert first.ends - second.ends >= 30


def test_the_provider_waits_as_long_as_it_is_told() -> None:
    """Not as long as it usually would, and its write succeeds at the second try."""
    world, began = throttled(0.3), time.monotonic()
    found = Client(world, pause=60).put(deployment(), body())
    assert 0.3 <= time.monotonic() - began < 30
    assert found["sku"]["capacity"] == 50
    codes = [entry.code for entry in world.journal() if entry.id == deployment()]
    assert codes == ["TooManyRequests", ""]


def test_the_door_says_it_in_a_header() -> None:
    """In whole seconds, rounded up."""
    world = samples.world("aoai")
    world.switch_on(samples.fault("throttled", match="GET *", seconds=2.5, times=0))
    with Door(world) as door:
        path = f"{door.url}{account()}?api-version=2025-06-01"
        asked = Request(path, headers={"Authorization": "Bearer x"})
        with pytest.raises(HTTPError) as raised:
            urlopen(asked, timeout=30)
    with raised.value as answer:
        assert (answer.code, answer.headers["Retry-After"]) == (429, "3")


def test_an_endpoint_waits_until_its_account_has_settled() -> None:
    """After every write of the account, not only the first."""
    world = samples.world("aoai", settling=5.0)
    world.advance(seconds=6)
    world.put(EP, endpoint())
    world.put(account(), account_body())
    with pytest.raises(ArmError, match="AccountProvisioningStateInvalid"):
        world.put(EP, endpoint())
    world.advance(seconds=6)
    world.put(EP, endpoint())


def test_a_refresh_finds_nothing_where_ids_are_spelt_arms_way() -> None:
    """And finds the difference where they are not: this is how drift from spelling shows."""
    world = samples.world("aoai")
    token = "azure-native:monitor:DiagnosticSetting"
    odd = WORKSPACE.replace("resourceGroups", "resourcegroups")
    for name, workspace, same in (("a", WORKSPACE, True), ("b", odd, False)):
        rows = [{"category": "Audit" if same else "Trace", "enabled": True}]
        given = {"resourceUri": account(), "name": name, "workspaceId": workspace, "logs": rows}
        with served(world) as engine:
            made = engine.make(token, name, given)
            read = engine.read(made)
        assert read is not None
        assert (read.inputs == made.inputs) is same
