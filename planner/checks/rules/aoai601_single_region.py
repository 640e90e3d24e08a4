"""AOAI601: production traffic depends on one region."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from planner.checks.base import Case, Change, ChoiceRule
from planner.checks.common import edits, words
from planner.domain.finding import Finding, Page, Rule
from planner.domain.offering import Offering
from planner.domain.terms import DeploymentType, Environment, Family, Party, Severity, Use, Verdict

RULE = Rule(
    id="AOAI601",
    slug="single-region",
    title="Single region in production",
    severity=Severity.WARNING,
    verdict=Verdict.OK,
    speaks_for=Party.REQUEST,
    acceptable=True,
    page=Page(
        what="The stack's environment is `prod`, and the workload has one deployment, so one region. Batch deployments, which may take a day anyway, and developer deployments (AOAI602) are left alone.",
        why="A deployment is reached through its account's region. When that region is interrupted, all traffic that enters there is affected, of global and data zone standard deployments too, whose prompts may be processed elsewhere.",
        example="""\
environment: prod
workloads:
  support-chat:
    model: gpt-5.1@2025-11-13
    deployment_type: data-zone-standard
    region: [swedencentral, francecentral]
    residency: eu
    capacity: {tpm: 50000}
""",
        fix="Ask for `replicas: 2` and let the application or a gateway turn to the other; or accept the finding with the reason why one region will do.",
        source="Deployment types, 2026-08-06.",
    ),
)

_LEFT_ALONE = {Family.BATCH, Family.DEVELOPER}


def review(case: Case, offering: Offering) -> Iterable[Finding]:
    """A warning for a single deployment in prod that serves requests."""
    type_ = offering.type
    if case.workload.replicas > 1 or case.stack.environment is not Environment.PROD:
        return
    if isinstance(type_, DeploymentType) and type_.family not in _LEFT_ALONE:
        message = "one region only: an interruption there stops all traffic (docs 2026-08-06)"
        yield RULE.finding(words.region_path(case), message, workload=case.name)


def _twice(case: Case) -> Iterator[Change]:
    """A second replica, in the workload's regions if it allows several."""
    if len(case.workload.region) != 1:
        yield {"replicas": 2}


def _twice_nearby(case: Case) -> Iterator[Change]:
    """A second replica in another region."""
    given = list(case.workload.region)
    yield from ({"region": [*given, near], "replicas": 2} for near in edits.near_regions(case))


CHECK = ChoiceRule(
    RULE,
    review,
    changes=edits.any_of(_twice, _twice_nearby),
    uses=frozenset({Use.BASE, Use.FINE_TUNED}),
)
