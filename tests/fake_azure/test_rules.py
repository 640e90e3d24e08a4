"""What the world refuses, and in which words: one row for each rule."""

from __future__ import annotations

import pytest

from tests.fake_azure import samples
from tests.fake_azure import test_control_plane as control_plane
from tests.fake_azure.errors import REFUSALS
from tests.fake_azure.faults import REFUSING
from tests.fake_azure.rows import (
    ASSIGNMENTS,
    DIAGNOSTICS,
    EP,
    LIST,
    LOCKS,
    ONE,
    POLICY,
    TWO,
    Act,
    Row,
    delete,
    deploy,
    fault,
    grant,
    logs,
    many,
    put,
    refused,
    slowly,
)
from tests.fake_azure.samples import (
    GROUP,
    STORAGE,
    TUNED,
    VNET,
    WORKSPACE,
    about,
    account,
    account_body,
    body,
    deployment,
    endpoint,
    network,
)

PTU = "GlobalProvisionedManaged"
AVAILABILITY = {
    "model that nobody knows": Row(
        "model-unknown", deploy("gpt-99@1"), "'Format:OpenAI,Name:gpt-99,Version:1'"
    ),
    "version that nobody knows": Row("model-unknown", deploy("gpt-5.1@2020-01-01")),
    "another maker's format": Row("model-unknown", deploy(format="Meta")),
    "type the version never had": Row(
        "sku-not-for-model",
        deploy("gpt-5.4-pro@2026-03-05", "DataZoneStandard"),
        "The specified SKU 'DataZoneStandard' of account deployment is not supported by the model"
        " 'gpt-5.4-pro' version: '2026-03-05'.",
    ),
    "type that base models never have": Row("sku-not-for-model", deploy(sku="DeveloperTier")),
    "account's SKU on a deployment": Row("sku-not-for-model", deploy(sku="S0")),
    "type of other regions": Row(
        "sku-not-here",
        deploy("gpt-5@2025-08-07", "ProvisionedManaged"),
        "is not supported in this region 'swedencentral'.",
    ),
    "retired": Row(
        "model-retired",
        deploy("gpt-4o@2024-05-13"),
        "The model 'Format:OpenAI,Name:gpt-4o,Version:2024-05-13' has been deprecated since"
        " 10/01/2026 00:00:00.",
    ),
    "closing, for a new customer": Row(
        "model-closing",
        deploy("gpt-4o@2024-08-06", "GlobalStandard"),
        "is in deprecating state and cannot be used for new deployments.",
    ),
}
SIZES = {
    "nothing": Row(
        "capacity-range",
        deploy(capacity=-1),
        "'-1' of account deployment should be at least 1 and no more than 1000000.",
    ),
    "below the minimum": Row(
        "capacity-range", deploy(sku=PTU, capacity=10), "at least 15 and no more than 100000."
    ),
    "above the maximum": Row("capacity-range", deploy(capacity=1_000_001)),
    "between the steps": Row("capacity-step", deploy(sku=PTU, capacity=17)),
    "o1's steps begin at 25": Row(
        "capacity-step",
        put(deployment("d", "uk"), body("o1@2024-12-17", "ProvisionedManaged", 50)),
        before=[put(account("uk"), account_body("uksouth", "uk"))],
        settings={"now": "2026-09-05T00:00:00+00:00", "deployed_before": ("o1@2024-12-17",)},
    ),
    "more than the pool has": Row(
        "quota",
        deploy(capacity=50),
        "This operation require 50 new capacity in quota One Thousand Tokens Per Minute - gpt-5.1"
        " - GlobalStandard, which is bigger than the current available capacity 20. The current"
        " quota usage is 0 and the quota limit is 20 for quota",
        settings={"quota": {"OpenAI.GlobalStandard.gpt-5.1": 20}},
    ),
    "more than is left, in another region": Row(
        "quota",
        put(deployment("b", "far"), body(capacity=60)),
        "current available capacity 40.",
        before=[put(account("far"), account_body("eastus2", "far")), deploy(capacity=60)],
        settings={"quota": {"OpenAI.GlobalStandard.gpt-5.1": 100}},
    ),
    "only the increase counts": Row(
        "quota",
        deploy(capacity=101),
        "require 41 new capacity",
        before=[deploy(capacity=60)],
        settings={"quota": {"OpenAI.GlobalStandard.gpt-5.1": 100}},
    ),
    "provisioned of two models": Row(
        "quota",
        deploy("gpt-5@2025-08-07", PTU, 15, name="b"),
        "Provisioned Managed Throughput Unit",
        before=[deploy(sku=PTU, capacity=20)],
        settings={"quota": {"OpenAI.GlobalProvisionedManaged": 30}},
    ),
    "service is out of capacity": Row(
        "service-full",
        deploy(sku=PTU, capacity=20),
        settings={"service_capacity": {f"{PTU}@swedencentral": 15}},
    ),
    "33rd deployment": Row(
        "too-many-deployments",
        deploy(name="more"),
        "limit of 32",
        before=many(32, body(capacity=1)),
    ),
    "11th fine-tuned": Row(
        "too-many-deployments",
        deploy(f"{TUNED}@1", "DeveloperTier", name="more"),
        "limit of 10 fine-tuned",
        before=many(10, body(f"{TUNED}@1", "DeveloperTier")),
    ),
}
CHANGES = {
    "another model": Row(
        "model-change",
        deploy("gpt-5@2025-08-07"),
        "The model of deployment cannot be changed.",
        before=[deploy()],
    ),
    "version and capacity at once": Row(
        "two-changes",
        deploy("gpt-audio-mini@2025-12-15", capacity=60),
        "Cannot change capacity and model at the same time",
        before=[deploy("gpt-audio-mini@2025-10-06")],
    ),
    "type of a provisioned one": Row(
        "type-change",
        deploy(sku="DataZoneProvisionedManaged", capacity=15),
        before=[deploy(sku=PTU, capacity=15)],
    ),
    "standard to provisioned": Row("type-change", deploy(sku=PTU), before=[deploy()]),
    "region of an account": Row(
        "location-change", put(account(), account_body("eastus2")), "in location 'eastus2'"
    ),
    "region of a group": Row("location-change", put(GROUP, {"location": "eastus2"})),
    "location of an endpoint": Row(
        "location-change",
        put(EP, {**endpoint(), "location": "francecentral"}),
        "in location 'swedencentral'",
        before=[put(EP, endpoint())],
    ),
    "subdomain": Row("subdomain-change", put(account(), account_body(host="other"))),
    "kind to one that is no upgrade": Row("kind-change", put(account(), account_body(kind="Face"))),
    "kind, without an identity": Row(
        "kind-change",
        put(account("plain"), account_body(host="plain", identity={"type": "None"})),
        "managed identity",
        before=[put(account("plain"), account_body(host="plain", kind="OpenAI"))],
    ),
    "kind back, with projects": Row(
        "kind-change",
        put(account(), account_body(kind="OpenAI")),
        "it has projects",
        before=[put(f"{account()}/projects/one", {})],
    ),
    "principal of a role assignment": Row(
        "assignment-fixed",
        put(about(account(), ASSIGNMENTS, ONE), grant(TWO)),
        before=[put(about(account(), ASSIGNMENTS, ONE), grant(ONE))],
    ),
}
ONE_AT_A_TIME = {
    "create below a busy account": Row(
        "busy",
        deploy(),
        f"Another operation is being performed on the parent resource '{account()}'. Please try"
        " again later.",
        before=[slowly],
    ),
    "update of a busy account": Row("busy", put(account(), account_body()), before=[slowly]),
    "delete below a busy account": Row("busy", delete(deployment()), before=[deploy(), slowly]),
    "policy below a busy account": Row("busy", put(POLICY, {}), before=[slowly]),
    "group of a busy account": Row("busy", delete(GROUP), before=[slowly]),
    "private endpoint to a busy account": Row(
        "unsettled", put(EP, endpoint()), f"Account {account()} in state Accepted", before=[slowly]
    ),
    "deployment on an account being made": Row(
        "unsettled",
        put(deployment("a", "new"), body()),
        before=[put(account("new"), account_body(host="new"))],
        settings={"durations": {"put microsoft.cognitiveservices/accounts": 30}},
    ),
    "private endpoint before the network knows": Row(
        "unsettled",
        put(network("privateEndpoints", "pe"), endpoint("new")),
        before=[put(account("new"), account_body(host="new"))],
        settings={"settling": 30},
    ),
}
ACCOUNTS = {
    "name": Row("name-invalid", put(account("-a"), account_body(host="bb"))),
    "region that is none": Row(
        "location", put(account("bb"), account_body("mars", "bb")), "'mars' is not available"
    ),
    "SKU that the offer does not allow": Row(
        "offer", put(account("bb"), account_body(host="bb", sku={"name": "F0"}))
    ),
    "kind that the offer does not allow": Row(
        "offer",
        put(account("bb"), account_body(host="bb", kind="OpenAI")),
        "required by SKU 'S0' from kind 'OpenAI'",
        settings={"blocked_kinds": ("OpenAI",)},
    ),
    "subdomain of another account, in capitals": Row(
        "subdomain-taken", put(account("bb"), account_body(host="AOAI")), "name 'AOAI' is not"
    ),
    "subdomain of another customer": Row(
        "subdomain-taken",
        put(account("bb"), account_body(host="theirs")),
        settings={"taken_subdomains": ("theirs",)},
    ),
    "subdomain of a deleted account": Row(
        "subdomain-taken",
        put(account("bb"), account_body(host="aoai")),
        before=[delete(account())],
    ),
    "subdomain that is none": Row(
        "subdomain-invalid",
        put(account("bb"), account_body(host="a_b")),
        "Sub domain name 'a_b' is not valid.",
    ),
    "name of a deleted account": Row(
        "restore-first",
        put(account(), account_body()),
        f"An existing resource with ID '{account()}' has been soft-deleted.",
        before=[delete(account())],
    ),
    "restore of what was never there": Row(
        "nothing-to-restore", put(account("bb"), account_body(host="bb", restore=True))
    ),
    "31st account of a kind": Row(
        "quota",
        put(account("bb"), account_body(host="bb")),
        "AIServices.S0.AccountCount",
        settings={"accounts": {"AIServices": 1, "*": 200}},
    ),
    "201st account of all": Row(
        "quota",
        put(account("bb"), account_body(host="bb")),
        "Cognitive Services total account limit",
        settings={"accounts": {"*": 1}},
    ),
    "project in an account without projects": Row(
        "no-projects",
        put(f"{account('bb')}/projects/p", {}),
        before=[put(account("bb"), account_body(host="bb", kind="OpenAI"))],
    ),
    "251st project": Row(
        "too-many-projects",
        put(f"{account()}/projects/more", {}),
        "limit of 250",
        before=[put(f"{account()}/projects/p{i}", {}) for i in range(250)],
    ),
    "identity that is not there": Row(
        "no-reference",
        put(
            account("bb"),
            account_body(
                host="bb",
                identity={
                    "type": "UserAssigned",
                    "userAssignedIdentities": {
                        f"{GROUP}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/i": {}
                    },
                },
            ),
        ),
    ),
}
REFERENCES = {
    "policy that is not there": Row("no-policy", deploy(raiPolicyName="strict")),
    "blocklist that is not there": Row(
        "no-blocklist",
        put(POLICY, {"properties": {"customBlocklists": [{"blocklistName": "words"}]}}),
    ),
    "policy in use": Row(
        "in-use",
        delete(POLICY),
        before=[put(POLICY, {}), deploy(raiPolicyName="strict")],
    ),
    "blocklist in use": Row(
        "in-use",
        delete(LIST),
        before=[
            put(LIST, {}),
            put(POLICY, {"properties": {"customBlocklists": [{"blocklistName": "Words"}]}}),
        ],
    ),
    "spill-over to nothing": Row(
        "spillover", deploy(sku=PTU, spilloverDeploymentName="spill"), "does not exist"
    ),
    "spill-over to provisioned": Row(
        "spillover",
        deploy(sku=PTU, spilloverDeploymentName="b"),
        "not a standard deployment",
        before=[deploy(sku=PTU, name="b")],
    ),
    "spill-over target deleted first": Row(
        "in-use",
        delete(deployment("b")),
        before=[deploy(name="b"), deploy(sku=PTU, spilloverDeploymentName="b")],
    ),
    "tuned elsewhere, source left out": Row(
        "no-source",
        deploy(f"{TUNED}@1", "DeveloperTier"),
        settings={"trained": {TUNED: account("trainer")}},
    ),
    "tuned model in a version that is not 1": Row(
        "model-unknown", deploy(f"{TUNED}@2025-04-14", "DeveloperTier")
    ),
    "endpoint to nothing": Row("no-reference", put(EP, endpoint("nobody"))),
    "endpoint without a subnet": Row(
        "endpoint-target",
        put(EP, {"location": "swedencentral", "properties": {}}),
        "it has no subnet",
    ),
    "endpoint to another group": Row(
        "endpoint-target", put(EP, endpoint(groupIds=["vault"])), "no group"
    ),
    "endpoint to an account without a subdomain": Row(
        "endpoint-target",
        put(EP, endpoint("bare")),
        "no custom subdomain",
        before=[put(account("bare"), account_body(host=None))],
    ),
    "zone group of a zone that is not there": Row(
        "no-reference",
        put(
            f"{EP}/privateDnsZoneGroups/default",
            {
                "properties": {
                    "privateDnsZoneConfigs": [
                        {"privateDnsZoneId": network("privateDnsZones", "privatelink.x")}
                    ]
                }
            },
        ),
        before=[put(EP, endpoint())],
    ),
    "DNS zone in a region": Row(
        "location", put(network("privateDnsZones", "z"), {"location": "swedencentral"})
    ),
    "diagnostics to nowhere": Row(
        "no-sink",
        put(about(account(), DIAGNOSTICS, "d"), logs(None)),
        "At least one data sink needs to be specified.",
    ),
    "diagnostics of an unknown category": Row(
        "no-category", put(about(account(), DIAGNOSTICS, "d"), logs(category="Gossip"))
    ),
    "diagnostics twice to one place": Row(
        "sink-reused",
        put(about(account(), DIAGNOSTICS, "e"), logs()),
        "in diagnostic setting 'd' for category 'Audit'",
        before=[put(about(account(), DIAGNOSTICS, "d"), logs())],
    ),
    "role assignment with a name": Row(
        "assignment-name", put(about(account(), ASSIGNMENTS, "reader"), grant())
    ),
    "role assignment twice": Row(
        "assignment-exists",
        put(about(account(), ASSIGNMENTS, TWO), grant()),
        "The role assignment already exists.",
        before=[put(about(account(), ASSIGNMENTS, ONE), grant())],
    ),
    "role that nobody knows": Row(
        "no-role", put(about(account(), ASSIGNMENTS, ONE), grant(role=ONE))
    ),
    "principal that nobody knows": Row(
        "no-principal",
        put(about(account(), ASSIGNMENTS, ONE), grant(TWO)),
        settings={"missing_principals": (TWO,)},
    ),
    "lock on nothing": Row(
        "no-reference",
        put(about(account("gone"), LOCKS, "l"), {"properties": {"level": "CanNotDelete"}}),
    ),
}
MANAGER = {
    "right missing": Row(
        "forbidden",
        deploy(),
        "does not have authorization to perform action"
        " 'Microsoft.CognitiveServices/accounts/deployments/write' over scope",
        settings={"denied": (("*/accounts/deployments/write", "*"),)},
    ),
    "right to assign roles missing": Row(
        "forbidden",
        put(about(account(), ASSIGNMENTS, ONE), grant()),
        settings={"denied": (("Microsoft.Authorization/*", "*"),)},
    ),
    "right to purge missing": Row(
        "forbidden",
        lambda world: world.purge(account()),
        settings={"denied": (("*deletedAccounts/delete", "*"),)},
    ),
    "account missing": Row(
        "no-parent", put(deployment("a", "nobody"), body()), "parent resource 'nobody'"
    ),
    "group missing": Row(
        "no-group", put(account().replace("/rg/", "/gone/"), account_body(host="bb")), "'gone'"
    ),
    "resource missing": Row("not-found", lambda world: world.get(deployment())),
    "type that nobody knows": Row("type-unknown", put(network("loadBalancers", "l"), {})),
    "locked against deletion": Row(
        "locked",
        delete(account()),
        f"locked: '{account()}'",
        before=[put(about(account(), LOCKS, "l"), {"properties": {"level": "CanNotDelete"}})],
    ),
    "locked from above": Row(
        "locked",
        delete(deployment()),
        before=[
            deploy(),
            put(about(GROUP, LOCKS, "l"), {"properties": {"level": "CanNotDelete"}}),
        ],
    ),
    "locked inside what is deleted": Row(
        "locked",
        delete(GROUP),
        before=[put(about(account(), LOCKS, "l"), {"properties": {"level": "CanNotDelete"}})],
    ),
    "locked against writing": Row(
        "locked",
        deploy(),
        before=[put(about(account(), LOCKS, "l"), {"properties": {"level": "ReadOnly"}})],
    ),
    **{f"fault {k}": Row(said, deploy(), before=[fault(k)]) for k, said in REFUSING.items()},
    "fault timeout": Row("timeout", deploy(), before=[fault("timeout")]),
}
ROWS = {
    **AVAILABILITY,
    **SIZES,
    **CHANGES,
    **ONE_AT_A_TIME,
    **ACCOUNTS,
    **REFERENCES,
    **MANAGER,
}


