"""Rules 3xx and 4xx: sizes, and where prompts and weights may go."""

from __future__ import annotations

from datetime import date
from typing import Any

from tests.checks.rows import CHAT, TRAINING, TUNED, Row

PTU: dict[str, Any] = {**CHAT, "deployment_type": "provisioned", "capacity": {"ptu": 50}}
EU: dict[str, Any] = {**CHAT, "residency": "eu"}


def sized(unit: str, size: object, **more: object) -> dict[str, Any]:
    """The chat workload in another size."""
    return {**CHAT, "capacity": {unit: size}, **more}


def many(count: int, workload: dict[str, Any]) -> dict[str, Any]:
    return {f"w{number:02}": workload for number in range(count)}


SPEECH: dict[str, Any] = {
    "model": "whisper@001",
    "deployment_type": "standard",
    "region": "swedencentral",
    "capacity": {"units": 3},
}
TABLES: dict[str, list[Row]] = {
    "AOAI301": [
        Row("the minimum", PTU),
        Row(
            "below it",
            {**PTU, "capacity": {"ptu": 15}},
            "gpt-5.1 2025-11-13 as provisioned needs at least 50 PTU (docs 2026-05-22), not 15 PTU",
            path=("capacity",),
            fixes=("capacity {ptu: 50}", "deployment_type data-zone-provisioned"),
        ),
        Row("global has a smaller one", {**PTU, "deployment_type": "global-provisioned"}),
        Row("a range that reaches it", {**PTU, "capacity": {"ptu": {"min": 15, "target": 60}}}),
        Row(
            "in units",
            {**PTU, "capacity": {"units": 15}},
            "at least 50 units",
            fixes=("capacity {units: 50}",),
        ),
        Row("another unit", {**PTU, "capacity": {"tpm": 15_000}}),
        Row(
            "nobody knows the minimum",
            {
                **PTU,
                "deployment_type": "global-provisioned",
                "capacity": {"ptu": 1},
            },
            "no document gives the sizes of gpt-5.1 2025-11-13 as global-provisioned (catalog 2025",
            severity="note",
            on="2025-11",
            as_of=date(2025, 12, 20),
            stack={"subscription": {"approved": ["gpt-5.1"]}},
        ),
        Row(
            "which the service listed",
            {**PTU, "model": "gpt-4.1@2025-04-14", "capacity": {"ptu": 25}},
            "as provisioned needs at least 50 PTU (docs 2026-05-22), not 25 PTU; "
            "the service listed 25 to 30,000 by 25 (model list 2026-08-22)",
            severity="warning",
            fixes=("capacity {ptu: 50}",),
        ),
        Row(
            "which only the service gives",
            {
                **PTU,
                "model": "gpt-5.4-mini@2026-03-17",
                "capacity": {"ptu": 1},
                "region": "westus3",
            },
            "gpt-5.4-mini 2026-03-17 as provisioned needs at least 25 PTU (model list 2026-08-22)",
        ),
        Row(
            "a type that fits comes second",
            {**PTU, "deployment_type": ["provisioned", "global-provisioned"]}
            | {"capacity": {"ptu": 15}},
        ),
    ],
    "AOAI302": [
        Row("large", {**PTU, "capacity": {"ptu": 100_000}}),
        Row(
            "larger than a deployment can be",
            {**PTU, "capacity": {"ptu": 100_050}},
            "provisioned deployments have at most 100,000 PTU (docs 2026-",
            path=("capacity",),
            fixes=("capacity {ptu: 100000}",),
        ),
        Row(
            "a range that starts below it",
            {**PTU, "capacity": {"ptu": {"min": 50, "target": 200_000}}},
        ),
        Row("tokens", sized("tpm", 2_000_000_000), "at most 1,000,000,000 TPM"),
    ],
    "AOAI303": [
        Row("on a step", {**PTU, "capacity": {"ptu": 100}}),
        Row(
            "between two steps",
            {**PTU, "capacity": {"ptu": 75}},
            "as provisioned starts at 50 and grows by 50 (docs 2026-05-22), not 75 PTU",
            path=("capacity",),
            fixes=("capacity {ptu: 100}", "capacity {ptu: 50}"),
        ),
        Row(
            "tokens in hundreds",
            sized("tpm", 50_500),
            "capacity 50,500 TPM is not a multiple of 1,000",
            fixes=("capacity {tpm: 51000}", "capacity {tpm: 50000}"),
        ),
        Row(
            "half a unit",
            sized("tpm", 500),
            "500 TPM is not a multiple of 1,000",
            fixes=("capacity {tpm: 500000}",),
        ),
        Row(
            "thousands, where the file takes tokens",
            sized("tpm", 50),
            "capacity 50 TPM is not a multiple of 1,000",
            fixes=("capacity {tpm: 50000}",),
        ),
        Row("a range with a step inside", {**PTU, "capacity": {"ptu": {"min": 60, "target": 110}}}),
        Row(
            "a range without one",
            {**PTU, "capacity": {"ptu": {"min": 60, "target": 90}}},
            "not 60 to 90 PTU",
            fixes=("capacity {ptu: 100}", "capacity {ptu: 50}"),
        ),
        Row(
            "a minimum that is no multiple of the step",
            {**PTU, "model": "o1@2024-12-17", "capacity": {"ptu": 75}, "region": "eastus2"},
        ),
        Row("below the minimum is another matter", {**PTU, "capacity": {"ptu": 15}}),
    ],
    "AOAI304": [
        Row("tokens", CHAT),
        Row("throughput units", PTU),
        Row("units fit any type", {**PTU, "capacity": {"units": 50}}),
        Row(
            "tokens for provisioned",
            {**PTU, "capacity": {"tpm": 50_000}},
            "provisioned deployments are sized in ptu (docs 2026-08-06), not in tpm",
            path=("capacity",),
            fixes=("capacity {ptu: 50}", "deployment_type standard"),
        ),
        Row(
            "throughput units for standard",
            sized("ptu", 50),
            "global-standard deployments are sized in tpm",
            fixes=("deployment_type global-provisioned",),
        ),
        Row(
            "tokens for batch",
            sized("tpm", 50_000, deployment_type="global-batch", model="gpt-5.4-mini@2026-03-17"),
            "global-batch deployments are sized in units",
            fixes=("capacity {units: 50}", "deployment_type global-standard"),
        ),
        Row(
            "tokens for batch, in no full thousands",
            sized("tpm", 50_500, deployment_type="global-batch", model="gpt-5.4-mini@2026-03-17"),
            "global-batch deployments are sized in units",
            fixes=("capacity {units: 51}",),
        ),
        Row(
            "one of two types fits", {**CHAT, "deployment_type": ["provisioned", "global-standard"]}
        ),
        Row(
            "tokens for images",
            sized("tpm", 50_000, model="gpt-image-1-mini@2025-10-06", region="eastus2"),
            "gpt-image-1-mini is sold by requests and sized in units, not in tpm; one gives 3 per minute (model list 2026-08-22)",
            path=("capacity",),
            fixes=("capacity {units: 1}",),
        ),
        Row(
            "tokens for speech",
            {**SPEECH, "capacity": {"tpm": 50_500}},
            "whisper is sold by requests and sized in units, not in tpm; one gives 1 per minute",
            fixes=("capacity {units: 3}",),
        ),
        Row("units for speech", SPEECH),
        Row(
            "of some models nobody says what a unit gives",
            {**SPEECH, "model": "dall-e-3@3.0", "capacity": {"tpm": 1_000}},
            "not in tpm; what one gives is not documented (docs 2026-02-17)",
            on="2024-12",
            as_of=date(2024, 12, 10),
        ),
    ],
    "AOAI307": [
        Row("as many as there may be", workloads=many(32, CHAT), says=None),
        Row(
            "one more",
            workloads=many(33, CHAT),
            says="account aoai-stack-swedencentral is full: it holds at most 32 deployments (docs",
        ),
        Row("ten trained models", workloads=many(10, TUNED), says=None),
        Row("eleven", workloads=many(11, TUNED), says="at most 10 fine-tuned deployments (docs"),
        Row(
            "two regions",
            workloads=many(20, CHAT) | {f"v{n}": {**CHAT, "region": "eastus2"} for n in range(20)},
            says=None,
        ),
    ],
    "AOAI308": [
        Row("enough", sized("tpm", 5_000)),
        Row(
            "one thousand tokens",
            sized("tpm", 1_000),
            "1,000 TPM is less than one request",
            path=("capacity",),
            severity="warning",
            fixes=("capacity {tpm: 10000}",),
        ),
        Row("the same in units", sized("units", 1), "1,000 TPM", fixes=("capacity {units: 10}",)),
        Row(
            "units that count requests",
            sized("units", 3, model="gpt-image-1.5@2025-12-16", region="eastus2"),
        ),
        Row("sound", sized("units", 1, model="gpt-realtime@2025-08-28")),
        Row("units of speech", {**SPEECH, "capacity": {"units": 1}}),
        Row("a range that reaches higher", sized("tpm", {"min": 1_000, "target": 50_000})),
        Row("provisioned", PTU),
    ],
    "AOAI401": [
        Row("no boundary", CHAT),
        Row("no boundary in words", {**CHAT, "residency": "global"}),
        Row(
            "global under eu",
            EU,
            "global-standard may process prompts outside eu (docs 2026-08-06)",
            path=("deployment_type",),
            fixes=("deployment_type data-zone-standard (stays in eu)",),
        ),
        Row("data zone under eu", {**EU, "deployment_type": "data-zone-standard"}),
        Row("standard under eu", {**EU, "deployment_type": "standard"}),
        Row(
            "the other zone",
            {**EU, "deployment_type": "data-zone-standard", "region": "eastus2"},
            "data-zone-standard in eastus2 may process prompts outside eu",
            path=("region",),
            fixes=("region francecentral",),
        ),
        Row(
            "united kingdom is not in the zone",
            {**EU, "deployment_type": "standard", "model": "gpt-4.1-mini@2025-04-14"}
            | {"region": "uksouth"},
            "standard in uksouth",
            fixes=("region francecentral",),
        ),
        Row("a geography", {**EU, "residency": "sweden", "deployment_type": "standard"}),
        Row(
            "a zone is larger than a geography",
            {**EU, "residency": "sweden", "deployment_type": "data-zone-standard"},
            "outside sweden",
            fixes=("deployment_type standard (stays in sweden)",),
        ),
        Row(
            "the us zone lies in one geography",
            {**CHAT, "residency": "united-states", "deployment_type": "data-zone-standard"}
            | {"region": "eastus2"},
        ),
        Row(
            "the region itself: documents disagree",
            {**CHAT, "residency": "region", "deployment_type": "standard"},
            "docs 2026-06-11 say standard stays in the region, docs 2026-08-06 that it may move",
            path=("residency",),
            severity="warning",
        ),
        Row(
            "the region itself, globally",
            {**CHAT, "residency": "region"},
            "global-standard may process prompts outside the region",
            severity="error",
        ),
        Row("training in the region", {**TRAINING, "residency": "region"}),
        Row(
            "global training",
            {**TRAINING, "residency": "eu", "training": {"type": "global", "method": "sft"}},
            "global may train outside eu",
            path=("training", "type"),
        ),
        Row("a word nobody knows", {**CHAT, "residency": "mars"}),
        Row(
            "regions left open",
            {
                **{k: v for k, v in EU.items() if k != "region"},
                "deployment_type": "data-zone-standard",
            },
        ),
    ],
    "AOAI402": [
        Row("standard", TUNED),
        Row(
            "global under eu",
            {**TUNED, "deployment_type": "global-standard", "residency": "eu"},
            "may be stored outside the geography for a time (docs 2026-02-11); residency is eu",
            path=("deployment_type",),
            severity="error",
            fixes=("deployment_type standard (stays in eu)",),
        ),
        Row(
            "global without a boundary",
            {**TUNED, "deployment_type": "global-standard"},
            "may be stored outside the geography",
            severity="warning",
            fixes=("deployment_type standard",),
        ),
        Row("a base model has no weights of yours", EU),
        Row("developer", {**TUNED, "deployment_type": "developer"}),
    ],
    "AOAI403": [
        Row("none", CHAT),
        Row("a zone", EU),
        Row("any case", {**EU, "residency": "EU"}),
        Row("a geography", {**CHAT, "residency": "United States", "deployment_type": "standard"}),
        Row(
            "nearly a zone",
            {**CHAT, "residency": "europ", "deployment_type": "data-zone-standard"},
            "europ is no residency of catalog 2026-09; did you mean",
            path=("residency",),
            fixes=("residency eu",),
        ),
        Row(
            "nothing near", {**CHAT, "residency": "zzz"}, "use global, us, eu, apac, eu-members, r"
        ),
        Row("a country by its code", {**CHAT, "residency": "uk", "region": "uksouth"}),
        Row("EU member states", {**CHAT, "residency": "eu-members"}),
        Row(
            "a country without regions",
            {**CHAT, "residency": "austria"},
            "no table names a region there (eu-members and eu are around it)",
        ),
        Row(
            "a country that shares its geography",
            {**CHAT, "residency": "Singapore"},
            "no type promises to stay in it alone, its geography is asia-pacific",
        ),
    ],
}
