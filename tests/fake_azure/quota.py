"""Quota pools: what a deployment's capacity is taken from, and how much of it is left.

Sources: quota.md and the quotas-limits page of 2026-08-20; names as seen in usages lists of 2025
and 2026, with their irregular spellings.
"""

from __future__ import annotations

from dataclasses import dataclass

from tests.fake_azure.facts import BATCH, PROVISIONED, Facts
from tests.fake_azure.settings import Settings
from tests.fake_azure.store import State

REGIONAL, ZONE, GLOBAL = "Regional", "DataZone", "Global"

DEPLOYMENT = "microsoft.cognitiveservices/accounts/deployments"
ACCOUNT = "microsoft.cognitiveservices/accounts"

_IRREGULAR = {
    "OpenAI.Standard.gpt-4.1-mini": "OpenAI.Standard.gpt4.1-mini",
    "OpenAI.DataZoneStandard.o3-mini": "OpenAI.DatazoneStandard.o3-mini",
}
"""Both spellings were seen in 2026; which models have them was not said but for gpt4.1-mini."""


@dataclass(frozen=True, slots=True)
class Pool:
    """One quota of the subscription."""

    usage: str
    """The counter's name, `OpenAI.GlobalStandard.gpt-5.1`."""
    scope: str
    """`Regional`, `DataZone` or `Global`."""
    place: str
    """Region slug, data zone or `global`."""
    label: str
    documented: int | None = None
    """Limit that the documents give the subscription's tier."""

    @property
    def key(self) -> str:
        return f"{self.usage}@{self.place}"


_OF_OTHERS = {
    "Cohere/cohere-command-a": "Cohere-Command-A",
    "Cohere/Cohere-rerank-v4.0-fast": "Cohere-Rerank-V4-Fast",
    "Cohere/Cohere-rerank-v4.0-pro": "Cohere-Rerank-V4-Pro",
    "Cohere/embed-v-4-0": "Embed-V-4-0",
    "Mistral AI/Mistral-large": "MaaS",
}
"""Counters of other makers' models that are not spelt as the model; model list, 2026-08-22."""


def usage_name(model: str, sku: str, *, fine_tuned: bool) -> str:
    """The counter of a model and SKU: provisioned ones have one for all models of a service."""
    maker, _, name = model.rpartition("/")
    if maker:
        spelt = _OF_OTHERS.get(model, name)
        return f"AIServices.{sku}" if sku in PROVISIONED else f"AIServices.{sku}.{spelt}"
    if sku in PROVISIONED:
        return f"OpenAI.{sku}"
    if fine_tuned:
        return f"OpenAI.{sku}.{model.replace('gpt-4.1', 'gpt4.1')}-finetune"
    name = f"OpenAI.{sku}.{model}"
    return _IRREGULAR.get(name, name)


def pool(
    settings: Settings, facts: Facts, region: str, model: str, sku: str, *, fine_tuned: bool = False
) -> Pool:
    """The pool that a deployment in `region` draws on."""
    usage = usage_name(model, sku, fine_tuned=fine_tuned)
    scope, place = _scope(settings, facts, region, model, sku)
    if sku in PROVISIONED:
        label = f"Provisioned Managed Throughput Unit - {sku}"
    elif scope == REGIONAL:
        label = f"Tokens Per Minute (thousands) - {model}"
    else:
        label = f"One Thousand Tokens Per Minute - {model} - {sku}"
    told = None if fine_tuned else facts.limits.get((_tier(settings, sku), model, sku))
    return Pool(usage, scope, place, label, told)


def _tier(settings: Settings, sku: str) -> str:
    """Batch quota does not go by tiers but by agreement: that of most is called default."""
    return "default" if settings.quota_tier and sku in BATCH else settings.quota_tier


def _scope(settings: Settings, facts: Facts, region: str, model: str, sku: str) -> tuple[str, str]:
    """Since May 2026 pay-per-token pools reach as far as their type does; others are regional."""
    if model not in settings.regional_pools:
        if sku == "GlobalStandard":
            return GLOBAL, "global"
        zone = facts.zones.get(region)
        if sku == "DataZoneStandard" and zone:
            return ZONE, zone
    return REGIONAL, region


def limit(settings: Settings, of: Pool) -> int:
    """The pool's limit: of the place if that is set, else of the name, else what the documents give
    its tier, else the default."""
    given = {_plain(name): value for name, value in settings.quota.items()}
    usual = settings.default_quota if of.documented is None else of.documented
    keys = (_plain(of.key), _plain(of.usage))
    return next((given[k] for k in keys if k in given), usual)


def _plain(name: str) -> str:
    return name.lower().replace("gpt-", "gpt")


def used(state: State, of: Pool) -> int:
    """What is taken from the pool; deployments of soft-deleted accounts hold theirs."""
    held = [child for grave in state.deleted() for child in grave.children]
    return state.drawn(of.key) + sum(r.capacity for r in held if r.pool == of.key)


def accounts(state: State, region: str, kind: str = "") -> int:
    """How many accounts stand in a region, of one kind if given."""
    found = (r.body for r in state.of_type(ACCOUNT))
    return sum(b["location"] == region and kind in ("", b["kind"]) for b in found)
