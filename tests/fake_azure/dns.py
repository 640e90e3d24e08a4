"""What ARM allows of private DNS zones and their links to networks.

Sources: `errors.py`; Learn pages on private DNS, 2026.
"""

from __future__ import annotations

from tests.fake_azure.asked import Asked
from tests.fake_azure.errors import refuse
from tests.fake_azure.ids import ArmId
from tests.fake_azure.store import Resource

ZONE = "microsoft.network/privatednszones"
LINK = f"{ZONE}/virtualnetworklinks"
NETWORK = "microsoft.network/virtualnetworks"


def write_zone(asked: Asked) -> None:
    """Private DNS zones and their links are in no region. Raises ArmError."""
    if str(asked.body.get("location", "")).lower() != "global":
        where = asked.body.get("location")
        raise refuse("location", location=where, type=asked.id.type, regions="global")
    asked.body["location"] = "global"


def delete_zone(asked: Asked) -> None:
    """Refused while a network is linked to it."""
    links = asked.state.below(asked.id, LINK)
    if links and asked.settings.holds("nested"):
        raise refuse("nested", nested=links[0].id.partition("/providers/")[2])


def write_link(asked: Asked) -> None:
    """A network is linked to one zone of a name, in whatever group the zones are."""
    asked.parent()
    write_zone(asked)
    network = _network(asked.properties)
    asked.need(network, NETWORK, "properties.virtualNetwork.id")
    for other in asked.state.of_type(LINK) if asked.settings.holds("linked-twice") else []:
        _one_of_a_name(asked, other, network)
    asked.properties.setdefault("registrationEnabled", False)


def _network(properties: dict[str, object]) -> str:
    given = properties.get("virtualNetwork")
    return str(given.get("id", "")) if isinstance(given, dict) else ""


def _one_of_a_name(asked: Asked, other: Resource, network: str) -> None:
    ours, theirs = asked.id.parent, other.arm.parent
    same_network = ArmId.of(_network(other.properties)).key == ArmId.of(network).key
    if other.arm.key == asked.id.key or not same_network or ours is None or theirs is None:
        return
    if ours.name.lower() == theirs.name.lower():
        raise refuse("linked-twice", zone=ours.name, other=theirs.name)
