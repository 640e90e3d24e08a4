"""AOAI602: a deployment type for trying things out carries production traffic."""

from __future__ import annotations

from collections.abc import Iterable

from planner.checks.base import Case, ChoiceRule
from planner.checks.common import edits, words
from planner.domain.finding import Finding, Page, Rule
from planner.domain.offering import Offering
from planner.domain.terms import DeploymentType, Environment, Party, Severity, Use, Verdict

RULE = Rule(
    id="AOAI602",
    slug="developer-in-prod",
    title="Developer deployment in production",
    severity=Severity.WARNING,
    verdict=Verdict.OK,
    speaks_for=Party.REQUEST,
    acceptable=True,
    page=Page(
        what="The stack's environment is `prod`, and the workload is placed on a developer deployment.",
        why="Developer deployments are for evaluating a trained model: no SLA, no residency promise, and after 24 hours the service deletes them.",
        example="""\
environment: prod
workloads:
  ticket-model:
    model: gpt-4.1-mini@2025-04-14
    fine_tuned: {id: gpt-4.1-mini-2025-04-14.ft-b044a9d3cf9c4228b5d393567f693b83}
    deployment_type: developer
    region: swedencentral
    capacity: {tpm: 50000}
""",
        fix="Deploy the trained model as standard, global-standard or provisioned.",
        source="Deployment types, 2026-08-06; deploy a fine-tuned model, 2026-02-11.",
    ),
)


def review(case: Case, offering: Offering) -> Iterable[Finding]:
    """A warning for every developer deployment in prod."""
    developer = offering.type is DeploymentType.DEVELOPER
    if developer and case.stack.environment is Environment.PROD:
        message = "a developer deployment in prod: no SLA, deleted after 24 hours (docs 2026-08-06)"
        yield RULE.finding(words.type_path(case), message, workload=case.name)


CHECK = ChoiceRule(
    RULE, review, changes=edits.any_of(edits.types, edits.regions), uses=frozenset({Use.FINE_TUNED})
)
