"""Workloads with slips that people make: a name, what they wrote, what stands around it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

TUNED: dict[str, Any] = {
    "model": "gpt-4.1-mini@2025-04-14",
    "fine_tuned": {"id": "gpt-4.1-mini-2025-04-14.ft-b044a9d3cf9c4228b5d393567f693b83"},
    "deployment_type": "standard",
}
TRAINING: dict[str, Any] = {
    "model": "gpt-4.1-mini@2025-04-14",
    "training": {"type": "standard", "method": "sft"},
    "region": "swedencentral",
}
CHAT: dict[str, Any] = {
    "model": "gpt-5.1@2025-11-13",
    "deployment_type": "data-zone-standard",
    "region": "swedencentral",
    "capacity": {"tpm": 50_000},
}


@dataclass(frozen=True)
class Slip:
    """One workload, refused; `keys` of a stack file stand beside it."""

    name: str
    workload: dict[str, Any]
    keys: dict[str, Any] = field(default_factory=dict)

    def stack(self) -> dict[str, Any]:
        """The stack file as data."""
        return {**self.keys, "workloads": {"chat": self.workload, **self.keys.get("workloads", {})}}


def _chat(name: str, **keys: Any) -> Slip:
    return Slip(name, {k: v for k, v in {**CHAT, **keys}.items() if v is not None})


def _tuned(name: str, **keys: Any) -> Slip:
    return _chat(name, **{**TUNED, **keys})


def _prod(name: str, **keys: Any) -> Slip:
    return Slip(name, _chat(name, **keys).workload, {"environment": "prod"})


def _training(name: str, **keys: Any) -> Slip:
    return Slip(name, {k: v for k, v in {**TRAINING, **keys}.items() if v is not None})


def _quota(name: str, quota: dict[str, int], **keys: Any) -> Slip:
    return Slip(name, _chat(name, **keys).workload, {"subscription": {"quota": quota}})


NAMES = (
    _chat("model: letters swapped", model="gtp-5.1@2025-11-13"),
    _chat("model: upper case", model="GPT-5.1@2025-11-13"),
    _chat("model: a dash for the dot", model="gpt-5-1@2025-11-13"),
    _chat("model: a letter lost under eu", model="gpt-4.1-min@2025-04-14", residency="eu"),
    _chat("version: a day that is none", model="gpt-5.1@2025-11-31"),
    _chat("version: of another model", model="gpt-5.1@2025-04-14"),
    _chat("version: a digit wrong", model="gpt-4.1@2025-04-15"),
    _chat("region: a letter doubled", region="sweedencentral"),
    _chat("region: a letter lost", region="swedencentrl"),
    _chat("region: one of two", region=["swedencentral", "francecentrall"]),
    _chat(
        "region: one of two, both needed", region=["swedencentral", "francecentrall"], replicas=2
    ),
    _chat("region: words swapped", region="centralsweden"),
    _chat("region: typo under eu", region="germanywestcentrl", residency="eu"),
    _chat("region: typo under us", region="eastus22", residency="us"),
    _chat("residency: a word for a zone", residency="europ"),
    _chat("residency: a region's name", residency="eu-west"),
)

PLACES = (
    _chat("place: no standard here", deployment_type="standard", region="francecentral"),
    _chat("place: no standard here, eu", deployment_type="standard", region="francecentral", residency="eu"),
    _chat("place: no standard here, france", deployment_type="standard", region="francecentral", residency="france"),
    _chat("place: outside eu", region="eastus", residency="eu"),
    _chat("place: outside us", residency="us"),
    _chat("place: outside sweden", region="francecentral", residency="sweden", deployment_type="standard"),
    _chat("place: a zone is not a country", residency="sweden"),
    _chat("place: global under eu", deployment_type="global-standard", residency="eu"),
    _chat("place: global under eu, open", deployment_type="global-standard", residency="eu", region=None),
    _chat("place: global batch under eu", deployment_type="global-batch", residency="eu", capacity={"units": 100}),
    _chat("place: global provisioned under eu", deployment_type="global-provisioned", residency="eu", capacity={"ptu": 15}),
    _chat("place: global provisioned under sweden", deployment_type="global-provisioned", residency="sweden", capacity={"ptu": 15}),
    _chat("place: zone type, no zone", region="brazilsouth"),
    _chat("place: neither is sold", region=["norwayeast", "francecentral"], deployment_type="standard"),
    _chat("replicas: one region", replicas=2),
    _chat("replicas: one of two lacks it", replicas=2, deployment_type="standard", region=["swedencentral", "norwayeast"]),
    _chat("replicas: three of two", replicas=3, region=["swedencentral", "francecentral"], residency="eu"),
    _chat("replicas: of a country with one", replicas=2, deployment_type="standard", residency="sweden", region=None),
    _chat("replicas: geographies", replicas=2, spread="geography", region=["eastus", "eastus2"]),
)  # fmt: skip

TYPES = (
    _chat("type: never sold so", model="gpt-5.4-pro@2026-03-05", region="eastus2"),
    _chat("type: never sold so, eu", model="gpt-5.4-pro@2026-03-05", region="swedencentral", residency="eu"),
    _chat("type: developer of a base model", deployment_type="developer"),
    _chat("type: provisioned for standard", deployment_type="provisioned"),
    _chat("type: standard for provisioned", deployment_type="standard", capacity={"ptu": 50}),
    _chat("type: zone standard for zone provisioned", capacity={"ptu": 15}),
    _chat("type: batch for standard", deployment_type="global-batch"),
    _chat("type: provisioned of an embedding model", model="text-embedding-3-large@1", deployment_type="provisioned", capacity={"ptu": 50}, region="eastus"),
)  # fmt: skip

SIZES = (
    _chat("size: half a unit", capacity={"tpm": 50_500}),
    _chat("size: half a unit, open, eu", capacity={"tpm": 50_500}, region=None, residency="eu", deployment_type="standard"),
    _chat("size: less than a unit", capacity={"tpm": 500}),
    _chat("size: below the minimum", deployment_type="provisioned", capacity={"ptu": 15}),
    _chat("size: off the step", deployment_type="provisioned", capacity={"ptu": 75}),
    _chat("size: off the step, eu", deployment_type="data-zone-provisioned", capacity={"ptu": 17}, residency="eu"),
    _chat("size: below, region lacks it", deployment_type="provisioned", capacity={"ptu": 15}, region="italynorth", model="gpt-5.4@2026-03-05"),
    _chat("size: tokens for ptu under eu", deployment_type="data-zone-provisioned", residency="eu"),
)  # fmt: skip

LIVES = (
    _chat("life: retired", model="gpt-4o@2024-05-13"),
    _chat("life: retired, eu", model="gpt-4o@2024-05-13", residency="eu", deployment_type="standard"),
    _chat("life: retired, sweden", model="gpt-4o@2024-08-06", residency="sweden", deployment_type="standard"),
    _chat("life: closed to new customers", model="gpt-4o-mini@2024-07-18"),
    _chat("life: retired and odd", model="gpt-4o@2024-05-13", capacity={"tpm": 50_500}),
    _chat("life: o3 retired", model="o3@2025-04-16", region="eastus2"),
)  # fmt: skip

TWO = (
    _chat("two: region and size", region="norwayeast", deployment_type="standard", capacity={"tpm": 50_500}),
    _chat("two: typo and size", region="sweedencentral", capacity={"tpm": 50_500}),
    _chat("two: typo and type", region="sweedencentral", deployment_type="global-standard", residency="eu"),
    _chat("two: version and region", model="gpt-5.1@2025-11-31", region="swedencentrl"),
    _chat("two: residency and size", residency="europ", capacity={"tpm": 50_500}),
)  # fmt: skip

TUNING = (
    _tuned("tuned: zone type", deployment_type="data-zone-standard"),
    _tuned("tuned: region", region="westeurope"),
    _tuned("tuned: global under eu", deployment_type="global-standard", residency="eu"),
    _tuned("tuned: trained elsewhere", fine_tuned={**TUNED["fine_tuned"], "source_region": "northcentralus"}),
    _tuned("tuned: batch", deployment_type="global-batch", capacity={"units": 10}),
    _training("training: region", region="westeurope"),
    _training("training: not a model to train", model="gpt-5.1@2025-11-13"),
    _training("training: method", model="gpt-4.1-nano@2025-04-14", training={"type": "standard", "method": "rft"}),
    _training("training: global under eu", training={"type": "global", "method": "sft"}, residency="eu"),
    _training("training: typo", region="sweedencentral"),
)  # fmt: skip

AROUND = (
    _prod("prod: typo", region="sweedencentral"),
    _prod("prod: global under eu", deployment_type="global-standard", residency="eu"),
    _prod("prod: retired", model="gpt-4o@2024-05-13"),
    _prod("prod: half a unit", capacity={"tpm": 50_500}),
    _prod("prod: default and typo", model="gpt-5.1@default", region="sweedencentral"),
    _quota("quota: too little", {"OpenAI.DataZoneStandard.gpt-5.1": 40}),
    _quota("quota: none", {"OpenAI.DataZoneStandard.gpt-5.1": 0}),
    _quota("quota: of the other type", {"OpenAI.GlobalStandard.gpt-5.1": 10, "OpenAI.DataZoneStandard.gpt-5.1": 10}),
    _quota("quota: typo and too little", {"OpenAI.DataZoneStandard.gpt-5.1": 40}, region="sweedencentral"),
    Slip("beside: two share a pool", CHAT, {
        "subscription": {"quota": {"OpenAI.DataZoneStandard.gpt-5.1": 60}},
        "workloads": {"another": CHAT},
    }),
    Slip("beside: typo and a full pool", {**CHAT, "region": "sweedencentral"}, {
        "subscription": {"quota": {"OpenAI.DataZoneStandard.gpt-5.1": 60}}, "workloads": {"other": CHAT},
    }),
    Slip("beside: apart from the only region", {**CHAT, "apart_from": "other"}, {"workloads": {"other": CHAT}}),
    Slip("beside: typo, and apart", {**CHAT, "region": "sweedencentral", "apart_from": "other"}, {"workloads": {"other": CHAT}}),
    Slip("beside: a name misspelt", {**CHAT, "together_with": "othr"}, {"workloads": {"other": CHAT}}),
)  # fmt: skip

SLIPS = (*NAMES, *PLACES, *TYPES, *SIZES, *LIVES, *TWO, *TUNING, *AROUND)
