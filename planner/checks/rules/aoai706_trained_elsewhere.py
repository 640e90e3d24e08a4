"""AOAI706: the model was trained in another region, and nothing says in which account."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from planner.checks.base import Case, Change, OfferingRule
from planner.checks.common import edits, words
from planner.domain.finding import Finding, Page, Remedy, Rule
from planner.domain.offering import Offering
from planner.domain.terms import Aspect, Party, Severity, Use, Verdict

RULE = Rule(
    id="AOAI706",
    slug="trained-elsewhere",
    title="Trained in another region, source account missing",
    severity=Severity.ERROR,
    verdict=Verdict.FAIL,
    speaks_for=Party.TABLES,
    aspect=Aspect.ACCESS,
    page=Page(
        what="`fine_tuned.source_region` names another region than the workload's, and `fine_tuned.source_account` is missing.",
        why="The account that trained a model is the only one that knows it. A deployment elsewhere has to carry that account's ARM id, or Azure does not find the model.",
        example="""\
workloads:
  ticket-model:
    model: gpt-4.1-mini@2025-04-14
    fine_tuned:
      id: gpt-4.1-mini-2025-04-14.ft-b044a9d3cf9c4228b5d393567f693b83
      source_region: northcentralus
    deployment_type: global-standard
    region: swedencentral
    capacity: {tpm: 50000}
""",
        fix="Add `source_account`, the ARM id of the account that trained the model, or deploy where it was trained. With it the tables of deployment types alone say where the model may be deployed (AOAI703): they name regions in which nothing is trained (Central US, UAE North), and no document of a snapshot says that the region has to train as well.",
        source="Deploy a fine-tuned model, 2026-02-11.",
    ),
)

_ADVICE = Remedy("add fine_tuned.source_account, the ARM id of the training account")


def _source(case: Case) -> str | None:
    """The region a model has to be fetched from without saying from which account."""
    tuned = case.workload.fine_tuned
    if tuned is None or tuned.source_account is not None:
        return None
    return tuned.source_region


def reject(case: Case, offering: Offering) -> str | None:
    """A reason when the model has to come from elsewhere and nothing says from where."""
    source = _source(case)
    if source is None or source == offering.region or source not in case.catalog.regions:
        return None
    return f"trained in {source}, and no source_account"


def explain(case: Case, rejected: Sequence[Offering]) -> Iterable[Finding]:
    """One finding over all regions that are not the training one."""
    trained = f"trained in {_source(case)}, deployed in {words.places(rejected)}"
    message = f"{trained}, but no source_account says from where (docs 2026-02-11)"
    path = case.path("fine_tuned")
    yield RULE.finding(path, message, workload=case.name, remedies=[_ADVICE])


def _home(case: Case) -> Iterator[Change]:
    source = _source(case)
    if source is not None:
        yield {"region": source}


def _home_as(case: Case) -> Iterator[Change]:
    """Deployed where it was trained, as a type that is served there."""
    for home in _home(case):
        yield from ({**home, **type_} for type_ in edits.types(case))


CHECK = OfferingRule(
    RULE,
    reject,
    explain,
    changes=edits.any_of(_home),
    uses=frozenset({Use.FINE_TUNED}),
    otherwise=edits.any_of(_home_as),
)
