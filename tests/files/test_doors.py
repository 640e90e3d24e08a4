"""What a Pulumi state says of the way into accounts."""

from __future__ import annotations

from typing import Any

import pytest

from planner.domain.lock import Reached, Secured
from planner.files.doors import doors, secured

URN = "urn:pulumi:dev::proj::planner:azureopenai:Account$azure-native"
ID = "/subscriptions/1/resourceGroups/g/providers/Microsoft.CognitiveServices/accounts/AA"
PUBLIC = {"publicNetworkAccess": "Enabled", "networkAcls": {"defaultAction": "Allow"}}
RULES = {"publicNetworkAccess": "Enabled", "networkAcls": {"defaultAction": "Deny"}}
PRIVATE = {"publicNetworkAccess": "Disabled", "networkAcls": {"defaultAction": "Deny"}}
ACCOUNT, END = "cognitiveservices:Account", "network:PrivateEndpoint"
LOCK = "authorization:ManagementLockByScope"
NAMES, ZONE = "network:PrivateDnsZoneGroup", "privatedns:PrivateZone"


def state(properties: object, **others: Any) -> dict[str, object]:
    """The resources of a state with one account; `others` by logical name, a type and outputs."""
    made = {f"{URN}:{ACCOUNT}::aa": {"outputs": {"name": "aa", "properties": properties}}}
    more = {
        f"{URN}:{kind}::{name.replace('_', '-')}": {"outputs": outputs}
        for name, (kind, outputs) in others.items()
    }
    return {**made, **more}


def end(**state_of: Any) -> tuple[str, dict[str, Any]]:
    """An endpoint of the account."""
    link = {"privateLinkServiceId": ID, **state_of}
    return END, {"subnet": {"id": "/subnets/s"}, "privateLinkServiceConnections": [link]}


def said(status: str) -> dict[str, Any]:
    return {"privateLinkServiceConnectionState": {"status": status}}


FOUND = {
    "public": (state(PUBLIC), Reached("public")),
    "restricted": (state(RULES), Reached("restricted")),
    "private, by others' endpoints": (state(PRIVATE), Reached("private")),
    "without rules": (state({"publicNetworkAccess": "Enabled"}), Reached("public")),
    "with an endpoint and zones of its own": (
        state(PRIVATE, aa_endpoint=end(), aa_dns=(NAMES, {}), zone=(ZONE, {})),
        Reached("private", "/subnets/s"),
    ),
    "with a hub's zones": (
        state(PRIVATE, aa_endpoint=end(**said("Approved")), aa_dns=(NAMES, {})),
        Reached("private", "/subnets/s", "given"),
    ),
    "with an endpoint that has no names yet": (
        state(PUBLIC, aa_endpoint=end(), zone=(ZONE, {})),
        Reached("public", "/subnets/s", "none"),
    ),
    "with an endpoint that waits": (state(PUBLIC, e=end(**said("Pending"))), Reached("public")),
    "with another account's endpoint": (
        state(PUBLIC, e=end(privateLinkServiceId=ID.replace("AA", "bb"))),
        Reached("public"),
    ),
}


@pytest.mark.parametrize(("resources", "expected"), FOUND.values(), ids=FOUND.keys())
def test_how_an_account_is_reached(resources: dict[str, object], expected: Reached) -> None:
    """The profile from public access and rules; an endpoint only when it lets somebody in."""
    assert doors(resources) == {"aa": expected}


STRANGE = {
    "no properties": state(None),
    "a word of later": state({"publicNetworkAccess": "SecuredByPerimeter"}),
    "no outputs": {f"{URN}:{ACCOUNT}::aa": {"outputs": None}},
    "no resource": {f"{URN}:{ACCOUNT}::aa": 1, "x": {"outputs": {}}},
}


@pytest.mark.parametrize("resources", STRANGE.values(), ids=STRANGE.keys())
def test_what_does_not_say_is_not_known(resources: dict[str, object]) -> None:
    """Unknown is neither public nor private."""
    assert doors(resources) == {}
    broken = {
        **resources,
        f"{URN}:{END}::e": {"outputs": {"subnet": 1, "privateLinkServiceConnections": [1]}},
    }
    assert doors(broken) == {}


LEVELS = {
    "keys and no lock": (state({"disableLocalAuth": False}), Secured(local_auth=True)),
    "no keys, and a lock": (
        state({"disableLocalAuth": True}, aa_lock=(LOCK, {"level": "ReadOnly"})),
        Secured(local_auth=False, lock="ReadOnly"),
    ),
    "nothing is said of keys": (state(None), Secured()),
    "another account's lock": (
        state({"disableLocalAuth": True}, bb_lock=(LOCK, {"level": "ReadOnly"})),
        Secured(local_auth=False),
    ),
    "a strange lock": (state({"disableLocalAuth": 7}, aa_lock=(LOCK, {"level": 7})), Secured()),
}


@pytest.mark.parametrize(("resources", "expected"), LEVELS.values(), ids=LEVELS.keys())
def test_how_an_account_is_secured(resources: dict[str, object], expected: Secured) -> None:
    """Keys as well as Entra ID, and the level of its management lock."""
    assert secured(resources) == {"aa": expected}
