"""What to do when somebody else writes to an account at the same time.

The stack's own writes wait for each other, but a portal, a pipeline or the service's own settling
may be in the way: 409 RequestConflict. The provider does not retry that one. The engine asks
this hook about each failed write, and tries again when it says so.

The engine asks only while the program runs: on `pulumi up`, and on `pulumi destroy` with
`--run-program`. Seen with the CLI 3.260.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence

import pulumi

NAME = "planner-account-busy"
"""Hooks are bound by name and the state remembers it, so there is one and it stays."""

MINUTES = 6
"""How long a write is tried again by default; then the error stands."""

_FIRST, _LONGEST = 10, 60
"""Seconds before the second attempt, and most between two. The provider asks every ten seconds
whether a write is done, so less would not help."""

_BUSY = (
    "RequestConflict",
    "Another operation is being performed on the parent resource",
    "AccountProvisioningStateInvalid",
)
"""What the service says of an account that is being written to or has not settled."""

_LOCKED = "ScopeLocked"
"""What Resource Manager says of a lock, for some seconds also of one that the run has just lifted;
hashicorp/terraform-provider-azurerm#5025, #10013."""

_LIFTED_AFTER = 2
"""Further attempts under a lock: half a minute. One that still stands then was not lifted."""


def retrying(minutes: int) -> Callable[[pulumi.ErrorHookArgs], Awaitable[bool]]:
    """What the engine asks about each write that failed."""
    planned = waits(minutes)

    async def again(args: pulumi.ErrorHookArgs) -> bool:
        """Whether to try a failed write again, after a wait; `errors` holds the newest first."""
        wait = pause(args.errors, planned)
        if wait is None:
            return False
        await asyncio.sleep(wait)
        return True

    return again


def waits(minutes: int) -> tuple[int, ...]:
    """Seconds before each further attempt: twice as long each time, `minutes` in all."""
    found: list[int] = []
    while (left := minutes * 60 - sum(found)) > 0:
        found.append(min(_FIRST * 2 ** len(found), _LONGEST, left))
    return tuple(found)


def pause(errors: list[str], planned: Sequence[int]) -> int | None:
    """Seconds to wait before the next attempt; None when it would not help, or was enough."""
    newest, made = errors[0] if errors else "", len(errors)
    if _LOCKED in newest:
        planned = planned[:_LIFTED_AFTER]
    elif not any(word in newest for word in _BUSY):
        return None
    return planned[made - 1] if made <= len(planned) else None
