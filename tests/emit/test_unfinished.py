"""What Azure accepted and failed to make is written again, once for each time it failed."""

from __future__ import annotations

from typing import Any

import pulumi
import pytest

from planner.emit import unfinished
from tests.emit.mocked import ACCOUNT, DEPLOYMENT

ABOVE = "urn:pulumi:dev::p::planner:azureopenai:Account"


def state(kind: str = DEPLOYMENT, ended: Any = "Failed", etag: str = "1") -> dict[str, Any]:
    outputs = {"etag": etag, "properties": {"provisioningState": ended}}
    return {f"{ABOVE}${kind}::it": {"type": kind, "outputs": outputs}}


@pytest.mark.parametrize("kind", [ACCOUNT, DEPLOYMENT])
@pytest.mark.parametrize("ended", ["Failed", "Canceled"])
def test_what_ended_badly_is_marked(kind: str, ended: str) -> None:
    """By type and logical name, and otherwise after each attempt."""
    first = unfinished.marks(state(kind, ended))
    assert [*first] == [(kind, "it")]
    assert unfinished.marks(state(kind, ended)) == first
    assert unfinished.marks(state(kind, ended, etag="2")) != first
    told = "it stands as failed in Azure: it is written again (tag planner-written-again)"
    assert unfinished.warnings(first) == (told,)


def test_the_warnings_are_sorted_by_type_and_name() -> None:
    """Whatever the order of the state."""
    made = unfinished.marks({**state(DEPLOYMENT), **state(ACCOUNT)})
    found = unfinished.warnings(dict(sorted(made.items(), reverse=True)))
    assert found == unfinished.warnings(made)
    named = {(DEPLOYMENT, "b"): "1", (DEPLOYMENT, "a"): "1"}
    assert [each.split()[0] for each in unfinished.warnings(named)] == ["a", "b"]


FINE: dict[str, Any] = {
    "it stands": state(ended="Succeeded"),
    "it is being made": state(ended="Creating"),
    "nobody says": state(ended=None),
    "what takes no tag": state("azure-native:cognitiveservices:RaiPolicy"),
    "no state": None,
    "strange properties": {f"{ABOVE}${DEPLOYMENT}::it": {"outputs": {"properties": 1}}},
    "strange outputs": {
        f"{ABOVE}::x": {"outputs": 7},
        "y": 8,
        f"{ABOVE}::z": {"outputs": {"properties": 1}},
    },
}


@pytest.mark.parametrize("resources", FINE.values(), ids=FINE)
def test_all_else_is_left_alone(resources: Any) -> None:
    assert unfinished.marks(resources) == {}


def test_only_its_own_tags_are_added_to(monkeypatch: pytest.MonkeyPatch) -> None:
    """The user's tags stay; another resource is not touched; nothing is registered for nothing."""
    told: list[Any] = []
    monkeypatch.setattr(unfinished, "register_stack_transformation", told.append)
    unfinished.write_again({})
    assert told == []
    unfinished.write_again(unfinished.marks(state()))
    (see,) = told
    (mark,) = unfinished.marks(state()).values()

    def seen(name: str, tags: Any) -> Any:
        opts = pulumi.ResourceOptions()
        props = {"tags": tags, "sku": "S0"}
        return see(pulumi.ResourceTransformationArgs(None, DEPLOYMENT, name, props, opts))  # type: ignore[arg-type]

    assert seen("other", {"a": "b"}) is None
    again = seen("it", {"a": "b", unfinished.TAG: "of before"}).props
    assert again == {"tags": {"a": "b", unfinished.TAG: mark}, "sku": "S0"}
    assert set(seen("it", None).props["tags"]) == {unfinished.TAG}