@pytest.mark.parametrize("row", ROWS.values(), ids=ROWS.keys())
def test_it_is_refused_in_these_words(row: Row) -> None:
    """Code, status and text of each refusal are those of the table in `errors.py`."""
    refused(row)


ALLOWED: dict[str, list[Act]] = {
    "each type of one model": [
        deploy(sku=sku, capacity=50, name=sku)
        for sku in ("GlobalStandard", "DataZoneStandard", "Standard", PTU, "ProvisionedManaged")
    ],
    "SKU in lower case": [deploy(sku="globalstandard")],
    "no version": [deploy("gpt-5.1@")],
    "more capacity": [deploy(capacity=10), deploy(capacity=20)],
    "another version": [
        deploy("gpt-audio-mini@2025-10-06"),
        deploy("gpt-audio-mini@2025-12-15"),
    ],
    "another standard type": [deploy(), deploy(sku="DataZoneStandard")],
    "another model, provisioned": [
        deploy(sku=PTU, capacity=15),
        deploy("gpt-5@2025-08-07", PTU, 15),
    ],
    "fine-tuned": [
        deploy(f"{TUNED}@1", "developertier"),
        deploy(f"{TUNED}@1", "standard", name="b"),
    ],
    "fine-tuned elsewhere": [
        deploy(f"{TUNED}@1", "GlobalStandard", source=account("trainer")),
    ],
    "policy and spill-over": [
        put(LIST, {}),
        put(f"{LIST}/raiBlocklistItems/one", {"properties": {"pattern": "x", "isRegex": False}}),
        put(POLICY, {"properties": {"customBlocklists": [{"blocklistName": "words"}]}}),
        deploy(name="b", raiPolicyName="Strict"),
        deploy(sku=PTU, spilloverDeploymentName="b", raiPolicyName="Microsoft.DefaultV2"),
    ],
    "in the same account, one after the other": [
        deploy(name="a"),
        deploy(name="b"),
        delete(deployment("a")),
    ],
    "delete of what is gone": [delete(deployment("nobody"))],
    "kind upgraded in place": [
        put(account("oo"), account_body(host="oo", kind="OpenAI")),
        put(deployment("d", "oo"), body()),
        put(account("oo"), account_body(host="oo")),
    ],
    "restore": [deploy(), delete(account()), put(account(), account_body(restore=True))],
    "another name for a while": [delete(account()), put(account("bb"), account_body(host="bb"))],
    "private endpoint with its zones": [
        put(EP, endpoint()),
        put(network("privateDnsZones", "z"), {"location": "Global"}),
        put(
            network("privateDnsZones", "z/virtualNetworkLinks/l"),
            {"location": "global", "properties": {"virtualNetwork": {"id": VNET}}},
        ),
        put(
            f"{EP}/privateDnsZoneGroups/default",
            {
                "properties": {
                    "privateDnsZoneConfigs": [{"privateDnsZoneId": network("privateDnsZones", "z")}]
                }
            },
        ),
    ],
    "diagnostics and roles": [
        put(about(account(), DIAGNOSTICS, "d"), logs()),
        put(about(account(), DIAGNOSTICS, "e"), logs(f"{WORKSPACE}2")),
        put(about(account(), ASSIGNMENTS, ONE), grant()),
        put(about(account(), ASSIGNMENTS, ONE), grant()),
    ],
    "lock taken away": [
        put(about(account(), LOCKS, "l"), {"properties": {"level": "CanNotDelete"}}),
        delete(about(account(), LOCKS, "l")),
        delete(account()),
    ],
    "ids of another group": [
        put(
            account("bb"),
            account_body(
                host="bb",
                userOwnedStorage=[{"resourceId": STORAGE}],
            ),
        ),
    ],
}


