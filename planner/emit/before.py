"""Asks the engine for the stack's own last state: what ran last time, whatever became of the lock.

It is one call to the engine and none to Azure, and adds no resource.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass

import pulumi
from pulumi.runtime import invoke_async

_CALL = "pulumi:pulumi:readStackResourceOutputs"
PAUSES = (0.1, 0.3, 0.6, 1.0)
"""Seconds before each further try."""
_UNKNOWN_CALL = "unrecognized function"
"""What an engine says that has no such call, and will not have it a moment later."""
_SELF_MANAGED = "organization"
"""What Pulumi calls the organization where a state is kept without its service."""


@dataclass(frozen=True, slots=True)
class Before:
    """What the engine said."""

    resources: Mapping[str, object] | None = None
    """`type` and `outputs` by URN, empty for a new stack; None where no engine was there to ask
    (mocks, the offline preview), and where it refused."""
    refused: str = ""
    """Why it did not say, on one line; empty where it did, or where there is none."""


async def ask() -> Before:
    """The resources of this stack's own state as it was when this run began. Never raises.

    A state in files is written anew by the engine while it is read here, and a half-written one
    ends too early ("failed to load checkpoint: EOF"). So a refusal is asked again, for
    2 seconds at most.
    """
    said = await _once()
    for pause in PAUSES:
        if not said.refused or _UNKNOWN_CALL in said.refused:
            break
        await asyncio.sleep(pause)
        said = await _once()
    return said


async def _once() -> Before:
    try:
        answer = await invoke_async(_CALL, {"stackName": _name()})
    except Exception as error:  # whatever the SDK and the engine make of a refusal
        return Before(refused=" ".join(str(error).split()) or type(error).__name__)
    found = answer.get("outputs") if isinstance(answer, Mapping) else None
    return Before(found if isinstance(found, Mapping) else None)


def _name() -> str:
    """The stack as its backend calls it: a service wants the organization and the project.

    A state in files knows both from where the program runs, and one in the layout of old takes
    nothing but the name.
    """
    own = pulumi.get_stack()
    organization = pulumi.get_organization()
    if organization == _SELF_MANAGED:
        return own
    return f"{organization}/{pulumi.get_project()}/{own}"
