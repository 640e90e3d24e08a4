"""The account surface: what the `accounts` section makes, under Pulumi's mocks."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.domain.settings import Accounts
from tests.emit.mocked import (
    ACCOUNT,
    BLOCK_LIST,
    BLOCK_LIST_ITEM,
    COMPONENT,
    DEPLOYMENT,
    DIAGNOSTICS,
    ENDPOINT,
    IDENTITY,
    LINK,
    LOCK,
    POLICY,
    PROJECT,
    RECORDS,
    ROLE,
    SUBSCRIPTION,
    ZONE,
    Registered,
    register,
)
from tests.emit.plans import deployment, plan

NAME = "aoai-dev-swedencentral"
NETWORK = "/subscriptions/s/resourceGroups/net/providers/Microsoft.Network/virtualNetworks/hub"
SUBNET = f"{NETWORK}/subnets/endpoints"
STORAGE = "/subscriptions/s/resourceGroups/g/providers/Microsoft.Storage/storageAccounts/x"
WORKSPACE = "/subscriptions/s/resourceGroups/g/providers/Microsoft.OperationalInsights/workspaces/w"
PERSON = "11111111-2222-3333-4444-555555555555"
ZONES = [
    "privatelink.cognitiveservices.azure.com",
    "privatelink.openai.azure.com",
    "privatelink.services.ai.azure.com",
]
FULL: dict[str, Any] = {
    "network": "private",
    "subnet": SUBNET,
    "identity": {"user_assigned": "create"},
    "projects": [{"name": "research"}, {"name": "care", "display_name": "Care"}],
    "diagnostics": {"log_analytics": WORKSPACE},
    "role_assignments": [{"role": "foundry user", "principal": PERSON}],
    "block_lists": {"names": {"items": {"rival": "Contoso"}}},
    "content_filters": {"strict": {"block_lists": [{"name": "names"}]}},
    "lock": "CanNotDelete",
}


def emitted(*workloads: str, **given: Any) -> Registered:
    """What a stack with these account settings registers."""
    planned = plan(
        *map(deployment, workloads or ("chat",)), settings=Accounts.model_validate(given)
    )
    return register(planned)


def properties(**given: Any) -> dict[str, Any]:
    """The properties of the account."""
    (inputs,) = emitted(**given).inputs(ACCOUNT).values()
    found: dict[str, Any] = inputs["properties"]
    return found


def only(found: Registered, kind: str) -> dict[str, Any]:
    """The inputs of the only resource of a type."""
    (inputs,) = found.inputs(kind).values()
    return inputs


IDENTITIES = {
    "the system's by default": ({}, "SystemAssigned", None),
    "one that exists": ({"user_assigned": "/i/1"}, "SystemAssigned, UserAssigned", ["/i/1"]),
    "only that": ({"system": False, "user_assigned": ["/i/1"]}, "UserAssigned", ["/i/1"]),
    "none": ({"system": False}, "None", None),
    "one that is made": (
        {"user_assigned": "create"},
        "SystemAssigned, UserAssigned",
        [f"/ids/{NAME}-identity"],
    ),
}


@pytest.mark.parametrize(("given", "type_", "ids"), IDENTITIES.values(), ids=IDENTITIES.keys())
def test_identity(given: dict[str, Any], type_: str, ids: list[str] | None) -> None:
    """System, user-assigned, both or none; what is made is made in the account's region."""
    found = emitted(identity=given)
    identity = only(found, ACCOUNT)["identity"]
    assert identity["type"] == type_
    assert identity.get("userAssignedIdentities") == ids
    made = [each["resourceName"] for each in found.inputs(IDENTITY).values()]
    assert made == ([f"id-{NAME}"] if given.get("user_assigned") == "create" else [])


def test_a_public_account_has_no_rules() -> None:
    """The default: open to the network, shut to whoever has no Entra ID token."""
    found = properties()
    assert found["publicNetworkAccess"] == "Enabled"
    assert "networkAcls" not in found


