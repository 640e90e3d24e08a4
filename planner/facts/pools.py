"""The names of quota pools, how far they reach, and how a stack file gives them.

A pool is a counter of the subscription: a *usage name* and how far it reaches. Which pool a
deployment draws on and what it holds, `Facts` knows.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from planner.domain.live import plain
from planner.domain.plan import SUBSCRIPTION, Pool
from planner.domain.publishers import OPENAI
from planner.domain.subject import Subject
from planner.domain.terms import (
    DeploymentType,
    Family,
    Use,
    normalise_region,
)
from planner.domain.workload import Subscription
from planner.facts.catalog import Catalog
from planner.facts.hosts import is_on_azure

GRANTED = "subscription.quota"
"""What is said to have stated a limit that the stack file gives."""

TUNED = "-finetune"
"""How the counters of fine-tuned deployments end, unless provisioned."""


def usage_name(subject: Subject, type_: DeploymentType) -> str:
    """A counter's name by the documented pattern, `OpenAI.<Sku>.<model>`.

    Other publishers than OpenAI have counters `AIServices.<Sku>.<model>`. Provisioned pools have no model, since all models share them, trained ones too; the pools of
    other fine-tuned deployments end in `-finetune`. The service does not keep to one spelling
    (`OpenAI.DeveloperTier.gpt4.1-mini-finetune`, `OpenAI.DatazoneStandard...`): compare `plain`
    names. Source: the pattern is that of Manage Azure OpenAI quota (2026); the spellings are
    those of usages lists as reported in public, 2025 and 2026.
    """
    service = OPENAI if subject.publisher == OPENAI else _OTHERS
    if type_.family is Family.PROVISIONED:
        return f"{service}.{type_.sku}"
    tuned = TUNED if subject.use is Use.FINE_TUNED else ""
    return f"{service}.{type_.sku}.{_counted_as(subject)}{tuned}"


_OTHERS = "AIServices"
"""How the counters of all publishers but OpenAI begin."""

_SPELT: Mapping[str, str] = {
    "Cohere/Cohere-rerank-v4.0-fast": "Cohere-Rerank-V4-Fast",
    "Cohere/Cohere-rerank-v4.0-pro": "Cohere-Rerank-V4-Pro",
    "Cohere/cohere-command-a": "Cohere-Command-A",
    "Cohere/embed-v-4-0": "Embed-V-4-0",
}
_NO_QUOTA = frozenset(
    {
        "Cohere/Cohere-embed-v3-english",
        "Cohere/Cohere-embed-v3-multilingual",
        "Meta/Llama-3.2-11B-Vision-Instruct",
        "Meta/Llama-3.2-90B-Vision-Instruct",
        "Meta/Meta-Llama-3.1-405B-Instruct",
        "Meta/Meta-Llama-3.1-8B-Instruct",
        "Mistral AI/Ministral-3B",
        "Mistral AI/Mistral-large",
    }
)
"""Old marketplace models, which share one counter that divides nothing: each has capacity 1 of 1."""


def _counted_as(subject: Subject) -> str:
    """The model's part of a counter's name, by the ARM model list of 2026-08-22.

    Claude on Azure has a counter beside that of Anthropic's own. All Fireworks models share one,
    by one usages list that was seen in public.
    """
    full = subject.full_model
    if subject.publisher == "Fireworks":
        return "Fireworks"
    if full in _NO_QUOTA and subject.use is Use.BASE:
        return "MaaS"
    return f"{subject.model}.Azure" if is_on_azure(subject) else _SPELT.get(full, subject.model)


def pool_name(catalog: Catalog, subject: Subject, type_: DeploymentType) -> str:
    """A counter's name as the service listed it; by the documented pattern where no list has it."""
    return catalog.sightings.usage_name(subject, type_) or usage_name(subject, type_)


def is_keyed_by_region(subscription: Subscription, name: str, catalog: Catalog) -> bool:
    """Whether the stack file gives quota of this name region by region."""
    if not subscription.quota:
        return False
    return plain(name) in _regional(tuple(subscription.quota), catalog)


@lru_cache(maxsize=32)
def _regional(keys: tuple[str, ...], catalog: Catalog) -> frozenset[str]:
    """The plain names that keys give per region; asked for every way to place a workload."""
    named = map(split, keys)
    return frozenset(plain(name) for name, scope in named if scope in catalog.regions)


def split(key: str) -> tuple[str, str]:
    """A key of `subscription.quota` as usage name and scope; no scope is an empty text."""
    name, _, scope = key.partition("@")
    return name.strip(), normalise_region(scope.strip())


def granted(subscription: Subscription, pool: Pool) -> int | None:
    """What the stack file says of a pool: its own key first, then the one without a scope.

    A key without a scope speaks of every pool of that name: of each region's, if there are
    several. Of two spellings of one key the smaller number counts.
    """
    for scope in (normalise_region(pool.scope), ""):
        given = [
            number
            for key, number in subscription.quota.items()
            if (plain(split(key)[0]), split(key)[1]) == (plain(pool.name), scope)
        ]
        if given:
            return min(given)
    return None


_COUNTERS = {
    "OpenAI": ("OpenAI.S0.AccountCount", "accounts-per-region"),
    "AIServices": ("AIServices.S0.AccountCount", "foundry-accounts-per-region"),
}
"""By kind of account: the service's counter of a region, and the documented limit."""


def account_pool(kind: str, region: str) -> Pool:
    """The counter of a region's accounts of a kind. Raises KeyError for an unknown kind."""
    return Pool(_COUNTERS[kind][0], region)


def account_limit_name(kind: str) -> str:
    """The name of the documented limit. Raises KeyError for an unknown kind."""
    return _COUNTERS[kind][1]


def reach(catalog: Catalog, scope: str) -> frozenset[str]:
    """The regions whose lists show a pool of this scope."""
    if scope == SUBSCRIPTION:
        return frozenset(catalog.regions)
    zone = (slug for slug, region in catalog.regions.items() if region.data_zone == scope)
    return frozenset(zone) or frozenset({scope})
