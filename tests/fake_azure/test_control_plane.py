"""What Resource Manager and the services around an account refuse, and how it is switched off."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from tests.fake_azure import samples
from tests.fake_azure.errors import REFUSALS, SWITCHABLE
from tests.fake_azure.rows import (
    ASSIGNMENTS,
    DIAGNOSTICS,
    EP,
    LOCKS,
    ONE,
    POLICY,
    Act,
    Row,
    delete,
    deploy,
    grant,
    logs,
    put,
    refused,
    set_up,
)
from tests.fake_azure.samples import (
    GROUP,
    STORAGE,
    SUB,
    SUBNET,
    VNET,
    WORKSPACE,
    about,
    account,
    account_body,
    body,
    deployment,
    endpoint,
)
from tests.fake_azure.settings import Settings

PTU = "GlobalProvisionedManaged"
PARTNER = "DeepSeek-V3.2@1"
ZONE, OTHERS = "privatelink.openai.azure.com", f"{SUB}/resourceGroups/dns"
VAULT = "https://keys.vault.azure.net/"
APPROVED_MODELS = ("approved models", "*/deployments", "properties.model.name", "gpt-5.1*")
NO_SUBDOMAIN = ("subdomains", "*/accounts", "properties.customSubDomainName", "")


def with_filter(name: str = "Hate", source: str = "Prompt", base: str | None = None) -> Any:
    """A body of a content filter policy."""
    filters = [{"name": name, "source": source, "severityThreshold": "Low", "enabled": True}]
    return {"properties": {"basePolicyName": base, "contentFilters": filters}}


def reached_by(rule: str | None = None, subnet: str | None = None) -> Any:
    """A body of an account with one rule at its door."""
    rules = {
        "defaultAction": "Deny",
        "ipRules": [{"value": rule}] if rule else [],
        "virtualNetworkRules": [{"id": subnet}] if subnet else [],
    }
    return account_body(networkAcls=rules)


def encrypted(uri: str = VAULT) -> Any:
    """A body of an account with a key of the customer's."""
    key = {"keyVaultUri": uri, "keyName": "k", "keyVersion": "1"}
    return account_body(encryption={"keySource": "Microsoft.KeyVault", "keyVaultProperties": key})


def zone(group: str = GROUP, name: str = ZONE) -> str:
    return f"{group}/providers/Microsoft.Network/privateDnsZones/{name}"


def linked(of: str, to: str = VNET, name: str = "l") -> Act:
    """Link a zone to a network."""
    what = {"location": "global", "properties": {"virtualNetwork": {"id": to}}}
    return put(f"{of}/virtualNetworkLinks/{name}", what)


def made_zone(group: str = GROUP, name: str = ZONE) -> Act:
    return put(zone(group, name), {"location": "global"})


def records(target: str) -> Any:
    return {"properties": {"privateDnsZoneConfigs": [{"name": "z", "privateDnsZoneId": target}]}}


def identified(world: Any) -> None:
    """Make a managed identity of its own."""
    world.put(_identity(), {"location": "swedencentral"})


def _identity() -> str:
    return f"{GROUP}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/i"


def to_identity(world: Any, **more: Any) -> None:
    """Give the identity a role on the account."""
    who = world.get(_identity())["properties"]["principalId"]
    what = grant(who)
    what["properties"].pop("principalType")
    what["properties"].update(more)
    world.put(about(account(), ASSIGNMENTS, ONE), what)


def to_account(world: Any) -> None:
    """Give the identity of the account itself a role on it."""
    what = grant(world.get(account())["identity"]["principalId"])
    what["properties"].pop("principalType")
    world.put(about(account(), ASSIGNMENTS, ONE), what)


def of_its_type(world: Any) -> None:
    to_identity(world, principalType="ServicePrincipal")


def endpoint_at(subnet: str) -> Any:
    """A body of a private endpoint in a place of its own."""
    made = endpoint()
    made["properties"]["subnet"]["id"] = subnet
    return made


