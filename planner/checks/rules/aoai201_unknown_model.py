"""AOAI201: no document of the catalog names the model."""

from __future__ import annotations

from collections.abc import Iterable

from planner.checks.base import Case, Change, WorkloadRule
from planner.checks.common import edits, younger
from planner.domain.finding import Finding, Page, Remedy, Rule
from planner.domain.publishers import OPENAI, PUBLISHERS, full_model, parted, publishers_near
from planner.domain.terms import Aspect, Party, Severity, Use, Verdict
from planner.domain.workload import DEFAULT_VERSION
from planner.facts import makers
from planner.facts.catalog import Catalog
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
        why="Azure answers such a deployment with `DeploymentModelNotSupported`, often minutes into a run. Most of the time the name is misspelt. A model of another maker is written with its maker before it, `xAI/grok-4.3@1`; without, it is taken for one of OpenAI's. A maker that the snapshot has no table of is unverified. So is a name that may be younger than the tables: its version is, or the tables are older than `catalog.max_age` and a known family may have come to it. A misspelt name stays an error, whatever the age.",
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


_ELSEWHERE = Remedy("use a newer snapshot, which may hold its publisher's models")


def check(case: Case) -> Iterable[Finding]:
    """One finding when the catalog has never heard of the model."""
    subject, catalog = case.subject, case.catalog
    if catalog.names(subject) or subject.full_model in catalog.models():
        return ()
    if subject.publisher in PUBLISHERS and not _has_any_of(subject.publisher, catalog):
        return (_of_another(case),)
    if younger.is_unnamed(case):
        return unnamed(case, RULE)
    message = _unprefixed(case) or _nobody(case) or _unnamed(case)
    return (RULE.finding(case.path("model"), message, workload=case.name),)


def unnamed(case: Case, rule: Rule) -> Iterable[Finding]:
    """What may be younger than the tables: unknown. Of deployments AOAI206 says so, place by place."""
    if case.subject.use is Use.BASE and case.subject.version != DEFAULT_VERSION:
        return ()
    message = (
        f"no table of catalog {case.catalog.name} names {case.subject}, and {younger.age(case)}"
    )
    newer = younger.newer_naming(case)
    advice = f"plan with catalog {newer}, which names it" if newer else "use a newer snapshot"
    finding = rule.finding(
        case.path("model"),
        f"{message}: not verified",
        workload=case.name,
        remedies=[Remedy(advice)],
        severity=Severity.WARNING,
        verdict=Verdict.UNVERIFIED,
    )
    return (finding,)


def _has_any_of(publisher: str, catalog: Catalog) -> bool:
    return any(parted(model)[1] == publisher for model in catalog.models())


def _of_another(case: Case) -> Finding:
    """Unknown is not no: the snapshot has no table of this publisher's models."""
    who, model = case.subject.publisher, case.subject.full_model
    message = (
        f"no table of catalog {case.catalog.name} names models of {who}: {model} is not verified"
    )
    return RULE.finding(
        case.path("model"),
        message,
        workload=case.name,
        remedies=[_ELSEWHERE],
        severity=Severity.WARNING,
        verdict=Verdict.UNVERIFIED,
    )


def _unprefixed(case: Case) -> str:
    """Another maker's model without its maker: as one of OpenAI's there is none of that name."""
    pin = case.workload.model
    maker = makers.maker(pin.model) if pin.publisher == OPENAI else None
    if maker is None:
        return ""
    full = case.catalog.spelt(full_model(pin.model, maker))
    return f"{pin.model} is a model of {maker}: write {full}@{pin.version}"


def _nobody(case: Case) -> str:
    """A prefix that is no publisher's name."""
    publisher = case.subject.publisher
    if publisher in PUBLISHERS:
        return ""
    near = publishers_near(publisher)
    hint = f"; nearest: {', '.join(near)}" if near else f"; known: {', '.join(PUBLISHERS)}"
    return f"{publisher} publishes no models{hint}"


def _unnamed(case: Case) -> str:
    """Which other snapshot names it, or what is spelt alike."""
    model, catalog = case.subject.full_model, case.catalog
    said = f"no table of catalog {catalog.name} names a model {model}"
    known = elsewhere(catalog, model)
    if known.before:
        return f"{said}; catalog {known.before} did: gone since"
    if known.after:
        return f"{said}; catalog {known.after} does"
    near = catalog.near_models(model)
    return f"{said}; nearest: {', '.join(near)}" if near else said


def _near(case: Case) -> Iterable[Change]:
    """The same model with its maker, or under a publisher that is spelt alike; then near models."""
    pin = case.workload.model
    maker = makers.maker(pin.model)
    if pin.publisher == OPENAI and maker is not None:
        full = case.catalog.spelt(full_model(pin.model, maker))
        versions = case.catalog.versions(full)
        ordered = sorted(versions, key=lambda version: version != pin.version)
        return [edits.pin(full, version) for version in ordered]
    return () if younger.is_unnamed(case) else edits.near_models(case)


CHECK = WorkloadRule(RULE, check, changes=edits.any_of(_near), final=True)
