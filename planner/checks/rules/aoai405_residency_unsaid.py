"""AOAI405: a production stack does not say where its prompts may be processed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import product

from planner.checks.base import Placed, StackRule
from planner.checks.common.words import listed
from planner.domain.finding import Finding, Page, Remedy, Rule
from planner.domain.residency import ANYWHERE, EU_MEMBERS, IN_REGION, ZONES
from planner.domain.terms import (
    DeploymentType,
    Environment,
    Party,
    Severity,
    TrainingType,
    Verdict,
)
from planner.facts import residency as boundary

RULE = Rule(
    id="AOAI405",
    slug="residency-unsaid",
    title="Residency left unsaid in production",
    severity=Severity.WARNING,
    verdict=Verdict.OK,
    speaks_for=Party.SETTINGS,
    page=Page(
        what="The stack's environment is `prod`, and none of its workloads has a `residency`. It is said once for the stack.",
        why="Without one, every region and every type is allowed, global ones among them, which process prompts anywhere; the warning says where the prompts of what is placed may go. Whether that is wanted nobody can tell from the file.",
        example="""\
environment: prod
workloads:
  support-chat:
    model: gpt-5.1@2025-11-13
    deployment_type: global-standard
    region: [swedencentral, eastus2]
    replicas: 2
    capacity: {tpm: 50000}
""",
        fix="Write the residency that the finding names (the narrowest one that holds what is placed), a wider one, or `defaults: {residency: global}` when anywhere is right. A narrower one moves or refuses what would leave it.",
        source="Deployment types, 2026-08-06.",
    ),
)

Spot = tuple[DeploymentType | TrainingType, str]
"""A type in a region."""

_PLACES = {ANYWHERE: "the world", EU_MEMBERS: "EU member states"} | {
    zone: f"the {zone} data zone" for zone in ZONES
}
"""What residencies are called in a sentence; geographies by their own names, after these."""


def check(placed: Placed) -> Iterator[Finding]:
    """One warning for a prod stack in which no workload says a residency."""
    stack = placed.stack
    if stack.environment is not Environment.PROD or not stack.workloads:
        return
    if any(workload.residency is not None for workload in stack.workloads.values()):
        return
    stands = {name: _stands(placed, name) for name in sorted(stack.workloads)}
    message = f"no residency in prod: prompts may be processed anywhere in {_said(placed, stands)}"
    every = [spot for spots in stands.values() for spot in spots]
    yield RULE.finding(("workloads",), message, remedies=[_say(_narrowest(placed, every))])


def _stands(placed: Placed, name: str) -> list[Spot]:
    """As what and where a workload is placed; of one that is not, as what and where it may be."""
    stands: list[Spot] = [(d.type, d.region) for d in placed.deployments if d.workload == name]
    workload, known = placed.stack.workloads[name], placed.catalog.regions
    regions = [slug for slug in workload.region or known if slug in known]
    return stands or list(product(workload.types, regions))


def _narrowest(placed: Placed, spots: Sequence[Spot]) -> str:
    """The narrowest residency in which all of this surely stays."""
    known = placed.catalog.regions
    around = boundary.wider(IN_REGION, (slug for _, slug in spots), placed.catalog)
    sure = (
        word
        for word in around
        if word in boundary.words(placed.catalog)
        and all(boundary.stays(type_, known[r], word) is Verdict.OK for type_, r in spots)
    )
    return next(sure, ANYWHERE) if spots else ANYWHERE


def _said(placed: Placed, stands: Mapping[str, Sequence[Spot]]) -> str:
    """`the world (chat and mail) and sweden (search)`, the widest first."""
    names: dict[str, list[str]] = {}
    for name, spots in stands.items():
        names.setdefault(_narrowest(placed, spots), []).append(name)
    widest = sorted(names, key=lambda word: (word not in _PLACES, word != ANYWHERE, word))
    return listed(f"{_PLACES.get(word, word)} ({listed(names[word])})" for word in widest)


def _say(word: str) -> Remedy:
    if word == ANYWHERE:
        narrower = "a narrower one, such as eu, moves or refuses what leaves it"
        return Remedy(f"defaults: {{residency: global}} if anywhere is right; {narrower}")
    return Remedy(f"defaults: {{residency: {word}}}, which holds all of it, or a wider one")


CHECK = StackRule(RULE, check)
