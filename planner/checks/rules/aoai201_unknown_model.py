"""AOAI201: no document of the catalog names the model."""

from __future__ import annotations

from collections.abc import Iterable

from planner.checks.base import Case, Change, WorkloadRule
from planner.checks.common import edits
from planner.domain.finding import Finding, Page, Remedy, Rule
from planner.domain.terms import Aspect, Party, Severity, Verdict
from planner.facts import makers
from planner.facts.history import elsewhere

RULE = Rule(
    id="AOAI201",
    slug="unknown-model",
    title="Unknown model",
    severity=Severity.ERROR,
    verdict=Verdict.FAIL,
    speaks_for=Party.TABLES,
    aspect=Aspect.MODEL,
    page=Page(
        what="The model's name stands in no table of the catalog: neither availability nor retirement nor quota.",
        why="Azure answers such a deployment with `DeploymentModelNotSupported`, often minutes into a run. Most of the time the name is misspelt. A model of another maker (Mistral, DeepSeek, Claude ...) is unverified: the snapshots hold Azure OpenAI models only.",
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


_ELSEWHERE = Remedy("deploy it outside this stack until a snapshot holds its maker's models")


def check(case: Case) -> Iterable[Finding]:
    """One finding when the catalog has never heard of the model."""
    model, catalog = case.subject.model, case.catalog
    if catalog.names(case.subject) or model in catalog.models():
        return ()
    maker = makers.maker(model)
    if maker is not None:
        return (_of_another(case, maker),)
    message = f"no table of catalog {catalog.name} names a model {model}{_hint(case)}"
    return (RULE.finding(case.path("model"), message, workload=case.name),)


def _of_another(case: Case, maker: str) -> Finding:
    """Unknown is not no: the snapshots hold Azure OpenAI models only."""
    model = case.workload.model.model
    message = f"{model} is a model of {maker}, outside catalog {case.catalog.name}: not verified"
    return RULE.finding(
        case.path("model"),
        message,
        workload=case.name,
        remedies=[_ELSEWHERE],
        severity=Severity.WARNING,
        verdict=Verdict.UNVERIFIED,
    )


def _hint(case: Case) -> str:
    """Which other snapshot names it, or what is spelt alike."""
    model, catalog = case.workload.model.model, case.catalog
    known = elsewhere(catalog, model)
    if known.before:
        return f"; catalog {known.before} did: gone since"
    if known.after:
        return f"; catalog {known.after} does"
    near = catalog.near_models(model)
    return f"; nearest: {', '.join(near)}" if near else ""


def _near(case: Case) -> Iterable[Change]:
    """Models that are spelt alike; none for another maker's, which is no misspelling."""
    return () if makers.maker(case.workload.model.model) else edits.near_models(case)


CHECK = WorkloadRule(RULE, check, changes=edits.any_of(_near), final=True)
