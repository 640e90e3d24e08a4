"""AOAI702: the version can be trained, but not so or not here."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from planner.checks.base import Case, Change, OfferingRule
from planner.checks.common import edits, words
from planner.domain.finding import Finding, Page, Rule
from planner.domain.offering import Offering
from planner.domain.terms import Aspect, Availability, Party, Severity, TrainingMethod, Use, Verdict

RULE = Rule(
    id="AOAI702",
    slug="training-not-offered",
    title="Training not offered here",
    severity=Severity.ERROR,
    verdict=Verdict.FAIL,
    speaks_for=Party.TABLES,
    aspect=Aspect.TYPE,
    page=Page(
        what="The fine-tuning tables do not offer this training type in this region, or not by this method. Where no document lists the methods, a note says so. Training types are a property of the job and have nothing to do with deployment types of the same name.",
        why="The job is refused when it is submitted, with the account already made in the wrong place.",
        example="""\
workloads:
  ticket-training:
    model: gpt-4.1@2025-04-14
    training: {type: standard, method: sft}
    region: westeurope
""",
        fix="Take a region, type or method that the tables have: `planner where MODEL --training standard`. A model may be trained in one region and deployed in another.",
        source="Fine-tuning models, 2026-03-05; global training regions, 2026-10-06; earlier ones of each snapshot.",
    ),
)


def reject(case: Case, offering: Offering) -> str | None:
    """A reason when the tables do not have the job."""
    training = case.workload.training
    if training is None or offering.use is not Use.TRAINING:
        return None
    if offering.availability is Availability.UNAVAILABLE:
        return f"no {offering.type} training in {offering.region}"
    if offering.methods and training.method not in offering.methods:
        return f"no {training.method} training"
    return None


def explain(case: Case, rejected: Sequence[Offering]) -> Iterable[Finding]:
    """One finding about the place, or where the place is right, about the method."""
    closed = [o for o in rejected if o.availability is Availability.UNAVAILABLE]
    if closed:
        what = f"{words.subject(case)} has no {words.types(closed)} training"
        message = f"{what} in {words.places(closed)}{words.sources(closed)}"
        yield RULE.finding(words.region_path(case), message, workload=case.name)
    else:
        methods = words.listed(sorted(rejected[0].methods), "or")
        asked = case.workload.training.method if case.workload.training else ""
        what = f"{words.subject(case)} is trained by {methods}"
        message = f"{what}{words.sources(rejected)}, not by {asked}"
        yield RULE.finding(case.path("training", "method"), message, workload=case.name)


def remark(case: Case, offering: Offering) -> Iterable[Finding]:
    """A note that no document lists the methods, so that the one asked for is not checked."""
    training = case.workload.training
    if training is None or offering.methods:
        return
    what = f"no document lists the methods that train {words.subject(case)}"
    message = f"{what} (catalog {case.catalog.name}); {training.method} is not checked"
    yield RULE.finding(
        case.path("training", "method"),
        message,
        workload=case.name,
        severity=Severity.NOTE,
        verdict=Verdict.OK,
    )


def _methods(case: Case) -> Iterator[Change]:
    """The other methods, where the one asked for is at fault."""
    training = case.workload.training
    if training is not None:
        others = (method for method in TrainingMethod if method is not training.method)
        yield from ({"training": {"type": training.type.value, "method": m.value}} for m in others)


CHECK = OfferingRule(
    RULE,
    reject,
    explain,
    changes=edits.any_of(edits.regions, edits.types, _methods),
    uses=frozenset({Use.TRAINING}),
    remark=remark,
    otherwise=edits.any_of(edits.elsewhere_as),
)
