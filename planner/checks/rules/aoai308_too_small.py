"""AOAI308: valid, but too small to answer one ordinary request."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from planner.checks.base import Case, Change, ChoiceRule
from planner.checks.common import edits, sizes
from planner.domain.finding import Finding, Page, Rule
from planner.domain.offering import Offering
from planner.domain.rates import capacity_unit, is_spoken
from planner.domain.terms import CapacityUnit, DeploymentType, Party, Severity, Unit, Verdict

FLOOR = 5
"""In thousands of tokens per minute.

Azure counts a request before it runs, at its prompt plus the longest answer it allows. An
ordinary one carries a few pages of context (4,000 tokens) and allows an answer of 1,000.
"""

RULE = Rule(
    id="AOAI308",
    slug="too-small",
    title="Too small to serve one ordinary request",
    severity=Severity.WARNING,
    verdict=Verdict.OK,
    speaks_for=Party.REQUEST,
    acceptable=True,
    page=Page(
        what="A pay-per-token deployment is sized below 5,000 tokens per minute. A request counts before it runs, at its prompt plus the longest answer it allows; a few pages of context and an answer of 1,000 tokens make 5,000. Models of images, speech, sound and videos are left alone.",
        why="The deployment succeeds, and then answers ordinary requests with HTTP 429 for ever. A capacity of 1, which many templates default to, means 1,000 tokens and 6 requests a minute.",
        example="""\
workloads:
  support-chat:
    model: gpt-5.1@2025-11-13
    deployment_type: global-standard
    region: swedencentral
    capacity: {tpm: 1000}
""",
        fix="Ask for 10,000 tokens per minute or more, or accept the finding where requests are known to be small.",
        source="Quota how-to (1 unit is 1,000 TPM and 6 RPM for older chat models); the floor is this project's judgement.",
    ),
)


def review(case: Case, offering: Offering) -> Iterable[Finding]:
    """A warning when tokens per minute are known to be below the floor."""
    capacity, type_ = case.workload.capacity, offering.type
    if capacity is None or not isinstance(type_, DeploymentType):
        return
    model = case.subject.full_model
    if is_spoken(model) or capacity_unit(model, type_) is not CapacityUnit.TPM:
        return
    unit, _, high = sizes.asked(capacity)
    if high >= FLOOR or (unit is Unit.UNITS and not _counts_tokens(case, type_)):
        return
    shown = sizes.shown(Unit.TPM, high)
    message = f"{shown} is less than one request of 4,000 tokens with a 1,000 token answer counts"
    yield RULE.finding(case.path("capacity"), message, workload=case.name)


def _counts_tokens(case: Case, type_: DeploymentType) -> bool:
    """Whether a unit is known to mean tokens: a tier's default of the model counts them."""
    quota = case.catalog.quota_default("1", case.subject.full_model, type_)
    return quota is not None and quota.limit is not None


def _larger(case: Case) -> Iterator[Change]:
    return (sizes.change(case, size) for size in (sizes.START,))


CHECK = ChoiceRule(RULE, review, changes=edits.any_of(_larger))
