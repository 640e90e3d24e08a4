"""AOAI202: the documents name the model, but never in this version."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from planner.checks.base import Case, Change, WorkloadRule
from planner.checks.common import edits, younger
from planner.checks.rules.aoai201_unknown_model import unnamed
from planner.domain.finding import Finding, Page, Rule
from planner.domain.terms import Aspect, Party, Severity, Verdict
from planner.facts.history import elsewhere

RULE = Rule(
    id="AOAI202",
    slug="unknown-version",
    title="Unknown version",
    severity=Severity.ERROR,
    verdict=Verdict.FAIL,
    speaks_for=Party.TABLES,
    aspect=Aspect.MODEL,
    page=Page(
        what="The catalog knows versions of the model, and this is none of them.",
        why="Azure answers such a deployment with `DeploymentModelNotSupported`. A version that a retirement or quota table names is not meant here, even if no availability table does: that is AOAI206. So is a version that may be younger than the tables: it is named after a later day, or it has no day and the tables are older than `catalog.max_age`. A slip in a version that the tables know, or a day that no calendar has, stays an error.",
        example="""\
workloads:
  support-chat:
    model: gpt-5.1@2025-11-31
    deployment_type: global-standard
    region: swedencentral
    capacity: {tpm: 50000}
""",
        fix="Use one of the versions that the finding names. For a version that is newer than the catalog, use a newer snapshot.",
        source="All tables of the snapshot in use (`planner catalog show`).",
    ),
)


def check(case: Case) -> Iterable[Finding]:
    """One finding when the catalog names other versions of the model only."""
    model, catalog = case.subject.full_model, case.catalog
    if catalog.names(case.subject):
        return ()
    known = catalog.versions(model)
    if not known or case.subject.version in known:
        return ()
    if younger.is_unnamed(case):
        return unnamed(case, RULE)
    message = f"{model} has no version {case.subject.version} in catalog {catalog.name}{_hint(case, known)}"
    return (RULE.finding(case.path("model"), message, workload=case.name),)


def _hint(case: Case, known: Sequence[str]) -> str:
    """Which other snapshot names it, and the newest version that there is."""
    other = elsewhere(case.catalog, case.subject.full_model, case.subject.version)
    newest = f"; newest {known[0]}" if len(known) > 1 else f"; only {known[0]}"
    if other.before:
        return f"; catalog {other.before} had it: gone since{newest}"
    return f"; catalog {other.after} has it" if other.after else newest


def _near(case: Case) -> Iterable[Change]:
    """Versions spelt alike, then all of them, newest first."""
    if younger.is_unnamed(case):
        return
    model = case.subject.full_model
    near = case.catalog.near_versions(model, case.subject.version)
    for version in dict.fromkeys((*near, *case.catalog.versions(model))):
        yield edits.pin(model, version)


CHECK = WorkloadRule(RULE, check, changes=edits.any_of(_near), final=True)
