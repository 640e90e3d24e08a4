"""Rules 2xx: does the offering exist, and may this subscription have it?"""

from __future__ import annotations

from datetime import date

from tests.checks.rows import CHAT, TRAINING, TUNED, Row, trained_from

OLD = {"on": "2024-12", "as_of": date(2024, 12, 10)}

REGIONAL = {
    **CHAT,
    "model": "gpt-4.1@2025-04-14",
    "deployment_type": "provisioned",
    "region": "centralus",
    "capacity": {"ptu": 50},
}
DEFAULT_AGE = {"catalog": "2026-09"}
OLD_CUSTOMER = {**DEFAULT_AGE, "subscription": {"deployed_before": ["gpt-4.1@2025-04-14"]}}
GOVERNMENT = {**CHAT, "deployment_type": "data-zone-standard", "region": "usgovvirginia"}

TABLES: dict[str, list[Row]] = {
    "AOAI201": [
        Row("known", CHAT),
        Row(
            "letters swapped",
            {**CHAT, "model": "gtp-5.1@2025-11-13"},
            "no table of catalog 2026-09 names a model gtp-5.1; nearest: gpt-5.1",
            path=("model",),
            fixes=("model gpt-5.1@2025-11-13",),
        ),
        Row("another tongue", {**CHAT, "model": "zzz@1"}, "names a model zzz"),
        Row(
            "upper case",
            {**CHAT, "model": "GPT-5.1@2025-11-13"},
            "names a model GPT-5.1",
            fixes=("model gpt-5.1@2025-11-13",),
        ),
        Row("named by a quota table only", {**CHAT, "model": "gpt-6-sol@2026-10-01"}),
        Row(
            "another maker's",
            {**CHAT, "model": "Mistral-Large-3@1"},
            "Mistral-Large-3 is a model of Mistral AI: write Mistral AI/Mistral-Large-3@1",
            fixes=(),
        ),
        Row(
            "another maker's, with its maker, before there were tables",
            {**CHAT, "model": "Mistral AI/Mistral-Large-3@1"},
            "no table of catalog 2026-09 names models of Mistral AI: Mistral AI/Mistral-Large-3 is",
            severity="warning",
            fixes=("use a newer snapshot, which may hold its publisher's models",),
        ),
        Row(
            "another maker's, without its maker, where there are tables",
            {**CHAT, "model": "Mistral-Large-3@1"},
            "write Mistral AI/Mistral-Large-3@1",
            fixes=("model Mistral AI/Mistral-Large-3@1",),
            on="2026-11",
        ),
        Row(
            "another maker's, without its maker, in another case",
            {**CHAT, "model": "mistral-large-3@1"},
            "write Mistral AI/Mistral-Large-3@1",
            fixes=("model Mistral AI/Mistral-Large-3@1",),
            on="2026-11",
        ),
        Row("another maker's, known", {**CHAT, "model": "xAI/grok-4.3@1"}, on="2026-11"),
        Row(
            "nobody's",
            {**CHAT, "model": "xIA/grok-4.3@1"},
            "xIA publishes no models; nearest: xAI",
            fixes=("model xAI/grok-4.3@1",),
            on="2026-11",
        ),
        Row(
            "spelt like one of ours, another maker's",
            {**CHAT, "model": "Phi-4@7"},
            "Phi-4 is a model of Microsoft: write Microsoft/Phi-4@7",
            fixes=(),
        ),
        Row(
            "in an older snapshot only",
            {**CHAT, "model": "o1-mini@2024-09-12"},
            "no table of catalog 2026-09 names a model o1-mini; catalog 2025-11 did: gone since",
        ),
        Row("retired, and known by its dates alone", {**CHAT, "model": "gpt-4-32k@0613"}),
        Row(
            "newer than the snapshot",
            {**CHAT, "model": "gpt-5.4@2024-03-05"},
            "no table of catalog 2025-11 names a model gpt-5.4; catalog 2026-11 does",
            on="2025-11",
        ),
        Row("training", {**TRAINING, "model": "gpt-4.1-min@2025-04-14"}, "gpt-4.1-min"),
        Row("a newer model, by its version", {**CHAT, "model": "gpt-5.9@2026-10-01"}),
        Row("of a family nobody knows, by its version", {**CHAT, "model": "nova@2026-10-01"}),
        Row(
            "its version was there to be named", {**CHAT, "model": "gpt-5.9@2026-05-11"}, "gpt-5.9"
        ),
        Row("no day, and young tables", {**CHAT, "model": "gpt-5.9@1"}, "names a model gpt-5.9"),
        Row(
            "no day, and tables just as old as they may be",
            {**CHAT, "model": "gpt-5.9@1"},
            "names a model gpt-5.9",
            stack={"catalog": {"max_age": 193}},
        ),
        Row("no day, and old tables", {**CHAT, "model": "gpt-5.9@1"}, stack=DEFAULT_AGE),
        Row(
            "below what the family has",
            {**CHAT, "model": "gpt-4.2@1"},
            "names a model gpt-4.2",
            stack=DEFAULT_AGE,
        ),
        Row("no family", {**CHAT, "model": "embedding@1"}, "a model embedding", stack=DEFAULT_AGE),
        Row(
            "misspelt, however old",
            {**CHAT, "model": "gpt-4.1-mni@2026-10-01"},
            "nearest: gpt-4.1-mini",
            stack=DEFAULT_AGE,
        ),
        Row("marks left out", {**CHAT, "model": "gpt41@2026-10-01"}, "gpt41", stack=DEFAULT_AGE),
        Row("a misspelt family", {**CHAT, "model": "gtp-5.9@2026-10-01"}, "gtp-5.9"),
        Row(
            "the newest version of a newer model",
            {**CHAT, "model": "gpt-5.9@default"},
            "names gpt-5.9 default, and the oldest table is of 2026-05-11, 193 days before the day of the plan: not verified",
            stack=DEFAULT_AGE,
            severity="warning",
            fixes=("use a newer snapshot",),
        ),
        Row(
            "training of a newer model",
            {**TRAINING, "model": "gpt-5.9@2026-10-01"},
            "not verified",
            severity="warning",
        ),
    ],
    "AOAI202": [
        Row("known", CHAT),
        Row(
            "no such day",
            {**CHAT, "model": "gpt-5.1@2025-11-31"},
            "gpt-5.1 has no version 2025-11-31 in catalog 2026-09; only 2025-11-13",
            path=("model",),
            fixes=("model gpt-5.1@2025-11-13",),
        ),
        Row(
            "a version of long ago",
            {**CHAT, "model": "gpt-4o@2023-05-13"},
            "gpt-4o has no version 2023-05-13",
        ),
        Row(
            "in an older snapshot only",
            {**CHAT, "model": "gpt-4@vision-preview"},
            "gpt-4 has no version vision-preview in catalog 2025-11; catalog 2024-12 had it: gone since",
            on="2025-11",
        ),
        Row(
            "a day beside",
            {**CHAT, "model": "gpt-4.1@2025-04-15"},
            "gpt-4.1 has no version 2025-04-15 in catalog 2025-11; only 2025-04-14",
            on="2025-11",
        ),
        Row("named by the retirement schedule only", {**CHAT, "model": "gpt-5.6-luna@2026-07-09"}),
        Row("younger than the tables", {**CHAT, "model": "gpt-5.1@2026-10-01"}),
        Row("to come", {**CHAT, "model": "gpt-5.1@2027-01-15"}),
        Row("the year is wrong", {**CHAT, "model": "gpt-5.1@2052-11-13"}, "no version 2052-11-13"),
        Row("as old as the tables", {**CHAT, "model": "gpt-5.1@2026-05-11"}, "no version"),
        Row("no day, and young tables", {**CHAT, "model": "whisper@9-turbo"}, "no version"),
        Row("no day, and old tables", {**CHAT, "model": "whisper@9-turbo"}, stack=DEFAULT_AGE),
        Row("a slip", {**CHAT, "model": "whisper@002"}, "no version 002", stack=DEFAULT_AGE),
        Row(
            "no such day, however old",
            {**CHAT, "model": "gpt-5.1@2026-11-31"},
            "no version 2026-11-31",
            stack=DEFAULT_AGE,
        ),
        Row("unknown model", {**CHAT, "model": "gtp-5.1@2025-11-31"}),
        Row("model without versions", {**CHAT, "model": "gpt-6-sol@2026-10-01"}),
    ],
    "AOAI203": [
        Row("known", CHAT),
        Row("any spelling", {**CHAT, "region": "Sweden Central"}),
        Row(
            "a letter too many",
            {**CHAT, "region": "sweedencentral"},
            "names a region sweedencentral; did you mean swedencentral?",
            path=("region",),
            fixes=("region swedencentral",),
        ),
        Row(
            "one of two",
            {**CHAT, "region": ["swedencentral", "eastus4"]},
            "eastus4",
            path=("region", 1),
            fixes=("region [swedencentral, eastus]",),
        ),
        Row("left open", {k: v for k, v in CHAT.items() if k != "region"}),
        Row(
            "a region that Azure has and no table names",
            {**CHAT, "region": "France South"},
            "francesouth is an Azure region (docs 2025-03-21), but no table of catalog 2026-09 names",
            path=("region",),
            severity="warning",
            fixes=("region francecentral",),
        ),
        Row(
            "beside one that has it",
            {**CHAT, "region": ["Mexico Central", "swedencentral"]},
            "mexicocentral is an Azure region",
            fixes=("region swedencentral",),
        ),
        Row(
            "where a model was trained",
            {**TUNED, "fine_tuned": {**TUNED["fine_tuned"], "source_region": "nowhere"}},
            "a region nowhere",
            path=("fine_tuned", "source_region"),
        ),
    ],
    "AOAI204": [
        Row("offered", CHAT),
        Row(
            "global only",
            {**CHAT, "model": "gpt-5.4-pro@2026-03-05", "deployment_type": "data-zone-standard"},
            "gpt-5.4-pro 2026-03-05 is not offered as data-zone-standard in any region (docs 2026",
            path=("deployment_type",),
            fixes=("deployment_type global-standard",),
        ),
        Row(
            "developer is for trained models",
            {**CHAT, "deployment_type": "developer"},
            "developer deployments are for fine-tuned models only",
            fixes=("deployment_type global-standard",),
        ),
        Row("not in this region", {**CHAT, "deployment_type": "standard", "region": "westeurope"}),
        Row(
            "the second type will do",
            {**CHAT, "deployment_type": ["developer", "global-standard"]},
        ),
        Row("unknown version", {**CHAT, "model": "gpt-5.6-luna@2026-07-09"}),
        Row("retired, and never of this type", {**CHAT, "model": "o3@2025-04-16"}),
        Row(
            "taken back by a newer snapshot",
            {
                **REGIONAL,
                "deployment_type": "standard",
                "region": "swedencentral",
                "capacity": {"tpm": 50_000},
            },
            "is not offered as standard in any region (docs 2025-08-12); but catalog 2026-11 has it, and here the oldest table is of 2025-05-05",
            on="2025-11",
            stack=OLD_CUSTOMER,
            as_of=date(2026, 8, 1),
            severity="warning",
            fixes=("plan with catalog 2026-11",),
        ),
    ],
    "AOAI205": [
        Row("offered", CHAT),
        Row(
            "another region of the zone has it",
            {**CHAT, "deployment_type": "standard", "region": "francecentral", "residency": "eu"},
            "gpt-5.1 2025-11-13 has no standard deployments in francecentral (docs 2026-06-11)",
            path=("region",),
            fixes=(
                "region swedencentral",
                "deployment_type data-zone-standard (stays in eu)",
            ),
        ),
        Row(
            "two regions, one message",
            {**CHAT, "deployment_type": "standard", "region": ["francecentral", "westeurope"]},
            "no standard deployments in francecentral and westeurope",
        ),
        Row("one of two has it", {**CHAT, "region": ["swedencentral", "canadacentral"]}),
        Row(
            "no table ticks it for the geography",
            {
                "model": "gpt-5.1@2025-11-13",
                "deployment_type": "standard",
                "residency": "france",
                "capacity": {"tpm": 50_000},
            },
            "no standard deployments in",
            path=("deployment_type",),
        ),
        Row("never of this type", {**CHAT, "deployment_type": "developer"}),
        Row("government region", {**CHAT, "region": "usgovvirginia"}, "usgovvirginia"),
        Row(
            "December 2024",
            {**CHAT, "model": "gpt-4o@2024-08-06", "deployment_type": "standard"}
            | {"region": "francecentral"},
            "no standard deployments in francecentral (docs 2024",
            **OLD,  # type: ignore[arg-type]
        ),
        Row(
            "taken back by a newer snapshot",
            REGIONAL,
            "but catalog 2026-11 has it, and here the oldest table is of 2025-05-05, 453 days before",
            on="2025-11",
            stack=OLD_CUSTOMER,
            as_of=date(2026, 8, 1),
            severity="warning",
            fixes=("plan with catalog 2026-11",),
        ),
        Row(
            "before the newer tables",
            REGIONAL,
            "has no provisioned deployments in centralus (docs 2025-05-07)",
            on="2025-11",
            stack=DEFAULT_AGE,
            as_of=date(2026, 5, 10),
            severity="error",
        ),
        Row("content with the old one", REGIONAL, "centralus", on="2025-11", severity="error"),
    ],
    "AOAI206": [
        Row(
            "in an older snapshot only",
            {**CHAT, "model": "o1-preview@2024-09-12", "deployment_type": "standard"},
            "no public availability table names it (catalog 2025-11), and 2024-12 did: gone since",
            on="2025-11",
            as_of=date(2025, 7, 1),
        ),
        Row("offered", CHAT),
        Row(
            "retirement schedule only",
            {**CHAT, "model": "gpt-5.6-luna@2026-07-09"},
            "is unknown: no public availability table names it (catalog 2026-09)",
            path=("model",),
            severity="warning",
        ),
        Row(
            "quota tables only",
            {**CHAT, "model": "gpt-6-sol@2026-10-01"},
            "gpt-6-sol 2026-10-01",
        ),
        Row(
            "training without regions",
            {**TRAINING, "training": {"type": "data-zone", "method": "sft"}, "region": "eastus2"},
            "data-zone training in eastus2 is unknown: the documents do not say where (docs 2026",
        ),
        Row(
            "unavailable is not unknown",
            {**CHAT, "deployment_type": "standard", "region": "westeurope"},
        ),
        Row("retired", {**CHAT, "model": "gpt-4o@2024-08-06-ev3"}),
        Row(
            "a table that did not exist yet",
            trained_from("gpt-4o-mini@2024-07-18"),
            "is unknown: no public availability table names it (catalog 2024-12)",
            **OLD,  # type: ignore[arg-type]
        ),
        Row(
            "a newer version, and a newer snapshot has it",
            {**CHAT, "model": "sora-2@2025-12-08", "capacity": {"units": 1}},
            "no table of catalog 2025-11 names it, and the oldest table is of 2025-05-05, 564 days before the day of the plan",
            on="2025-11",
            severity="warning",
            fixes=("plan with catalog 2026-11, which names it",),
        ),
        Row(
            "a newer model, and no snapshot has it",
            {**CHAT, "model": "gpt-5.9@2026-10-01"},
            "no table of catalog 2026-09 names it",
            fixes=("accept AOAI206 once you have seen it offered",),
        ),
        Row(
            "a type whose table is older than the version",
            {
                **CHAT,
                "model": "gpt-5-codex@2025-09-15",
                "deployment_type": "provisioned",
                "capacity": {"ptu": 50},
            },
            "the table of provisioned is older than the version (docs 2025-05-07)",
            on="2025-11",
            as_of=date(2025, 12, 10),
        ),
    ],
    "AOAI207": [
        Row("open to all", CHAT),
        Row(
            "registration",
            {**CHAT, "model": "o1-preview@2024-09-12", "region": "eastus2"},
            "o1-preview 2024-09-12 needs a registration (docs 2024-12-05)",
            path=("model",),
            **OLD,  # type: ignore[arg-type]
        ),
        Row(
            "granted for the model",
            {**CHAT, "model": "o1-preview@2024-09-12", "region": "eastus2"},
            stack={"subscription": {"approved": ["o1-preview"]}},
            **OLD,  # type: ignore[arg-type]
        ),
        Row(
            "granted for the version",
            {**CHAT, "model": "o1-preview@2024-09-12", "region": "eastus2"},
            stack={"subscription": {"approved": ["o1-preview@2024-09-12"]}},
            **OLD,  # type: ignore[arg-type]
        ),
        Row(
            "granted for another model",
            {**CHAT, "model": "o1-preview@2024-09-12", "region": "eastus2"},
            "registration",
            stack={"subscription": {"approved": ["o1-mini"]}},
            **OLD,  # type: ignore[arg-type]
        ),
        Row(
            "invitation to train",
            {**TRAINING, "model": "gpt-5@2025-08-07"}
            | {"training": {"type": "standard", "method": "rft"}},
            "training of gpt-5 2025-08-07 is by invitation",
        ),
        Row("the same model, not trained", {**CHAT, "model": "gpt-5@2025-08-07"}),
    ],
    "AOAI208": [
        Row("open to all", CHAT),
        Row(
            "select customers",
            {**CHAT, "model": "gpt-4@0314", "deployment_type": "standard", "region": "uksouth"},
            "gpt-4 0314 in uksouth is for select customers only (docs 2024-12-05)",
            path=("region",),
            **OLD,  # type: ignore[arg-type]
        ),
        Row(
            "selected",
            {**CHAT, "model": "gpt-4@0314", "deployment_type": "standard", "region": "uksouth"},
            stack={"subscription": {"approved": ["gpt-4@0314"]}},
            **OLD,  # type: ignore[arg-type]
        ),
        Row(
            "a region without the condition",
            {**CHAT, "model": "gpt-4@0613", "deployment_type": "standard"}
            | {"region": "swedencentral"},
            **OLD,  # type: ignore[arg-type]
        ),
    ],
    "AOAI209": [
        Row("agreed", CHAT),
        Row(
            "two retirement dates, today between them",
            {**CHAT, "model": "o3@2025-04-16", "region": "eastus2"},
            "retires: 2026-10-21 (docs 2026-09-02) against 2026-11-19 (quoted 2026-09-24)",
            path=("model",),
            severity="warning",
            on="2026-11",
            as_of=date(2026, 11, 1),
        ),
        Row(
            "two retirement dates, both to come",
            {**CHAT, "model": "o3@2025-04-16", "region": "eastus2"},
            on="2026-11",
            as_of=date(2026, 9, 10),
        ),
        Row(
            "two documents on training",
            {**TRAINING, "model": "gpt-35-turbo@0125", "region": "switzerlandwest"},
            "sources disagree on gpt-35-turbo 0125 as standard in switzerlandwest: "
            "fine-tune-models-mid-2025 (docs 2025-02-06) against fine-tune-models (docs 2025-02-06)",
            on="2025-11",
            as_of=date(2025, 12, 3),
        ),
    ],
    "AOAI210": [
        Row("the public cloud", workloads={"a": CHAT, "b": {**CHAT, "region": "eastus2"}}),
        Row("the government's", workloads={"a": GOVERNMENT}),
        Row(
            "both",
            workloads={"a": CHAT, "b": GOVERNMENT},
            says="usgovvirginia is in Azure Government, others of the stack are in the public cloud",
            fixes=("give each cloud a stack of its own",),
        ),
    ],
    "AOAI211": [
        Row("young enough", CHAT, stack=DEFAULT_AGE, as_of=date(2026, 7, 10)),
        Row(
            "a day too old",
            CHAT,
            "catalog 2026-09 is 61 days old on the day of the plan: its oldest table is of 2026-05-11; more than 60 days",
            stack=DEFAULT_AGE,
            as_of=date(2026, 7, 11),
            severity="warning",
            fixes=("import newer pages: planner catalog import, or set catalog.max_age",),
        ),
        Row(
            "a newer one is shipped",
            CHAT,
            "catalog 2026-09 is 193 days old",
            stack=DEFAULT_AGE,
            fixes=("catalog 2026-11 is newer, or set catalog.max_age",),
        ),
        Row("as old as it may be", CHAT, stack={"catalog": {"max_age": 193}}),
        Row(
            "older than the file lets it",
            CHAT,
            "than 192 days",
            stack={"catalog": {"max_age": 192}},
        ),
        Row("said once", says="193 days", workloads={"a": CHAT, "b": CHAT}, stack=DEFAULT_AGE),
        Row("before the tables", CHAT, stack=DEFAULT_AGE, as_of=date(2026, 1, 1)),
    ],
}
