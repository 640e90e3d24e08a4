"""The part of the provider that talks to ARM: retries, polls, gives up in time.

Source: provider/pkg/azure/client_azcore.go of pulumi/pulumi-azure-native, read in 2026. Answers
408, 429 and 5xx are tried three times more, after as long as Retry-After says, 409 is not (but for AnotherOperationInProgress, which
this service never says); a write is polled until it is over; a DELETE of what is gone is fine.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

from tests.fake_azure.errors import ArmError, refuse
from tests.fake_azure.world import Accepted, World

T = TypeVar("T")

RETRIES = 3
_RETRIED = frozenset({408, 429, 500, 502, 503, 504})
_POLL = 0.02


class UnfinishedError(Exception):
    """A write that ARM accepted and that did not come to a good end."""


@dataclass
class Client:
    """One provider's way to a world. `pause` is the seconds between tries: 20 in truth.

    Where an answer says after how many seconds to ask again, that holds instead."""

    world: World
    pause: float = 0.0
    cancelled: threading.Event = field(default_factory=threading.Event)

    def get(self, rid: str) -> dict[str, Any] | None:
        """A resource, or None; raises ArmError."""
        try:
            return self._try(lambda: self.world.get(rid))
        except ArmError as error:
            if error.status == 404:
                return None
            raise

    def put(self, rid: str, body: Mapping[str, Any], timeout: float = 0) -> dict[str, Any]:
        """Write and wait for the end; the resource as it then is.

        Raises ArmError when ARM does not accept it, UnfinishedError when it does and then fails
        or takes more than `timeout` seconds (0 for as long as it takes).
        """
        accepted = self._try(lambda: self.world.put(rid, body))
        self._wait(accepted, timeout)
        found = accepted.echo or self.get(rid)
        if found is None:
            raise refuse("not-found", name=rid, group="")
        if found.get("properties", {}).get("provisioningState") == "Failed":
            raise UnfinishedError(_text(refuse("failed-later")))
        return found

    def delete(self, rid: str, timeout: float = 0) -> None:
        """Delete and wait for the end; raises as `put` does."""
        self._wait(self._try(lambda: self.world.delete(rid)), timeout)

    def _try(self, ask: Callable[[], T]) -> T:
        for _ in range(RETRIES):
            try:
                return ask()
            except ArmError as error:
                if error.status not in _RETRIED:
                    raise
                wait = error.retry_after or self.pause
            self.cancelled.wait(wait)
        return ask()

    def _wait(self, accepted: Accepted, timeout: float) -> None:
        began = time.monotonic()
        while (left := accepted.ends - self.world.now()) > 0:
            if timeout and time.monotonic() - began > timeout:
                raise UnfinishedError("context deadline exceeded")
            if self.cancelled.wait(min(left, _POLL)):
                raise UnfinishedError("context canceled")


def _text(error: ArmError) -> str:
    return f'Status={error.status} Code="{error.code}" Message="{error.message}"'


def text(error: Exception) -> str:
    """An error in the words in which the provider shows it."""
    return _text(error) if isinstance(error, ArmError) else str(error)
