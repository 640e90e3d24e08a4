"""Rules 7xx and 8xx: trained models, and the accounts that everything stands in."""

from __future__ import annotations

from datetime import date
from typing import Any

from tests.checks.rows import CHAT, TRAINING, TUNED, Row, trained_from
from tests.checks.test_placed import Later

ACCOUNT = (
    "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg"
    "/providers/Microsoft.CognitiveServices/accounts/trainer"
)
ELSEWHERE: dict[str, Any] = {
    **TUNED,
    "deployment_type": "global-standard",
    "fine_tuned": {**TUNED["fine_tuned"], "source_region": "northcentralus"},
}


def trained(kind: str, method: str = "sft", **more: object) -> dict[str, Any]:
    return {**TRAINING, "training": {"type": kind, "method": method}, **more}


def accounts(**settings: object) -> dict[str, Any]:
    return {"accounts": settings}


GROK = {**CHAT, "model": "xAI/grok-4.3@1"}
CLAUDE = {**CHAT, "model": "Anthropic/claude-opus-5@2"}

TABLES: dict[str, list[Row]] = {
    "AOAI701": [
        Row("base", CHAT),
        Row("trainable", TRAINING),
        Row(
            "not trainable",
            {**TRAINING, "model": "gpt-5.1@2025-11-13"},
            "gpt-5.1 2025-11-13 is in no fine-tuning table of catalog 2026-09",
            path=("model",),
        ),
        Row("a trained model of it", trained_from("gpt-5.1@2025-11-13"), "gpt-5.1"),
        Row(
            "another version is",
            {**TRAINING, "model": "gpt-4o@2024-11-20"},
            "gpt-4o 2024-11-20",
            stack={"subscription": {"deployed_before": ["gpt-4o@2024-08-06"]}},
            fixes=("model gpt-4o@2024-08-06",),
        ),
        Row("unknown model", {**TRAINING, "model": "gpt-4.2@2025-04-14"}),
    ],
    "AOAI702": [
        Row("offered", TRAINING),
        Row(
            "not in this region",
            {**TRAINING, "region": "westeurope"},
            "gpt-4.1-mini 2025-04-14 has no standard training in westeurope (docs 2026-03-05)",
            path=("region",),
            fixes=("region swedencentral",),
        ),
        Row("one of two regions", {**TRAINING, "region": ["westeurope", "swedencentral"]}),
        Row(
            "not by this method",
            trained("standard", "rft"),
            "gpt-4.1-mini 2025-04-14 is trained by dpo or sft (docs 2026-03-05), not by rft",
            path=("training", "method"),
        ),
        Row(
            "not of this type",
            trained("developer", "rft", model="o4-mini@2025-04-16"),
            "o4-mini 2025-04-16 has no developer training",
        ),
        Row(
            "an exception of one region",
            trained("global", model="gpt-4.1-nano@2025-04-14", region="polandcentral"),
            "no global training in polandcentral",
        ),
        Row(
            "nobody lists the methods",
            {**TRAINING, "model": "gpt-4o-mini@2024-07-18", "region": "swedencentral"},
            "no document lists the methods that train gpt-4o-mini 2024-07-18 (catalog 2024-12)",
            severity="note",
            on="2024-12",
            as_of=date(2024, 12, 10),
        ),
    ],
    "AOAI703": [
        Row("base", CHAT),
        Row("served", TUNED),
        Row(
            "not in this region",
            {**TUNED, "region": "eastus2"},
            "fine-tuned gpt-4.1-mini 2025-04-14 has no standard deployments in eastus2 (docs 2026",
            path=("region",),
            fixes=("region northcentralus",),
        ),
        Row(
            "not as this type",
            {**trained_from("gpt-4o-mini@2024-07-18"), "deployment_type": "developer"},
            "fine-tuned gpt-4o-mini 2024-07-18 has no developer deployments in any region",
            path=("deployment_type",),
        ),
        Row(
            "a type that no trained model has",
            {**TUNED, "deployment_type": "data-zone-standard"},
            "no data-zone-standard deployments in any region (docs 2026-",
            fixes=("deployment_type standard",),
        ),
    ],
    "AOAI704": [
        Row("base", CHAT),
        Row(
            "trained",
            TUNED,
            "deleted after 15 days without a call",
            path=("fine_tuned",),
            severity="warning",
        ),
        Row("developer ends sooner", {**TUNED, "deployment_type": "developer"}),
        Row("training has no deployment", TRAINING),
    ],
    "AOAI705": [
        Row("base", CHAT),
        Row("trained", TUNED, "$1.70 in the docs' example", severity="note"),
        Row("developer has no price by the hour", {**TUNED, "deployment_type": "developer"}),
    ],
    "AOAI706": [
        Row("nothing said", TUNED),
        Row(
            "elsewhere",
            ELSEWHERE,
            "trained in northcentralus, deployed in swedencentral, but no source_account",
            path=("fine_tuned",),
            fixes=("region northcentralus",),
        ),
        Row("at home", {**ELSEWHERE, "region": "northcentralus"}),
        Row(
            "with the account",
            {**ELSEWHERE, "fine_tuned": {**ELSEWHERE["fine_tuned"], "source_account": ACCOUNT}},
        ),
        Row("home is one of two", {**ELSEWHERE, "region": ["swedencentral", "northcentralus"]}),
    ],
    "AOAI707": [
        Row("standard", TUNED),
        Row(
            "developer",
            {**TUNED, "deployment_type": "developer"},
            "deleted 24 hours after it was made (docs 2026-",
            severity="note",
        ),
    ],
    "AOAI708": [
        Row(
            "another maker's model with an id of OpenAI's",
            {
                **TUNED,
                "model": "xAI/grok-4.3@1",
                "fine_tuned": {"id": "gpt-4.1-nano-2025-04-14.ft-b044a9d3cf9c4228b5d393567f693b83"},
            },
            "the id is of a model trained from gpt-4.1-nano 2025-04-14, and model says xAI/grok-4.3 1",
            on="2026-11",
        ),
        Row("the same base", TUNED),
        Row("no trained model", CHAT),
        Row(
            "another model",
            {
                **TUNED,
                "fine_tuned": {"id": "gpt-4.1-nano-2025-04-14.ft-b044a9d3cf9c4228b5d393567f693b83"},
                "deployment_type": "global-standard",
            },
            "the id is of a model trained from gpt-4.1-nano 2025-04-14, and model says gpt-4.1-mini 2025-04-14",
            path=("fine_tuned", "id"),
            fixes=("model gpt-4.1-nano@2025-04-14",),
        ),
        Row(
            "another version",
            {**TUNED, "fine_tuned": {"id": "gpt-4.1-mini-2025-03-01.ft-b044a9d3"}},
            "trained from gpt-4.1-mini 2025-03-01",
        ),
        Row(
            "a version of four digits",
            {**TUNED, "fine_tuned": {"id": "gpt-35-turbo-0125.ft-b0"}},
            "gpt-35-turbo 0125",
        ),
        Row("a checkpoint tells no base", {**TUNED, "fine_tuned": {"id": "ftchkpt-0e208cf3"}}),
        Row("nor does a form that nobody documents", {**TUNED, "fine_tuned": {"id": "mine.ft-b0"}}),
    ],
    "AOAI801": [
        Row("short", CHAT),
        Row(
            "underscore",
            CHAT,
            "account name openai_platform-stack-swedencentral is not",
            stack=accounts(naming={"prefix": "openai_platform"}),
        ),
        Row("long", CHAT, "(66 characters)", stack=accounts(naming={"prefix": "a" * 46})),
        Row("sixty-four", CHAT, stack=accounts(naming={"prefix": "a" * 44})),
        Row("hyphen at the end", CHAT, "name", stack=accounts(naming={"suffix": "x-"})),
    ],
    "AOAI802": [
        Row("lower case", CHAT),
        Row(
            "upper case",
            CHAT,
            "subdomain Platform-stack-swedencentral is not",
            stack=accounts(naming={"prefix": "Platform"}),
        ),
        Row(
            "a label is shorter than a name",
            CHAT,
            "subdomain",
            stack=accounts(naming={"prefix": "a" * 44}),
        ),
    ],
    "AOAI803": [
        Row("off", CHAT),
        Row("on", CHAT, "accept keys", severity="warning", stack=accounts(local_auth=True)),
    ],
    "AOAI804": [
        Row("dev", CHAT),
        Row("prod", CHAT, "from the internet", severity="warning", stack={"environment": "prod"}),
        Row("closed", CHAT, stack={"environment": "prod", **accounts(public_network=False)}),
    ],
    "AOAI805": [
        Row("AIServices", CHAT),
        Row("OpenAI", CHAT, "to AIServices by itself", stack=accounts(kind="OpenAI")),
    ],
    "AOAI846": [
        Row("another maker's in AIServices", GROK, on="2026-11"),
        Row("ours in kind OpenAI", CHAT, on="2026-11", stack=accounts(kind="OpenAI")),
        Row(
            "another maker's in kind OpenAI",
            GROK,
            "xAI/grok-4.3 cannot stand in aoai-stack-swedencentral: kind OpenAI takes",
            on="2026-11",
            stack=accounts(kind="OpenAI"),
            fixes=("accounts.kind: AIServices, or leave it out",),
        ),
        Row(
            "another maker's in a region of kind OpenAI",
            GROK,
            "kind OpenAI takes",
            on="2026-11",
            stack=accounts(regions={"swedencentral": {"kind": "OpenAI"}}),
            fixes=("accounts.regions.swedencentral.kind: AIServices",),
        ),
    ],
    "AOAI847": [
        Row("another maker's", GROK, on="2026-11"),
        Row("Claude", CLAUDE, "2 fits as global-standard in swedencentral, but", on="2026-11"),
    ],
    "AOAI848": [
        Row("sold by Azure", GROK, on="2026-11"),
        Row("Claude", CLAUDE, "is bought from Anthropic on the Azure Marketplace", on="2026-11"),
    ],
    "AOAI806": [
        Row("safe", CHAT),
        Row("all that is allowed", workloads={"gpt-5.1_chat": CHAT}),
        Row("space", workloads={"support chat": CHAT}, says="name support chat is not 2 to 64"),
        Row("slash", workloads={"a/b": CHAT}, says="a/b"),
        Row("one letter", workloads={"a": CHAT}, says="is not 2 to 64"),
        Row(
            "but for case",
            workloads={"Chat": CHAT, "chat": CHAT},
            says="deployment name chat is Chat but for case",
        ),
        Row(
            "but for case, in two accounts",
            workloads={"Chat": CHAT, "chat": {**CHAT, "region": "eastus2"}},
        ),
        Row("a name of its own", workloads={"support chat": {**CHAT, "deployment_name": "gpt"}}),
        Row(
            "a name of its own that is unsafe",
            {**CHAT, "deployment_name": "a/b"},
            "deployment name a/b is not 2 to 64",
            path=("deployment_name",),
            fixes=("another deployment_name",),
        ),
        Row(
            "one name, two workloads",
            workloads={n: {**CHAT, "deployment_name": "gpt"} for n in ("chat", "mail")},
            says="deployment name gpt is that of workload chat too, in account aoai-stack-sweden",
        ),
        Row(
            "one name but for case, two workloads",
            workloads={
                "chat": {**CHAT, "deployment_name": "GPT"},
                "mail": {**CHAT, "deployment_name": "gpt"},
            },
            says="deployment name gpt is GPT (workload chat) but for case",
        ),
        Row(
            "the name of another workload",
            workloads={"chat": CHAT, "mail": {**CHAT, "deployment_name": "chat"}},
            says="deployment name chat is that of workload chat too",
        ),
        Row(
            "one name in two accounts",
            workloads={
                "chat": {**CHAT, "deployment_name": "gpt"},
                "mail": {**CHAT, "deployment_name": "gpt", "region": "eastus2"},
            },
        ),
        Later(
            "another workload runs under it",
            {**CHAT, "deployment_name": "gpt"},
            "deployment name gpt is that of workload chat too",
            severity="error",
            before={**CHAT, "deployment_name": "gpt"},
            workloads={
                "alpha": {**CHAT, "deployment_name": "gpt"},
                "chat": {**CHAT, "deployment_name": "gpt"},
            },
        ),
        Later(
            "it is passed on to a new workload",
            says="deployment name chat is still that of chat, which goes only after",
            before=CHAT,
            workloads={"mail": {**CHAT, "deployment_name": "chat"}},
        ),
        Later(
            "a workload is renamed but for case",
            says="deployment name Chat is still that of chat",
            before=CHAT,
            workloads={"Chat": CHAT},
        ),
        Later("a workload is renamed", before=CHAT, workloads={"mail": CHAT}),
    ],
    "AOAI807": [
        Row("a suffix", CHAT, stack=accounts(naming={"suffix": "c7f2"})),
        Row("none", CHAT, "unique worldwide", severity="note"),
        Row("nothing is made", {**CHAT, "model": "zzz@1"}),
    ],
}
