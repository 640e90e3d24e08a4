"""AOAI701: this version cannot be trained at all."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from difflib import get_close_matches

from planner.checks.base import Case, Change, WorkloadRule
from planner.checks.common import edits
from planner.domain.finding import Finding, Page, Rule
from planner.domain.subject import Subject
from planner.domain.terms import Aspect, Party, Severity, Use, Verdict

RULE = Rule(
    id="AOAI701",
    slug="not-fine-tunable",
    title="Not fine-tunable",
    severity=Severity.ERROR,
    verdict=Verdict.FAIL,
    speaks_for=Party.TABLES,
    aspect=Aspect.MODEL,
    page=Page(
        what="The fine-tuning tables name neither training nor a deployment of a trained model for this version, and they claim to be complete.",
        why="A fine-tuning job on it is refused; a fine-tuned model of it cannot exist.",
        example="""\
workloads:
  ticket-training:
    model: gpt-5.1@2025-11-13
    training: {type: global, method: sft}
    region: swedencentral
""",
        fix="Train one of the versions that the documents list: `planner where MODEL --training standard`. For a trained model, `model` is its base with the base's version.",
        source="Fine-tuning models, 2026-03-05 (and 2025-11, 2024-12); deploy a fine-tuned model, 2026-02-11.",
    ),
)


def check(case: Case) -> Iterable[Finding]:
    """One finding when no fine-tuning table names the version, and there are such tables."""
    subject, catalog = case.subject, case.catalog
    if subject.use is Use.BASE or catalog.names(subject):
        return ()
    uses = [subject.used_as(use) for use in (Use.FINE_TUNED, Use.TRAINING)]
    if any(catalog.names(each) or catalog.sightings.types_of(each) for each in uses):
        return ()
    if subject.version not in catalog.versions(subject.full_model) or not _has_tables(case):
        return ()
    message = f"{subject.pinned} is in no fine-tuning table of catalog {catalog.name}"
    return (RULE.finding(case.path("model"), message, workload=case.name),)


def _has_tables(case: Case) -> bool:
    return any(True for _ in case.catalog.offerings(use=Use.TRAINING))


def _trainable(case: Case) -> Iterator[Change]:
    """Other versions that can be trained: of the same model, then of models spelt alike."""
    if case.workload.training is None:
        return
    model, catalog = case.subject.full_model, case.catalog
    trained = sorted(
        {offering.subject.full_model for offering in catalog.offerings(use=Use.TRAINING)}
    )
    for near in get_close_matches(model, trained, len(trained) or 1, 0.3):
        for version in catalog.versions(near):
            if catalog.names(Subject.of(near, version, Use.TRAINING)):
                yield edits.pin(near, version)


CHECK = WorkloadRule(RULE, check, changes=edits.any_of(_trainable), final=True)