GATES = {
    "a model that a policy denies": Row(
        "policy",
        deploy(),
        "Resource 'chat' was disallowed by policy. Policy identifiers: '[{\"policyAssignment\":"
        '{"name":"approved models"}}]',
        settings={"policies": (APPROVED_MODELS,)},
    ),
    "an account without what a policy demands": Row(
        "policy",
        put(account("bb"), account_body(host=None)),
        settings={"policies": (NO_SUBDOMAIN,)},
    ),
    "provider that is not registered": Row(
        "unregistered",
        put(EP, endpoint()),
        "not registered to use namespace 'Microsoft.Network'",
        settings={"unregistered": ("Microsoft.Network",)},
    ),
}
ACCESS = {
    "limited access": Row(
        "limited-access",
        deploy("o1-preview@2024-09-12"),
        settings={"snapshot": "2024-12", "now": "2024-12-20T00:00:00+00:00"},
    ),
    "limited access, granted for another version": Row(
        "limited-access",
        deploy("o1-preview@2024-09-12"),
        settings={
            "snapshot": "2024-12",
            "now": "2024-12-20T00:00:00+00:00",
            "approved": ("o1-preview@2024-01-01",),
        },
    ),
    "another maker's model on kind OpenAI": Row(
        "kind-format",
        put(deployment("d", "oo"), body(PARTNER, format="DeepSeek")),
        "'Format:DeepSeek,Name:DeepSeek-V3.2,Version:1' is not supported by accounts of kind",
        before=[put(account("oo"), account_body(host="oo", kind="OpenAI"))],
    ),
    "another maker's model, not global": Row(
        "sku-not-for-model", deploy(PARTNER, "Standard", format="DeepSeek")
    ),
    "another maker's model that nobody knows": Row(
        "model-unknown", deploy("Claude-99@1", format="Anthropic")
    ),
    "Claude without its attestation": Row(
        "no-provider-data",
        deploy("claude-opus-5@2", format="Anthropic"),
        "organizationName, countryCode and industry are required",
        settings={"snapshot": "2026-11"},
    ),
    "another maker's model under OpenAI's format": Row(
        "model-unknown", deploy("grok-4.3@1"), settings={"snapshot": "2026-11"}
    ),
    "another maker's model, more than its pool": Row(
        "quota",
        deploy(PARTNER, capacity=11, format="DeepSeek"),
        settings={"quota": {"AIServices.GlobalStandard.DeepSeek-V3.2": 10}},
    ),
}
QUOTA = {
    "tier 1 of a table": Row("quota", deploy(capacity=1_001), "the quota limit is 1000 for quota"),
    "tier 3 of a table": Row(
        "quota",
        deploy(capacity=4_001),
        "the quota limit is 4000 for quota",
        settings={"quota_tier": "3"},
    ),
    "batch, by agreement": Row(
        "quota",
        deploy("gpt-4.1@2025-04-14", "GlobalBatch", 200_001),
        "the quota limit is 200000",
        settings={"deployed_before": ("gpt-4.1@2025-04-14",)},
    ),
    "PTU, that no table gives": Row(
        "quota", deploy(sku=PTU, capacity=505), "the quota limit is 500 for quota"
    ),
    "no tier at all": Row(
        "quota",
        deploy(capacity=501),
        "the quota limit is 500 for quota",
        settings={"quota_tier": ""},
    ),
    "nothing granted": Row(
        "quota",
        deploy(sku=PTU, capacity=15),
        "available capacity 0",
        settings={"default_quota": 0},
    ),
}
REFERENCES = {
    "endpoint in a network, not in a subnet": Row(
        "reference-type", put(EP, endpoint_at(VNET)), "at path 'properties.subnet.id' is invalid"
    ),
    "endpoint in a subnet that is not there": Row(
        "no-reference",
        put(EP, endpoint()),
        settings={"existing": ("*/subnets/other",)},
    ),
    "link to a subnet": Row("reference-type", linked(zone(), SUBNET), before=[made_zone()]),
    "link to a network that is not there": Row(
        "no-reference", linked(zone()), before=[made_zone()], settings={"existing": ()}
    ),
    "records in what is no zone": Row(
        "reference-type",
        put(f"{EP}/privateDnsZoneGroups/default", records(account())),
        before=[put(EP, endpoint())],
    ),
    "logs to what is no workspace": Row(
        "reference-type", put(about(account(), DIAGNOSTICS, "d"), logs(STORAGE)), "workspaceId"
    ),
    "logs to a workspace that is not there": Row(
        "no-reference",
        put(about(account(), DIAGNOSTICS, "d"), logs()),
        settings={"existing": ("*/workspaces/v",)},
    ),
    "storage that is none": Row(
        "reference-type",
        put(account(), account_body(userOwnedStorage=[{"resourceId": WORKSPACE}])),
    ),
    "rule for a network, not a subnet": Row(
        "reference-type", put(account(), reached_by(subnet=VNET)), "virtualNetworkRules"
    ),
    "rule for a subnet that is not there": Row(
        "no-reference", put(account(), reached_by(subnet=SUBNET)), settings={"existing": ()}
    ),
    "rule for a private range": Row(
        "private-address", put(account(), reached_by("10.1.0.0/16")), "private range"
    ),
    "rule for a range of one address": Row(
        "private-address", put(account(), reached_by("203.0.113.7/32")), "31 and 32"
    ),
    "rule with bits beyond its prefix": Row(
        "private-address", put(account(), reached_by("203.0.113.7/24")), "no range"
    ),
    "rule for IPv6": Row("private-address", put(account(), reached_by("2001:db8::/32")), "IPv4"),
    "vault that is no URI": Row("no-vault", put(account(), encrypted("keys"))),
    "vault that is not there": Row(
        "no-vault", put(account(), encrypted()), settings={"existing": ("https://other.*",)}
    ),
}
FILTERS = {
    "filter that nobody knows": Row(
        "filter-unknown", put(POLICY, with_filter("Hatred")), "'Hatred' for Prompt"
    ),
    "filter of answers, on prompts": Row(
        "filter-unknown", put(POLICY, with_filter("Protected Material Text"))
    ),
    "base that nobody knows": Row(
        "base-unknown", put(POLICY, with_filter(base="Microsoft.DefaultV9"))
    ),
    "spill-over to another model": Row(
        "spillover-model",
        deploy(sku=PTU, spilloverDeploymentName="b"),
        "serves 'gpt-5 2025-08-07', not 'gpt-5.1 2025-11-13'",
        before=[deploy("gpt-5@2025-08-07", name="b")],
    ),
    "spill-over to another version": Row(
        "spillover-model",
        deploy("gpt-4o@2024-11-20", PTU, 15, spilloverDeploymentName="b"),
        before=[deploy("gpt-4o@2024-08-06", name="b")],
        settings={"deployed_before": ("gpt-4o@2024-11-20", "gpt-4o@2024-08-06")},
    ),
}
NAMES = {
    "a network at two zones of a name": Row(
        "linked-twice",
        linked(zone()),
        f"with '{ZONE}' and '{ZONE}' zones",
        before=[
            put(OTHERS, {"location": "westus"}),
            made_zone(OTHERS),
            linked(zone(OTHERS)),
            made_zone(),
        ],
    ),
    "a network at two zones, spelt otherwise": Row(
        "linked-twice",
        linked(zone(), VNET.upper()),
        before=[
            put(OTHERS, {"location": "westus"}),
            made_zone(OTHERS, ZONE.upper()),
            linked(zone(OTHERS, ZONE.upper())),
            made_zone(),
        ],
    ),
    "a network twice at one zone": Row(
        "linked-twice", linked(zone(), name="m"), before=[made_zone(), linked(zone())]
    ),
    "zone with a link": Row(
        "nested",
        delete(zone()),
        f"include: 'Microsoft.Network/privateDnsZones/{ZONE}/virtualNetworkLinks/l'.",
        before=[made_zone(), linked(zone())],
    ),
}
TIME = {
    "lock that went a moment ago": Row(
        "locked",
        delete(account()),
        before=[
            put(about(account(), LOCKS, "l"), {"properties": {"level": "CanNotDelete"}}),
            delete(about(account(), LOCKS, "l")),
        ],
        settings={"lock_lingers": 5.0},
    ),
    "identity of an account that was made a moment ago": Row(
        "no-principal", to_account, settings={"principals_take": 5.0}
    ),
    "identity that was made a moment ago": Row(
        "no-principal", to_identity, before=[identified], settings={"principals_take": 5.0}
    ),
}
ROWS = {**GATES, **ACCESS, **QUOTA, **REFERENCES, **FILTERS, **NAMES, **TIME}


