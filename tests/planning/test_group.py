"""The resource group's region follows the stack's residency."""

from __future__ import annotations

from typing import Any

import pytest

from planner.planning.group import group_region
from planner.planning.make_plan import make_plan
from tests.given import AS_OF, catalog, stack_of

CHAT: dict[str, Any] = {
    "model": "gpt-5.1@2025-11-13",
    "deployment_type": "data-zone-standard",
    "capacity": {"tpm": 50_000},
}
US = {**CHAT, "region": "eastus2"}
EU = {**CHAT, "region": "swedencentral", "residency": "eu"}

CASES: dict[str, tuple[dict[str, Any], str]] = {
    "nothing said": ({"workloads": {"aa": US}}, "eastus2"),
    "said by the stack": (
        {"defaults": {"residency": "EU"}, "workloads": {"aa": {**US, "residency": "us"}, "bb": EU}},
        "swedencentral",
    ),
    "said by most workloads": (
        {"workloads": {"aa": {**US, "residency": "us"}, "bb": EU, "cc": EU}},
        "swedencentral",
    ),
    "as many here as there": (
        {"workloads": {"aa": {**US, "residency": "us"}, "bb": EU}},
        "swedencentral",
    ),
    "no account is inside": (
        {"defaults": {"residency": "apac"}, "workloads": {"aa": {**US, "residency": "us"}}},
        "eastus2",
    ),
    "given": (
        {"accounts": {"location": "westeurope"}, "workloads": {"aa": US, "bb": EU}},
        "westeurope",
    ),
    "nothing to place": ({"workloads": {}}, ""),
}


@pytest.mark.parametrize(("data", "region"), CASES.values(), ids=CASES)
def test_the_group_lies_inside_the_residency(data: dict[str, Any], region: str) -> None:
    """Names and tags of what is in it are kept there; shuffling the file changes nothing."""
    for workloads in (data["workloads"], dict(reversed(data["workloads"].items()))):
        stack = stack_of({**data, "workloads": workloads})
        assert make_plan(stack, catalog(), as_of=AS_OF).location == region


def test_a_region_that_the_snapshot_does_not_name_holds_nothing() -> None:
    """Whether it lies inside is then not known."""
    stack = stack_of({"defaults": {"residency": "eu"}, "workloads": {"bb": EU}})
    assert group_region(stack, ["nowhere", "swedencentral"], catalog()) == "swedencentral"
