"""AOAI402: the weights of a trained model may be stored outside the geography."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from planner.checks.base import Case, OfferingRule
from planner.checks.common import edits, words
from planner.domain.finding import Finding, Page, Rule
from planner.domain.offering import Offering
from planner.domain.residency import ANYWHERE
from planner.domain.terms import Aspect, DeploymentType, Party, Severity, Use, Verdict

RULE = Rule(
    id="AOAI402",
    slug="weights-leave-geography",
    title="Fine-tuned weights may leave the geography",
    severity=Severity.ERROR,
    verdict=Verdict.FAIL,
    speaks_for=Party.SETTINGS,
    aspect=Aspect.TYPE,
    acceptable=True,
    page=Page(
        what="The weights of a fine-tuned model that is deployed as global-standard may temporarily be stored outside the geography of its account. Under a `residency` narrower than `global` that is an error, otherwise a warning.",
        why="What a model learned from customer data is customer data too. Prompts are another matter (AOAI401): here something at rest moves.",
        example="""\
workloads:
  ticket-model:
    model: gpt-4.1-mini@2025-04-14
    fine_tuned: {id: gpt-4.1-mini-2025-04-14.ft-b044a9d3cf9c4228b5d393567f693b83}
    deployment_type: global-standard
    region: swedencentral
    residency: eu
    capacity: {tpm: 50000}
""",
        fix="Deploy the trained model as standard or provisioned. Where no residency is set, the warning can be accepted.",
        source="Deploy a fine-tuned model, 2026-02-11.",
    ),
)

_MESSAGE = (
    "weights of a fine-tuned global-standard deployment may be stored outside the geography "
    "for a time (docs 2026-02-11)"
)


def _moves(offering: Offering) -> bool:
    return offering.use is Use.FINE_TUNED and offering.type is DeploymentType.GLOBAL_STANDARD


def _is_bounded(case: Case) -> bool:
    return case.workload.residency not in (None, ANYWHERE)


def reject(case: Case, offering: Offering) -> str | None:
    """A reason when weights may leave a boundary that the workload sets."""
    if not _moves(offering) or not _is_bounded(case):
        return None
    return "weights may be stored outside the geography"


def explain(case: Case, _: Sequence[Offering]) -> Iterable[Finding]:
    """One finding: it is about the type, not the region."""
    message = f"{_MESSAGE}; residency is {case.workload.residency}"
    yield RULE.finding(words.type_path(case), message, workload=case.name)


def remark(case: Case, offering: Offering) -> Iterable[Finding]:
    """A warning where no boundary is set."""
    if _moves(offering) and not _is_bounded(case):
        yield RULE.finding(
            words.type_path(case),
            _MESSAGE,
            workload=case.name,
            severity=Severity.WARNING,
            verdict=Verdict.OK,
        )


CHECK = OfferingRule(
    RULE,
    reject,
    explain,
    changes=edits.any_of(edits.types, edits.regions),
    remark=remark,
    uses=frozenset({Use.FINE_TUNED}),
    otherwise=edits.any_of(edits.elsewhere_as),
)
