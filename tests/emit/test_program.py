"""What `emit` registers, under Pulumi's mocks."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings

from planner.domain.plan import Plan
from planner.domain.settings import Accounts
from planner.domain.terms import DeploymentType, Family, Use
from planner.emit import naming
from tests.emit.mocked import ACCOUNT, COMPONENT, DEPLOYMENT, GROUP, Registered, register
from tests.emit.plans import account, any_plan, deployment, plan, training
from tests.planning.stacks import plan_of, stack_of, workload


def one(**changes: Any) -> tuple[Any, dict[str, Any]]:
    """Request and inputs of the only deployment of a plan."""
    found = register(plan(deployment(**changes)))
    (name,) = found.of(DEPLOYMENT)
    return found.of(DEPLOYMENT)[name], found.inputs(DEPLOYMENT)[name]


def test_group_account_and_deployment() -> None:
    """A deployment comes with its account, a component around both, and one resource group."""
    found = register(plan(deployment("chat")))
    assert {request.type: request.name for request in found.requests} == {
        "pulumi:pulumi:Stack": "planner-dev",
        GROUP: "resource-group",
        COMPONENT: "aoai-dev-swedencentral",
        ACCOUNT: "aoai-dev-swedencentral",
        DEPLOYMENT: "chat-swedencentral",
    }


def test_group_has_name_region_and_tags() -> None:
    """The resource group is called as the plan says and is tagged with its stack."""
    found = register(plan(deployment(), settings=Accounts(tags={"team": "ai"})))
    assert found.inputs(GROUP)["resource-group"] == {
        "resourceGroupName": "rg-aoai-dev",
        "location": "swedencentral",
        "tags": {"planner-stack": "dev", "team": "ai"},
    }


def test_account_is_safe_by_default() -> None:
    """Entra ID only, a subdomain, a managed identity, projects allowed."""
    (inputs,) = register(plan(deployment())).inputs(ACCOUNT).values()
    assert inputs == {
        "accountName": "aoai-dev-swedencentral",
        "resourceGroupName": "rg-aoai-dev",
        "location": "swedencentral",
        "kind": "AIServices",
        "sku": {"name": "S0"},
        "identity": {"type": "SystemAssigned"},
        "properties": {
            "allowProjectManagement": True,
            "customSubDomainName": "aoai-dev-swedencentral",
            "disableLocalAuth": True,
            "publicNetworkAccess": "Enabled",
        },
        "tags": {"planner-stack": "dev"},
    }


def test_account_settings_reach_the_account() -> None:
    """Keys and a closed network are what the stack file says."""
    settings = Accounts(local_auth=True, public_network=False)
    (inputs,) = register(plan(deployment(), settings=settings)).inputs(ACCOUNT).values()
    assert inputs["properties"]["disableLocalAuth"] is False
    assert inputs["properties"]["publicNetworkAccess"] == "Disabled"


def test_only_ai_services_accounts_have_projects() -> None:
    """An account of kind OpenAI is not asked for what it does not know."""
    found = register(plan(deployment(), accounts=[account(kind="OpenAI")]))
    (inputs,) = found.inputs(ACCOUNT).values()
    assert inputs["kind"] == "OpenAI"
    assert "allowProjectManagement" not in inputs["properties"]


def test_deployment_says_what_the_plan_says() -> None:
    """Model, version, SKU and capacity go to Azure as planned."""
    _, inputs = one(capacity=120, content_filter="strict")
    assert inputs == {
        "accountName": "aoai-dev-swedencentral",
        "resourceGroupName": "rg-aoai-dev",
        "deploymentName": "chat",
        "sku": {"name": "GlobalStandard", "capacity": 120.0},
        "properties": {
            "model": {"format": "OpenAI", "name": "gpt-5.1", "version": "2025-11-13"},
            "raiPolicyName": "strict",
            "versionUpgradeOption": "NoAutoUpgrade",
        },
    }


@pytest.mark.parametrize("kind", DeploymentType)
def test_every_type_has_its_sku(kind: DeploymentType) -> None:
    """Each deployment type is registered under ARM's name for it."""
    _, inputs = one(type=kind)
    assert inputs["sku"]["name"] == kind.sku


def test_fine_tuned_model_from_another_account() -> None:
    """A trained model is named by its id, with the account that trained it as its source."""
    source = "/subscriptions/s/resourceGroups/g/providers/Microsoft.CognitiveServices/accounts/a"
    trained = "gpt-4.1-mini-2025-04-14.ft-b044"
    _, inputs = one(use=Use.FINE_TUNED, model=trained, version="1", source_account=source)
    assert inputs["properties"]["model"] == {
        "format": "OpenAI",
        "name": trained,
        "version": "1",
        "source": source,
    }


def test_training_workload_gives_an_account_and_no_deployment() -> None:
    """A place to train is an account of its own when nothing is deployed in its region."""
    found = register(plan(training=[training("northcentralus")]))
    assert list(found.of(ACCOUNT)) == ["aoai-dev-northcentralus"]
    assert found.of(DEPLOYMENT) == {}


