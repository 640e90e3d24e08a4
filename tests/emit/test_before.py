"""The one call to the engine: for which stack, and what becomes of its answer."""

from __future__ import annotations

import asyncio
from typing import Any

import pulumi
import pytest

from planner.emit import before
from planner.emit.before import Before, ask

EOF = RuntimeError("failed to load checkpoint: EOF")
MOST = 2.0
"""Seconds that a run waits for an answer at most."""


def _asked(
    monkeypatch: pytest.MonkeyPatch, answer: Any, organization: str = "organization"
) -> tuple[Before, list[Any]]:
    calls: list[Any] = []
    pauses: list[float] = []

    async def invoke(token: str, arguments: dict[str, str]) -> Any:
        calls.append((token, arguments))
        said = answer[min(len(calls), len(answer)) - 1] if isinstance(answer, list) else answer
        if isinstance(said, Exception):
            raise said
        return said

    async def sleep(seconds: float) -> None:
        pauses.append(seconds)

    monkeypatch.setattr(before, "invoke_async", invoke)
    monkeypatch.setattr(asyncio, "sleep", sleep)
    monkeypatch.setattr(pulumi, "get_organization", lambda: organization)
    monkeypatch.setattr(pulumi, "get_project", lambda: "azure-openai")
    monkeypatch.setattr(pulumi, "get_stack", lambda: "dev")
    said = asyncio.run(ask())
    assert sum(pauses) <= MOST
    assert len(pauses) == len(calls) - 1
    return said, calls


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


def test_a_file_that_is_being_written_is_read_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """The engine writes a new state while the program starts: half of it cannot be read."""
    found = {"urn": {"type": "t", "outputs": {}}}
    said, calls = _asked(monkeypatch, [EOF, EOF, {"outputs": found}])
    assert said == Before(found)
    assert len(calls) == 3


def test_a_refusal_that_stays_is_believed_after_five_tries(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever is wrong then is not a matter of moments."""
    said, calls = _asked(monkeypatch, EOF)
    assert said == Before(refused="failed to load checkpoint: EOF")
    assert len(calls) == 5


def test_an_engine_without_the_call_is_asked_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """It will not learn it within seconds."""
    unknown = RuntimeError("unrecognized function name: 'pulumi:pulumi:readStack...'")
    said, calls = _asked(monkeypatch, unknown)
    assert said.refused.startswith("unrecognized function name")
    assert len(calls) == 1
