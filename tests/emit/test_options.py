"""What may happen to a resource after it was made."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from planner.domain.settings import Accounts
from planner.domain.terms import DeploymentType, Family
from tests.emit.mocked import ACCOUNT, DEPLOYMENT, GROUP, LINK, ZONE, register
from tests.emit.plans import account, deployment, plan

MODEL = ["properties.model.name", "properties.model.format"]


def request(**changes: Any) -> Any:
    """The registration of the only deployment of a plan."""
    (found,) = register(plan(deployment(**changes))).of(DEPLOYMENT).values()
    return found


@pytest.mark.parametrize("kind", DeploymentType)
def test_replaced_for_what_the_service_refuses_in_place(kind: DeploymentType) -> None:
    """Another model replaces, but migrates in place where provisioned; version never replaces."""
    expected = {
        Family.STANDARD: MODEL,
        Family.PROVISIONED: ["sku.name"],
        Family.BATCH: [*MODEL, "sku.name"],
        Family.DEVELOPER: [*MODEL, "sku.name"],
    }
    found = request(type=kind)
    assert list(found.replaceOnChanges) == expected[kind.family]
    assert found.deleteBeforeReplace


def test_pinned_version_is_followed() -> None:
    """A deployment that the service does not upgrade moves when the stack file does."""
    assert list(request(upgrade="never").ignoreChanges) == []


@pytest.mark.parametrize("upgrade", ["when-expired", "when-default-changes"])
def test_upgraded_version_is_not_rolled_back(upgrade: str) -> None:
    """The version in the stack file is where an auto-upgraded deployment began, not where it is."""
    assert list(request(upgrade=upgrade).ignoreChanges) == [
        "properties.model.name",
        "properties.model.format",
        "properties.model.version",
    ]


def test_provisioned_version_is_followed_whatever_it_asks_for() -> None:
    """The service never upgrades a provisioned deployment, so nothing may hide its version."""
    found = request(upgrade="when-expired", type=DeploymentType.PROVISIONED)
    assert list(found.ignoreChanges) == ["properties.currentCapacity"]


@pytest.mark.parametrize(
    ("kind", "ignored"),
    [("OpenAI", ["kind", "properties.allowProjectManagement"]), ("AIServices", [])],
)
def test_an_upgraded_account_is_not_turned_back(kind: str, ignored: list[str]) -> None:
    """What Microsoft made of an account of kind OpenAI stays; the other way is an update."""
    (found,) = register(plan(deployment(), accounts=[account(kind=kind)])).of(ACCOUNT).values()
    assert list(found.ignoreChanges) == ignored


@pytest.mark.parametrize(
    ("upgrade", "word"),
    [
        ("never", "NoAutoUpgrade"),
        ("when-expired", "OnceCurrentVersionExpired"),
        ("when-default-changes", "OnceNewDefaultVersionAvailable"),
    ],
)
def test_upgrade_in_the_words_of_the_service(upgrade: str, word: str) -> None:
    """The choice is always sent: left out, the service would choose."""
    (inputs,) = register(plan(deployment(upgrade=upgrade))).inputs(DEPLOYMENT).values()
    assert inputs["properties"]["versionUpgradeOption"] == word


def test_provisioned_deployments_get_more_time() -> None:
    """A migration of a provisioned deployment takes up to half an hour by itself."""
    standard, slow = request(), request(type=DeploymentType.GLOBAL_PROVISIONED)
    assert (standard.customTimeouts.update, slow.customTimeouts.update) == ("30m", "60m")


def test_deployments_are_deleted_before_their_account() -> None:
    """`deleted_with` would leave quota and PTUs held by a soft-deleted account."""
    assert request().deletedWith == ""


def test_group_stays_in_its_region() -> None:
    """Its region follows the first account, and a change would replace all that is in it."""
    (group,) = register(plan(deployment())).of(GROUP).values()
    assert list(group.ignoreChanges) == ["location"]


@pytest.mark.parametrize(("environment", "protect"), [("dev", False), ("prod", True)])
def test_accounts_are_protected_in_prod(environment: str, *, protect: bool) -> None:
    """In dev `pulumi destroy` just works; in prod it asks to be meant. So too the group, whose
    end would be theirs."""
    registered = register(plan(deployment(), environment=environment))
    for kind in (ACCOUNT, GROUP):
        (found,) = registered.of(kind).values()
        assert found.protect is protect


def test_zones_are_protected_in_prod_and_their_links_go_first() -> None:
    """A zone holds the records of everybody who uses it; a network has one link to a name."""
    net = "/subscriptions/s/resourceGroups/n/providers/Microsoft.Network/virtualNetworks/hub"
    reach = {"profile": "private", "private_endpoint": {"subnet": f"{net}/subnets/a"}}
    settings = Accounts.model_validate({"network": reach})
    for environment in ("dev", "prod"):
        found = register(plan(deployment(), settings=settings, environment=environment))
        assert {r.protect for r in found.of(ZONE).values()} == {environment == "prod"}
        assert all(link.deleteBeforeReplace for link in found.of(LINK).values())


def test_what_is_adopted_has_its_id() -> None:
    """An id in the plan is handed to Pulumi; without one nothing is imported."""
    theirs = replace(account(), import_id="/subscriptions/s/account")
    found = register(plan(deployment(import_id="/subscriptions/s/chat"), accounts=[theirs]))
    ids = [r.importId for kind in (ACCOUNT, DEPLOYMENT) for r in found.of(kind).values()]
    assert ids == ["/subscriptions/s/account", "/subscriptions/s/chat"]
    assert request().importId == ""


def test_a_group_that_was_handed_over_is_left_behind() -> None:
    """It stays in the program, since what drops out of it is deleted; no destroy takes it along."""
    (group,) = register(plan(deployment(), group_released=True)).of(GROUP).values()
    assert group.retainOnDelete
    (ours,) = register(plan(deployment())).of(GROUP).values()
    assert not ours.retainOnDelete


def test_a_group_that_exists_is_not_registered() -> None:
    """It is used by its name, so that no run can change or delete it."""
    settings = Accounts(resource_group="/subscriptions/s/resourceGroups/theirs")
    found = register(plan(deployment(), settings=settings, resource_group="theirs"))
    assert found.of(GROUP) == {}
    groups = {
        each["resourceGroupName"]
        for k in (ACCOUNT, DEPLOYMENT)
        for each in found.inputs(k).values()
    }
    assert groups == {"theirs"}


def test_an_adopted_account_stays_in_azure() -> None:
    """It is not the stack's to delete; its deployments, which the file names one by one, are."""
    found = register(replace(plan(deployment()), accounts=(replace(account(), adopted=True),)))
    (adopted,) = found.of(ACCOUNT).values()
    assert adopted.retainOnDelete
    (made,) = register(plan(deployment())).of(ACCOUNT).values()
    assert not made.retainOnDelete
    (inside,) = found.of(DEPLOYMENT).values()
    assert not inside.retainOnDelete
