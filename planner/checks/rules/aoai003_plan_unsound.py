"""AOAI003: the finished plan does not keep what was promised, and nothing of it is used."""

from __future__ import annotations

from planner.checks.base import PlannerRule
from planner.domain.finding import Page, Rule
from planner.domain.terms import Party, Severity, Verdict

RULE = Rule(
    id="AOAI003",
    slug="plan-unsound",
    title="The finished plan breaks a promise",
    severity=Severity.ERROR,
    verdict=Verdict.FAIL,
    speaks_for=Party.PLANNER,
    page=Page(
        what="The plan was checked once more by code that did not make it, and something in it contradicts the stack file or the catalog.",
        why="A programming error in the planner would otherwise be deployed. The plan is thrown away: no account and no deployment is emitted.",
        example="""\
# any stack file, when the planner has a bug: the message names the contradiction
workloads:
  support-chat:
    model: gpt-5.1@2025-11-13
    deployment_type: global-standard
    region: swedencentral
    capacity: {tpm: 50000}
""",
        fix="Report it, with the stack file and the line that the finding shows. Nothing in the stack file needs to change.",
        source="No document: this is about the planner itself.",
    ),
)

CHECK = PlannerRule(RULE)
