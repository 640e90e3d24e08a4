"""What follows the service: neither an unrelated edit nor taking `upgrade` out rolls it back."""

from __future__ import annotations

from typing import Any

import pytest

from planner.domain.plan import Deployment
from planner.domain.terms import DeploymentType, Upgrade
from planner.emit.followed import followed
from tests.emit.mocked import DEPLOYMENT
from tests.emit.plans import deployment, plan

ABOVE = "urn:pulumi:dev::p::planner:azureopenai:Account"
NAME = "chat-swedencentral"
PLAIN = {"asked": "gpt-4o@2024-08-06"}


def chat(upgrade: Upgrade = Upgrade.WHEN_EXPIRED, **more: Any) -> Deployment:
    given = {"model": "gpt-4o", "version": "2024-08-06", **more}
    return deployment("chat", upgrade=upgrade, **given)


def state(held: dict[str, Any] | None, stands: str = "gpt-5.1") -> dict[str, Any]:
    """What the account remembers of the deployment, and the model that the service moved it to."""
    remembers = {} if held is None else {"remembers": {"holds": {NAME: held}}}
    properties = {"model": {"name": stands, "version": "x"}}
    return {
        f"{ABOVE}::aoai": {"outputs": remembers},
        f"{ABOVE}${DEPLOYMENT}::{NAME}": {"outputs": {"properties": properties}},
    }


CASES: dict[str, tuple[Deployment, Any, bool]] = {
    "a first run": (chat(), {}, True),
    "nobody says": (chat(), None, True),
    "never upgraded": (chat(Upgrade.NEVER), state(PLAIN), False),
    "moved, and another edit": (chat(), state(PLAIN), True),
    "moved, and upgrade is taken out": (
        chat(Upgrade.NEVER),
        state({**PLAIN, "follows": True}),
        True,
    ),
    "another version by the file": (chat(version="2024-11-20"), state(PLAIN), False),
    "another model by the file": (chat(model="gpt-5.4"), state({**PLAIN, "follows": True}), False),
    "a state of before": (chat(), state(None, "gpt-4o"), True),
    "a state of before, and another model": (chat(), state(None, "gpt-4"), False),
    "provisioned": (chat(type=DeploymentType.PROVISIONED), state(PLAIN), False),
    "a strange memory": (chat(), {f"{ABOVE}::a": {"outputs": {"remembers": 7}}, "x": 3}, True),
}


@pytest.mark.parametrize(("planned", "resources", "follows"), CASES.values(), ids=CASES)
def test_who_follows_the_service(planned: Deployment, resources: Any, follows: object) -> None:
    """As long as the file asks for the model and version that it asked for last."""
    assert followed(plan(planned), resources) == ({NAME} if follows else set())
