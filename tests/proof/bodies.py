"""Ids and bodies of what a plan holds, as the program sends them."""

from __future__ import annotations

from typing import Any

from planner.domain.plan import Account, Deployment, Plan
from planner.domain.terms import Upgrade
from tests.fake_azure.settings import SUBSCRIPTION

Body = dict[str, Any]

_UPGRADE = {
    Upgrade.NEVER.value: "NoAutoUpgrade",
    Upgrade.WHEN_EXPIRED.value: "OnceCurrentVersionExpired",
    Upgrade.WHEN_DEFAULT_CHANGES.value: "OnceNewDefaultVersionAvailable",
}


def group_id(plan: Plan) -> str:
    return f"/subscriptions/{SUBSCRIPTION}/resourceGroups/{plan.resource_group}"


def account_id(plan: Plan, name: str) -> str:
    return f"{group_id(plan)}/providers/Microsoft.CognitiveServices/accounts/{name}"


def deployment_id(plan: Plan, planned: Deployment) -> str:
    return f"{account_id(plan, planned.account)}/deployments/{planned.name}"


def account(planned: Account) -> Body:
    """The body of an account."""
    properties: Body = {"customSubDomainName": planned.subdomain, "disableLocalAuth": True}
    if planned.kind == "AIServices":
        properties["allowProjectManagement"] = True
    return {
        "location": planned.region,
        "kind": planned.kind,
        "sku": {"name": "S0"},
        "identity": {"type": "SystemAssigned"},
        "properties": properties,
    }


def deployment(planned: Deployment) -> Body:
    """The body of a deployment."""
    model = {"format": planned.publisher, "name": planned.model, "version": planned.version}
    if planned.source_account:
        model["source"] = planned.source_account
    return {
        "sku": {"name": planned.sku, "capacity": planned.capacity},
        "properties": {
            "model": model,
            "raiPolicyName": planned.settings.content_filter,
            "versionUpgradeOption": _UPGRADE[planned.settings.upgrade],
        },
    }


def written(plan: Plan, name: str) -> list[Deployment]:
    """One account's deployments in the order in which they are written."""
    mine = (each for each in plan.deployments if each.account == name)
    return sorted(mine, key=lambda each: (each.workload, each.name))
