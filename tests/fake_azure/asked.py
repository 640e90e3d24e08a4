"""One write that is asked for, as the rules see it."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import UTC, date, datetime
from fnmatch import fnmatchcase
from typing import Any

from tests.fake_azure.errors import refuse
from tests.fake_azure.facts import Facts
from tests.fake_azure.ids import ArmId
from tests.fake_azure.settings import Settings
from tests.fake_azure.store import Resource, State

SUBNET = "microsoft.network/virtualnetworks/subnets"
NETWORKS = frozenset({SUBNET, "microsoft.network/virtualnetworks"})
"""Types that the world holds no resources of."""


@dataclass
class Asked:
    """A PUT or DELETE in the middle of being judged."""

    state: State
    facts: Facts
    settings: Settings
    now: float
    id: ArmId
    body: dict[str, Any]
    """What is asked for; rules complete it into what ARM will answer. Empty for a DELETE."""
    old: Resource | None
    """What stands; None for a create."""

    @property
    def properties(self) -> dict[str, Any]:
        found: dict[str, Any] = self.body.setdefault("properties", {})
        return found

    @property
    def today(self) -> date:
        return moment(self.now).date()

    def parent(self) -> Resource:
        """The resource this one lives below; `no-parent` when there is none."""
        above = self.id.parent
        found = self.state.get(above) if above else None
        if above is None or found is None:
            name = above.name if above else ""
            raise refuse("no-parent", verb="write", type=self.id.short_type, parent=name)
        return found

    def need(self, target: str, kind: str = "", path: str = "") -> None:
        """Refuse a reference to what is not there, or to what is not of a type if one is given.

        Groups that the world does not hold belong to others: what is in them is taken to exist,
        unless `Settings.existing` says what does.
        """
        rid = ArmId.of(target)
        if kind and rid.type != kind and self.settings.holds("reference-type"):
            raise refuse("reference-type", target=target, path=path, type=kind)
        if not self._stands(rid):
            raise refuse("no-reference", target=target, id=self.id.text)

    def _stands(self, rid: ArmId) -> bool:
        """Whether an id leads to something; of networks the world knows only what it is told."""
        ours = rid.group is not None and self.state.get(rid.group) is not None
        known = self.settings.existing
        if self.state.get(rid) is not None:
            return True
        if known is not None and not (ours and rid.type not in NETWORKS):
            return any(fnmatchcase(rid.key, each.lower()) for each in known)
        return not ours or rid.type in NETWORKS


def moment(seconds: float) -> datetime:
    """A time of the world as a date and time in UTC."""
    return datetime.fromtimestamp(seconds, UTC)


def stamp(seconds: float) -> str:
    """A time of the world as ARM writes it."""
    return moment(seconds).isoformat(timespec="microseconds").replace("+00:00", "Z")


def made_up_id(*parts: str) -> str:
    """A GUID that is always the same for the same parts."""
    return str(uuid.uuid5(uuid.NAMESPACE_URL, "/".join(parts).lower()))
