"""AOAI504: a preview version carries production traffic."""

from __future__ import annotations

from collections.abc import Iterable

from planner.checks.base import Case, ChoiceRule
from planner.checks.common import edits, lifetime, words
from planner.domain.finding import Finding, Page, Rule
from planner.domain.offering import Offering
from planner.domain.terms import Condition, Environment, Party, Severity, Stage, Verdict

RULE = Rule(
    id="AOAI504",
    slug="preview-in-prod",
    title="Preview version in production",
    severity=Severity.WARNING,
    verdict=Verdict.OK,
    speaks_for=Party.TABLES,
    acceptable=True,
    page=Page(
        what="The stack's environment is `prod`, and the documents call the version or the offering a preview.",
        why="Previews come without an SLA, are upgraded or withdrawn at 30 days' notice, and a deployment that must not be upgraded stops working then.",
        example="""\
as_of: 2026-11-20
environment: prod
workloads:
  voice:
    model: gpt-realtime-2.1@2026-07-07
    deployment_type: global-standard
    region: eastus2
    capacity: {tpm: 50000}
    accept: [AOAI206]
""",
        fix="Use a generally available version, or accept the finding for as long as the preview is worth it.",
        source="Lifecycle page, 2026-10-05; model retirement schedule, 2026-09-02; models page, 2024-12-05.",
    ),
)


def review(case: Case, offering: Offering) -> Iterable[Finding]:
    """A warning in prod when the version or the offering is a preview."""
    if case.stack.environment is not Environment.PROD:
        return
    life = lifetime.in_stage(case, offering, Stage.PREVIEW)
    if life is None and Condition.PREVIEW not in offering.conditions:
        return
    source = life.source if life else offering.terms_source or offering.source
    message = f"{words.subject(case)} is a preview ({source}) and the stack is prod"
    yield RULE.finding(case.path("model"), message, workload=case.name)


CHECK = ChoiceRule(RULE, review, changes=edits.any_of(edits.versions))
