"""The names of quota pools, how far they reach, and how a stack file gives them.

A pool is a counter of the subscription: a *usage name* and how far it reaches. Which pool a
deployment draws on and what it holds, `Facts` knows.
"""

from __future__ import annotations

from functools import lru_cache

from planner.domain.live import plain
from planner.domain.plan import SUBSCRIPTION, Pool
from planner.domain.publishers import OPENAI, parted
from planner.domain.terms import (
    DeploymentType,
    Family,
    Use,
    normalise_region,
)
from planner.domain.workload import Subscription
from planner.facts.catalog import Catalog

GRANTED = "subscription.quota"
"""What is said to have stated a limit that the stack file gives."""

TUNED = "-finetune"
"""How the counters of fine-tuned deployments end, unless provisioned."""


def usage_name(full: str, type_: DeploymentType, use: Use) -> str:
    """A counter's name by the documented pattern, `OpenAI.<Sku>.<model>`.

    The model is named as in a stack file; those of other publishers than OpenAI have counters
    `AIServices.<Sku>.<model>`. Provisioned pools have no model, since all models share them, trained ones too; the pools of
    other fine-tuned deployments end in `-finetune`. The service does not keep to one spelling
    (`OpenAI.DeveloperTier.gpt4.1-mini-finetune`, `OpenAI.DatazoneStandard...`): compare `plain`
    names. Source: the pattern is that of Manage Azure OpenAI quota (2026); the spellings are
    those of usages lists as reported in public, 2025 and 2026.
    """
    model, publisher = parted(full)
    service = OPENAI if publisher == OPENAI else _OTHERS
    if type_.family is Family.PROVISIONED:
        return f"{service}.{type_.sku}"
    tuned = TUNED if use is Use.FINE_TUNED else ""
    return f"{service}.{type_.sku}.{model}{tuned}"


_OTHERS = "AIServices"
"""How the counters of all publishers but OpenAI begin."""


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
