"""Rules 808 and on: bad input under `accounts` is found before anything is made."""

from __future__ import annotations

import re
import textwrap
from typing import Any

import pytest
import yaml

from planner.checks.common.references import flaw
from tests import given
from tests.checks.rows import CHAT, Row, stack_of
from tests.checks.rows import NAME as WORKLOAD

PAGE = (given.ROOT / "docs" / "accounts.md").read_text(encoding="utf-8")
SUB = "/subscriptions/11111111-2222-3333-4444-555555555555"
GUID = "11111111-2222-3333-4444-555555555555"
NETWORK = f"{SUB}/resourceGroups/net/providers/Microsoft.Network/virtualNetworks/hub"
SUBNET = f"{NETWORK}/subnets/endpoints"
IDENTITY = f"{SUB}/resourceGroups/g/providers/Microsoft.ManagedIdentity/userAssignedIdentities/i"
WORKSPACE = f"{SUB}/resourceGroups/g/providers/Microsoft.OperationalInsights/workspaces/w"
ZONES = f"{SUB}/resourceGroups/dns/providers/Microsoft.Network/privateDnsZones/privatelink."
DNS = [f"{ZONES}{n}.azure.com" for n in ("openai", "cognitiveservices", "services.ai")]
KEY = {"key_vault": "https://v.vault.azure.net/", "key": "k", "identity_client_id": GUID}
RESERVED: dict[str, Any] = {
    "model": "gpt-5.1@2025-11-13",
    "deployment_type": "global-provisioned",
    "region": "swedencentral",
    "capacity": {"ptu": 15},
    "spillover": "chat",
}
EU = {**RESERVED, "deployment_type": "data-zone-provisioned", "residency": "eu"}
BATCH = {
    **CHAT,
    "deployment_type": "global-batch",
    "capacity": {"units": 100},
    "model": "gpt-5.4-mini@2026-03-17",
}


def row(
    name: str, says: str | None = None, /, fixes: tuple[str, ...] | None = None, **given: Any
) -> Row:
    """A sound workload under these account settings."""
    return Row(name, CHAT, says, stack={"accounts": given}, fixes=fixes)


def spills(
    name: str, says: str | None, fixes: tuple[str, ...] | None = None, **workloads: Any
) -> Row:
    return Row(name, says=says, workloads=workloads, fixes=fixes)


def role(*roles: str) -> list[dict[str, str]]:
    return [{"role": each, "principal": GUID} for each in roles]


def restricted(*rules: str) -> dict[str, Any]:
    return {"profile": "restricted", "ip_rules": list(rules)}


def private(**endpoint: Any) -> dict[str, Any]:
    return {"profile": "private", "private_endpoint": endpoint}


