"""Writes that meet somebody else's are tried again, a few times, and nothing else is."""

from __future__ import annotations

import asyncio
from typing import Any

import pulumi
import pytest

from planner.emit import conflict, following
from tests.emit.mocked import ACCOUNT, register
from tests.emit.plans import deployment, plan
from tests.emit.test_surface import FULL, emitted

CONFLICT = (
    'Status=409 Code="RequestConflict" Message="Another operation is being performed on the '
    "parent resource '/subscriptions/x'. Please try again later.\""
)
UNSETTLED = 'Code="AccountProvisioningStateInvalid" ... in state Accepted'
LOCKED = 'Status=409 Code="ScopeLocked" Message="The scope ... cannot perform delete operation"'
QUOTA = 'Status=400 Code="InsufficientQuota"'


PARENT = "Another operation is being performed on the parent resource"


def test_the_state_remembers_the_hook_by_its_name() -> None:
    """What a state of an older program names has to be there."""
    assert conflict.NAME == "planner-account-busy"


@pytest.mark.parametrize("error", [CONFLICT, UNSETTLED, 'Code="RequestConflict"', PARENT])
def test_a_busy_account_is_tried_again(error: str) -> None:
    """Longer each time, and in the end the error stands."""
    planned = conflict.waits(conflict.MINUTES)
    waits = [conflict.pause([error] * n, planned) for n in range(1, len(planned) + 2)]
    assert waits == [10, 20, 40, 60, 60, 60, 60, 50, None]


def test_a_lock_is_given_half_a_minute_to_go() -> None:
    """One that the run has lifted holds for some seconds more; one that stands is told soon."""
    planned = conflict.waits(conflict.MINUTES)
    assert [conflict.pause([LOCKED] * n, planned) for n in (1, 2, 3)] == [10, 20, None]
    assert conflict.pause([LOCKED], conflict.waits(0)) is None


@pytest.mark.parametrize("minutes", [0, 1, 2, 6, 60])
def test_all_waits_together_are_what_was_asked_for(minutes: int) -> None:
    """Nought minutes: the first error stands."""
    assert sum(conflict.waits(minutes)) == minutes * 60


def test_other_errors_stand() -> None:
    """Quota does not come back by waiting; an older conflict is no reason."""
    planned = conflict.waits(conflict.MINUTES)
    assert conflict.pause([QUOTA], planned) is None
    assert conflict.pause([QUOTA, CONFLICT], planned) is None
    assert conflict.pause([], planned) is None


def test_the_hook_waits_and_says_yes(monkeypatch: pytest.MonkeyPatch) -> None:
    """It sleeps for as long as it says."""
    slept: list[float] = []

    async def sleep(seconds: float) -> None:
        slept.append(seconds)

    monkeypatch.setattr("asyncio.sleep", sleep)
    args = [
        pulumi.ErrorHookArgs("urn", "id", "d", "t", failed_operation="create", errors=errors)
        for errors in ([CONFLICT], [QUOTA])
    ]
    loop = asyncio.new_event_loop()
    again: Any = conflict.retrying(conflict.MINUTES)
    answers = [loop.run_until_complete(again(each)) for each in args]
    loop.close()
    assert (answers, slept) == ([True, False], [10])


def test_everything_of_azures_has_the_hooks() -> None:
    """One name for all of them: what fails anywhere stands aside until the others are written."""
    found = emitted(**FULL)
    bound = {tuple(r.hooks.on_error) for r in found.requests if r.type.startswith("azure-native")}
    assert bound == {(conflict.NAME,)}
    begins = [r.hooks for r in found.requests if r.type.startswith("azure-native")]
    assert {(*h.before_create, *h.before_update) for h in begins} == {(following.BEGINS,) * 2}
    assert not [r for r in found.requests if r.hooks.before_delete or r.hooks.after_delete]


def test_one_hook_for_all_accounts() -> None:
    """Hook names are unique in a program."""
    found = register(plan(deployment("a", "eastus2"), deployment("a", "swedencentral")))
    assert {name for r in found.of(ACCOUNT).values() for name in r.hooks.on_error} == {
        conflict.NAME
    }
