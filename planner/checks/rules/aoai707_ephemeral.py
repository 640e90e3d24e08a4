"""AOAI707: the deployment will not be there tomorrow."""

from __future__ import annotations

from collections.abc import Iterable

from planner.checks.base import Case, ChoiceRule
from planner.checks.common import words
from planner.domain.finding import Finding, Page, Rule
from planner.domain.offering import Offering
from planner.domain.terms import DeploymentType, Party, Severity, Use, Verdict

HOURS = 24
"""For snapshots that hold no limits; the others say themselves."""

RULE = Rule(
    id="AOAI707",
    slug="ephemeral",
    title="Gone after 24 hours",
    severity=Severity.NOTE,
    verdict=Verdict.OK,
    speaks_for=Party.TABLES,
    acceptable=True,
    page=Page(
        what="Developer deployments live for 24 hours, whatever their traffic; then the service deletes them. In prod, AOAI602 warns as well.",
        why="The stack's state says it exists while Azure has deleted it: every later update finds drift and makes it anew.",
        example="""\
workloads:
  ticket-model:
    model: gpt-4.1-mini@2025-04-14
    fine_tuned: {id: gpt-4.1-mini-2025-04-14.ft-b044a9d3cf9c4228b5d393567f693b83}
    deployment_type: developer
    region: swedencentral
    capacity: {tpm: 50000}
""",
        fix="Nothing has to change while you evaluate. Remove the workload afterwards, or deploy it as another type.",
        source="Deployment types, 2026-08-06 (24-hour lifetime).",
    ),
)


def review(case: Case, offering: Offering) -> Iterable[Finding]:
    """A note for each developer deployment."""
    if offering.type is DeploymentType.DEVELOPER:
        limit = case.catalog.limit("developer-lifetime-hours")
        hours, source = (limit.value, limit.source) if limit else (HOURS, "docs 2026-08-06")
        message = f"a developer deployment is deleted {hours} hours after it was made ({source})"
        yield RULE.finding(words.type_path(case), message, workload=case.name)


CHECK = ChoiceRule(RULE, review, uses=frozenset({Use.FINE_TUNED}))