@pytest.mark.parametrize("row", ROWS.values(), ids=ROWS.keys())
def test_it_is_refused_in_these_words(row: Row) -> None:
    """Code, status and text of each refusal are those of the table in `errors.py`."""
    refused(row)


TOLD = {
    "policy": ("RequestDisallowedByPolicy", 403),
    "unregistered": ("MissingSubscriptionRegistration", 409),
    "linked-twice": ("BadRequest", 400),
    "nested": ("CannotDeleteResource", 409),
}


@pytest.mark.parametrize(("name", "answer"), TOLD.items(), ids=TOLD.keys())
def test_what_reports_print_is_answered(name: str, answer: tuple[str, int]) -> None:
    """Code and status as the reports named in `errors.py` have them."""
    found = REFUSALS[name]
    assert (found.code, found.status, found.told) == (*answer, True)


SWITCHED = {name: row for name, row in ROWS.items() if row.refusal in SWITCHABLE}


@pytest.mark.parametrize("row", SWITCHED.values(), ids=SWITCHED.keys())
def test_it_can_be_switched_off(row: Row) -> None:
    """With the refusal off, the same is accepted."""
    switched = replace(row, settings={**row.settings, "off": (row.refusal,)})
    row.act(set_up(switched))


def test_every_switch_is_tried() -> None:
    """Each refusal that can be switched off has a row."""
    assert {row.refusal for row in SWITCHED.values()} == SWITCHABLE


