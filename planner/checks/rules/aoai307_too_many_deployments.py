"""AOAI307: more deployments than an account holds, or more accounts than a region does."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from planner.checks.base import Placed, StackRule
from planner.domain.finding import Finding, Page, Remedy, Rule
from planner.domain.plan import Deployment
from planner.domain.terms import Party, Severity, Use, Verdict

_EXAMPLE = """\
defaults:
  account: 1
  model: gpt-5.1@2025-11-13
  deployment_type: global-standard
  region: swedencentral
  capacity: {tpm: 10000}
workloads:
  {a01: {}, a02: {}, a03: {}, a04: {}, a05: {}, a06: {}, a07: {}, a08: {}, a09: {},
   a10: {}, a11: {}, a12: {}, a13: {}, a14: {}, a15: {}, a16: {}, a17: {}, a18: {},
   a19: {}, a20: {}, a21: {}, a22: {}, a23: {}, a24: {}, a25: {}, a26: {}, a27: {},
   a28: {}, a29: {}, a30: {}, a31: {}, a32: {}, a33: {}}
"""

RULE = Rule(
    id="AOAI307",
    slug="too-many-deployments",
    title="Too many deployments or accounts",
    severity=Severity.ERROR,
    verdict=Verdict.FAIL,
    speaks_for=Party.REQUEST,
    page=Page(
        what="An account holds 32 deployments, of which 10 may be of fine-tuned models. A region gets as many accounts as it needs, but more workloads are pinned to one (`account: N`) than it holds. Those beyond the limit, in the order of their names, are refused. A region holds 30 accounts of kind OpenAI and 100 of kind AIServices, unless `subscription.quota` says otherwise (`AIServices.S0.AccountCount@REGION`); what stands in accounts beyond that is refused too.",
        why="Azure refuses the deployment or the account that is one too many, after all others were made.",
        example=_EXAMPLE,
        fix="Give the workloads that are new the number of the next account, `account: 2`; those that exist stay where they are. Where a region is full of accounts, use another region or fewer accounts.",
        source="Quotas and limits, 2026-02-17; upgrade of Azure OpenAI accounts, 2026-08-20; counters as the service names them.",
    ),
)

_ADVICE = Remedy("account: the number of one that has room")
_LIMITS = {None: "deployments-per-account", Use.FINE_TUNED: "fine-tuned-deployments-per-account"}
_FEWER = Remedy("another region, or fewer accounts here")
_NOUNS = {None: "deployments", Use.FINE_TUNED: "fine-tuned deployments"}


def check(placed: Placed) -> Iterator[Finding]:
    """One finding for each deployment beyond a limit; none where no limit is known."""
    yield from _full_accounts(placed)
    yield from _full_regions(placed)


def _full_accounts(placed: Placed) -> Iterator[Finding]:
    for account in placed.accounts:
        inside = [d for d in placed.deployments if d.account == account.name]
        tuned = [d for d in inside if d.use is Use.FINE_TUNED]
        over = {d.name: d for d in _beyond(placed, inside, None)}
        yield from (_finding(placed, d, None) for d in over.values())
        beyond = _beyond(placed, tuned, Use.FINE_TUNED)
        yield from (_finding(placed, d, Use.FINE_TUNED) for d in beyond if d.name not in over)


def _beyond(placed: Placed, inside: Sequence[Deployment], use: Use | None) -> list[Deployment]:
    limit = placed.catalog.limit(_LIMITS[use])
    return sorted(inside, key=lambda d: d.name)[limit.value :] if limit else []


def _finding(placed: Placed, deployment: Deployment, use: Use | None) -> Finding:
    limit = placed.catalog.limit(_LIMITS[use])
    most = f"{limit.value} {_NOUNS[use]} ({limit.source})" if limit else _NOUNS[use]
    message = f"account {deployment.account} is full: it holds at most {most}"
    path = ("workloads", deployment.workload, "region")
    return RULE.finding(path, message, workload=deployment.workload, remedies=[_ADVICE])


def _full_regions(placed: Placed) -> Iterator[Finding]:
    """What stands in accounts that a region has no place for; the first accounts have one."""
    for region, kind in sorted({(account.region, account.kind) for account in placed.accounts}):
        here = [a for a in placed.accounts if (a.region, a.kind) == (region, kind)]
        limit, said_by = placed.facts.account_limit(region, kind)
        if limit is None or len(here) <= limit:
            continue
        message = (
            f"{region} holds at most {limit} accounts of kind {kind} ({said_by}), not {len(here)}"
        )
        beyond = {a.name for a in sorted(here, key=lambda a: (a.number, a.name))[limit:]}
        inside = sorted({d.workload for d in placed.deployments if d.account in beyond})
        for name in inside:
            path = ("workloads", name, "region")
            yield RULE.finding(path, message, workload=name, remedies=[_FEWER])
        if not inside:
            yield RULE.finding(("accounts",), message, remedies=[_FEWER])


CHECK = StackRule(RULE, check)
