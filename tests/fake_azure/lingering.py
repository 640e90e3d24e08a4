"""What is not true at once: a lock that was deleted still holds, a new principal is not known yet.

Sources: hashicorp/terraform-provider-azurerm#5025, #10013 and #17478 for locks; Learn, troubleshoot
role assignments, 2026, for principals: one whose type is given is not looked up.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tests.fake_azure.asked import Asked
from tests.fake_azure.store import Resource, State

LOCK = "microsoft.authorization/locks"


def lifted(asked: Asked) -> None:
    """A lock is being deleted: remember it for as long as it goes on holding."""
    if asked.old is not None and asked.settings.lock_lingers:
        level = asked.old.properties.get("level")
        until = asked.now + asked.settings.lock_lingers
        asked.state.write("lifted", asked.id.key, {"id": asked.id.text, "l": level, "t": until})


def locks(state: State, now: float) -> Iterator[Resource]:
    """Locks that hold: those that stand, and those that went a moment ago."""
    yield from state.of_type(LOCK)
    for _, gone in state.items("lifted"):
        if gone["t"] > now:
            yield Resource(gone["id"], {"properties": {"level": gone["l"]}}, now, now)


def born(asked: Asked, principal: str) -> None:
    """Remember since when a principal exists."""
    if asked.state.read("principal", principal) is None:
        asked.state.write("principal", principal, asked.now)


def unknown_yet(asked: Asked, properties: dict[str, Any]) -> bool:
    """Whether the directory does not yet know the principal of a role assignment."""
    since = asked.state.read("principal", str(properties.get("principalId")))
    waits = since is not None and asked.now - since < asked.settings.principals_take
    return waits and not properties.get("principalType")
