"""Which workloads are planned again to try a fix, and when no trial is needed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest

from planner.checks.base import Change
from planner.checks.rules import aoai502_retires_soon as soon
from planner.domain.finding import Finding, Remedy
from planner.domain.live import Live
from planner.domain.lock import Lock
from planner.facts.scene import Scene, scene_of
from planner.planning.proof import Edit, Proof, Trial
from tests.checks.rows import AS_OF, CHAT, catalog, stack_of

WORKLOAD = stack_of({"workloads": {"chat": CHAT}}).workloads["chat"]
CHANGE: Change = {"region": "francecentral"}
WARNING = soon.RULE.finding(
    ("workloads", "chat", "model"), "soon", workload="chat", remedies=[Remedy("x", CHANGE)]
)


def scene(lock: Lock | None = None, **subscription: Any) -> Scene:
    data = {"subscription": subscription, "workloads": {"chat": CHAT, "mail": CHAT}}
    return replace(scene_of(stack_of(data), catalog(), AS_OF), lock=lock)


def alone(of: Scene) -> Scene:
    """The same with nobody beside the workload."""
    return replace(of, stack=of.stack.model_copy(update={"workloads": {"chat": WORKLOAD}}))


def tried(of: Scene, finding: Finding = WARNING) -> list[frozenset[str]]:
    """The groups in which the fixes of a finding are tried."""
    groups: list[frozenset[str]] = []

    def plan(name: str, edit: Edit, group: frozenset[str]) -> Trial:
        assert (name, edit) == ("chat", Edit("chat", CHANGE))
        groups.append(group)
        return Trial(())

    Proof(of, plan).proven("chat", (finding,))
    return groups


def measured(of: Scene) -> Scene:
    """The same with a live snapshot, in which nothing is counted."""
    return replace(of, facts=replace(of.facts, measured=Live(AS_OF, None, ())))


REACHED: Mapping[str, tuple[Scene, list[set[str]]]] = {
    "nobody is near and nothing runs": (scene(), []),
    "something may run": (scene(Lock("stack")), [{"chat", "mail"}]),
    "it alone may run": (alone(scene(Lock("stack"))), [{"chat"}]),
    "quota that is measured": (measured(scene()), [{"chat", "mail"}]),
    "a tier, whose quota all share": (scene(quota_tier=1), [{"chat", "mail"}]),
    "quota that is said": (
        scene(quota={"OpenAI.GlobalStandard.gpt-5.1": 100}),
        [{"chat", "mail"}],
    ),
}


@pytest.mark.parametrize(("of", "groups"), REACHED.values(), ids=REACHED)
def test_a_fix_is_tried_beside_all_that_it_can_reach(of: Scene, groups: list[set[str]]) -> None:
    """Under a lock too: a fix of a warning must not take the place of what runs."""
    assert tried(of) == groups
