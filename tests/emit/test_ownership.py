"""An account that is taken over may be another stack's, which only Azure knows."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from importlib.metadata import version
from typing import Any

import pytest
from pulumi import InvokeOptions

from planner.domain.plan import Plan
from planner.emit import ownership
from planner.emit.refusal import RefusedError
from tests.emit.plans import account, deployment, plan

ID = "/subscriptions/1/resourceGroups/rg/providers/Microsoft.CognitiveServices/accounts/a"


def adopting(**settings: Any) -> Plan:
    """A plan that adopts its only account."""
    made = plan(deployment())
    given = {n: s.model_copy(update=settings) for n, s in made.settings.items()}
    return replace(made, accounts=(replace(made.accounts[0], import_id=ID),), settings=given)


@pytest.fixture
def azure(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """What `getAccount` answers under `answer`, and what it was asked under `asked`."""
    said: dict[str, Any] = {"asked": [], "answer": {}}

    async def invoke(call: str, given: dict[str, Any], opts: InvokeOptions) -> object:
        assert given["resourceGroupName"] == "rg-aoai-dev"
        said["asked"].append((call.rpartition(":")[2], given["accountName"]))
        assert opts.version == version("pulumi_azure_native")
        if isinstance(said["answer"], Exception):
            raise said["answer"]
        return said["answer"]

    monkeypatch.setattr(ownership, "invoke_async", invoke)
    return said


def test_the_tag_of_another_stack_stops_the_run(azure: dict[str, Any]) -> None:
    """It is named, and so is the word that takes the account over all the same."""
    azure["answer"] = {"tags": {"planner-stack": "theirs"}}
    with pytest.raises(RefusedError) as caught:
        asyncio.run(ownership.check(adopting()))
    (problem,) = caught.value.problems
    assert problem == (
        f"AOAI838 error: account {account().name} is to be adopted, and its tag planner-stack says that "
        "it belongs to stack theirs; fix: taken_from: theirs beside import, when that stack has let go "
        "of it"
    )
    assert azure["asked"] == [("getAccount", adopting().accounts[0].name)]


OWN = plan(deployment()).settings[account().name].tags["planner-stack"]
FINE = {
    "no tags": ({"tags": None}, {}),
    "tags of other things": ({"tags": {"team": "x"}}, {}),
    "a tag that is empty": ({"tags": {"planner-stack": ""}}, {}),
    "a tag that is no text": ({"tags": {"planner-stack": 7}}, {}),
    "its own": ({"tags": {"planner-stack": OWN}}, {}),
    "the one that is named": ({"tags": {"planner-stack": "theirs"}}, {"taken_from": "theirs"}),
    "nothing there": (RuntimeError("ResourceNotFound"), {}),
    "an answer without sense": (None, {}),
}


@pytest.mark.parametrize(("answer", "settings"), FINE.values(), ids=FINE.keys())
def test_other_answers_do_not(
    azure: dict[str, Any], answer: object, settings: dict[str, Any]
) -> None:
    """What is not there, or may not be read, is left to the import."""
    azure["answer"] = answer
    asyncio.run(ownership.check(adopting(**settings)))
    assert len(azure["asked"]) == 1


def test_nobody_is_asked_about_what_is_made(azure: dict[str, Any]) -> None:
    """An ordinary run looks nothing up."""
    asyncio.run(ownership.check(plan(deployment())))
    assert azure["asked"] == []