def test_a_restricted_account_denies_all_but_what_is_listed() -> None:
    """Addresses and subnets come in; Azure's own services too, unless that is switched off."""
    network = {"profile": "restricted", "ip_rules": "203.0.113.0/24", "subnets": SUBNET}
    found = properties(network={**network, "trusted_services": False})
    assert found["publicNetworkAccess"] == "Enabled"
    assert found["networkAcls"] == {
        "bypass": "None",
        "defaultAction": "Deny",
        "ipRules": [{"value": "203.0.113.0/24"}],
        "virtualNetworkRules": [{"id": SUBNET, "ignoreMissingVnetServiceEndpoint": False}],
    }
    assert properties(network="restricted")["networkAcls"]["bypass"] == "AzureServices"


def test_a_private_account_has_an_endpoint_and_three_zones() -> None:
    """Two words in the stack file, and names resolve inside the network."""
    found = emitted(network="private", subnet=SUBNET)
    assert only(found, ACCOUNT)["properties"]["publicNetworkAccess"] == "Disabled"
    endpoint = only(found, ENDPOINT)
    assert endpoint["subnet"]["id"] == SUBNET
    (link,) = endpoint["privateLinkServiceConnections"]
    assert link["groupIds"] == ["account"]
    assert link["privateLinkServiceId"] == f"{SUBSCRIPTION}/ids/{NAME}"
    assert list(found.of(ZONE)) == ZONES
    assert {each["virtualNetwork"]["id"] for each in found.inputs(LINK).values()} == {NETWORK}
    configs = only(found, RECORDS)["privateDnsZoneConfigs"]
    assert sorted(each["privateDnsZoneId"] for each in configs) == [f"/ids/{z}" for z in ZONES]


def test_records_wait_for_the_links_of_their_zones() -> None:
    """A record moves to no zone that the network does not ask yet: its names would be gone."""
    found = emitted(network="private", subnet=SUBNET)
    assert set(found.of(LINK)) | set(ZONES) <= found.after(f"{NAME}-dns", RECORDS)


def test_zones_are_made_once_for_all_accounts() -> None:
    """Two accounts in one network share zones and links; a second network has links of its own."""
    other = SUBNET.replace("hub", "spoke")
    both = (deployment("a", "eastus2"), deployment("a", "swedencentral"))
    given: dict[str, Any] = {"network": "private", "subnet": SUBNET}
    one = register(plan(*both, settings=Accounts.model_validate(given)))
    assert (len(one.of(ZONE)), len(one.of(LINK)), len(one.of(ENDPOINT))) == (3, 3, 2)
    given = {**given, "regions": {"East US 2": {"subnet": other}}}
    two = register(plan(*both, settings=Accounts.model_validate(given)))
    assert (len(two.of(ZONE)), len(two.of(LINK)), len(two.of(ENDPOINT))) == (3, 6, 2)


def test_zones_that_exist_are_named() -> None:
    """Zones of a hub are referred to by id; with `none` there are no records at all."""
    ids = [f"/subscriptions/s/resourceGroups/dns/providers/x/privateDnsZones/{z}" for z in ZONES]
    private = {"profile": "private", "private_endpoint": {"subnet": SUBNET, "dns": ids}}
    found = emitted(network=private)
    assert found.of(ZONE) == {}
    configs = only(found, RECORDS)["privateDnsZoneConfigs"]
    assert [each["privateDnsZoneId"] for each in configs] == ids
    private = {"profile": "private", "private_endpoint": {"subnet": SUBNET, "dns": "none"}}
    assert emitted(network=private).of(RECORDS) == {}


def test_endpoints_made_elsewhere() -> None:
    """`private_endpoint: none`, and the older `public_network: false`, make no endpoint."""
    elsewhere = {"profile": "private", "private_endpoint": "none"}
    for way in ({"network": elsewhere, "subnet": SUBNET}, {"public_network": False}):
        found = emitted(**way)
        assert only(found, ACCOUNT)["properties"]["publicNetworkAccess"] == "Disabled"
        assert found.of(ENDPOINT) == {}


