"""Rules about what placement and the lock bring about; placed as the planner places."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from planner.domain.finding import Finding
from planner.domain.live import Live
from planner.domain.lock import lock_of
from planner.planning.make_plan import make_plan
from tests.checks.rows import AS_OF, CHAT, NAME, TRAINING, TUNED, Row, catalog, stack_of


@dataclass(frozen=True)
class Later(Row):
    """A row with a yesterday: what was locked then, if anything."""

    before: Mapping[str, Any] | None = None
    """The workload as it was locked; None: there is no lock."""
    before_workloads: Mapping[str, Any] = field(default_factory=dict)
    """All that were locked, where that is more than one."""
    before_stack: Mapping[str, Any] = field(default_factory=dict)
    before_on: str = "2026-09"
    live: Live | None = None
    rename: bool = False
    """Everything is to be made anew, under the names of today."""

    def findings(self, rule: str) -> list[Finding]:
        alone = {NAME: dict(self.workload)}
        workloads = alone if self.workloads is None else self.workloads
        now = stack_of({**self.stack, "workloads": workloads})
        lock = None
        were = self.before_workloads or ({NAME: dict(self.before)} if self.before else {})
        if were:
            then = stack_of({**self.before_stack, "workloads": were})
            lock = lock_of(make_plan(then, catalog(self.before_on), as_of=self.as_of))
            assert lock.workloads
        day, rename = self.as_of, self.rename
        plan = make_plan(now, catalog(self.on), as_of=day, lock=lock, live=self.live, rename=rename)
        return [finding for finding in plan.findings if finding.rule.id == rule]


OLD = {**CHAT, "model": "gpt-4o@2024-08-06"}
NEW = {**CHAT, "model": "gpt-4o@2024-11-20"}
HAD = {"subscription": {"deployed_before": ["gpt-4o@2024-08-06", "gpt-4o@2024-11-20"]}}
OURS = "8f1c2c8e-3f0b-4a86-9a55-0c8a3f1f7d10"
THEIRS = "00000000-3f0b-4a86-9a55-0c8a3f1f7d10"
POOL = "OpenAI.GlobalStandard.gpt-5.1"
BOTH = ["swedencentral", "francecentral"]
PTU = {**CHAT, "deployment_type": "provisioned", "capacity": {"ptu": 50}}
PTU_GLOBAL = {**PTU, "deployment_type": "global-provisioned"}
FILTERED = {"accounts": {"content_filters": {"strict": {"mode": "Blocking"}}}}
ADOPTED = {"subscription": {"id": OURS}, "accounts": {"import": True}}
SUBNET = f"/subscriptions/{OURS}/resourceGroups/net/providers/Microsoft.Network/virtualNetworks/hub/subnets/endpoints"


DOOR = {"profile": "restricted", "ip_rules": "20.1.2.0/24"}


def of_team(name: str) -> dict[str, Any]:
    """A stack whose team of this name has settings of its own."""
    return {"accounts": {"teams": {name: {"lock": "CanNotDelete", "network": DOOR}}}}


def network(profile: str, subnet: str | None = None, **more: Any) -> dict[str, Any]:
    """A stack whose accounts are reached so: through an endpoint in a subnet, or `none` of theirs."""
    endpoint: dict[str, Any] = {"private_endpoint": "none"} if subnet == "none" else {}
    if subnet is not None and subnet != "none":
        dns = {"dns": more.pop("dns")} if "dns" in more else {}
        endpoint = {"private_endpoint": {"subnet": subnet, **dns}}
    return {"accounts": {"network": {"profile": profile, **endpoint, **more}}}


PRIVATE = network("private", SUBNET)
HUB = [
    f"/subscriptions/{OURS}/resourceGroups/dns/providers/Microsoft.Network/privateDnsZones/privatelink.{name}.azure.com"
    for name in ("openai", "cognitiveservices", "services.ai")
]
FRANCE = {**CHAT, "region": "francecentral"}


def called(**regions: Any) -> dict[str, Any]:
    """A stack whose accounts have names of their own."""
    return {"accounts": {"regions": regions}}


GROUPS = f"/subscriptions/{OURS}/resourceGroups"


def drawn_from(account: str, group: str = "rg-aoai-stack") -> dict[str, Any]:
    """A workload in France with a model that was trained in this account."""
    id_ = f"{GROUPS}/{group}/providers/Microsoft.CognitiveServices/accounts/{account}"
    tuned = {**TUNED["fine_tuned"], "source_region": "swedencentral", "source_account": id_}
    where = {"region": "francecentral", "deployment_type": "global-standard"}
    return {**TUNED, **where, "fine_tuned": tuned}


DRAWS = drawn_from("AOAI-stack-swedencentral", "RG-aoai-stack")
OWN_ID = {"subscription": {"id": OURS}}

TABLES: dict[str, list[Row]] = {
    "AOAI309": [
        Later(
            "the pool has less",
            {**CHAT, "capacity": {"tpm": {"min": 10_000, "target": 50_000}}},
            f"gets 30,000 TPM of 50,000 TPM in swedencentral: quota {POOL} is 30",
            path=("capacity",),
            severity="warning",
            fixes=(f"ask for 20 more of {POOL}",),
            stack={"subscription": {"quota": {POOL: 30}}},
        ),
        Later(
            "the pool has enough",
            {**CHAT, "capacity": {"tpm": {"min": 10_000, "target": 50_000}}},
            stack={"subscription": {"quota": {POOL: 50}}},
        ),
        Later("a fixed size", CHAT, stack={"subscription": {"quota": {POOL: 50}}}),
        Later(
            "nobody says what the pool has, and quota is stated",
            {**CHAT, "capacity": {"tpm": {"min": 10_000, "target": 50_000}}},
            f"gets 10,000 TPM of 50,000 TPM in swedencentral: nobody says what {POOL} holds",
            path=("capacity",),
            severity="warning",
            fixes=(f"subscription.quota: {{{POOL}: N}}, what the portal shows",),
            stack={"subscription": {"quota": {"OpenAI.Standard.gpt-4o": 50}}},
        ),
        Later(
            "nobody says what the pool has, and nothing of quota",
            {**CHAT, "capacity": {"tpm": {"min": 10_000, "target": 50_000}}},
        ),
    ],
    "AOAI310": [
        Later(
            "both at once",
            {**NEW, "capacity": {"tpm": 70_000}},
            "gpt-4o 2024-08-06 to gpt-4o 2024-11-20 and capacity 50 to 70 in one step",
            path=("model",),
            severity="error",
            fixes=("capacity {tpm: 50000} first", "model gpt-4o@2024-08-06 first"),
            before=OLD,
            stack=HAD,
            before_stack=HAD,
        ),
        Later("the version alone", NEW, before=OLD, stack=HAD, before_stack=HAD),
        Later(
            "the capacity alone",
            {**OLD, "capacity": {"tpm": 70_000}},
            before=OLD,
            stack=HAD,
            before_stack=HAD,
        ),
        Later(
            "a version that the file asks for is sent, whatever the service may move",
            {**NEW, "capacity": {"tpm": 70_000}, "upgrade": "when-expired"},
            "gpt-4o 2024-08-06 to gpt-4o 2024-11-20 and capacity 50 to 70 in one step",
            before={**OLD, "upgrade": "when-expired"},
            stack=HAD,
            before_stack=HAD,
        ),
        Later(
            "another standard model is another deployment",
            {**CHAT, "capacity": {"tpm": 70_000}},
            before=OLD,
            before_stack=HAD,
        ),
        Later(
            "model and size of a provisioned deployment",
            {**PTU, "capacity": {"ptu": 100}},
            "gpt-5-mini 2025-08-07 to gpt-5.1 2025-11-13 and capacity 50 to 100",
            before={**PTU, "model": "gpt-5-mini@2025-08-07"},
        ),
        Later("there is no lock", {**NEW, "capacity": {"tpm": 70_000}}, stack=HAD),
    ],
    "AOAI311": [
        Later(
            "no room for both",
            {**CHAT, "region": "francecentral"},
            f"the move to francecentral needs 100 of quota {POOL} while swedencentral still holds 50",
            path=("region",),
            severity="error",
            fixes=("region swedencentral",),
            before=CHAT,
            stack={"subscription": {"quota": {POOL: 80}}},
        ),
        Later(
            "room for both",
            {**CHAT, "region": "francecentral"},
            before=CHAT,
            stack={"subscription": {"quota": {POOL: 100}}},
        ),
        Later(
            "pools of two regions",
            {**PTU, "region": "eastus2"},
            before=PTU,
            stack={"subscription": {"quota": {"OpenAI.ProvisionedManaged": 60}}},
        ),
    ],
    "AOAI312": [
        Later(
            "another one's",
            CHAT,
            f"the live snapshot is of subscription {THEIRS}, the stack is for {OURS}",
            severity="error",
            stack={"subscription": {"id": OURS}},
            live=Live(AS_OF, THEIRS, ()),
        ),
        Later(
            "its own, in other letters",
            CHAT,
            stack={"subscription": {"id": OURS}},
            live=Live(AS_OF, OURS.upper(), ()),
        ),
        Later("nobody says whose", CHAT, live=Live(AS_OF, None, ())),
    ],
    "AOAI607": [
        Later(
            "its new size is none",
            {**CHAT, "capacity": {"tpm": 500}},
            "kept as it runs since 2026-11-20 (global-standard in swedencentral)",
            path=(),
            severity="warning",
            before=CHAT,
        ),
        Later("still valid", CHAT, before=CHAT),
        Later("never placed", {**CHAT, "capacity": {"tpm": 500}}),
    ],
    "AOAI608": [
        Later(
            "three that keep apart in two regions",
            says="no place is left beside the others: one, from which it must be apart, is in",
            severity="error",
            workloads={
                "one": {**CHAT, "region": BOTH},
                "two": {**CHAT, "region": BOTH, "apart_from": "one"},
                "three": {**CHAT, "region": BOTH, "apart_from": ["one", "two"]},
            },
        ),
        Later(
            "two that keep apart in two regions",
            workloads={
                "one": {**CHAT, "region": BOTH},
                "two": {**CHAT, "region": BOTH, "apart_from": "one"},
            },
        ),
        Later(
            "beside one that is refused",
            says="one, beside which it must stand, is not placed",
            workloads={
                "one": {**CHAT, "capacity": {"tpm": 500}},
                "two": {**CHAT, "together_with": "one"},
            },
        ),
    ],
    "AOAI830": [
        Later(
            "a name is given",
            {**CHAT, "deployment_name": "gpt"},
            "deployment chat keeps its name; the stack file asks for gpt",
            severity="warning",
            path=("deployment_name",),
            fixes=(
                "take the change of the name back",
                "planner lock stack --upgrade chat deletes it and makes it anew as gpt",
            ),
            before=CHAT,
        ),
        Later(
            "a name is taken out",
            CHAT,
            "deployment gpt keeps its name; the stack file asks for chat",
            path=(),
            before={**CHAT, "deployment_name": "gpt"},
        ),
        Later(
            "the name of one that is kept",
            {**CHAT, "deployment_name": "gpt", "capacity": {"tpm": 500}},
            "deployment chat keeps its name",
            before=CHAT,
        ),
        Later(
            "the same name",
            {**CHAT, "deployment_name": "gpt"},
            before={**CHAT, "deployment_name": "gpt"},
        ),
        Later(
            "another name in another region",
            {**CHAT, "deployment_name": "gpt", "region": "francecentral"},
            before=CHAT,
        ),
        Later("there is no lock", {**CHAT, "deployment_name": "gpt"}),
    ],
    "AOAI835": [
        Later(
            "an empty stack",
            says="the stack file is empty: chat would be deleted",
            severity="error",
            fixes=("put the workloads back",),
            workloads={},
            before=CHAT,
        ),
        Later("an empty stack by its word", workloads={}, stack={"empty": True}, before=CHAT),
        Later("an empty stack of which nothing runs", workloads={}),
        Later("the only workload renamed", workloads={"talk": CHAT}, before=CHAT),
        Later(
            "all of several renamed",
            says="none of what runs is in the stack file: chat and mail would be deleted",
            workloads={"talk": CHAT, "post": CHAT},
            before_workloads={NAME: CHAT, "mail": CHAT},
        ),
        Later(
            "all of several renamed by its word",
            workloads={"talk": CHAT},
            stack={"empty": True},
            before_workloads={NAME: CHAT, "mail": CHAT},
        ),
        Later("one of several left", CHAT, before_workloads={NAME: CHAT, "mail": CHAT}),
    ],
    "AOAI840": [
        Later(
            "the word beside workloads",
            CHAT,
            "empty: true lets a run delete all that runs, and the stack has workloads",
            severity="warning",
            fixes=("take empty out",),
            stack={"empty": True},
        ),
        Later("the word alone", workloads={}, stack={"empty": True}, before=CHAT),
    ],
    "AOAI841": [
        Later(
            "the team is renamed in both places",
            {**CHAT, "team": "klaims"},
            "aoai-stack-claims-swedencentral runs with lock and network of accounts.teams.claims, which is gone: it falls back to the settings of all",
            severity="error",
            fixes=(
                "put accounts.teams.claims back while anything stands there",
                "planner lock stack --upgrade chat moves what stands there",
                "write claims: {} there if the settings of all are meant",
            ),
            before={**CHAT, "team": "claims"},
            before_stack=of_team("claims"),
            stack=of_team("klaims"),
        ),
        Later(
            "the section is taken out",
            {**CHAT, "team": "claims"},
            "which is gone",
            fixes=(
                "put accounts.teams.claims back while anything stands there",
                "write claims: {} there if the settings of all are meant",
            ),
            before={**CHAT, "team": "claims"},
            before_stack=of_team("claims"),
        ),
        Later(
            "the accounts of two regions",
            says="aoai-stack-claims-francecentral and aoai-stack-claims-swedencentral run with lock and network",
            workloads={"aa": CHAT, "bb": {**CHAT, "region": "francecentral"}},
            before_workloads={
                "aa": {**CHAT, "team": "claims"},
                "bb": {**CHAT, "team": "claims", "region": "francecentral"},
            },
            before_stack=of_team("claims"),
        ),
        Later(
            "the common settings are meant",
            {**CHAT, "team": "claims"},
            before={**CHAT, "team": "claims"},
            before_stack=of_team("claims"),
            stack={"accounts": {"teams": {"claims": {}}}},
        ),
        Later(
            "the workload left the team, and the section stays",
            CHAT,
            before={**CHAT, "team": "claims"},
            before_stack=of_team("claims"),
            stack=of_team("claims"),
        ),
        Later(
            "nothing stands in the account any more",
            workloads={"other": CHAT},
            before_workloads={"other": CHAT, "chat": {**CHAT, "team": "claims"}},
            before_stack=of_team("claims"),
        ),
        Later(
            "the section said nothing that lasts",
            {**CHAT, "team": "claims"},
            before={**CHAT, "team": "claims"},
            before_stack={"accounts": {"teams": {"claims": {"restore": True}}}},
        ),
        Later(
            "there never was a section",
            {**CHAT, "team": "claims"},
            before={**CHAT, "team": "claims"},
        ),
    ],
    "AOAI833": [
        Later(
            "a team is named",
            {**CHAT, "team": "claims"},
            "stays in aoai-stack-swedencentral of no team; the stack file says team claims",
            severity="warning",
            path=("team",),
            fixes=(
                "take the change of the team back",
                "planner lock stack --upgrade chat makes it anew in an account of team claims",
            ),
            before=CHAT,
        ),
        Later(
            "a team is taken out",
            CHAT,
            "stays in aoai-stack-claims-swedencentral of team claims; the stack file says no team",
            path=(),
            before={**CHAT, "team": "claims"},
        ),
        Later("the same team", {**CHAT, "team": "claims"}, before={**CHAT, "team": "claims"}),
        Later(
            "a team in another region",
            {**CHAT, "team": "claims", "region": "francecentral"},
            before=CHAT,
        ),
        Later("a team and another account", {**CHAT, "team": "claims", "account": 2}, before=CHAT),
        Later("there is no lock", {**CHAT, "team": "claims"}),
    ],
    "AOAI834": [
        Later(
            "another prefix",
            CHAT,
            "resource group rg-aoai-stack stays, with all that is in it; the stack file asks for rg-llm-stack",
            severity="warning",
            fixes=(
                "resource_group: rg-aoai-stack says what runs",
                "another group: docs/lock.md has two ways",
            ),
            before=CHAT,
            stack={"accounts": {"naming": {"prefix": "llm"}}},
        ),
        Later(
            "another name",
            CHAT,
            "resource group rg-aoai-stack stays, with all that is in it; the stack file asks for rg-new",
            before=CHAT,
            stack={"accounts": {"resource_group": "rg-new"}},
        ),
        Later(
            "another group of somebody else's",
            CHAT,
            "stays, with all that is in it; the stack file asks for rg-hub",
            before=CHAT,
            stack={"accounts": {"resource_group": f"{GROUPS}/rg-hub"}},
        ),
        Later(
            "handed over",
            CHAT,
            "rg-aoai-stack was made by this stack and stays in its state; named by its id it is left behind when the stack is destroyed",
            severity="note",
            before=CHAT,
            stack={"accounts": {"resource_group": f"{GROUPS}/rg-aoai-stack"}},
        ),
        Later(
            "taken from somebody else",
            CHAT,
            "rg-ai is somebody else's and stays so; by its name it would be made",
            severity="warning",
            before=CHAT,
            before_stack={"accounts": {"resource_group": f"{GROUPS}/rg-ai"}},
            stack={"accounts": {"resource_group": "rg-ai"}},
        ),
        Later(
            "another region",
            CHAT,
            "rg-aoai-stack stays in swedencentral; the stack file asks for westeurope",
            severity="warning",
            before=CHAT,
            stack={"accounts": {"location": "westeurope"}},
        ),
        Later(
            "said as it is, whatever the prefix",
            CHAT,
            before=CHAT,
            stack={"accounts": {"naming": {"prefix": "llm"}, "resource_group": "RG-aoai-stack"}},
        ),
        Later(
            "somebody else's, which lies where it lies",
            CHAT,
            before=CHAT,
            before_stack={"accounts": {"resource_group": f"{GROUPS}/rg-ai"}},
            stack={"accounts": {"resource_group": f"{GROUPS}/rg-ai", "location": "westeurope"}},
        ),
        Later("there is no lock", CHAT, stack={"accounts": {"resource_group": "rg-new"}}),
    ],
    "AOAI836": [
        Later(
            "its policy is taken out",
            {**CHAT, "content_filter": "strict"},
            "chat is kept in aoai-stack-swedencentral and uses content filter strict, which is no longer defined: Pulumi would delete it",
            severity="error",
            fixes=("put accounts.content_filters.strict back until the deployment is changed",),
            before={**CHAT, "content_filter": "strict"},
            before_stack=FILTERED,
        ),
        Later(
            "its policy is another region's",
            {**CHAT, "content_filter": "strict"},
            "no longer defined in swedencentral",
            before={**CHAT, "content_filter": "strict"},
            before_stack=FILTERED,
            stack={"accounts": {"regions": {"swedencentral": {"lock": "CanNotDelete"}}}},
        ),
        Later(
            "its policy stays",
            {**CHAT, "content_filter": "strict", "capacity": {"tpm": 500}},
            before={**CHAT, "content_filter": "strict"},
            before_stack=FILTERED,
            stack=FILTERED,
        ),
        Later(
            "one of Microsoft's",
            {**CHAT, "capacity": {"tpm": 500}},
            before=CHAT,
        ),
        Later(
            "what is changed to another filter lets the policy go",
            CHAT,
            before={**CHAT, "content_filter": "strict"},
            before_stack=FILTERED,
        ),
        Later(
            "what it spills over to is removed",
            says="reserved is kept in aoai-stack-swedencentral and spills over to deployment chat, which is no longer planned there",
            fixes=("put its workload back until the spill-over is changed",),
            workloads={"reserved": {**PTU_GLOBAL, "spillover": "chat"}},
            before_workloads={"reserved": {**PTU_GLOBAL, "spillover": "chat"}, "chat": CHAT},
        ),
        Later(
            "both are let go of",
            workloads={"reserved": PTU_GLOBAL},
            before_workloads={"reserved": {**PTU_GLOBAL, "spillover": "chat"}, "chat": CHAT},
        ),
        Later(
            "the training leaves the account that a model is drawn from",
            says="ft draws its model from aoai-stack-swedencentral, in which nothing is left: Pulumi would delete the account with the models trained in it",
            severity="error",
            fixes=("keep a training workload in swedencentral",),
            workloads={"ft": DRAWS},
            before_workloads={"ft": DRAWS, "tune": TRAINING},
            stack=OWN_ID,
            before_stack=OWN_ID,
        ),
        Later(
            "the training moves away",
            says="ft draws its model from aoai-stack-swedencentral",
            workloads={"ft": DRAWS, "tune": {**TRAINING, "region": "northcentralus"}},
            before_workloads={"ft": DRAWS, "tune": TRAINING},
        ),
        Later(
            "the deployment itself moves away from where it was trained",
            says="ft draws its model from aoai-stack-swedencentral",
            workloads={"ft": DRAWS},
            before_workloads={"ft": TUNED},
        ),
        Later(
            "the training of a team leaves",
            says="ft draws its model from aoai-stack-claims-swedencentral",
            fixes=("keep a training workload of team claims in swedencentral",),
            workloads={"ft": drawn_from("aoai-stack-claims-swedencentral")},
            before_workloads={"tune": {**TRAINING, "team": "claims"}},
        ),
        Later(
            "something else stays in the source account",
            workloads={"ft": DRAWS, "chat": CHAT},
            before_workloads={"ft": DRAWS, "tune": TRAINING},
        ),
        Later(
            "an adopted source account stays in Azure",
            workloads={"ft": DRAWS},
            before_workloads={"ft": DRAWS, "tune": TRAINING},
            before_stack=ADOPTED,
        ),
        Later(
            "drawn from an account of the name in another group",
            workloads={"ft": drawn_from("aoai-stack-swedencentral", "rg-theirs")},
            before_workloads={"tune": TRAINING},
        ),
        Later(
            "nothing draws from the account that leaves",
            workloads={"chat": {**CHAT, "region": "francecentral"}},
            before_workloads={"ft": DRAWS, "tune": TRAINING},
        ),
    ],
    "AOAI837": [
        Later(
            "public becomes private",
            CHAT,
            "accounts run as public and would be private while their private endpoint does not stand yet: nobody gets in",
            severity="error",
            fixes=(
                "first network.profile public (or restricted with rules) with the subnet, planner lock, pulumi up; then private",
            ),
            before=CHAT,
            stack=network("private", SUBNET),
        ),
        Later(
            "restricted becomes private",
            CHAT,
            "run as restricted",
            fixes=(
                "first network.profile restricted with the subnet, planner lock, pulumi up; then private",
            ),
            before=CHAT,
            before_stack=network("restricted", ip_rules="20.1.2.0/24"),
            stack=network("private", SUBNET),
        ),
        Later(
            "the first step",
            CHAT,
            before=CHAT,
            stack=network("public", SUBNET),
        ),
        Later(
            "the second step",
            CHAT,
            before=CHAT,
            before_stack=network("public", SUBNET),
            stack=network("private", SUBNET.upper()),
        ),
        Later(
            "the way back",
            CHAT,
            before=CHAT,
            before_stack=network("private", SUBNET),
        ),
        Later(
            "restricted to nobody, with an endpoint to come",
            CHAT,
            "would be restricted while their private endpoint does not stand yet",
            before=CHAT,
            stack=network("restricted", SUBNET),
        ),
        Later(
            "restricted to nobody at all",
            CHAT,
            "accounts run as public; restricted lets nobody in",
            fixes=("network.ip_rules [ADDRESS], or network.subnets ID",),
            before=CHAT,
            stack=network("restricted"),
        ),
        Later(
            "restricted to somebody",
            CHAT,
            before=CHAT,
            stack=network("restricted", SUBNET, ip_rules="20.1.2.0/24"),
        ),
        Later(
            "the endpoint moves while it is the only way in",
            CHAT,
            "while their private endpoint moves to another subnet",
            before=CHAT,
            before_stack=network("private", SUBNET),
            stack=network("private", f"{SUBNET}2"),
        ),
        Later(
            "the endpoint moves beside an open door",
            CHAT,
            before=CHAT,
            before_stack=network("private", SUBNET),
            stack=network("public", f"{SUBNET}2"),
        ),
        Later(
            "others make the endpoints",
            CHAT,
            "accounts that run as public become private at once; who gets in then is not seen",
            severity="warning",
            before=CHAT,
            stack=network("private", "none"),
        ),
        Later(
            "the endpoint goes and others' is to do",
            CHAT,
            "private accounts lose their private endpoint; who gets in",
            severity="warning",
            before=CHAT,
            before_stack=network("private", SUBNET),
            stack=network("private", "none"),
        ),
        Later(
            "an endpoint of its own beside those of others",
            CHAT,
            before=CHAT,
            before_stack=network("private", "none"),
            stack=network("private", SUBNET),
        ),
        Later(
            "the zones go",
            CHAT,
            "private accounts lose the DNS zones of their endpoint",
            severity="warning",
            before=CHAT,
            before_stack=network("private", SUBNET),
            stack=network("private", SUBNET, dns="none"),
        ),
        Later(
            "the zones of a hub in the place of its own",
            CHAT,
            "the DNS zones that the stack made would be deleted, with everybody's records in them; who gets in then is not seen",
            severity="warning",
            fixes=("let the others move first; a network can be linked to a hub's zone only then",),
            before=CHAT,
            before_stack=network("private", SUBNET),
            stack=network("private", SUBNET, dns=HUB),
        ),
        Later(
            "the endpoint goes, and the zones with it: the changes say that",
            CHAT,
            before=CHAT,
            before_stack=network("private", SUBNET),
            stack=network("public"),
        ),
        Later(
            "another account still needs the zones",
            workloads={NAME: CHAT, "mail": FRANCE},
            before_workloads={NAME: CHAT, "mail": FRANCE},
            before_stack=network("private", SUBNET),
            stack={
                "accounts": {
                    **PRIVATE["accounts"],
                    "regions": {"francecentral": network("private", SUBNET, dns=HUB)["accounts"]},
                }
            },
        ),
        Later(
            "the zones were a hub's",
            CHAT,
            before=CHAT,
            before_stack=network("private", SUBNET, dns=HUB),
            stack=network("public"),
        ),
        Later("it stays private", CHAT, before=CHAT, stack=PRIVATE, before_stack=PRIVATE),
        Later("a new account", CHAT, stack=PRIVATE),
        Later(
            "of one region",
            CHAT,
            "accounts in swedencentral run as public",
            before=CHAT,
            stack={"accounts": {"regions": {"swedencentral": PRIVATE["accounts"]}}},
        ),
    ],
    "AOAI838": [
        Later(
            "others have deployments in an account that goes",
            {**CHAT, "region": "francecentral"},
            f"account aoai-stack-swedencentral would be deleted, and with it deployments that are not this stack's: theirs (live {AS_OF})",
            severity="error",
            fixes=("keep a workload in the account", "adopt them: a workload with import for each"),
            before=CHAT,
            live=Live(AS_OF, None, (), {"AOAI-stack-swedencentral": ("Chat", "theirs")}),
        ),
        Later(
            "only the stack's own stand there",
            {**CHAT, "region": "francecentral"},
            before=CHAT,
            live=Live(AS_OF, None, (), {"aoai-stack-swedencentral": ("chat",)}),
        ),
        Later(
            "the account stays",
            CHAT,
            before=CHAT,
            live=Live(AS_OF, None, (), {"aoai-stack-swedencentral": ("chat", "theirs")}),
        ),
        Later(
            "an adopted account stays in Azure",
            {**CHAT, "region": "francecentral"},
            before=CHAT,
            before_stack=ADOPTED,
            live=Live(AS_OF, None, (), {"aoai-stack-swedencentral": ("chat", "theirs")}),
        ),
        Later("nobody looked", {**CHAT, "region": "francecentral"}, before=CHAT),
    ],
    "AOAI839": [
        Later(
            "it was upgraded since",
            CHAT,
            "account aoai-stack-swedencentral is of kind AIServices and stays so; the stack file says OpenAI",
            severity="warning",
            fixes=("kind: AIServices, or leave it out",),
            before=CHAT,
            stack={"accounts": {"kind": "OpenAI"}},
        ),
        Later(
            "said of its region",
            CHAT,
            "is of kind AIServices and stays so",
            before=CHAT,
            stack={"accounts": {"regions": {"swedencentral": {"kind": "OpenAI"}}}},
        ),
        Later(
            "it is to be upgraded",
            CHAT,
            before=CHAT,
            before_stack={"accounts": {"kind": "OpenAI"}},
        ),
        Later("there is no lock", CHAT, stack={"accounts": {"kind": "OpenAI"}}),
        Later(
            "another account is new",
            {**CHAT, "region": "francecentral"},
            before=CHAT,
            stack={"accounts": {"kind": "OpenAI"}},
        ),
    ],
    "AOAI842": [
        Later(
            "another group and the names of before",
            CHAT,
            "account aoai-stack-swedencentral runs in rg-aoai-stack and cannot be made in rg-new as well: name and subdomain are taken",
            severity="error",
            fixes=("another accounts.naming.suffix", "resource_group: rg-aoai-stack"),
            before=CHAT,
            stack={"accounts": {"resource_group": "rg-new"}},
            rename=True,
        ),
        Later(
            "another group and other names",
            CHAT,
            before=CHAT,
            stack={"accounts": {"naming": {"prefix": "llm"}}},
            rename=True,
        ),
        Later(
            "other accounts, and something is kept in one that runs",
            {**CHAT, "region": "westeurope", "deployment_type": "standard"},
            f"account aoai-stack-swedencentral is given up for another name, and {NAME} stays in it",
            severity="error",
            fixes=(
                "take the change of the names back",
                "repair what is kept, or take it out of the stack file, if it is to go",
            ),
            before=CHAT,
            stack={"accounts": {"naming": {"suffix": "x1"}}},
            rename=True,
        ),
        Later(
            "other accounts, and nothing is kept",
            CHAT,
            before=CHAT,
            stack={"accounts": {"naming": {"suffix": "x1"}}},
            rename=True,
        ),
        Later(
            "the names of before in their group",
            CHAT,
            before=CHAT,
            stack={"accounts": {"kind": "OpenAI"}},
            rename=True,
        ),
    ],
    "AOAI845": [
        Later(
            "the section of the region is gone",
            CHAT,
            "aoai-stack-swedencentral becomes more open: network restricted -> public, local auth False -> True, lock CanNotDelete -> none",
            severity="warning",
            fixes=("put network and local_auth and lock back, for the region or for all accounts",),
            before=CHAT,
            before_stack=called(
                swedencentral={"network": DOOR, "lock": "CanNotDelete", "local_auth": False}
            ),
            stack={"accounts": {"local_auth": True}},
        ),
        Later(
            "another lock that holds less",
            workloads={NAME: CHAT, "mail": FRANCE},
            says="aoai-stack-francecentral and aoai-stack-swedencentral become more open: lock ReadOnly -> CanNotDelete",
            before_workloads={NAME: CHAT, "mail": FRANCE},
            before_stack={"accounts": {"lock": "ReadOnly"}},
            stack={"accounts": {"lock": "CanNotDelete"}},
        ),
        Later(
            "what the region said holds for all",
            CHAT,
            before=CHAT,
            before_stack=called(swedencentral={"network": DOOR, "lock": "CanNotDelete"}),
            stack={"accounts": {"network": DOOR, "lock": "CanNotDelete"}},
        ),
        Later(
            "it is closed further",
            CHAT,
            before=CHAT,
            stack={"accounts": {"network": DOOR, "lock": "CanNotDelete"}},
        ),
        Later(
            "a new account is as it is asked for",
            FRANCE,
            before=CHAT,
            before_stack={"accounts": {"lock": "CanNotDelete"}},
        ),
        Later("nothing runs", CHAT, stack={"accounts": {"local_auth": True}}),
    ],
    "AOAI849": [
        Later("names with their regions in them", workloads={NAME: CHAT, "mail": FRANCE}),
        Later(
            "a subdomain that two regions have",
            says="the account of swedencentral has subdomain contoso, as that of francecentral has",
            severity="error",
            fixes=("another name and subdomain under accounts.regions.swedencentral",),
            workloads={NAME: CHAT, "mail": FRANCE},
            stack=called(
                swedencentral={"subdomain": "contoso"}, francecentral={"subdomain": "contoso"}
            ),
        ),
        Later(
            "names that differ in case",
            says="the account of swedencentral has name Contoso, as that of francecentral has",
            workloads={NAME: CHAT, "mail": FRANCE},
            stack=called(
                swedencentral={"name": "Contoso", "subdomain": "one"},
                francecentral={"name": "contoso", "subdomain": "two"},
            ),
        ),
        Later(
            "what runs keeps its name",
            says="the account of francecentral has name contoso, as that of swedencentral has",
            workloads={NAME: CHAT, "mail": FRANCE},
            before_workloads={NAME: CHAT},
            before_stack=called(swedencentral={"name": "contoso"}),
            stack=called(swedencentral={"name": "contoso"}, francecentral={"name": "contoso"}),
        ),
    ],
    "AOAI844": [
        Later(
            "a name that is taken along to another region",
            FRANCE,
            "account contoso would be made in francecentral while it runs in swedencentral: it cannot move, and its name is taken",
            severity="error",
            fixes=(
                "another name and subdomain under accounts.regions.francecentral",
                "take the names back",
            ),
            before=CHAT,
            before_stack=called(swedencentral={"name": "contoso"}),
            stack=called(francecentral={"name": "contoso"}),
        ),
        Later(
            "a subdomain that is taken along",
            FRANCE,
            "account other would have subdomain contoso, which contoso has: it is taken",
            before=CHAT,
            before_stack=called(swedencentral={"name": "contoso"}),
            stack=called(francecentral={"name": "other", "subdomain": "contoso"}),
        ),
        Later(
            "names that are exchanged on purpose",
            workloads={NAME: CHAT, "mail": FRANCE},
            says="account one would be made in francecentral while it runs in swedencentral",
            before_workloads={NAME: CHAT, "mail": FRANCE},
            before_stack=called(swedencentral={"name": "one"}, francecentral={"name": "two"}),
            stack=called(swedencentral={"name": "two"}, francecentral={"name": "one"}),
            rename=True,
        ),
        Later(
            "names that are exchanged without it stay as they are",
            workloads={NAME: CHAT, "mail": FRANCE},
            before_workloads={NAME: CHAT, "mail": FRANCE},
            before_stack=called(swedencentral={"name": "one"}, francecentral={"name": "two"}),
            stack=called(swedencentral={"name": "two"}, francecentral={"name": "one"}),
        ),
        Later(
            "another subdomain of what keeps its name",
            CHAT,
            "account contoso runs with subdomain contoso and cannot get other",
            before=CHAT,
            before_stack=called(swedencentral={"name": "contoso"}),
            stack=called(swedencentral={"name": "contoso", "subdomain": "other"}),
            rename=True,
        ),
        Later(
            "another name and another subdomain",
            CHAT,
            before=CHAT,
            before_stack=called(swedencentral={"name": "contoso"}),
            stack=called(swedencentral={"name": "other"}),
            rename=True,
        ),
        Later("nothing runs", FRANCE, stack=called(francecentral={"name": "contoso"})),
    ],
    "AOAI843": [
        Later(
            "renamed with the deployment name of what runs",
            says="chat was renamed to talk, which is refused: what runs would be deleted",
            severity="error",
            fixes=(
                "repair talk",
                "give it the name chat back",
                "take both names out, if chat is to go without it",
            ),
            workloads={"talk": {**CHAT, "deployment_name": NAME, "model": "gpt-9@1"}},
            before=CHAT,
        ),
        Later(
            "renamed with a slip in the region",
            says="chat was renamed to talk, which is refused",
            workloads={"talk": {**CHAT, "region": "swedencentrall"}},
            before=CHAT,
        ),
        Later(
            "renamed with a type that is not sold there",
            says="chat was renamed to talk, which is refused",
            workloads={"talk": {**CHAT, "deployment_type": "global-batch", "capacity": {"ptu": 1}}},
            before=CHAT,
        ),
        Later("renamed, and nothing refused", workloads={"talk": CHAT}, before=CHAT),
        Later(
            "a new one of another model is refused",
            workloads={"mail": {**CHAT, "model": "gpt-9@1"}},
            before=CHAT,
        ),
        Later(
            "a new one is refused, and nothing goes",
            workloads={NAME: CHAT, "talk": {**CHAT, "region": "swedencentrall"}},
            before=CHAT,
        ),
        Later("nobody knows what runs", workloads={"talk": {**CHAT, "region": "swedencentrall"}}),
    ],
    "AOAI828": [
        Later(
            "another suffix",
            CHAT,
            "account aoai-stack-swedencentral keeps its name and subdomain; the stack file asks for aoai-stack-swedencentral-x1",
            severity="warning",
            before=CHAT,
            stack={"accounts": {"naming": {"suffix": "x1"}}},
        ),
        Later(
            "another subdomain",
            CHAT,
            "keeps its subdomain aoai-stack-swedencentral; the stack file asks for chat-eu",
            before=CHAT,
            stack={"accounts": {"regions": {"swedencentral": {"subdomain": "chat-eu"}}}},
        ),
        Later("the same naming", CHAT, before=CHAT),
        Later("there is no lock", CHAT, stack={"accounts": {"naming": {"suffix": "x1"}}}),
    ],
}