TABLES: dict[str, list[Row]] = {
    "AOAI808": [
        row("by name", role_assignments=role("Cognitive Services OpenAI User", "azure ai user")),
        row("by id", role_assignments=role(GUID)),
        row(
            "misspelt",
            "role Cognitive Services OpenAI Usr is none of those in docs/accounts.md, and no GUID",
            ("role Cognitive Services OpenAI User",),
            role_assignments=role("Cognitive Services OpenAI Usr"),
        ),
        row(
            "of one region",
            "in swedencentral",
            regions={"swedencentral": {"role_assignments": role("x")}},
        ),
        row("of a region without accounts", regions={"eastus2": {"role_assignments": role("x")}}),
    ],
    "AOAI809": [
        row("sound", network="private", subnet=SUBNET),
        row(
            "a name",
            "subnet holds no ARM id: hub does not start with",
            network="private",
            subnet="hub",
        ),
        row(
            "subscription by name",
            "subscription prod is not a GUID",
            identity={"user_assigned": IDENTITY.replace(GUID, "prod")},
        ),
        row(
            "a zone by name",
            "dns holds no ARM id: hub does not start with",
            network=private(subnet=SUBNET, dns="hub"),
        ),
        row(
            "a principal by mail",
            "principal a@b.example is not a GUID",
            ("its object id: az ad user show --id NAME (or group, sp) --query id",),
            role_assignments=[{"role": "Reader", "principal": "a@b.example"}],
        ),
    ],
    "AOAI810": [
        row("a subnet", network="private", subnet=SUBNET),
        row(
            "a network",
            "subnet holds the id of a Microsoft.Network/virtualNetworks, not of a subnet",
            ("give the id of a subnet",),
            network="private",
            subnet=NETWORK,
        ),
        row(
            "a subnet as workspace",
            "log_analytics holds the id of a Microsoft.Network/virtualNetworks/subnets",
            diagnostics={"log_analytics": SUBNET},
        ),
        row("other case", network="private", subnet=SUBNET.lower()),
    ],
    "AOAI811": [
        row("with one", network="private", subnet=SUBNET),
        row(
            "without",
            "have no subnet for their private endpoint",
            ("subnet ID",),
            network="private",
        ),
        row("made elsewhere", network={"profile": "private", "private_endpoint": "none"}),
        row("the older key", public_network=False),
        row("one for the region", network="private", regions={"swedencentral": {"subnet": SUBNET}}),
        row(
            "none for the region",
            "accounts in swedencentral have no subnet",
            regions={"swedencentral": {"network": "private"}},
        ),
    ],
    "AOAI812": [
        row("an identity that exists", encryption=KEY, identity={"user_assigned": IDENTITY}),
        row("none", "no user-assigned identity to read it", encryption=KEY),
        row(
            "one that is made",
            "no user-assigned identity",
            encryption=KEY,
            identity={"user_assigned": "create"},
        ),
    ],
    "AOAI813": [
        Row("Microsoft's", CHAT),
        Row(
            "defined",
            {**CHAT, "content_filter": "strict"},
            stack={"accounts": {"content_filters": {"strict": {}}}},
        ),
        Row(
            "misspelt",
            {**CHAT, "content_filter": "strct"},
            "content filter strct is not defined for accounts in swedencentral",
            path=("content_filter",),
            stack={"accounts": {"content_filters": {"strict": {}}}},
            fixes=("content_filter strict", "define accounts.content_filters.strct"),
        ),
        Row(
            "defined for another region",
            {**CHAT, "content_filter": "strict"},
            "not defined for accounts in swedencentral",
            stack={"accounts": {"regions": {"eastus2": {"content_filters": {"strict": {}}}}}},
        ),
        row("a base of Microsoft's", content_filters={"strict": {"base": "Microsoft.Default"}}),
        row("another as base", content_filters={"strict": {"base": "loose"}, "loose": {}}),
        row(
            "a misspelt base",
            "base Micrsoft.Default of content filter strict is not defined",
            ("base Microsoft.DefaultV2",),
            content_filters={"strict": {"base": "Micrsoft.Default"}},
        ),
        row(
            "a base that is itself",
            "base strict of content filter strict leads back to it",
            ("base Microsoft.DefaultV2",),
            content_filters={"strict": {"base": "strict"}},
        ),
        row(
            "two that are each other's base",
            "base b of content filter a leads back to it",
            ("base Microsoft.DefaultV2",),
            content_filters={"a": {"base": "b"}, "b": {"base": "a"}},
        ),
    ],
    "AOAI814": [
        row(
            "defined",
            block_lists={"a": {}},
            content_filters={"s": {"block_lists": [{"name": "a"}]}},
        ),
        row(
            "not",
            "block list b of content filter s is not defined",
            content_filters={"s": {"block_lists": [{"name": "b"}]}},
        ),
    ],
    "AOAI815": [
        spills("beside", None, chat=CHAT, reserved=RESERVED),
        spills(
            "misspelt",
            "spillover cht is not another workload",
            ("spillover chat",),
            chat=CHAT,
            reserved={**RESERVED, "spillover": "cht"},
        ),
        spills(
            "another version",
            "spillover chat is gpt-5.1 2025-11-13, reserved is gpt-5.2 2025-12-11; model and version must match (docs 2026-07-09)",
            ("model gpt-5.2@2025-12-11 for chat",),
            chat=CHAT,
            reserved={**RESERVED, "model": "gpt-5.2@2025-12-11"},
        ),
        spills(
            "another model, and a neighbour that would do",
            "spillover chat is gpt-5.1 2025-11-13, reserved is gpt-5.2 2025-12-11",
            ("spillover twin", "model gpt-5.2@2025-12-11 for chat"),
            chat=CHAT,
            twin={**CHAT, "model": "gpt-5.2@2025-12-11"},
            reserved={**RESERVED, "model": "gpt-5.2@2025-12-11"},
        ),
        spills(
            "in another account of the region",
            "spillover chat is in account aoai-stack-swedencentral-2, reserved in aoai-stack-swedencentral",
            ("the same account for chat",),
            chat={**CHAT, "account": 2},
            reserved={**RESERVED, "account": 1},
        ),
        spills("itself", "is not another workload", reserved={**RESERVED, "spillover": "reserved"}),
        spills(
            "elsewhere",
            "spillover chat is in eastus2, reserved in swedencentral; they must share an account",
            ("region swedencentral for chat",),
            chat={**CHAT, "region": "eastus2"},
            reserved=RESERVED,
        ),
        spills(
            "refused",
            "spillover chat is not deployed; its own findings say why",
            chat={**CHAT, "model": "zzz@1"},
            reserved=RESERVED,
        ),
        spills(
            "not standard", "is global-batch, not of a standard type", chat=BATCH, reserved=RESERVED
        ),
        spills(
            "from standard",
            "global-standard does not spill over",
            chat=CHAT,
            more={**CHAT, "spillover": "chat"},
        ),
        spills("out of the residency", "may process prompts outside eu", chat=CHAT, reserved=EU),
        spills(
            "inside the residency",
            None,
            chat={**CHAT, "deployment_type": "data-zone-standard"},
            reserved=EU,
        ),
    ],
    "AOAI816": [
        row(
            "different",
            projects=[{"name": "a1"}, {"name": "a2"}],
            role_assignments=role("Reader", "Foundry User"),
        ),
        row(
            "but for case",
            "project Care is listed twice",
            projects=[{"name": "care"}, {"name": "Care"}],
        ),
        row(
            "two names of one role",
            "is listed twice",
            role_assignments=role("Foundry User", "Azure AI User"),
        ),
    ],
    "AOAI817": [
        row("an address and a range", network=restricted("203.0.113.7", "198.51.100.0/24")),
        row(
            "a range of one address",
            "ip rule 203.0.113.7/32 has prefix 32, which Azure refuses",
            ("ip_rules [203.0.113.7]",),
            network=restricted("203.0.113.7/32"),
        ),
        row(
            "a range of two addresses",
            "ip rule 203.0.113.6/31 has prefix 31, which Azure refuses",
            ("ip_rules [203.0.113.6, 203.0.113.7]",),
            network=restricted("203.0.113.6/31"),
        ),
        row("the smallest range", network=restricted("203.0.113.4/30")),
        row(
            "a host in a range",
            "bits set beyond its prefix",
            ("ip rule 203.0.113.0/24",),
            network=restricted("203.0.113.7/24"),
        ),
        row(
            "two in one text",
            "is several in one text",
            ("ip_rules [203.0.113.0/24, 198.51.100.7]",),
            network=restricted("203.0.113.0/24, 198.51.100.7"),
        ),
        row("no address", "ip rule office is no address", network=restricted("office")),
        row(
            "prefix too long", "203.0.113.0/33 is no address", network=restricted("203.0.113.0/33")
        ),
        row("a vault", encryption=KEY, identity={"user_assigned": IDENTITY}),
        row(
            "a vault by name",
            "key_vault platform is no URI of a vault",
            ("key_vault https://platform.vault.azure.net/",),
            encryption={**KEY, "key_vault": "platform"},
        ),
        row("private", "10.1.0.0/16 is a private range", network=restricted("10.1.0.0/16")),
        row("version 6", "is not IPv4", network=restricted("2001:db8::/32")),
    ],
    "AOAI818": [
        row("restricted", network=restricted("203.0.113.7")),
        row(
            "public",
            "ip_rules have no effect on a public network",
            network={"ip_rules": "203.0.113.7"},
        ),
        row(
            "names",
            "allowed_fqdns have no effect",
            network={"outbound": {"allowed_fqdns": ["x.example"]}},
        ),
        row(
            "a subnet beside the older key",
            "subnet has no effect: no private endpoint is made",
            ("network private, if one is wanted",),
            public_network=False,
            subnet=SUBNET,
        ),
        row("an endpoint of a public account", network="public", subnet=SUBNET),
        row(
            "an endpoint without a subnet",
            "private_endpoint has no effect without a subnet",
            network={"private_endpoint": {"dns": "none"}},
        ),
        row("projects", "kind OpenAI have no projects", kind="OpenAI", projects={"name": "care"}),
        row(
            "no region",
            "settings for swedencentrl, which",
            ("region swedencentral",),
            regions={"swedencentrl": {}},
        ),
    ],
    "AOAI819": [
        row("a workspace", diagnostics={"log_analytics": WORKSPACE}),
        row("none", "have no destination", diagnostics={}),
        row(
            "nothing to send",
            "send nothing",
            diagnostics={"log_analytics": WORKSPACE, "categories": [], "metrics": []},
        ),
    ],
    "AOAI820": [
        row("public"),
        row("private", "heed security groups only", network="private", subnet=SUBNET),
        row(
            "restricted",
            "service endpoint Microsoft.CognitiveServices",
            network={"profile": "restricted", "subnets": SUBNET},
        ),
    ],
    "AOAI821": [
        row("against loss", lock="CanNotDelete"),
        row(
            "against change",
            "refuses the changes of the next run",
            ("lock CanNotDelete",),
            lock="ReadOnly",
        ),
    ],
    "AOAI822": [row("off"), row("on", "deleted in the last 48 hours", restore=True)],
    "AOAI823": [
        row("made", network="private", subnet=SUBNET),
        row("all three", network=private(subnet=SUBNET, dns=DNS)),
        row(
            "two",
            "no DNS zone privatelink.services.ai.azure.com",
            (f"dns: also {DNS[2]}",),
            network=private(subnet=SUBNET, dns=DNS[:2]),
        ),
        row(
            "one",
            "no DNS zone privatelink.cognitiveservices.azure.com and privatelink.services.ai",
            (
                "dns: also the ids of privatelink.cognitiveservices.azure.com and"
                " privatelink.services.ai.azure.com, as where the others are",
            ),
            network=private(subnet=SUBNET, dns=DNS[0]),
        ),
        row(
            "the missing one made beside a hub's",
            "dns mixes create with ids: it is create alone, or the ids of all zones",
            (f"dns: also {DNS[2]}",),
            network=private(subnet=SUBNET, dns=["create", *DNS[:2]]),
        ),
        row("done elsewhere", network=private(subnet=SUBNET, dns="none")),
        row("no ids at all, as AOAI809 says", network=private(subnet=SUBNET, dns="hub")),
    ],
}


