"""AOAI313: a key of `subscription.quota` that counts for nothing."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches

from planner.checks.base import Placed, StackRule
from planner.checks.common import counters
from planner.domain.finding import Finding, Page, Remedy, Rule
from planner.domain.live import plain
from planner.domain.terms import Party, QuotaScope, Severity, Verdict, normalise_region
from planner.facts.azure_regions import GEOGRAPHY_OF
from planner.facts.pools import split

RULE = Rule(
    id="AOAI313",
    slug="quota-key-unknown",
    title="Quota key that counts for nothing",
    severity=Severity.WARNING,
    verdict=Verdict.OK,
    speaks_for=Party.PLANNER,
    page=Page(
        what="A key of `subscription.quota` is no counter of the usages list: the name is none that a model and deployment type of the catalog give (`OpenAI.<SKU>.<model>`, without the model for provisioned types), or what stands behind `@` is no region and no data zone, or a data zone where the counter has a pool in each region or one for the subscription.",
        why="The number is read and never used: the pool that was meant stays unknown, or is taken from a tier's default.",
        example="""\
subscription:
  quota_tier: 1
  quota: {OpenAI.GlobalStandart.gpt-5.1: 100}
workloads:
  support-chat:
    model: gpt-5.1@2025-11-13
    deployment_type: global-standard
    region: swedencentral
    capacity: {tpm: 50000}
""",
        fix="Write the name as the portal's quota page and `az cognitiveservices usage list` show it; the finding names the near one.",
        source="Quotas and limits, 2026-08-20; names of usages lists as reported in public, 2025 and 2026; docs/quota.md.",
    ),
)

_ALIKE = 0.8
_PATH = ("subscription", "quota")


def check(placed: Placed) -> Iterator[Finding]:
    """A warning for each key whose name or scope nothing has."""
    for key in sorted(placed.facts.said.quota):
        name, scope = split(key)
        if not _is_counted(placed, name):
            yield _unknown_name(placed, key, name)
        elif scope and not _is_place(placed, scope):
            yield _nowhere(placed, key, scope)
        elif scope and not _is_reach(placed, name, scope):
            yield _other_reach(placed, key, scope)


def _is_counted(placed: Placed, name: str) -> bool:
    if plain(name) in counters.names(placed.catalog):
        return True
    live = placed.facts.measured
    return live is not None and any(plain(u.name) == plain(name) for u in live.usages)


def _unknown_name(placed: Placed, key: str, name: str) -> Finding:
    near = counters.near(placed.catalog, name)
    what = (
        "it lacks the prefix OpenAI." if near == f"{counters.PREFIX}{name}" else "no such counter"
    )
    message = f"{name} counts for nothing: {what} in catalog {placed.catalog.name}"
    fix = (
        f"did you mean {near}?" if near else "spell it as OpenAI.<SKU>.<model>, as the portal does"
    )
    return RULE.finding((*_PATH, key), message, remedies=[Remedy(fix)])


def _is_place(placed: Placed, scope: str) -> bool:
    regions = placed.catalog.regions
    zones = {normalise_region(r.data_zone) for r in regions.values() if r.data_zone}
    return scope in regions or scope in zones or scope in GEOGRAPHY_OF


def _nowhere(placed: Placed, key: str, scope: str) -> Finding:
    near = get_close_matches(scope, placed.catalog.regions, 1, _ALIKE)
    name = key.partition("@")[0]
    fix = (
        f"did you mean {name}@{near[0]}?" if near else "a region's slug, us, eu or apac, or nothing"
    )
    message = f"{scope} in {key} is no region and no data zone; the key counts for nothing"
    return RULE.finding((*_PATH, key), message, remedies=[Remedy(fix)])


def _is_reach(placed: Placed, name: str, scope: str) -> bool:
    """Whether a pool of this name can have this scope: any may be a region's, few a data zone's.

    Quota that is keyed by region is counted by region, whatever the documents say of its pool.
    """
    if scope in placed.catalog.regions or scope in GEOGRAPHY_OF:
        return True
    live = placed.facts.measured
    if live is not None and any(
        (plain(u.name), u.scope) == (plain(name), scope) for u in live.usages
    ):
        return True
    if plain(name) not in counters.names(placed.catalog):
        return True  # the live snapshot has it, and no document says how far it reaches
    return counters.reach(placed.facts, name) is QuotaScope.DATA_ZONE


def _other_reach(placed: Placed, key: str, scope: str) -> Finding:
    name = key.partition("@")[0]
    shared = counters.reach(placed.facts, name) is QuotaScope.SUBSCRIPTION
    pools = "one pool for the subscription" if shared else "a pool in each region"
    fix = f"{name}, for all regions" if shared else f"{name}@REGION, or {name} for each region"
    message = f"{key} counts for nothing: its counter has {pools}, none for a data zone ({scope})"
    return RULE.finding((*_PATH, key), message, remedies=[Remedy(fix)])


CHECK = StackRule(RULE, check)
