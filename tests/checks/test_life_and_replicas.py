"""Rules 5xx and 6xx: versions that end, and replicas that must not share a fate."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from planner.checks.common import lifetime
from planner.checks.rules import aoai501_retired as retired
from planner.checks.weigh import weigh
from planner.domain.subject import Target
from planner.domain.terms import DeploymentType, Stage
from tests.checks.rows import CHAT, NAME, TRAINING, TUNED, Row, case_of, catalog, trained_from

O3: dict[str, Any] = {**CHAT, "model": "o3@2025-04-16", "region": "eastus2"}
MINI: dict[str, Any] = {**CHAT, "model": "gpt-4o-mini@2024-07-18", "region": "eastus2"}
VOICE: dict[str, Any] = {**CHAT, "model": "gpt-realtime-2.1@2026-07-07", "region": "eastus2"}
IN_GOVERNMENT: dict[str, Any] = {**CHAT, "deployment_type": "standard", "region": "usgovarizona"}
GPT_4O: dict[str, Any] = {**CHAT, "model": "gpt-4o@2024-11-20"}
DEVELOPER: dict[str, Any] = {**TUNED, "deployment_type": "developer"}
PROD = {"environment": "prod"}
OPEN = {key: value for key, value in CHAT.items() if key != "region"}
TWO: dict[str, Any] = {
    **CHAT,
    "deployment_type": "data-zone-standard",
    "region": ["swedencentral", "germanywestcentral"],
    "residency": "eu",
    "replicas": 2,
}

BOTH: dict[str, Any] = {**CHAT, "region": ["swedencentral", "francecentral"], "replicas": 2}
TABLES: dict[str, list[Row]] = {
    "AOAI501": [
        Row("current", CHAT),
        Row(
            "after the last day",
            O3,
            "o3 2025-04-16 was retired on 2026-10-21 (docs 2026-09-02); replacement gpt-5.6-sol",
            path=("model",),
        ),
        Row("on the last day", O3, "retired", as_of=date(2026, 10, 21)),
        Row("on the day before", O3, as_of=date(2026, 10, 20)),
        Row(
            "ticked, and retired all the same",
            {**CHAT, "model": "gpt-5.1-chat@2025-11-13"},
            "gpt-5.1-chat 2025-11-13 was retired on 2026-06-29",
        ),
        Row(
            "trained models have dates of their own",
            trained_from("gpt-4o-mini@2024-07-18"),
            as_of=date(2027, 5, 1),
        ),
        Row(
            "a trained model at its end",
            trained_from("gpt-4o-mini@2024-07-18"),
            "fine-tuned gpt-4o-mini 2024-07-18 was retired on 2027-10-01",
            as_of=date(2027, 10, 1),
        ),
        Row(
            "a replacement that works here",
            {**CHAT, "model": "gpt-4o@2024-05-13"},
            "replacement gpt-5.1",
            fixes=("model gpt-4o@2024-11-20", "model gpt-5.1@2025-11-13"),
        ),
        Row(
            "two dates, one of them to come",
            {**CHAT, "model": "o3@2025-04-16"},
            on="2026-11",
            as_of=date(2026, 11, 1),
        ),
        Row(
            "long before the tables",
            {**CHAT, "model": "gpt-4-32k@0613", "deployment_type": "standard"},
            "gpt-4-32k 0613 was retired on 2025-06-06 (docs 2026-02-12); replacement gpt-4o@2024-11-20",
        ),
    ],
    "AOAI502": [
        Row("far away", CHAT),
        Row(
            "within a month",
            {**CHAT, "model": "o3-pro@2025-06-10", "region": "eastus2"},
            "o3-pro 2025-06-10 retires on 2026-12-17, in 27 days (docs 2026-09-02)",
            path=("model",),
            severity="warning",
        ),
        Row(
            "day and replacement are of one document",
            {**CHAT, "model": "gpt-4o@2024-05-13", "region": "eastus2"},
            "retires on 2026-12-09, in 19 days (quoted 2026-09-24); replacement gpt-5.6-sol",
            severity="warning",
            on="2026-11",
        ),
        Row("ninety days", CHAT, "in 90 days", as_of=date(2027, 2, 14)),
        Row("ninety-one days", CHAT, as_of=date(2027, 2, 13)),
        Row("already gone", O3),
        Row(
            "no earlier than",
            TRAINING,
            "training of gpt-4.1-mini 2025-04-14 retires not before 2027-04-14, in 13 days",
            as_of=date(2027, 4, 1),
        ),
        Row(
            "two days before the last",
            TRAINING,
            "retires not before 2027-04-14, in 2 days (",
            as_of=date(2027, 4, 12),
        ),
        Row(
            "on the day before the last",
            TRAINING,
            "training of gpt-4.1-mini 2025-04-14 retires not before 2027-04-14, in 1 day (",
            as_of=date(2027, 4, 13),
        ),
        Row(
            "on the last day",
            TRAINING,
            "training of gpt-4.1-mini 2025-04-14 may be retired by now: not before 2027-04-14",
            as_of=date(2027, 4, 14),
        ),
        Row(
            "perhaps already gone",
            TRAINING,
            "may be retired by now: not before 2027-04-14",
            as_of=date(2027, 5, 1),
        ),
        Row(
            "the earlier of two dates",
            {**CHAT, "model": "o3@2025-04-16"},
            "retires on 2026-10-21",
            on="2026-11",
            as_of=date(2026, 9, 10),
        ),
    ],
    "AOAI503": [
        Row("open", CHAT),
        Row(
            "closed",
            MINI,
            "gpt-4o-mini 2024-07-18 is open to existing customers only (docs 2026-09-02)",
            path=("model",),
        ),
        Row(
            "closed in Azure Government",
            {**IN_GOVERNMENT, "model": "gpt-4.1@2025-04-14"},
            "gpt-4.1 2025-04-14 in Azure Government is open to existing customers only (docs 2026-07-28)",
            on="2026-11",
        ),
        Row(
            "open in the public cloud",
            {**IN_GOVERNMENT, "model": "gpt-4.1@2025-04-14", "region": "eastus"},
            on="2026-11",
        ),
        Row(
            "an existing customer",
            MINI,
            stack={"subscription": {"deployed_before": ["gpt-4o-mini@2024-07-18"]}},
        ),
        Row(
            "of another version",
            {**CHAT, "model": "gpt-4o@2024-08-06"},
            "existing customers",
            stack={"subscription": {"deployed_before": ["gpt-4o@2024-11-20"]}},
            fixes=("model gpt-4o@2024-11-20", "model gpt-5.1@2025-11-13"),
        ),
        Row("legacy is still open", GPT_4O),
        Row("a trained model of a closed base", trained_from("gpt-4o-mini@2024-07-18")),
        Row(
            "training on a closed base",
            {**TRAINING, "model": "gpt-4o-mini@2024-07-18"},
            "training of gpt-4o-mini 2024-07-18 is open to existing customers only",
        ),
        Row("retired is another matter", O3),
    ],
    "AOAI504": [
        Row("dev", VOICE),
        Row(
            "prod",
            {**VOICE},
            "gpt-realtime-2.1 2026-07-07 is a preview (docs 2026-09-02)",
            path=("model",),
            severity="warning",
            stack=PROD,
        ),
        Row("generally available", CHAT, stack=PROD),
        Row(
            "what only the page says",
            {**CHAT, "model": "gpt-4@0125-Preview", "deployment_type": "standard"}
            | {"region": "eastus"},
            "gpt-4 0125-Preview is a preview (docs 202",
            stack=PROD,
            on="2024-12",
            as_of=date(2024, 12, 10),
        ),
    ],
    "AOAI505": [
        Row("pinned", CHAT),
        Row(
            "left open",
            {**CHAT, "model": "gpt-5.1@default"},
            "gpt-5.1@default moves when the service's default does; today it means gpt-5.1@2025",
            path=("model",),
            severity="warning",
            fixes=("model gpt-5.1@2025-11-13",),
        ),
    ],
    "AOAI506": [
        Row("never", GPT_4O),
        Row(
            "another model",
            {**GPT_4O, "upgrade": "when-expired"},
            "upgrade when-expired may turn gpt-4o 2024-11-20 into gpt-5.1, another model (docs 2026",
            path=("upgrade",),
            severity="warning",
            fixes=("upgrade never",),
        ),
        Row("no replacement is documented", {**CHAT, "upgrade": "when-default-changes"}),
        Row(
            "provisioned is never upgraded",
            {**GPT_4O, "upgrade": "when-expired", "deployment_type": "global-provisioned"}
            | {"capacity": {"ptu": 50}},
        ),
        Row(
            "another version of the same model",
            {**CHAT, "model": "gpt-35-turbo@0613", "deployment_type": "standard"}
            | {"region": "eastus", "upgrade": "when-expired"},
            on="2024-12",
            as_of=date(2024, 12, 10),
        ),
    ],
    "AOAI609": [
        Row("a region", CHAT),
        Row(
            "any region",
            OPEN,
            "region left open, and nothing says near where: the first by name is taken",
            path=(),
            severity="note",
            fixes=("say where the applications run: home: REGION, beside workloads",),
        ),
        Row(
            "two of them",
            workloads={NAME: OPEN, "mail": {**OPEN, "residency": "global"}},
            says=f"{NAME} and mail: region left open, and nothing says near where",
        ),
        Row("a residency", {**OPEN, "deployment_type": "data-zone-standard", "residency": "eu"}),
        Row("a home", OPEN, stack={"home": "uksouth"}),
        Row("a group", OPEN, stack={"accounts": {"location": "uksouth"}}),
        Row("a neighbour", workloads={NAME: OPEN, "mail": CHAT}),
        Row("accepted", {**OPEN, "accept": ["AOAI609"]}, "region left open", severity="note"),
        Row("refused", {**OPEN, "model": "gpt-5.2@1999-01-01"}),
    ],
    "AOAI601": [
        Row("dev", CHAT),
        Row(
            "prod",
            {**CHAT, "deployment_type": "standard"},
            "one region only, and an interruption there stops all traffic (docs 2026-08-06)",
            path=("region",),
            severity="warning",
            stack=PROD,
            fixes=("no other region near offers it; accept: [AOAI601] with a reason",),
        ),
        Row(
            "two regions are allowed",
            {**TWO, "region": ["swedencentral", "francecentral"], "replicas": 1},
            "one region only",
            stack=PROD,
            fixes=("replicas 2",),
        ),
        Row(
            "any region is allowed",
            {**{k: v for k, v in TWO.items() if k != "region"}, "replicas": 1},
            "one region only",
            path=("deployment_type",),
            stack=PROD,
            fixes=("replicas 2",),
        ),
        Row("two replicas", {**TWO, "region": ["swedencentral", "francecentral"]}, stack=PROD),
        Row(
            "batch can wait",
            {**CHAT, "deployment_type": "global-batch", "capacity": {"units": 100}},
            stack=PROD,
        ),
        Row("developer is another matter", DEVELOPER, stack=PROD),
        Row("training", TRAINING, stack=PROD),
        Row("global types have an account in a region too", CHAT, "one region only", stack=PROD),
        Row(
            "several, said once",
            says="one, three and two: one region only, and an interruption there stops all traffic",
            workloads={"one": CHAT, "two": CHAT, "three": CHAT, "both": BOTH},
            stack=PROD,
            fixes=("replicas: 2 in two regions, or accept: [AOAI601] with a reason",),
        ),
        Row(
            "as many as there is room for",
            says="workload-07 and 32 more: one region only",
            workloads={f"workload-{n:02}": CHAT for n in range(40)},
            stack=PROD,
        ),
    ],
    "AOAI602": [
        Row("dev", DEVELOPER),
        Row(
            "prod",
            DEVELOPER,
            "a developer deployment in prod",
            path=("deployment_type",),
            severity="warning",
            stack=PROD,
            fixes=("deployment_type standard",),
        ),
        Row("another type in prod", TUNED, stack=PROD),
    ],
    "AOAI603": [
        Row("one", CHAT),
        Row("a data zone", {**TWO, "region": ["swedencentral", "francecentral"]}),
        Row(
            "global",
            {**CHAT, "region": ["swedencentral", "eastus2"], "replicas": 2},
            "2 global-standard replicas: each may process prompts anywhere (docs 2026-08-06), "
            "and all draw on one quota pool (docs 2026-08-20)",
            path=("deployment_type",),
            severity="note",
            fixes=("deployment_type data-zone-standard",),
        ),
        Row(
            "before pools were shared",
            {**CHAT, "region": ["swedencentral", "eastus2"], "replicas": 2},
            "2 global-standard replicas: each may process prompts anywhere (docs 2026-08-06)",
            as_of=date(2026, 8, 19),
        ),
        Row(
            "reserved throughput has a pool a region",
            {**CHAT, "region": ["swedencentral", "eastus2"], "replicas": 2}
            | {"deployment_type": "global-provisioned", "capacity": {"ptu": 15}},
            "2 global-provisioned replicas: each may process prompts anywhere (docs 2026-08-06)",
        ),
    ],
    "AOAI604": [
        Row("one", CHAT),
        Row("two of two", {**TWO, "region": ["swedencentral", "francecentral"]}),
        Row(
            "one of two",
            TWO,
            "2 replicas need 2 regions; only swedencentral is left",
            path=("replicas",),
            fixes=(
                "region [swedencentral, germanywestcentral, francecentral]",
                "replicas 1",
            ),
        ),
        Row("regions left open", {k: v for k, v in TWO.items() if k != "region"}),
        Row(
            "geographies",
            {**CHAT, "region": ["eastus2", "westus3"], "replicas": 2, "spread": "geography"},
            "2 replicas need 2 geographies; only united-states is left",
        ),
        Row(
            "the same regions, apart as regions",
            {**CHAT, "region": ["eastus2", "westus3"], "replicas": 2},
        ),
        Row(
            "training",
            {**TRAINING, "region": ["swedencentral", "westeurope"], "replicas": 2},
            "only swedencentral is left",
            fixes=("replicas 1",),
        ),
        Row("none left is another matter", {**TWO, "region": ["westeurope", "germanywestcentral"]}),
    ],
}


@pytest.mark.parametrize(
    ("rule", "workload", "stack"),
    [("AOAI601", CHAT, PROD), ("AOAI704", TUNED, {}), ("AOAI705", TUNED, {})],
)
def test_what_is_true_of_several_is_said_once_but_for_those_that_accept_it(
    rule: str, workload: dict[str, Any], stack: dict[str, Any]
) -> None:
    """One finding about the stack; the accepted ones stay on record, and are not called unused."""
    accepting = {**workload, "accept": [rule]}
    expired = {**workload, "accept": [{"rule": rule, "until": "2026-01-01"}]}
    workloads = {"one": workload, "two": accepting, "three": workload, "four": expired}
    row = Row("", workloads=workloads, stack=stack)
    told = {f.workload: f for f in row.findings(rule)}
    assert {name: f.accepted for name, f in told.items()} == {None: False, "two": True}
    assert told[None].message.startswith("four, one and three: ")
    assert [f.workload for f in row.findings("AOAI002")] == ["four"]


def test_retired_without_a_date_is_retired(monkeypatch: pytest.MonkeyPatch) -> None:
    """A document may list a version as retired and not say since when."""
    case = case_of(CHAT)
    known = replace(lifetime.lives(case)[0], stage=Stage.RETIRED, retires=None, replacement=None)
    monkeypatch.setattr(lifetime, "lives", lambda *_: (known,))
    offering = case.catalog.find(
        Target(case.subject, DeploymentType.GLOBAL_STANDARD, "swedencentral")
    )
    assert retired.reject(case, offering) == "retired"
    (found,) = retired.explain(case, [offering])
    assert found.message.startswith(f"gpt-5.1 2025-11-13 is retired ({known.source});")


def test_an_end_in_one_cloud_is_none_in_the_other() -> None:
    """text-embedding-3-large retires in Azure Government ten months before the public cloud."""
    both = {
        **IN_GOVERNMENT,
        "model": "text-embedding-3-large@1",
        "region": ["usgovarizona", "eastus"],
    }
    case = case_of(both, on=catalog("2026-11"), as_of=date(2027, 5, 1))
    weighed = weigh(case)
    assert [choice.region for choice in weighed.choices] == ["eastus"]
    ((offering, reasons),) = weighed.rejected
    assert (offering.region, reasons[retired.RULE]) == ("usgovarizona", "retired on 2027-04-15")