def test_empty_plan_registers_nothing() -> None:
    """A stack without workloads has no resource group either."""
    assert {request.type for request in register(plan()).requests} == {"pulumi:pulumi:Stack"}


def test_deployments_of_an_account_take_turns_by_name() -> None:
    """Whatever their order in the plan, each is registered after the one before it by name; and
    none needs another, so that one that fails takes none along."""
    found = register(plan(deployment("c"), deployment("a"), deployment("b")))
    names = ["a-swedencentral", "b-swedencentral", "c-swedencentral"]
    assert found.lines == {"aoai-dev-swedencentral": names}
    for name in names:
        assert found.after(name) == {"resource-group", "aoai-dev-swedencentral"}


def test_accounts_do_not_wait_for_each_other() -> None:
    """Deployments depend on nothing in another account."""
    found = register(plan(deployment("a", "eastus2"), deployment("b", "swedencentral")))
    assert found.after("b-swedencentral") == {"resource-group", "aoai-dev-swedencentral"}


def test_everything_of_an_account_is_below_its_component() -> None:
    """The component is the parent of account and deployments, so that they move together."""
    found = register(plan(deployment("a"), deployment("b")))
    (component,) = found.of(COMPONENT)
    children = [*found.of(ACCOUNT).values(), *found.of(DEPLOYMENT).values()]
    assert {child.parent.split("::")[-1] for child in children} == {component}


def test_replicas_of_a_workload_have_names_of_their_own() -> None:
    """Two deployments of one workload differ by region, not by number."""
    found = register(plan(deployment("a", "eastus2"), deployment("a", "francecentral")))
    assert list(found.of(DEPLOYMENT)) == ["a-eastus2", "a-francecentral"]


def test_adding_a_workload_renames_nothing() -> None:
    """What was there before keeps its identity."""
    before = register(plan(deployment("m")))
    after = register(plan(deployment("a"), deployment("m"), deployment("z")))
    assert set(before.of(DEPLOYMENT)) < set(after.of(DEPLOYMENT))


@settings(max_examples=25, deadline=None)
@given(any_plan())
def test_registered_is_exactly_what_was_planned(planned: Plan) -> None:
    """Over any plan: its deployments and accounts, no more, no fewer, nothing refused."""
    found = register(planned)
    _same_deployments(found, planned)
    assert {i["accountName"] for i in found.inputs(ACCOUNT).values()} == {
        a.name for a in planned.accounts
    }
    assert len(found.requests) == len({request.name + request.type for request in found.requests})


def _same_deployments(found: Registered, planned: Plan) -> None:
    assert set(found.of(DEPLOYMENT)) == {naming.deployment(d) for d in planned.deployments}
    for each in planned.deployments:
        inputs = found.inputs(DEPLOYMENT)[naming.deployment(each)]
        assert inputs["accountName"] == each.account
        assert inputs["sku"] == {"name": each.sku, "capacity": float(each.capacity)}


@settings(max_examples=25, deadline=None)
@given(any_plan())
def test_each_account_has_one_line(planned: Plan) -> None:
    """Over any plan: all deployments of an account take turns."""
    found = register(planned)
    for each in planned.accounts:
        mine = sorted(naming.deployment(d) for d in planned.deployments if d.account == each.name)
        assert sorted(found.lines.get(each.name, [])) == mine


@settings(max_examples=25, deadline=None)
@given(any_plan())
def test_what_cannot_be_made_again_is_protected(planned: Plan) -> None:
    """Over any plan: provisioned and kept deployments, and the accounts of prod."""
    found = register(planned)
    kept = {each.workload for each in planned.kept}
    for each in planned.deployments:
        precious = each.type.family is Family.PROVISIONED or each.workload in kept
        assert found.of(DEPLOYMENT)[naming.deployment(each)].protect == precious
    protected = {request.protect for request in found.of(ACCOUNT).values()}
    assert protected <= {planned.environment == "prod"}


def test_what_a_region_overrides_is_in_the_plan() -> None:
    """Settings are merged once, when the plan is made: the emitter asks by the account's name."""
    said = {"tags": {"team": "ai"}, "regions": {"francecentral": {"local_auth": True}}}
    regions = ("swedencentral", "francecentral")
    workloads = {each: workload(region=each, capacity={"tpm": 10_000}) for each in regions}
    planned = plan_of(stack_of({"accounts": said, "workloads": workloads}))
    sent = {each["location"]: each for each in register(planned).inputs(ACCOUNT).values()}
    keys_off = {region: each["properties"]["disableLocalAuth"] for region, each in sent.items()}
    assert keys_off == {"swedencentral": True, "francecentral": False}
    assert all(each["tags"] == {"planner-stack": "test", "team": "ai"} for each in sent.values())
