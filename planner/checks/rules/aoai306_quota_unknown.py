"""AOAI306: nobody says what the quota pools hold."""

from __future__ import annotations

from collections.abc import Iterator

from planner.checks.base import Placed, StackRule
from planner.checks.common.words import listed
from planner.domain.finding import Finding, Page, Remedy, Rule
from planner.domain.plan import PoolUse
from planner.domain.terms import Party, Severity, Verdict

RULE = Rule(
    id="AOAI306",
    slug="quota-unknown",
    title="Quota unknown",
    severity=Severity.WARNING,
    verdict=Verdict.UNVERIFIED,
    speaks_for=Party.REQUEST,
    acceptable=True,
    page=Page(
        what="The stack says something of its subscription's quota, but nobody says what some of the pools hold that its deployments draw on: tiers have no documented numbers for provisioned, batch and fine-tuned deployments, nor for every model. The plan still applies. A stack that says nothing of quota gets one note that quota is not checked.",
        why="A deployment that is too much for its pool is refused by Azure (`InsufficientQuota`) when others are made already.",
        example="""\
subscription:
  quota_tier: 1
workloads:
  claims-triage:
    model: gpt-5-mini@2025-08-07
    deployment_type: provisioned
    region: swedencentral
    capacity: {ptu: 25}
""",
        fix="Say what the subscription has, by the names that the portal and the usages list show: `quota: {OpenAI.ProvisionedManaged@swedencentral: 100}`. A pool is not named when every workload that draws on it accepts AOAI306.",
        source="Quotas and limits, 2026-08-20; docs/quota.md.",
    ),
)

_SHOWN = 2
_PATH = ("subscription",)


def check(placed: Placed) -> Iterator[Finding]:
    """One finding about all pools without a limit."""
    said = placed.facts.said
    if said.quota_tier is None and not said.quota and placed.facts.measured is None:
        if not all(_accepts(placed, d.workload) for d in placed.deployments):
            yield _unchecked()
        return
    open_ = [use for use in placed.pools if use.limit is None and not _accepted(placed, use)]
    if open_:
        names = listed((use.pool for use in open_), limit=_SHOWN)
        message = f"nobody says what {names} {'holds' if len(open_) == 1 else 'hold'}"
        fix = Remedy(f"subscription.quota: {{{open_[0].pool}: N}}, what the portal shows")
        yield RULE.finding((*_PATH, "quota"), message, remedies=[fix])


def _unchecked() -> Finding:
    message = "quota is not checked: the stack does not say what its subscription has"
    fix = Remedy("say subscription.quota_tier or quota")
    return RULE.finding(_PATH, message, remedies=[fix], severity=Severity.NOTE, verdict=Verdict.OK)


def _accepted(placed: Placed, use: PoolUse) -> bool:
    return all(_accepts(placed, name) for name in use.workloads)


def _accepts(placed: Placed, name: str) -> bool:
    """Whether a workload accepts this rule on the day of the plan."""
    return any(
        entry.rule == RULE.id and (entry.until is None or entry.until >= placed.as_of)
        for entry in placed.stack.workloads[name].accept
    )


CHECK = StackRule(RULE, check)