@pytest.mark.parametrize("acts", ALLOWED.values(), ids=ALLOWED.keys())
def test_it_is_allowed(acts: list[Act]) -> None:
    """What the documents allow goes through, step after step."""
    world = samples.world("aoai")
    for act in acts:
        act(world)
    assert {entry.code for entry in world.journal()} == {""}


def test_a_closing_version_is_there_for_those_who_had_it() -> None:
    """Existing customers, by what they said or by what they deployed in this world."""
    said = samples.world("aoai", deployed_before=("gpt-4o@2024-08-06",))
    said.put(deployment(), body("gpt-4o@2024-08-06", "GlobalStandard"))
    was = samples.world("aoai", now="2026-01-01T00:00:00+00:00")
    was.view(lambda state: state.write("seen", "gpt-4o@2024-08-06", "2026-01-01"))
    was.put(deployment(), body("gpt-4o@2024-08-06", "GlobalStandard"))


NOT_REFUSED_HERE = {"no-token", "no-version", "no-subscription", "failed-later"}
"""Refused at the doors; their tests are beside them."""


def test_every_refusal_has_a_row() -> None:
    """A refusal that no row provokes would be a rule that nobody checks."""
    rows = {**ROWS, **control_plane.ROWS}
    provoked = {row.refusal for row in rows.values()} | NOT_REFUSED_HERE
    assert set(REFUSALS) == provoked


def test_every_refusal_says_where_it_was_read() -> None:
    """Texts of our own are marked as such."""
    for refusal in REFUSALS.values():
        assert refusal.source
        assert refusal.told != ("our wording" in refusal.source)
