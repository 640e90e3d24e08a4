"""What applications and other stacks read."""

from __future__ import annotations

import json
from pathlib import Path

from tests.emit.mocked import register
from tests.emit.plans import deployment, plan, training


def test_the_five_outputs() -> None:
    """There are five, whatever the plan."""
    assert sorted(register(plan()).outputs) == [
        "deployments",
        "endpoints",
        "kept",
        "plan",
        "refused",
    ]


def test_deployments_are_lists_by_workload() -> None:
    """A workload has a list even of one, with all that a client needs to call it."""
    (found,) = register(plan(deployment("chat"))).outputs["deployments"]["chat"]
    assert found == {
        "name": "chat",
        "account": "aoai-dev-swedencentral",
        "endpoint": "https://aoai-dev-swedencentral.example/",
        "region": "swedencentral",
        "model": "gpt-5.1",
        "version": "2025-11-13",
        "deployment_type": "global-standard",
        "sku": "GlobalStandard",
        "capacity": 50,
    }


def test_replicas_are_sorted_by_region() -> None:
    """The order does not depend on the plan's."""
    planned = plan(deployment("a", "swedencentral"), deployment("a", "eastus2"))
    found = register(planned).outputs["deployments"]["a"]
    assert [each["region"] for each in found] == ["eastus2", "swedencentral"]


def test_endpoints_by_account() -> None:
    """Accounts without a deployment have an endpoint too: training goes there."""
    found = register(plan(deployment(), training=[training()])).outputs
    assert sorted(found["endpoints"]) == ["aoai-dev-northcentralus", "aoai-dev-swedencentral"]
    assert found["plan"]["training"] == {"tuning": "aoai-dev-northcentralus"}


def test_refused_says_why() -> None:
    """Each refused workload stands with its findings."""
    found = register(plan(deployment("chat"), refused=["search"])).outputs["refused"]
    assert found == {
        "search": [
            {
                "rule": "AOAI205",
                "severity": "error",
                "message": "not offered",
                "remedies": ["region swedencentral", "another type"],
                "location": "stacks/dev.yaml:14:18",
            }
        ]
    }


def test_kept_is_not_refused() -> None:
    """A workload that stays although refused stands under `kept` alone."""
    found = register(plan(deployment("chat"), kept=["chat"])).outputs
    assert (list(found["kept"]), found["refused"]) == (["chat"], {})


def test_plan_names_its_sources() -> None:
    """Summary, catalog and day: enough to make the same plan again."""
    assert register(plan(deployment("chat"), refused=["x"])).outputs["plan"] == {
        "summary": "1 deployment in 1 account, 1 refused, 0 kept",
        "verdict": "fail",
        "complete": False,
        "as_of": "2026-11-20",
        "catalog": {"snapshot": "2026-09", "sha256": "ab" * 32},
        "training": {},
    }


def test_no_output_holds_a_key() -> None:
    """Keys are not read, so none can leak."""
    text = json.dumps(register(plan(deployment("chat"))).outputs).lower()
    assert "key" not in text


def test_the_page_names_every_output() -> None:
    """docs/pulumi.md has a row for each output and each of its fields."""
    page = (Path(__file__).parents[2] / "docs" / "pulumi.md").read_text()
    found = register(plan(deployment("chat"), refused=["search"])).outputs
    fields = {
        *found,
        *found["plan"],
        *found["deployments"]["chat"][0],
        *found["refused"]["search"][0],
    }
    assert {field for field in fields if f"`{field}`" not in page} == set()
