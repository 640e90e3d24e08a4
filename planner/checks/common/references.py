"""What a stack's account settings refer to by id, and whether such an id can be one at all."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from planner.domain.finding import Path
from planner.domain.roles import is_guid
from planner.domain.settings import CREATE, NONE, AccountSettings

SUBNET = "Microsoft.Network/virtualNetworks/subnets"
ZONE = "Microsoft.Network/privateDnsZones"
IDENTITY = "Microsoft.ManagedIdentity/userAssignedIdentities"
WORKSPACE = "Microsoft.OperationalInsights/workspaces"
STORAGE = "Microsoft.Storage/storageAccounts"
HUB_RULE = "Microsoft.EventHub/namespaces/authorizationRules"

NAMES = {
    SUBNET: "a subnet",
    ZONE: "a private DNS zone",
    IDENTITY: "a user-assigned identity",
    WORKSPACE: "a Log Analytics workspace",
    STORAGE: "a storage account",
    HUB_RULE: "an authorisation rule of an event hubs namespace",
}
"""What people call these types."""

_GROUP = re.compile(r"[\w.()-]{1,90}")
_BEFORE_TYPE = 6
"""Parts of an id before its type: subscriptions, id, resourceGroups, name, providers, namespace."""
_SHOWN = 40


@dataclass(frozen=True, slots=True)
class Reference:
    """An id in the settings, where it stands, and the type of thing it should name."""

    path: Path
    id: str
    wanted: str

    @property
    def key(self) -> str:
        """The setting that holds it: `subnet`, `dns`, `log_analytics`."""
        return [str(part) for part in self.path if isinstance(part, str) and part != "id"][-1]


def references(settings: AccountSettings) -> Iterator[Reference]:
    """Every ARM id of the settings; words such as `create` are none."""
    yield from _network(settings)
    for n, id_ in enumerate(settings.identity.user_assigned):
        if id_ != CREATE:
            yield Reference(("identity", "user_assigned", n), id_, IDENTITY)
    for n, storage in enumerate(settings.user_owned_storage):
        yield Reference(("user_owned_storage", n, "id"), storage.id, STORAGE)
    yield from _destinations(settings)


def _network(settings: AccountSettings) -> Iterator[Reference]:
    reach = settings.reach
    where: Path = ("network", "private_endpoint")
    if settings.subnet is not None:
        yield Reference(("subnet",), settings.subnet, SUBNET)
    if reach.private_endpoint.subnet is not None:
        yield Reference((*where, "subnet"), reach.private_endpoint.subnet, SUBNET)
    for n, id_ in enumerate(reach.subnets):
        yield Reference(("network", "subnets", n), id_, SUBNET)
    for n, id_ in enumerate(reach.private_endpoint.dns):
        if id_ not in (CREATE, NONE):
            yield Reference((*where, "dns", n), id_, ZONE)


def _destinations(settings: AccountSettings) -> Iterator[Reference]:
    given = settings.diagnostics
    if given is None:
        return
    if given.log_analytics is not None:
        yield Reference(("diagnostics", "log_analytics"), given.log_analytics, WORKSPACE)
    if given.storage is not None:
        yield Reference(("diagnostics", "storage"), given.storage, STORAGE)
    if given.event_hub is not None:
        rule = given.event_hub.authorization_rule
        yield Reference(("diagnostics", "event_hub", "authorization_rule"), rule, HUB_RULE)


def guids(settings: AccountSettings) -> Iterator[tuple[Path, str]]:
    """Every object id and client id of the settings, with its path."""
    for n, given in enumerate(settings.role_assignments):
        yield ("role_assignments", n, "principal"), given.principal
    for n, storage in enumerate(settings.user_owned_storage):
        if storage.identity_client_id is not None:
            yield ("user_owned_storage", n, "identity_client_id"), storage.identity_client_id
    if settings.encryption is not None:
        yield ("encryption", "identity_client_id"), settings.encryption.identity_client_id


def flaw(id_: str) -> str | None:
    """Which part of an ARM id is wrong; None when the whole has the form of one."""
    if not id_.startswith("/"):
        return f"{shown(id_)} does not start with /subscriptions/"
    parts = id_[1:].split("/")
    if any(not part.strip() for part in parts):
        return "an empty part between two slashes"
    words = {0: "subscriptions", 2: "resourceGroups", 4: "providers"}
    for place, word in words.items():
        if len(parts) <= place or parts[place].casefold() != word.casefold():
            return f"part {place + 1} is {_part(parts, place)}, not {word}"
    return _values(parts)


def _values(parts: list[str]) -> str | None:
    if not is_guid(parts[1]):
        return f"subscription {shown(parts[1])} is not a GUID"
    if not _GROUP.fullmatch(parts[3]):
        return f"resource group {shown(parts[3])} cannot be one"
    if len(parts) < _BEFORE_TYPE or "." not in parts[5]:
        return f"part 6 is {_part(parts, 5)}, not a namespace such as Microsoft.Network"
    rest = parts[_BEFORE_TYPE:]
    if not rest or len(rest) % 2:
        return f"{shown(parts[-1])} at the end has no name after it"
    return None


def _part(parts: list[str], place: int) -> str:
    return shown(parts[place]) if len(parts) > place else "missing"


def type_of(id_: str) -> str:
    """The type that a well-formed ARM id names: `Microsoft.Network/virtualNetworks/subnets`."""
    parts = id_[1:].split("/")
    return "/".join([parts[5], *parts[_BEFORE_TYPE::2]])


def shown(text: str) -> str:
    """A text short enough for a message."""
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}..."
