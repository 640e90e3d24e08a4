"""AOAI603: replicas of a global type share more than a fate by region."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from planner.checks.base import Case, Change, ChoiceRule
from planner.checks.common import edits, words
from planner.domain.finding import Finding, Page, Rule
from planner.domain.offering import Offering
from planner.domain.terms import DeploymentType, Party, QuotaScope, Scope, Severity, Use, Verdict

RULE = Rule(
    id="AOAI603",
    slug="global-replicas",
    title="Global type in a design of several regions",
    severity=Severity.NOTE,
    verdict=Verdict.OK,
    speaks_for=Party.REQUEST,
    acceptable=True,
    page=Page(
        what="The workload has replicas in several regions, and their type is a global one.",
        why="Replicas of a global type survive an interruption of one account's region. They do not keep work in separate places: prompts of each may be processed in any region, whichever was asked. Nor do they add quota where the pool is the subscription's: they share it.",
        example="""\
workloads:
  support-chat:
    model: gpt-5.1@2025-11-13
    deployment_type: global-standard
    region: [swedencentral, francecentral]
    replicas: 2
    capacity: {tpm: 50000}
""",
        fix="Nothing, if only the way in is to be redundant. If work itself is to be spread over regions or zones, use a data zone or regional type.",
        source="Deployment types, 2026-08-06; quotas and limits, 2026-08-20.",
    ),
)


def review(case: Case, offering: Offering) -> Iterable[Finding]:
    """One note, the same for each of the replicas."""
    type_, count = offering.type, case.workload.replicas
    if count == 1 or not isinstance(type_, DeploymentType) or type_.scope is not Scope.GLOBAL:
        return
    message = f"{count} {type_} replicas: each may process prompts anywhere (docs 2026-08-06)"
    message += _shared(case, type_)
    yield RULE.finding(words.type_path(case), message, workload=case.name)


def _shared(case: Case, type_: DeploymentType) -> str:
    found = case.catalog.pool_scope(case.subject, type_, case.as_of)
    if found is None or found.scope is not QuotaScope.SUBSCRIPTION:
        return ""
    return f", and all draw on one quota pool ({found.source})"


def _narrower(case: Case) -> Iterator[Change]:
    """Types that stay in a zone or a geography, closest in scope first."""
    for type_ in edits.near_types(case.workload.deployment_type):
        if type_.scope is not Scope.GLOBAL:
            yield {"deployment_type": type_.value}


CHECK = ChoiceRule(
    RULE,
    review,
    changes=edits.any_of(_narrower),
    uses=frozenset({Use.BASE, Use.FINE_TUNED}),
)