def test_only_what_can_be_switched_off_is() -> None:
    """A misspelt name would be a test of nothing."""
    with pytest.raises(ValueError, match="cannot be switched off: spilover"):
        Settings(off=("spilover",))


ALLOWED: dict[str, tuple[list[Act], dict[str, Any]]] = {
    "what no policy denies": (
        [deploy("gpt-5@2025-08-07")],
        {"policies": (APPROVED_MODELS, NO_SUBDOMAIN)},
    ),
    "limited access that was granted": (
        [deploy("o1-preview@2024-09-12")],
        {
            "snapshot": "2024-12",
            "now": "2024-12-20T00:00:00+00:00",
            "approved": ("o1-preview@2024-09-12",),
        },
    ),
    "limited access to a model": (
        [deploy("o1-preview@2024-09-12")],
        {"snapshot": "2024-12", "now": "2024-12-20T00:00:00+00:00", "approved": ("o1-preview",)},
    ),
    "another maker's model": ([deploy(PARTNER, format="DeepSeek")], {}),
    "another maker's model of the tables": (
        [deploy("grok-4.3@1", format="xAI")],
        {"snapshot": "2026-11"},
    ),
    "all of tier 1": ([deploy(capacity=1_000)], {}),
    "references that are there": (
        [
            put(EP, endpoint()),
            made_zone(),
            linked(zone()),
            put(about(account(), DIAGNOSTICS, "d"), logs()),
            put(account(), reached_by("203.0.113.0/24", SUBNET)),
            put(account(), encrypted()),
        ],
        {"existing": (VNET, SUBNET, WORKSPACE, VAULT)},
    ),
    "filters, and a base of one's own": (
        [
            put(POLICY, with_filter()),
            put(POLICY, with_filter("Jailbreak")),
            put(POLICY, with_filter("protected material code", "Completion")),
            put(f"{POLICY}er", with_filter(base="strict")),
        ],
        {},
    ),
    "two networks at one zone, one at two": (
        [
            made_zone(),
            made_zone(name="privatelink.cognitiveservices.azure.com"),
            linked(zone()),
            linked(zone(), f"{VNET}2", "m"),
            linked(zone(name="privatelink.cognitiveservices.azure.com")),
            linked(zone()),
        ],
        {},
    ),
    "zone whose link went": (
        [made_zone(), linked(zone()), delete(f"{zone()}/virtualNetworkLinks/l"), delete(zone())],
        {},
    ),
    "lock that went a while ago": (
        [
            put(about(account(), LOCKS, "l"), {"properties": {"level": "CanNotDelete"}}),
            delete(about(account(), LOCKS, "l")),
            lambda world: world.advance(seconds=6),
            delete(account()),
        ],
        {"lock_lingers": 5.0},
    ),
    "identity whose type is told": ([identified, of_its_type], {"principals_take": 5.0}),
    "identity that was made a while ago": (
        [identified, lambda world: world.advance(seconds=6), to_identity],
        {"principals_take": 5.0},
    ),
    "principal that the world did not make": (
        [put(about(account(), ASSIGNMENTS, ONE), grant())],
        {"principals_take": 5.0},
    ),
}


@pytest.mark.parametrize(("acts", "settings"), ALLOWED.values(), ids=ALLOWED.keys())
def test_it_is_allowed(acts: list[Act], settings: dict[str, Any]) -> None:
    """What the documents allow goes through, step after step."""
    world = samples.world("aoai", **settings)
    for act in acts:
        act(world)
    assert {entry.code for entry in world.journal()} == {""}
