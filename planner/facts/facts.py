"""What is known on a day, and whose word it is.

Three voices speak, and the first that knows an answer gives it: what was *measured* of the
subscription (a live snapshot), what the stack file *said* of it, what is *documented* (the
catalog). What follows from that for quota is told in docs/quota.md. Numbers are in ARM's capacity
units: thousands of tokens per minute, PTU, or what else `sku.capacity` counts.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import NamedTuple

from planner.domain.live import Live
from planner.domain.plan import SUBSCRIPTION, Pool
from planner.domain.publishers import canonical_model
from planner.domain.subject import Subject, Target
from planner.domain.terms import Cloud, DeploymentType, QuotaScope, TrainingType, Unit, Use
from planner.domain.workload import Subscription
from planner.facts.catalog import Catalog
from planner.facts.pools import (
    GRANTED,
    account_limit_name,
    account_pool,
    granted,
    is_keyed_by_region,
    pool_name,
    reach,
)


class Stated(NamedTuple):
    """A number, and whose word it is."""

    number: int | None
    """None when nobody says."""
    said_by: str
    """Voice and day: `live 2026-09-30, others hold 50`, `subscription.quota`, `tier 1, docs
    2026-08-20`; empty when nobody says."""


NOBODY = Stated(None, "")


@dataclass(frozen=True, slots=True)
class Facts:
    """The three voices on one day; every answer says which of them gave it."""

    day: date
    documents: Catalog
    said: Subscription
    measured: Live | None = None
    """Without what the stack itself holds, once `Scene` has seen to that."""

    def pool_of(self, target: Target) -> Pool | None:
        """The pool that a deployment draws on; None for what draws on none (training).

        What a live snapshot says of the scope goes before the documents. So does a subscription
        whose quota is keyed by region for this usage name: its portal shows the scope, no
        document does.
        """
        subject, type_, region = target
        if isinstance(type_, TrainingType) or subject.use is Use.TRAINING:
            return None
        name = pool_name(self.documents, subject, type_)
        seen = self.measured.scope(name, region) if self.measured else None
        if seen is not None:
            return Pool(name, seen)
        return Pool(name, self._scope(name, subject, type_, region))

    def _scope(self, name: str, subject: Subject, type_: DeploymentType, region: str) -> str:
        known = self.documents.pool_scope(subject, type_, self.day)
        scope = known.scope if known else QuotaScope.REGION
        if type_.unit is Unit.TPM and self.documents.cloud_of(region) is Cloud.GOVERNMENT:
            scope = (
                QuotaScope.REGION
            )  # says its page, 2026-07-09; the shared pools are the public's
        if scope is QuotaScope.REGION or is_keyed_by_region(self.said, name, self.documents):
            return region
        if scope is QuotaScope.SUBSCRIPTION:
            return SUBSCRIPTION
        place = self.documents.regions.get(region)
        return (place.data_zone if place else None) or region

    def limit_of(self, pool: Pool, subject: Subject, type_: DeploymentType) -> Stated:
        """What a pool holds: as measured (less what others hold), as granted, or by the tier."""
        return self._measured(pool) or self._granted(pool) or self._default(pool, subject, type_)

    def _measured(self, pool: Pool) -> Stated | None:
        if self.measured is None:
            return None
        usage = self.measured.usage(pool.name, pool.scope, reach(self.documents, pool.scope))
        if usage is None:
            return None
        others = f", others hold {usage.current:,}" if usage.current else ""
        left = max(0, usage.limit - usage.current)
        return Stated(left, f"live {self.measured.taken.isoformat()}{others}")

    def _granted(self, pool: Pool) -> Stated | None:
        number = granted(self.said, pool)
        return None if number is None else Stated(number, GRANTED)

    def _default(self, pool: Pool, subject: Subject, type_: DeploymentType) -> Stated:
        """The documents have no defaults for fine-tuned deployments, and none for provisioned."""
        tier = self.said.quota_tier
        if tier is None or subject.use is Use.FINE_TUNED:
            return NOBODY
        cloud = self.documents.cloud_of(pool.scope)
        default = self.documents.quota_default(tier, subject.full_model, type_, cloud)
        if default is None or default.limit is None:
            return NOBODY
        return Stated(default.limit, f"{_called(tier)}, {default.source}")

    def account_limit(self, region: str, kind: str) -> Stated:
        """How many accounts of a kind a region may have."""
        given = self._granted(account_pool(kind, region))
        limit = self.documents.limit(account_limit_name(kind))
        return given or (Stated(limit.value, str(limit.source)) if limit else NOBODY)

    def is_approved(self, subject: Subject) -> bool:
        """Whether the stack file says that access to the model or the version was granted."""
        named = {subject.full_model, subject.pinned.pin}
        return not named.isdisjoint(map(canonical_model, self.said.approved))

    def has_deployed(self, subject: Subject) -> bool:
        """Whether the stack file says that this exact version was deployed before."""
        return subject.pinned in self.said.deployed_before

    def freed(self, held: Mapping[tuple[str, str], int]) -> Facts:
        """The same without what is held of the measured pools, by their names and scopes."""
        if self.measured is None:
            return self
        return replace(self, measured=self.measured.less(held, self.documents.regions))


def _called(tier: str) -> str:
    """A tier, or an agreement, as whose word a limit is."""
    return f"tier {tier}" if tier.isdigit() or tier == "free" else f"{tier} agreement"