@pytest.mark.parametrize("given", [DNS[:1], DNS[:2], ["create", *DNS[:2]], ["none", DNS[1]]])
def test_zones_of_a_hub_are_never_answered_with_making_zones(given: list[str]) -> None:
    """A network that is linked to a hub's zone cannot be linked to a second one of its name."""
    made = row("", network=private(subnet=SUBNET, dns=given)).findings("AOAI823")
    assert made
    assert not any("create" in remedy.text for f in made for remedy in f.remedies)


def two_regions(name: str, says: str | None = None, /, **given: Any) -> Row:
    """Accounts in two regions under these settings."""
    workloads = {"one": CHAT, "two": {**CHAT, "region": "francecentral"}}
    return Row(name, says=says, workloads=workloads, stack={"accounts": given})


CLOSED = re.search(r"network:\n    profile: private.*?```", PAGE, re.DOTALL)


def test_the_closed_network_of_the_page_holds_for_accounts_in_two_regions() -> None:
    """What the page shows is copied, also into stacks of several regions."""
    assert CLOSED is not None
    text = CLOSED.group().removesuffix("```").replace("<id>", GUID)
    given = yaml.safe_load(textwrap.dedent("  " + text))
    for rule in ("AOAI809", "AOAI810", "AOAI811", "AOAI829"):
        assert two_regions("", **given).findings(rule) == []


