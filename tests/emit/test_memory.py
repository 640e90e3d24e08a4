"""What an account's component remembers for the next run."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from planner.domain.plan import Deployment, Plan
from planner.domain.sent import Sent
from planner.domain.terms import DeploymentType, TrainingType, Upgrade, Use
from planner.emit import memory
from tests.emit.plans import account, deployment, plan, training

SWEDEN, FRANCE = "swedencentral", "francecentral"
HERE, THERE = f"aoai-dev-{SWEDEN}", f"aoai-dev-{FRANCE}"
WHERE = ("chat", SWEDEN)


def _of(planned: Plan, region: str = SWEDEN) -> dict[str, Any]:
    """What the account of a region remembers."""
    (found,) = (each for each in planned.accounts if each.region == region)
    return memory.of(found, planned)


def _held(planned: Plan) -> dict[str, Any]:
    """The same of the only deployment."""
    (said,) = _of(planned)["holds"].values()
    found: dict[str, Any] = said
    return found


def test_what_is_as_usual_is_not_said() -> None:
    """The number of the account, its group, and what its deployments were asked for."""
    assert _of(plan(deployment())) == {
        "number": 1,
        "group": "rg-aoai-dev",
        "holds": {"chat-swedencentral": {"asked": "gpt-5.1@2025-11-13"}},
    }


def test_an_account_says_what_its_resource_does_not() -> None:
    """Whose it is and which, that it was adopted, and how it and its group are to be let go."""
    claims = replace(
        account(), number=2, team="claims", team_says=("lock", "network"), adopted=True
    )
    planned = plan(accounts=[claims], environment="prod", group_released=True)
    assert _of(planned) == {
        "number": 2,
        "team": "claims",
        "team_says": ["lock", "network"],
        "adopted": True,
        "prod": True,
        "group": "rg-aoai-dev",
        "shared": True,
    }


def test_a_deployment_says_what_its_resource_does_not() -> None:
    """Its use, where its model was trained, and its settings in the words of a stack file."""
    tuned = deployment(
        use=Use.FINE_TUNED, source_account="/account", upgrade=Upgrade.WHEN_EXPIRED, owner="ann"
    )
    assert _held(plan(tuned)) == {
        "asked": "gpt-5.1@2025-11-13",
        "follows": True,
        "use": "fine-tuned",
        "source_account": "/account",
        "settings": {"upgrade": "when-expired", "owner": "ann"},
    }


def test_a_model_of_another_publisher_is_named_with_it() -> None:
    """As a stack file names it."""
    assert _held(plan(deployment(model="grok-4", version="1", publisher="xAI"))) == {
        "asked": "xAI/grok-4@1"
    }


def test_a_place_to_train_is_remembered_by_its_account_alone() -> None:
    """It is no resource, so that nothing else knows of it."""
    learn = replace(training(FRANCE), type=TrainingType.GLOBAL, model="grok-4", publisher="xAI")
    planned = plan(deployment(), training=[learn])
    assert _of(planned, FRANCE) == {
        "number": 1,
        "group": "rg-aoai-dev",
        "training": [
            {
                "workload": "tuning",
                "model": "xAI/grok-4",
                "version": "2025-04-14",
                "type": "global",
            }
        ],
    }
    assert "training" not in _of(planned)


NOW = "gpt-5.1@2025-11-13"
OLD = Sent("gpt-5", "2025-08-07", followed=True, stands="gpt-5@2025-10-01")
SENT: dict[str, tuple[Sent, dict[str, object]]] = {
    "an edit: also what was asked for before, and what stands": (
        OLD,
        {
            "asked": "gpt-5@2025-08-07",
            "follows": True,
            "tried": NOW,
            "instead_of": "gpt-5@2025-10-01",
        },
    ),
    "an edit of what stayed where it was": (
        replace(OLD, followed=False),
        {"asked": "gpt-5@2025-08-07", "tried": NOW, "instead_of": "gpt-5@2025-10-01"},
    ),
    "an edit to what the service has already moved it to": (
        replace(OLD, stands=NOW),
        {"asked": NOW},
    ),
    "an edit of which only a lock knows": (replace(OLD, stands=None), {"asked": NOW}),
    "no edit, and the service has moved it": (
        Sent("gpt-5.1", "2025-11-13", followed=True, stands="gpt-5.2@2025-12-11"),
        {"asked": NOW, "follows": True},
    ),
}


@pytest.mark.parametrize(("last", "said"), SENT.values(), ids=SENT)
def test_what_was_asked_for_outlives_an_edit_that_may_be_refused(
    last: Sent, said: dict[str, object]
) -> None:
    """Until something else stands than before, the next run cannot know whether it was written."""
    assert _held(plan(deployment(), sent={WHERE: last})) == said


PROVISIONED = deployment(type=DeploymentType.PROVISIONED, model="gpt-5", version="2025-08-07")
GUARDS: dict[str, tuple[Plan, dict[str, dict[str, str]]]] = {
    "what is kept, as it stands": (
        plan(deployment(), deployment("free"), kept=["chat"]),
        {"chat-swedencentral": {"model": "gpt-5.1", "sku": "GlobalStandard"}},
    ),
    "what is replaced, as it runs and not as it will": (
        plan(deployment(), deployment("free"), guarded=(PROVISIONED,)),
        {"chat-swedencentral": {"model": "gpt-5", "sku": "ProvisionedManaged"}},
    ),
    "what is provisioned needs no word": (plan(PROVISIONED), {}),
}


@pytest.mark.parametrize(("planned", "guards"), GUARDS.values(), ids=GUARDS)
def test_what_is_protected_for_once_is_remembered(
    planned: Plan, guards: dict[str, dict[str, str]]
) -> None:
    """The next run asks for its protection only while that still stands."""
    assert _of(planned).get("guards", {}) == guards


def _moved(*places: Deployment) -> Plan:
    return plan(*places, times_moved={"more": 1, "chat": 3, "gone": 2})


def test_a_move_is_remembered_with_all_its_places() -> None:
    """Each account that holds one of them says how often, and where all are to stand, sorted."""
    planned = _moved(deployment("more"), deployment("chat"), deployment("chat", FRANCE))
    chat = {
        "times": 3,
        "to": [f"{THERE}/chat global-standard", f"{HERE}/chat global-standard"],
    }
    more = {"times": 1, "to": [f"{HERE}/more global-standard"]}
    assert _of(planned)["moved"] == {"chat": chat, "more": more}
    assert [*_of(planned)["moved"]] == ["chat", "more"]
    assert _of(planned, FRANCE)["moved"] == {"chat": chat}


def test_an_account_remembers_nothing_of_another_one() -> None:
    """Its own deployments, guards and moves."""
    planned = replace(
        plan(deployment(), deployment("more", FRANCE), kept=["more"]), times_moved={"more": 1}
    )
    assert [*_of(planned)] == ["number", "group", "holds"]
    assert [*_of(planned)["holds"]] == ["chat-swedencentral"]
