"""Ids are sent as Azure spells them, so that a refresh finds nothing to change."""

from __future__ import annotations

import pytest

from planner.emit.spelling import spelt
from tests.emit.mocked import DIAGNOSTICS
from tests.emit.test_surface import emitted, only
from tests.fake_azure import spelling

GROUP = "/subscriptions/s/resourceGroups/My-RG/providers"
IDS = {
    "log_analytics": f"{GROUP}/Microsoft.OperationalInsights/workspaces/Logs",
    "storage": f"{GROUP}/Microsoft.Storage/storageAccounts/logs1",
    "event_hub": f"{GROUP}/Microsoft.EventHub/namespaces/Hub/authorizationRules/Send",
}


def _shouted(id_: str) -> str:
    """The id with every type in capitals."""
    words = id_.split("/")
    words[1::2] = [word.upper() for word in words[1::2]]
    words[6] = words[6].upper()
    return "/".join(words)


@pytest.mark.parametrize("id_", IDS.values(), ids=IDS.keys())
def test_types_are_spelt_as_azure_does_it(id_: str) -> None:
    """Names keep the case of who gave them; the stand-in for Azure answers the same."""
    odd = _shouted(id_)
    assert odd != id_
    assert spelt(odd) == spelt(id_) == spelling.spelt(odd) == id_


def test_what_is_not_named_stays() -> None:
    """A type that the planner does not know is sent as it was given; so is nothing."""
    assert spelt(f"{GROUP}/Made.Up/Things/t") == f"{GROUP}/Made.Up/Things/t"
    assert spelt("/subscriptions/s/providers") == "/subscriptions/s/providers"
    assert spelt(None) is None


def test_names_are_never_taken_for_types() -> None:
    """A group may be called as a type is; a namespace is one at the end of an id too."""
    named = "/subscriptions/STORAGEACCOUNTS/resourceGroups/WORKSPACES/providers"
    assert spelt(named) == named
    assert spelt(f"{named}/microsoft.storage") == f"{named}/Microsoft.Storage"


def test_diagnostics_are_sent_so() -> None:
    """Azure answers a diagnostic setting in its own spelling: found by a refresh."""
    found = only(
        emitted(
            diagnostics={
                "log_analytics": _shouted(IDS["log_analytics"]),
                "storage": _shouted(IDS["storage"]),
                "event_hub": {"authorization_rule": _shouted(IDS["event_hub"]), "name": "logs"},
            }
        ),
        DIAGNOSTICS,
    )
    assert found["workspaceId"] == IDS["log_analytics"]
    assert found["storageAccountId"] == IDS["storage"]
    assert found["eventHubAuthorizationRuleId"] == IDS["event_hub"]
