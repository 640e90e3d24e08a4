"""Asks the engine for the stack's own last state: what ran last time, whatever became of the lock.

It is one call to the engine and none to Azure, and adds no resource.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pulumi
from pulumi.runtime import invoke_async

_CALL = "pulumi:pulumi:readStackResourceOutputs"
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
    """The resources of this stack's own state as it was when this run began. Never raises."""
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