TABLES["AOAI829"] = [
    row("one region", network="private", subnet=SUBNET),
    two_regions("no endpoints"),
    Row(
        "one subnet for two regions",
        says="private endpoints in francecentral and swedencentral share one virtual network",
        workloads={"one": CHAT, "two": {**CHAT, "region": "francecentral"}},
        stack={"accounts": {"network": "private", "subnet": SUBNET}},
        fixes=(
            "network.private_endpoint.location: the network's region",
            "a subnet for each region under accounts.regions",
        ),
    ),
    two_regions(
        "one network, two subnets, and another case",
        "francecentral and swedencentral",
        network="private",
        subnet=SUBNET,
        regions={"francecentral": {"subnet": f"{NETWORK.upper()}/subnets/other"}},
    ),
    two_regions(
        "a network for each region",
        network="private",
        subnet=SUBNET,
        regions={"francecentral": {"subnet": SUBNET.replace("/hub/", "/hub-fr/")}},
    ),
    two_regions(
        "all endpoints where the network is",
        network=private(subnet=SUBNET, location="westeurope"),
    ),
    two_regions(
        "a location for one of them only",
        "francecentral and westeurope",
        network=private(subnet=SUBNET),
        regions={
            "swedencentral": {"network": {"private_endpoint": {"location": "westeurope"}}},
        },
    ),
    two_regions(
        "made elsewhere", network={"profile": "private", "private_endpoint": "none"}, subnet=SUBNET
    ),
]
"""One network for endpoints in several regions."""