def test_outbound_restriction() -> None:
    """Only the listed names; without a restriction neither property is sent."""
    outbound = {"restricted": True, "allowed_fqdns": ["x.example"]}
    found = properties(network={"outbound": outbound})
    assert found["restrictOutboundNetworkAccess"] is True
    assert found["allowedFqdnList"] == ["x.example"]
    assert not {"restrictOutboundNetworkAccess", "allowedFqdnList"} & set(properties())


def test_key_storage_and_restore() -> None:
    """Customer-managed key, storage of one's own and restore reach the account's properties."""
    key = {
        "key_vault": "https://v.vault.azure.net/",
        "key": "k",
        "version": "1",
        "identity_client_id": PERSON,
    }
    found = properties(
        encryption=key,
        user_owned_storage=[{"id": STORAGE}],
        restore=True,
        identity={"user_assigned": "/i/1"},
    )
    assert found["encryption"] == {
        "keySource": "Microsoft.KeyVault",
        "keyVaultProperties": {
            "identityClientId": PERSON,
            "keyName": "k",
            "keyVaultUri": "https://v.vault.azure.net/",
            "keyVersion": "1",
        },
    }
    assert found["userOwnedStorage"] == [{"resourceId": STORAGE}]
    assert found["restore"] is True
    assert not {"encryption", "userOwnedStorage", "restore"} & set(properties())


def test_diagnostics() -> None:
    """Every destination that is named, the default categories, all metrics."""
    rule = "/subscriptions/s/resourceGroups/g/providers/Microsoft.EventHub/namespaces/n/authorizationRules/r"
    found = only(
        emitted(
            diagnostics={
                "log_analytics": WORKSPACE,
                "storage": STORAGE,
                "event_hub": {"authorization_rule": rule, "name": "logs"},
            }
        ),
        DIAGNOSTICS,
    )
    assert found["workspaceId"] == WORKSPACE
    assert found["storageAccountId"] == STORAGE
    assert (found["eventHubAuthorizationRuleId"], found["eventHubName"]) == (rule, "logs")
    categories = [each["category"] for each in found["logs"]]
    assert categories == ["Audit", "RequestResponse", "AzureOpenAIRequestUsage"]
    assert found["metrics"] == [{"category": "AllMetrics", "enabled": True}]
    assert found["resourceUri"] == f"{SUBSCRIPTION}/ids/{NAME}"


@pytest.mark.parametrize(
    "role", ["Azure AI User", "foundry user", "53ca6127-DB72-4b80-b1b0-d745d6d5456d"]
)
def test_roles_are_given_by_id(role: str) -> None:
    """Whatever a role is called this year, Azure gets its id, in the account's subscription."""
    given = {"role": role, "principal": PERSON, "principal_type": "Group"}
    found = only(emitted(role_assignments=[given]), ROLE)
    id_ = "53ca6127-db72-4b80-b1b0-d745d6d5456d"
    assert (
        found["roleDefinitionId"]
        == f"{SUBSCRIPTION}/providers/Microsoft.Authorization/roleDefinitions/{id_}"
    )
    assert found["scope"] == f"{SUBSCRIPTION}/ids/{NAME}"
    assert (found["principalId"], found["principalType"]) == (PERSON, "Group")


def test_a_role_may_have_a_condition() -> None:
    """With the version of the language it is written in; without one neither is sent."""
    given = {"role": "Reader", "principal": PERSON}
    plain = only(emitted(role_assignments=[given]), ROLE)
    narrow = only(emitted(role_assignments=[{**given, "condition": "@Resource[x]"}]), ROLE)
    sent = {key: narrow[key] for key in narrow if key not in plain}
    assert sent == {"condition": "@Resource[x]", "conditionVersion": "2.0"}


