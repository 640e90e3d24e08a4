"""AOAI601: production traffic depends on one region."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import partial

from planner.checks.base import Case, Change, Changes, Placed, StackRule
from planner.checks.common import edits
from planner.checks.common.once import once
from planner.domain.finding import Finding, Page, Path, Remedy, Rule
from planner.domain.subject import Subject
from planner.domain.terms import Environment, Family, Party, Severity, Verdict
from planner.domain.workload import Workload

RULE = Rule(
    id="AOAI601",
    slug="single-region",
    title="Single region in production",
    severity=Severity.WARNING,
    verdict=Verdict.OK,
    speaks_for=Party.REQUEST,
    acceptable=True,
    page=Page(
        what="The stack's environment is `prod`, and the workload has one deployment, so one region. Batch deployments, which may take a day anyway, and developer deployments (AOAI602) are left alone. It is said once for all such workloads; those that accept it are left out.",
        why="A deployment is reached through its account's region. When that region is interrupted, all traffic that enters there is affected, of global and data zone standard deployments too, whose prompts may be processed elsewhere.",
        example="""\
environment: prod
workloads:
  support-chat:
    model: gpt-5.1@2025-11-13
    deployment_type: data-zone-standard
    region: [swedencentral, francecentral]
    residency: eu
    capacity: {tpm: 50000}
""",
        fix="Ask for `replicas: 2` and let the application or a gateway turn to the other; or accept the finding with the reason why one region will do.",
        source="Deployment types, 2026-08-06.",
    ),
)

_LEFT_ALONE = {Family.BATCH, Family.DEVELOPER}


def check(placed: Placed) -> Iterator[Finding]:
    """One warning for all workloads in prod that serve requests from a single deployment."""
    if placed.stack.environment is not Environment.PROD:
        return
    workloads = placed.stack.workloads
    single = (
        each.workload
        for each in placed.deployments
        if workloads[each.workload].replicas == 1 and each.type.family not in _LEFT_ALONE
    )
    sentence = "one region only, and an interruption there stops all traffic (docs 2026-08-06)"
    for found in once(RULE, placed, single, sentence, partial(_path, workloads), [_ADVICE]):
        yield replace(found, remedies=(_ACCEPT,)) if _is_alone(placed, found.workload) else found


def _is_alone(placed: Placed, name: str | None) -> bool:
    """Whether no other region of the jurisdiction offers what one workload deploys."""
    known = placed.catalog.regions
    for each in (d for d in placed.deployments if d.workload == name):
        sold = placed.catalog.regions_with(
            Subject(each.model, each.version, each.use, each.publisher), each.type
        )
        others = (known[slug] for slug in sold if slug != each.region)
        if any(edits.apart(known[each.region], other) < edits.FAR for other in others):
            return False
    return name is not None


_ACCEPT = Remedy("no other region near offers it; accept: [AOAI601] with a reason")
_ADVICE = Remedy("replicas: 2 in two regions, or accept: [AOAI601] with a reason")


def _path(workloads: Mapping[str, Workload], name: str) -> Path:
    """The key that chose the regions; the type's when the workload leaves them open."""
    return ("workloads", name, "region" if workloads[name].region else "deployment_type")


def _twice(case: Case) -> Iterator[Change]:
    """A second replica, in the workload's regions if it allows several."""
    if len(case.workload.region) != 1:
        yield {"replicas": 2}


def _twice_nearby(case: Case) -> Iterator[Change]:
    """A second replica in another region; what was kept in one jurisdiction stays there."""
    given = list(case.workload.region)
    for near in edits.near_regions(case):
        if not edits.is_far(case, near):
            yield {"region": [*given, near], "replicas": 2}


def _changes(_: Placed, __: Finding) -> Changes:
    return edits.any_of(_twice, _twice_nearby)


CHECK = StackRule(RULE, check, _changes)
