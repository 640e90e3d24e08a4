"""AOAI314: a quota that was written in tokens, where the service counts in thousands."""

from __future__ import annotations

from collections.abc import Iterator

from planner.checks.base import Placed, StackRule
from planner.checks.common import counters, sizes
from planner.domain.finding import Finding, Page, Remedy, Rule
from planner.domain.terms import DeploymentType, Party, Severity, Unit, Verdict
from planner.facts.pools import split

RULE = Rule(
    id="AOAI314",
    slug="quota-in-tokens",
    title="Quota written in the wrong unit",
    severity=Severity.WARNING,
    verdict=Verdict.OK,
    speaks_for=Party.PLANNER,
    page=Page(
        what="A number under `subscription.quota` is far above everything the documents give to any tier: tokens where the service's usages list counts thousands of tokens per minute, or tokens where it counts PTU.",
        why="The pool looks a thousand times as large as it is, so that a plan is let through that Azure refuses (`InsufficientQuota`).",
        example="""\
subscription:
  quota: {OpenAI.GlobalStandard.gpt-5.1: 1500000}
workloads:
  support-chat:
    model: gpt-5.1@2025-11-13
    deployment_type: global-standard
    region: swedencentral
    capacity: {tpm: 50000}
""",
        fix="Write what the portal shows in thousands: 1,500,000 tokens per minute are 1500.",
        source="Quotas and limits and the tiers' tables, 2026-08-20; docs/quota.md.",
    ),
)

_THOUSAND = 1_000
_TIERS = ("free", "1", "2", "3", "4", "5", "6")
_MOST_PTU = 100_000
"""The largest deployment that a document names (PTU minimums, 2026-05-22)."""
_CREDIBLE = 100_000
"""A hundred million tokens per minute, which large customers were granted of small models too."""
_MOST_TPM = 1_000_000
"""A billion tokens per minute, for models without documented defaults."""


def check(placed: Placed) -> Iterator[Finding]:
    """A warning for each number that is a thousand times what it may be."""
    for key, number in sorted(placed.facts.said.quota.items()):
        type_, model = counters.sort_of(split(key)[0])
        most = _most(placed, type_, model) if type_ else None
        if type_ and most is not None and number > most and number % _THOUSAND == 0:
            yield _finding(key, number, type_)


def _finding(key: str, number: int, type_: DeploymentType) -> Finding:
    unit = type_.unit
    message = f"{number:,} for {key} means {sizes.shown(unit, number)}, more than any tier has"
    fix = (
        "the list counts PTU" if unit is Unit.PTU else f"{number // _THOUSAND} if tokens were meant"
    )
    return RULE.finding(("subscription", "quota", key), message, remedies=[Remedy(fix)])


def _most(placed: Placed, type_: DeploymentType, model: str) -> int | None:
    """The most that a granted quota may credibly be, in ARM's units; None for batch types.

    Ten times the largest documented default: quota above the highest tier is granted on request.
    """
    if counters.is_provisioned(type_):
        return _MOST_PTU
    if type_.unit is Unit.UNITS:
        return None
    defaults = (placed.catalog.quota_default(tier, model, type_) for tier in _TIERS)
    limits = [default.limit for default in defaults if default and default.limit]
    return max(10 * max(limits), _CREDIBLE) if limits else _MOST_TPM


CHECK = StackRule(RULE, check)
