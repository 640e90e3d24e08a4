"""What runs survives whatever people do to a stack file, unless the last edit named it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from tests.walk import steps
from tests.walk.edits import Edit
from tests.walk.registered import Resource, World

WALKS = range(24)
"""`python -m tests.walk` takes 500."""


@pytest.mark.parametrize("seed", WALKS)
def test_nothing_that_runs_is_harmed(seed: int) -> None:
    """Five edits, each followed by a lock or none, a plan, and what the engine makes of it."""
    assert [step.harm for step in steps.walk(seed) if step.harm] == []


ACCOUNT = Resource(
    type=steps.ACCOUNT,
    name="acc",
    inputs={"accountName": "acc"},
    protect=False,
    replaces=(),
    ignores=(),
    kept_in_azure=False,
    adopted=False,
)
CHAT_INPUTS: dict[str, Any] = {
    "accountName": "acc",
    "deploymentName": "chat",
    "sku": {"name": "ProvisionedManaged"},
    "properties": {"model": {"name": "a"}, "raiPolicyName": "Microsoft.DefaultV2"},
}
CHAT = replace(
    ACCOUNT,
    type=steps.DEPLOYMENT,
    name="chat-sweden",
    inputs=CHAT_INPUTS,
    protect=True,
    replaces=("sku.name",),
)
THERE = f"{steps.ACCOUNT} acc"
MADE = f"{steps.DEPLOYMENT} chat-sweden"
BEFORE: World = {THERE: ACCOUNT, MADE: CHAT}


def other(**inputs: Any) -> Resource:
    return replace(CHAT, inputs={**CHAT_INPUTS, **inputs})


AFTER: dict[str, tuple[World, str]] = {
    "deleted": ({THERE: ACCOUNT}, f"deletes {MADE}"),
    "the account too": ({}, f"deletes {THERE}"),
    "another account": ({THERE: ACCOUNT, MADE: other(accountName="b")}, f"replaces {MADE}"),
    "another type": ({THERE: ACCOUNT, MADE: other(sku={"name": "Standard"})}, f"replaces {MADE}"),
    "another model": (
        {THERE: ACCOUNT, MADE: other(properties={"model": {"name": "b"}})},
        f"changes properties.model.name of {MADE}",
    ),
    "unprotected": ({THERE: ACCOUNT, MADE: replace(CHAT, protect=False)}, f"unprotects {MADE}"),
    "a policy that is gone": (
        {THERE: ACCOUNT, MADE: other(properties={"model": {"name": "a"}, "raiPolicyName": "own"})},
        "names policy own",
    ),
}


@pytest.mark.parametrize(("after", "said"), AFTER.values(), ids=AFTER)
def test_each_harm_is_seen(after: World, said: str) -> None:
    """The walk would notice: nobody named anything."""
    found = [*steps.harms(BEFORE, after, Edit("nothing", {}))]
    assert any(said in line for line in found), found


def test_what_an_edit_names_is_no_harm() -> None:
    """The workload goes, and its account with it as nothing is left there."""
    assert [*steps.harms(BEFORE, {}, Edit("remove chat", {}, frozenset({"chat"})))] == []