def test_a_role_assignment_keeps_its_name() -> None:
    """The GUID is the same on every run, and another for another principal."""
    one = {"role": "Reader", "principal": PERSON}
    other = {**one, "principal": PERSON.replace("1", "9")}
    first = only(emitted(role_assignments=[one]), ROLE)["roleAssignmentName"]
    both = emitted(role_assignments=[other, one]).inputs(ROLE).values()
    names = {each["principalId"]: each["roleAssignmentName"] for each in both}
    assert names[PERSON] == first
    assert len(set(names.values())) == 2


def test_content_filters_and_block_lists() -> None:
    """Policies say what differs from their base; lists have entries."""
    found = emitted(
        block_lists={
            "names": {"description": "rivals", "items": {"a": {"pattern": "x.*", "regex": True}}}
        },
        content_filters={
            "strict": {
                "mode": "Blocking",
                "filters": [{"name": "Hate", "source": "Prompt", "threshold": "Low"}],
                "block_lists": [{"name": "names"}],
            }
        },
    )
    assert only(found, BLOCK_LIST)["properties"] == {"description": "rivals"}
    assert only(found, BLOCK_LIST_ITEM)["properties"] == {"pattern": "x.*", "isRegex": True}
    assert only(found, POLICY)["properties"] == {
        "basePolicyName": "Microsoft.DefaultV2",
        "mode": "Blocking",
        "contentFilters": [
            {
                "name": "Hate",
                "source": "Prompt",
                "severityThreshold": "Low",
                "blocking": True,
                "enabled": True,
            }
        ],
        "customBlocklists": [{"blocklistName": "names", "source": "Prompt", "blocking": True}],
    }


def test_a_policy_waits_for_the_one_that_it_changes() -> None:
    """Azure refuses a base that is not there; names do not say which comes first."""
    chain = {"a": {"base": "b"}, "b": {"base": "c"}, "c": {}}
    found = emitted(content_filters=chain)
    name = f"{NAME}-content-filter"
    assert f"{name}-b" in found.after(f"{name}-a", POLICY)
    assert f"{name}-c" in found.after(f"{name}-b", POLICY)
    made = [each.name for each in found.requests if each.type == POLICY]
    assert made == [f"{name}-c", f"{name}-b", f"{name}-a"]


def test_projects_and_tags() -> None:
    """A project has an identity, the region and the tags of its account."""
    found = only(emitted(projects={"name": "care", "description": "d"}, tags={"a": "b"}), PROJECT)
    assert found["projectName"] == "care"
    assert found["location"] == "swedencentral"
    assert found["identity"] == {"type": "SystemAssigned"}
    assert found["properties"] == {"description": "d"}
    assert found["tags"] == {"planner-stack": "dev", "a": "b"}


def test_a_region_has_settings_of_its_own() -> None:
    """Mappings are merged, other values replaced; other regions do not notice."""
    given = {
        "tags": {"team": "ai"},
        "network": {"profile": "restricted", "ip_rules": ["203.0.113.1"]},
        "regions": {"East US 2": {"network": {"ip_rules": "203.0.113.2"}, "tags": {"a": "b"}}},
    }
    both = (deployment("a", "eastus2"), deployment("a", "swedencentral"))
    found = register(plan(*both, settings=Accounts.model_validate(given))).inputs(ACCOUNT)
    here, there = found["aoai-dev-eastus2"], found[NAME]
    assert here["properties"]["networkAcls"]["ipRules"] == [{"value": "203.0.113.2"}]
    assert there["properties"]["networkAcls"]["ipRules"] == [{"value": "203.0.113.1"}]
    assert here["tags"] == {"planner-stack": "dev", "team": "ai", "a": "b"}
    assert there["tags"] == {"planner-stack": "dev", "team": "ai"}


