"""Which quota pool a deployment draws on, and how much that pool holds.

A pool is a counter of the subscription: a *usage name* and how far it reaches. What is counted,
and whose word on a limit comes first, is told in docs/quota.md. Numbers are in ARM's capacity
units: thousands of tokens per minute, PTU, or what else `sku.capacity` counts.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from functools import lru_cache

from planner.domain.live import Live, plain
from planner.domain.plan import SUBSCRIPTION, Deployment, Pool
from planner.domain.subject import Subject, Target
from planner.domain.terms import (
    DeploymentType,
    Family,
    QuotaScope,
    TrainingType,
    Use,
    normalise_region,
)
from planner.domain.workload import Stack, Subscription
from planner.facts.catalog import Catalog

GRANTED = "subscription.quota"
"""What is said to have stated a limit that the stack file gives."""

_TUNED = "-finetune"


def usage_name(model: str, type_: DeploymentType, use: Use) -> str:
    """A counter's name by the documented pattern, `OpenAI.<Sku>.<model>`.

    Provisioned pools have no model, since all models share them, trained ones too; the pools of
    other fine-tuned deployments end in `-finetune`. The service does not keep to one spelling
    (`OpenAI.DeveloperTier.gpt4.1-mini-finetune`, `OpenAI.DatazoneStandard...`): compare `plain`
    names. Source: the pattern is that of Manage Azure OpenAI quota (2026); the spellings are
    those of usages lists as reported in public, 2025 and 2026.
    """
    if type_.family is Family.PROVISIONED:
        return f"OpenAI.{type_.sku}"
    tuned = _TUNED if use is Use.FINE_TUNED else ""
    return f"OpenAI.{type_.sku}.{model}{tuned}"


def pool_of(
    catalog: Catalog, as_of: date, target: Target, subscription: Subscription | None = None
) -> Pool | None:
    """The pool that a deployment in a region draws on; None for what draws on none (training).

    What a live snapshot says of the scope goes before the documents.
    So does a subscription whose quota is keyed by region for this usage name: its portal shows
    the scope, no document does.
    """
    subject, type_, region = target
    if isinstance(type_, TrainingType) or subject.use is Use.TRAINING:
        return None
    name = usage_name(subject.model, type_, subject.use)
    measured = subscription.live.scope(name, region) if subscription and subscription.live else None
    if measured is not None:
        return Pool(name, measured)
    said = catalog.pool_scope(subject, type_, as_of)
    scope = said.scope if said else QuotaScope.REGION
    if scope is not QuotaScope.REGION and _by_region(subscription, name, catalog):
        scope = QuotaScope.REGION
    if scope is QuotaScope.SUBSCRIPTION:
        return Pool(name, SUBSCRIPTION)
    known = catalog.regions.get(region)
    zone = known.data_zone if known and scope is QuotaScope.DATA_ZONE else None
    return Pool(name, zone or region)


def _by_region(subscription: Subscription | None, name: str, catalog: Catalog) -> bool:
    if subscription is None or not subscription.quota:
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


def limit_of(
    subscription: Subscription,
    catalog: Catalog,
    pool: Pool,
    subject: Subject,
    type_: DeploymentType,
) -> tuple[int | None, str]:
    """What a pool holds and who says so; `(None, "")` when nobody does.

    In order: what a live snapshot measured (less what others hold), `subscription.quota`, the
    documented default of the subscription's tier. The documents have no defaults for fine-tuned
    deployments, and none for provisioned ones.
    """
    measured = subscription.live and _measured(subscription.live, catalog, pool)
    if measured:
        return measured
    number = granted(subscription, pool)
    if number is not None:
        return number, GRANTED
    tier = subscription.quota_tier
    if tier is None or subject.use is Use.FINE_TUNED:
        return None, ""
    default = catalog.quota_default(tier, subject.model, type_)
    if default is None or default.limit is None:
        return None, ""
    return default.limit, f"tier {tier}, {default.source}"


_COUNTERS = {
    "OpenAI": ("OpenAI.S0.AccountCount", "accounts-per-region"),
    "AIServices": ("AIServices.S0.AccountCount", "foundry-accounts-per-region"),
}
"""By kind of account: the service's counter of a region, and the documented limit."""


def account_pool(kind: str, region: str) -> Pool:
    """The counter of a region's accounts of a kind. Raises KeyError for an unknown kind."""
    return Pool(_COUNTERS[kind][0], region)


def account_limit(
    subscription: Subscription, catalog: Catalog, region: str, kind: str
) -> tuple[int | None, str]:
    """How many accounts of a kind a region may have, and who says so; `(None, "")` for nobody."""
    given = granted(subscription, account_pool(kind, region))
    if given is not None:
        return given, GRANTED
    limit = catalog.limit(_COUNTERS[kind][1])
    return (limit.value, str(limit.source)) if limit else (None, "")


def _measured(live: Live, catalog: Catalog, pool: Pool) -> tuple[int, str] | None:
    usage = live.usage(pool.name, pool.scope, reach(catalog, pool.scope))
    if usage is None:
        return None
    others = f", others hold {usage.current:,}" if usage.current else ""
    return max(0, usage.limit - usage.current), f"live {live.taken.isoformat()}{others}"


def reach(catalog: Catalog, scope: str) -> frozenset[str]:
    """The regions whose lists show a pool of this scope."""
    if scope == SUBSCRIPTION:
        return frozenset(catalog.regions)
    zone = (slug for slug, region in catalog.regions.items() if region.data_zone == scope)
    return frozenset(zone) or frozenset({scope})


def measured(
    stack: Stack, live: Live, runs: Iterable[Deployment], catalog: Catalog, as_of: date
) -> Stack:
    """The stack with what was measured of its subscription, less what the stack itself holds.

    `runs` are the stack's own deployments as the lock knows them; those of workloads that are
    gone from the stack file hold their quota until they are deleted.
    """
    with_live = stack.model_copy(update={"subscription": stack.subscription.measured(live)})
    own = (each for each in runs if each.workload in stack.workloads)
    pools = drawn(own, with_live, catalog, as_of)
    held = {(p.name, p.scope): sum(d.capacity for d in by) for p, by in pools.items()}
    freed = live.less(held, catalog.regions)
    return stack.model_copy(update={"subscription": stack.subscription.measured(freed)})


def subject_of(deployment: Deployment, stack: Stack) -> Subject:
    """What a deployment uses; of a trained model, the model that it came from."""
    tuned = deployment.use is Use.FINE_TUNED
    model = stack.workloads[deployment.workload].model.model if tuned else deployment.model
    return Subject(model, deployment.version, deployment.use)


def drawn(
    deployments: Iterable[Deployment], stack: Stack, catalog: Catalog, as_of: date
) -> Mapping[Pool, tuple[Deployment, ...]]:
    """The deployments that draw on each pool, all in a fixed order."""
    found: dict[Pool, list[Deployment]] = {}
    known: dict[Target, Pool | None] = {}
    for each in sorted(deployments, key=lambda d: (d.workload, d.region, d.account, d.name)):
        target = Target(subject_of(each, stack), each.type, each.region)
        if target not in known:
            known[target] = pool_of(catalog, as_of, target, stack.subscription)
        pool = known[target]
        if pool is not None:
            found.setdefault(pool, []).append(each)
    return {pool: tuple(found[pool]) for pool in sorted(found)}
