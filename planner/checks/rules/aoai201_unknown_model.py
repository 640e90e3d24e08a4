"""AOAI201: no document of the catalog names the model."""

from __future__ import annotations

from collections.abc import Iterable

from planner.checks.base import Case, WorkloadRule
from planner.checks.common import edits
from planner.domain.finding import Finding, Page, Rule
from planner.domain.terms import Party, Severity, Verdict

RULE = Rule(
    id="AOAI201",
    slug="unknown-model",
    title="Unknown model",
    severity=Severity.ERROR,
    verdict=Verdict.FAIL,
    speaks_for=Party.TABLES,
    page=Page(
        what="The model's name stands in no table of the catalog: neither availability nor retirement nor quota.",
        why="Azure answers such a deployment with `DeploymentModelNotSupported`, often minutes into a run. Most of the time the name is misspelt.",
        example="""\
workloads:
  support-chat:
    model: gtp-5.1@2025-11-13
    deployment_type: global-standard
    region: swedencentral
    capacity: {tpm: 50000}
""",
        fix="Write the name as the documents do; the finding names the nearest ones. For a model that is newer than the catalog, use a newer snapshot.",
        source="All tables of the snapshot in use (`planner catalog show`).",
    ),
)


def check(case: Case) -> Iterable[Finding]:
    """One finding when the catalog has never heard of the model."""
    model, catalog = case.workload.model.model, case.catalog
    if catalog.names(model, case.version, case.workload.use) or model in catalog.models():
        return ()
    near = catalog.near_models(model)
    hint = f"; nearest: {', '.join(near)}" if near else ""
    message = f"no table of catalog {catalog.name} names a model {model}{hint}"
    return (RULE.finding(case.path("model"), message, workload=case.name),)


CHECK = WorkloadRule(RULE, check, changes=edits.any_of(edits.near_models), final=True)