ORDER = (
    (f"{NAME}-block-list-names", BLOCK_LIST),
    (f"{NAME}-block-list-names-rival", BLOCK_LIST_ITEM),
    (f"{NAME}-content-filter-strict", POLICY),
    (f"{NAME}-project-care", PROJECT),
    (f"{NAME}-project-research", PROJECT),
    ("a-swedencentral", DEPLOYMENT),
    ("b-swedencentral", DEPLOYMENT),
    (f"{NAME}-endpoint", ENDPOINT),
)
"""The order in which one account's children are written."""


def test_everything_below_an_account_takes_turns() -> None:
    """One after another, the endpoint last."""
    found = emitted("b", "a", **FULL)
    assert found.lines == {NAME: [name for name, _ in ORDER]}


def test_each_child_needs_only_what_it_truly_needs() -> None:
    """The account; an item its list, a policy its lists, a deployment its own policy."""
    found = emitted("b", "a", **FULL)
    base = {NAME, "resource-group"}
    needs = {name: found.after(name, kind) - base for name, kind in ORDER}
    (lists, item, policy, *_), none = (name for name, _ in ORDER), set[str]()
    assert needs == {name: none for name, _ in ORDER} | {item: {lists}, policy: {lists}}
    settings = Accounts.model_validate(FULL)
    strict = register(plan(deployment("c", content_filter="Strict"), settings=settings))
    assert strict.after("c-swedencentral") == base | {policy}


def test_what_is_no_child_waits_for_the_account_only() -> None:
    """Roles and diagnostics may be written while deployments are."""
    found = emitted(**FULL)
    for kind in (ROLE, DIAGNOSTICS):
        (name,) = found.of(kind)
        assert found.after(name, kind) == {NAME}
        assert name not in found.lines[NAME]


def test_the_lock_is_made_last() -> None:
    """So it is the first to go, and never in the way of what it protects."""
    found = emitted(**FULL)
    waits = found.after(f"{NAME}-lock", LOCK)
    assert {f"{NAME}-endpoint", f"{NAME}-dns", f"{NAME}-diagnostics"} < waits
    assert any(name.startswith(f"{NAME}-role-") for name in waits)
    assert only(found, LOCK)["level"] == "CanNotDelete"


def test_spill_over_targets_come_first() -> None:
    """The target stands before the deployment that names it, whatever their names."""
    reserved = deployment("a", spillover="z")
    found = register(plan(reserved, deployment("z")))
    assert "z-swedencentral" in found.after("a-swedencentral")
    inputs = found.inputs(DEPLOYMENT)
    assert inputs["a-swedencentral"]["properties"]["spilloverDeploymentName"] == "z"
    assert "spilloverDeploymentName" not in inputs["z-swedencentral"]["properties"]


def test_everything_is_below_its_component() -> None:
    """All but the zones, which several accounts share."""
    found = emitted(**FULL)
    (component,) = found.of(COMPONENT)
    shared = {*found.of(ZONE), *found.of(LINK), "resource-group", component, "planner-dev"}
    parents = {r.parent.split("::")[-1] for r in found.requests if r.name not in shared}
    assert parents == {component}


PARTS = st.sets(st.sampled_from(sorted(FULL)))


@settings(max_examples=25, deadline=None)
@given(PARTS, st.sets(st.sampled_from("abcd")))
def test_any_settings_make_one_line(parts: set[str], workloads: set[str]) -> None:
    """Over any choice of settings: no name twice, and the children of the account in one line."""
    chosen = {part: FULL[part] for part in parts}
    if "network" in chosen:
        chosen["subnet"] = SUBNET
    found = emitted(*sorted(workloads), **chosen)
    children = {BLOCK_LIST, BLOCK_LIST_ITEM, POLICY, PROJECT, DEPLOYMENT, ENDPOINT}
    mine = [r.name for r in found.requests if r.type in children]
    assert found.lines == ({NAME: mine} if mine else {})
    assert len(found.requests) == len({r.name + r.type for r in found.requests})
