"""AOAI604: not enough regions are left to keep the replicas apart."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from planner.checks.base import CandidatesRule, Case, Change, Rejected
from planner.checks.common import edits, words
from planner.domain.finding import Finding, Page, Rule
from planner.domain.plan import Choice
from planner.domain.terms import Aspect, Party, Severity, Verdict

RULE = Rule(
    id="AOAI604",
    slug="too-few-regions",
    title="Fewer regions left than replicas asked for",
    severity=Severity.ERROR,
    verdict=Verdict.FAIL,
    speaks_for=Party.REQUEST,
    aspect=Aspect.COUNT,
    weighs=frozenset({"replicas", "spread", "deployment_type", "region"}),
    page=Page(
        what="Each replica stands in another region (or, with `spread: geography`, in another geography), and the other rules leave fewer of them than `replicas` asks for.",
        why="Two replicas in one region fail together: the stack file would promise what the deployment does not keep.",
        example="""\
workloads:
  support-chat:
    model: gpt-5.1@2025-11-13
    deployment_type: data-zone-standard
    region: [swedencentral, germanywestcentral]
    residency: eu
    replicas: 2
    capacity: {tpm: 50000}
""",
        fix="Allow more regions or types, or ask for fewer replicas. `planner explain STACK WORKLOAD` lists what was ruled out and why.",
        source="The stack file itself, against the availability tables of the snapshot in use.",
    ),
)


_LONGEST = 200
"""Bytes of a message."""


def check(case: Case, choices: Sequence[Choice], rejected: Sequence[Rejected]) -> Iterable[Finding]:
    """One finding when the replicas cannot be kept apart.

    None while regions are misspelt that would be enough: AOAI203 says those.
    """
    wanted = case.workload.replicas
    if wanted == 1:
        return
    left = sorted({_apart(case, choice) for choice in choices})
    unknown = [slug for slug in case.workload.region if slug not in case.catalog.regions]
    if len(left) + len(unknown) < wanted:
        noun = _plural("geography" if case.workload.spread == "geography" else "region")
        verb = "are" if left[1:] else "is"
        message = f"{wanted} replicas need {wanted} {noun}; only {words.listed(left)} {verb} left"
        message = _with_reasons(message, choices, rejected) if case.workload.region else message
        yield RULE.finding(case.path("replicas"), message, workload=case.name)


def _with_reasons(message: str, choices: Sequence[Choice], rejected: Sequence[Rejected]) -> str:
    """The message with why the other regions are not left, as many of them as there is room for."""
    left = {choice.region for choice in choices}
    reasons: dict[str, str] = {}
    for offering, why in sorted(rejected, key=lambda each: len(each[1])):
        if offering.region not in left:
            rule, reason = next(iter(why.items()))
            where = "" if offering.region in reason else f"{offering.region}: "
            reasons.setdefault(offering.region, f"{where}{reason} ({rule.id})")
    for count in range(len(reasons), 0, -1):
        longer = f"{message}: {words.listed(reasons.values(), limit=count)}"
        if len(longer.encode()) <= _LONGEST:
            return longer
    return message


def _plural(noun: str) -> str:
    return "geographies" if noun == "geography" else "regions"


def _apart(case: Case, choice: Choice) -> str:
    return choice.geography if case.workload.spread == "geography" else choice.region


def _more_regions(case: Case) -> Iterator[Change]:
    """The workload's regions and the nearest others that have one of its types, one by one more."""
    extra = [slug for slug in edits.near_regions(case) if edits.is_offered(case, slug)]
    for count in range(1, len(extra) + 1):
        yield {"region": [*case.workload.region, *extra[:count]]}


def _more_types(case: Case) -> Iterator[Change]:
    """The workload's types and one other, closest in scope first; a job has a single type."""
    if case.workload.training is not None:
        return
    given = [type_.value for type_ in case.workload.deployment_type]
    for type_ in edits.near_types(case.workload.deployment_type):
        yield {"deployment_type": [*given, type_.value]}


def _fewer(case: Case) -> Iterator[Change]:
    return ({"replicas": count} for count in range(case.workload.replicas - 1, 0, -1))


CHECK = CandidatesRule(RULE, check, changes=edits.any_of(_more_regions, _more_types, _fewer))
