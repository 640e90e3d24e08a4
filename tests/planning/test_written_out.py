"""What the plan decides so that the emitter does not: settings written out, and names in Azure."""

from __future__ import annotations

from typing import Any

import pytest

from planner.domain import arm_names
from planner.domain.settings import AccountSettings
from tests.planning.stacks import plan_of, stack_of, workload

SUBNET = (
    "/subscriptions/0/resourceGroups/n/providers/Microsoft.Network/virtualNetworks/hub/subnets/ends"
)
MADE = {"subnet": SUBNET, "location": "swedencentral", "create": True}
NOT_MADE = {"subnet": None, "location": None, "create": False}

FORMS: dict[str, tuple[dict[str, Any], str, dict[str, Any]]] = {
    "the short subnet": ({"network": "private", "subnet": SUBNET}, "private", MADE),
    "the long subnet": (
        {"network": {"profile": "private", "private_endpoint": {"subnet": SUBNET}}},
        "private",
        MADE,
    ),
    "its own location": (
        {
            "network": {
                "profile": "private",
                "private_endpoint": {"subnet": SUBNET, "location": "West Europe"},
            }
        },
        "private",
        {**MADE, "location": "westeurope"},
    ),
    "the older network": ({"public_network": False, "subnet": SUBNET}, "private", NOT_MADE),
    "an endpoint of somebody else's": (
        {
            "subnet": SUBNET,
            "network": {"profile": "private", "private_endpoint": "none"},
        },
        "private",
        NOT_MADE,
    ),
    "nothing said": ({}, "public", {**NOT_MADE, "create": True}),
}


@pytest.mark.parametrize(("accounts", "profile", "endpoint"), FORMS.values(), ids=FORMS.keys())
def test_short_forms_are_written_out(
    accounts: dict[str, Any], profile: str, endpoint: dict[str, Any]
) -> None:
    """Whichever keys say it, the plan has one form, and its defaults that hang on the region."""
    found = settled(accounts)
    assert found.network is not None
    assert found.network.profile == profile
    said = found.network.private_endpoint.model_dump()
    assert {key: said[key] for key in endpoint} == endpoint
    assert (found.public_network, found.subnet) == (None, None)


def settled(accounts: dict[str, Any]) -> AccountSettings:
    plan = plan_of(stack_of({"accounts": accounts, "workloads": {"chat": workload()}}))
    (found,) = plan.settings.values()
    return found


def test_settings_read_back_are_the_settings() -> None:
    """As plain data and back: a saved plan has all of them."""
    found = settled({"network": "private", "subnet": SUBNET, "tags": {"a": "b"}, "import": True})
    assert AccountSettings.model_validate(found.plain()) == found
    assert found.adopt is True


def test_a_network_is_linked_once() -> None:
    """However many endpoints stand in it, and in whichever case its id is written."""
    regions = {"francecentral": {"subnet": SUBNET.upper().replace("/SUBNETS/", "/subnets/")}}
    accounts = {"network": "private", "subnet": SUBNET, "regions": regions}
    spread = workload(region=["swedencentral", "francecentral"], replicas=2, spread="region")
    plan = plan_of(stack_of({"accounts": accounts, "workloads": {"chat": spread}}))
    assert len(plan.accounts) == 2
    assert len(plan.zone_networks) == 1


ROLE, WHO = "5e0bd9bd-7b93-4f28-af87-19fc36ad61bd", "9F1C2C8E-3f0b-4a86-9a55-0c8a3f1f7d10"
NAMES = {
    "identity": (arm_names.identity("a"), "id-a"),
    "endpoint": (arm_names.endpoint("a"), "pe-a"),
    "diagnostics": (arm_names.diagnostics("a"), "diag-a"),
    "lock": (arm_names.lock("a"), "lock-a"),
    "role assignment": (
        arm_names.role_assignment("a", ROLE, WHO),
        "76239cbb-d0d6-5342-ba06-4a951515cd38",
    ),
    "role assignment, in another case": (
        arm_names.role_assignment("a", ROLE, WHO.lower()),
        "76239cbb-d0d6-5342-ba06-4a951515cd38",
    ),
    "link": (arm_names.zone_link("/virtualNetworks/hub"), "hub-d33adc"),
    "link, in another case": (arm_names.zone_link("/VIRTUALNETWORKS/hub"), "hub-d33adc"),
    "records": (arm_names.dns_zone_config("privatelink.a.com"), "privatelink-a-com"),
}


@pytest.mark.parametrize(("name", "expected"), NAMES.values(), ids=NAMES.keys())
def test_a_name_never_changes(name: str, expected: str) -> None:
    """A thing of another name is another thing: the old one would be deleted."""
    assert name == expected