TABLES["AOAI832"] = [
    row("public", network="public"),
    row("an address", network=restricted("203.0.113.7")),
    row("a private endpoint", network="restricted", subnet=SUBNET),
    row(
        "nobody",
        "restricted accounts let nobody in: no address, no subnet",
        ("network.ip_rules [ADDRESS]", "network.subnets ID"),
        network="restricted",
    ),
]
TABLES["AOAI831"] = [
    row("nothing said"),
    row("a region", location="swedencentral"),
    row("a region that the snapshot does not name", location="mexicocentral"),
    row(
        "a country",
        "location sweden is no Azure region",
        ("location swedencentral",),
        location="sweden",
    ),
    row("a slip", "location westeurop is no", ("location westeurope",), location="westeurop"),
    Row("a home", CHAT, stack={"home": "westeurope"}),
    Row(
        "a home that is none",
        CHAT,
        "home westeurop is no Azure region",
        fixes=("home westeurope",),
        stack={"home": "westeurop"},
    ),
    row(
        "of an endpoint",
        "location westeurop is no Azure region",
        ("location westeurope",),
        network=private(subnet=SUBNET, location="westeurop"),
    ),
    row("of an endpoint that is not made", network=private(location="westeurop")),
]

TABLES["AOAI824"] = [
    spills("one account", None, a1=CHAT, a2=CHAT),
    spills("all pinned", None, a1={**CHAT, "account": 1}, a2={**CHAT, "account": 2}),
    spills(
        "one is not",
        "2 accounts in swedencentral, and nothing pins a1",
        a1=CHAT,
        a2={**CHAT, "account": 2},
    ),
]


GROUP = f"{SUB}/resourceGroups/rg-aoai-stack"
ACCOUNT = f"{GROUP}/providers/Microsoft.CognitiveServices/accounts/aoai-stack-swedencentral"
KNOWN: dict[str, Any] = {"subscription": {"id": GUID}}


def adopts(
    name: str, says: str | None = None, /, *, given: Any = True, on: str = "workload", **stack: Any
) -> Row:
    """A workload, or its account, with this `import`."""
    own = {"import": given} if on == "workload" else {}
    accounts = {**stack.pop("accounts", {}), **({} if own else {"import": given})}
    return Row(name, {**CHAT, **own}, says, stack={"accounts": accounts, **stack})


