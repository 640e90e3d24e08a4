"""AOAI708: a trained model of another base than the workload says."""

from __future__ import annotations

import re
from collections.abc import Iterable

from planner.checks.base import Case, Change, WorkloadRule
from planner.checks.common import edits
from planner.domain.finding import Finding, Page, Rule
from planner.domain.publishers import OPENAI
from planner.domain.subject import ModelVersion
from planner.domain.terms import Party, Severity, Verdict
from planner.facts.makers import maker

RULE = Rule(
    id="AOAI708",
    slug="another-base",
    title="Trained from another base model",
    severity=Severity.ERROR,
    verdict=Verdict.FAIL,
    speaks_for=Party.REQUEST,
    page=Page(
        what="`fine_tuned.id` begins with another model or version than the one under `model`. Ids of trained models are `<model>-<version>.ft-<hex>`, with the base that was trained; ids of other forms, such as checkpoints, do not tell it and are left alone.",
        why="Where a trained model may be deployed, as what, with which quota and until when goes by its base. Judged by another one, the plan would promise what Azure refuses.",
        example="""\
workloads:
  ticket-model:
    model: gpt-4.1-mini@2025-04-14
    fine_tuned: {id: gpt-4.1-nano-2025-04-14.ft-b044a9d3cf9c4228b5d393567f693b83}
    deployment_type: standard
    region: swedencentral
    capacity: {tpm: 50000}
""",
        fix="Write the base that the id names under `model`, or give the id of the model that was trained from yours.",
        source="Customize a model with fine-tuning (`base-model.ft-{jobid}`); deploy a fine-tuned model, 2026-02-11.",
    ),
)

_ID = re.compile(r"(.+)-(\d{4}-\d{2}-\d{2}|\d{4})\.ft-[0-9a-f]+", re.IGNORECASE)


def check(case: Case) -> Iterable[Finding]:
    """One finding when the id names another base."""
    base = _base(case)
    if base is None or base.pin.casefold() == case.subject.pinned.pin.casefold():
        return ()
    message = f"the id is of a model trained from {base}, and model says {case.subject.pinned}"
    return (RULE.finding(case.path("fine_tuned", "id"), message, workload=case.name),)


def _base(case: Case) -> ModelVersion | None:
    """The base that the id of a trained model tells; None when it tells none."""
    tuned = case.workload.fine_tuned
    found = _ID.match(tuned.id) if tuned is not None else None
    return ModelVersion(found[1], found[2], maker(found[1]) or OPENAI) if found else None


def _right_base(case: Case) -> Iterable[Change]:
    base = _base(case)
    return () if base is None else (edits.pin(base.full_model, base.version),)


CHECK = WorkloadRule(RULE, check, changes=edits.any_of(_right_base), final=True)
