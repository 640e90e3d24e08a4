"""AOAI505: the service chooses the version, and another one next month."""

from __future__ import annotations

from collections.abc import Iterable

from planner.checks.base import Case, Change, WorkloadRule
from planner.checks.common import edits
from planner.domain.finding import Finding, Page, Rule
from planner.domain.terms import Party, Severity, Verdict
from planner.domain.workload import DEFAULT_VERSION

RULE = Rule(
    id="AOAI505",
    slug="version-not-pinned",
    title="Version not pinned",
    severity=Severity.WARNING,
    verdict=Verdict.OK,
    speaks_for=Party.TABLES,
    acceptable=True,
    page=Page(
        what="The workload says `@default` instead of a version.",
        why="The default moves: the same stack file gives another model next month, and a new deployment can land on a version that is already closed. The planner resolves the word to the version named in the finding.",
        example="""\
workloads:
  support-chat:
    model: gpt-5.1@default
    deployment_type: global-standard
    region: swedencentral
    capacity: {tpm: 50000}
""",
        fix="Write the version that the finding names.",
        source="Working with models (a deployment without a version gets the default of the day).",
    ),
)


def check(case: Case) -> Iterable[Finding]:
    """One warning when the file leaves the version open."""
    if case.workload.model.version != DEFAULT_VERSION:
        return ()
    model = case.subject.full_model
    resolved = (
        ""
        if case.subject.version == DEFAULT_VERSION
        else f"; today it means {case.subject.pinned.pin}"
    )
    message = f"{model}@default moves when the service's default does{resolved}"
    return (RULE.finding(case.path("model"), message, workload=case.name),)


def _pinned(case: Case) -> Iterable[Change]:
    if case.subject.version == DEFAULT_VERSION:
        return ()
    return (edits.pin(case.subject.full_model, case.subject.version),)


CHECK = WorkloadRule(RULE, check, changes=edits.any_of(_pinned, edits.versions))