TABLES["AOAI825"] = [
    adopts("none", given=False),
    adopts("subscription known", **KNOWN),
    adopts("known by the group's id", accounts={"resource_group": GROUP}),
    adopts("not known", "import: true needs subscription.id"),
    adopts("account, not known", "import: true needs subscription.id", on="account"),
    adopts("its id", given=f"{ACCOUNT}/deployments/chat"),
    adopts("its id in another case", given=f"{ACCOUNT}/deployments/chat".upper()),
    adopts("the account's id", given=ACCOUNT, on="account"),
    adopts(
        "no id",
        "chat does not start with /subscriptions/",
        given="chat",
    ),
    adopts(
        "an account for a deployment",
        "not a Microsoft.CognitiveServices/accounts/",
        given=ACCOUNT,
    ),
    adopts("a subnet for an account", "is a Microsoft.Network", given=SUBNET, on="account"),
    adopts(
        "another deployment",
        "names deployment talk, the plan has chat",
        given=f"{ACCOUNT}/deployments/talk",
    ),
    adopts(
        "another account",
        "names account aoai-stack-swedencentralx, the plan has aoai-stack-swedencentral",
        given=f"{ACCOUNT}x",
        on="account",
    ),
    adopts(
        "another group",
        "names resource group other-aoai-stack, the plan has rg-aoai-stack",
        given=ACCOUNT.replace("rg-", "other-"),
        on="account",
    ),
    adopts(
        "an account that the file calls so",
        given=f"{ACCOUNT}x",
        on="account",
        accounts={"regions": {"swedencentral": {"name": "aoai-stack-swedencentralx"}}},
    ),
    adopts(
        "another subscription",
        "is of subscription 11111111",
        given=ACCOUNT,
        on="account",
        subscription={"id": GUID.replace("1", "2")},
    ),
    adopts("by region", given={"Sweden Central": True}, **KNOWN),
    adopts(
        "by region, not known",
        "import: true needs subscription.id",
        given={"swedencentral": True},
    ),
]
TABLES["AOAI826"] = [
    adopts("none", given=False),
    adopts("workload", "chat: adopted; take import out", **KNOWN),
    adopts("account", "accounts are adopted; take import out", on="account", **KNOWN),
    adopts(
        "account of a region",
        "accounts are adopted",
        given=False,
        accounts={"regions": {"swedencentral": {"import": True}}},
        **KNOWN,
    ),
]
TABLES["AOAI827"] = [
    row("default"),
    row("a name", resource_group="rg-ai"),
    row("an id", resource_group=GROUP),
    row("no name", "cannot be a resource group's name", resource_group="rg ai"),
    row("a dot at the end", "cannot be a resource group's name", resource_group="rg."),
    row("no id", "is no ARM id of a group", resource_group="/subscriptions/prod/resourceGroups/ai"),
    row(
        "a slash at the end",
        "is no ARM id of a group",
        ("leave the slash at the end out",),
        resource_group=f"{GROUP}/",
    ),
    row("an account's id", "is no ARM id of a group", resource_group=ACCOUNT),
    Row(
        "another subscription",
        CHAT,
        "the group is of subscription 11111111",
        stack={
            "accounts": {"resource_group": GROUP},
            "subscription": {"id": GUID.replace("1", "2")},
        },
    ),
]


FLAWS = {
    SUBNET: None,
    SUBNET[1:]: "does not start with /subscriptions/",
    SUBNET.replace("/net/", "//"): "an empty part between two slashes",
    SUBNET.replace(
        "resourceGroups", "resourcegroup"
    ): "part 3 is resourcegroup, not resourceGroups",
    SUB: "part 3 is missing, not resourceGroups",
    SUBNET.replace(GUID, "prod"): "subscription prod is not a GUID",
    SUBNET.replace("/net/", "/n et/"): "resource group n et cannot be one",
    SUBNET.replace("Microsoft.Network", "Network"): "part 6 is Network, not a namespace",
    SUBNET.removesuffix("/endpoints"): "subnets at the end has no name after it",
}


@pytest.mark.parametrize(("id_", "part"), FLAWS.items())
def test_the_wrong_part_of_an_id_is_named(id_: str, part: str | None) -> None:
    """Not only that it is wrong."""
    found = flaw(id_)
    assert (found is None) if part is None else (found is not None and part in found)


def test_a_finding_stands_at_the_region_that_says_so() -> None:
    """Where a region has settings of its own, the finding points there."""
    own = {"accounts": {"regions": {"swedencentral": {"network": "private"}}}}
    (found,) = Row("", CHAT, stack=own).findings("AOAI811")
    assert found.path == ("accounts", "regions", "swedencentral", "network")
    assert (
        stack_of({**own, "workloads": {WORKLOAD: CHAT}}).accounts.of("eastus2").reach.profile
        == "public"
    )


def test_a_note_about_subnets_is_said_once() -> None:
    """Not again for each region that has settings of its own."""
    own = {
        "network": "private",
        "subnet": SUBNET,
        "regions": {"francecentral": {"tags": {"a": "b"}}},
    }
    assert len(two_regions("", **own).findings("AOAI820")) == 1
