"""The one call to the engine: for which stack, and what becomes of its answer."""

from __future__ import annotations

import asyncio
from typing import Any

import pulumi
import pytest

from planner.emit import before
from planner.emit.before import Before, ask


def _asked(
    monkeypatch: pytest.MonkeyPatch, answer: Any, organization: str = "organization"
) -> tuple[Before, list[Any]]:
    calls: list[Any] = []

    async def invoke(token: str, arguments: dict[str, str]) -> Any:
        calls.append((token, arguments))
        if isinstance(answer, Exception):
            raise answer
        return answer

    monkeypatch.setattr(before, "invoke_async", invoke)
    monkeypatch.setattr(pulumi, "get_organization", lambda: organization)
    monkeypatch.setattr(pulumi, "get_project", lambda: "azure-openai")
    monkeypatch.setattr(pulumi, "get_stack", lambda: "dev")
    return asyncio.run(ask()), calls


@pytest.mark.parametrize(
    ("organization", "name"),
    [("organization", "dev"), ("contoso", "contoso/azure-openai/dev")],
    ids=["a state in files", "a service"],
)
def test_the_stack_is_named_as_its_backend_does(
    monkeypatch: pytest.MonkeyPatch, organization: str, name: str
) -> None:
    """In a service a bare name would be a stack of the user's own organization."""
    _, calls = _asked(monkeypatch, {}, organization)
    assert calls == [("pulumi:pulumi:readStackResourceOutputs", {"stackName": name})]


def test_the_answer_is_what_is_under_outputs(monkeypatch: pytest.MonkeyPatch) -> None:
    """URN to type and outputs; empty for a new stack."""
    found = {"urn": {"type": "t", "outputs": {}}}
    assert _asked(monkeypatch, {"name": "dev", "outputs": found})[0] == Before(found)
    assert _asked(monkeypatch, {"name": "dev", "outputs": {}})[0] == Before({})


@pytest.mark.parametrize("answer", [None, {}, {"outputs": None}, "?"])
def test_who_has_no_state_says_nothing(monkeypatch: pytest.MonkeyPatch, answer: Any) -> None:
    """Mocks and the offline engine: as for a first run."""
    assert _asked(monkeypatch, answer)[0] == Before()


def test_a_refusal_is_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever the engine says, and be it nothing."""
    refused = _asked(monkeypatch, RuntimeError("no\n  access"))[0]
    assert refused == Before(refused="no access")
    assert _asked(monkeypatch, ValueError())[0].refused == "ValueError"
