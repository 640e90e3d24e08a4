"""AOAI806: a workload's name does not make a safe deployment name."""

from __future__ import annotations

import re
from collections.abc import Iterator

from planner.checks.base import Placed, StackRule
from planner.domain.finding import Finding, Page, Remedy, Rule
from planner.domain.plan import Deployment
from planner.domain.terms import Party, Severity, Verdict

_SAFE = re.compile(r"[A-Za-z0-9]([A-Za-z0-9_.-]{0,62}[A-Za-z0-9_-])")

RULE = Rule(
    id="AOAI806",
    slug="deployment-name-unsafe",
    title="Deployment name unsafe",
    severity=Severity.ERROR,
    verdict=Verdict.FAIL,
    speaks_for=Party.SETTINGS,
    page=Page(
        what="A workload's key is its deployment's name. It is not 2 to 64 letters, digits, hyphens, underscores and dots, or it differs only in case from another one in the same account.",
        why="The name is part of the ARM id and of the URL that applications call. Azure documents no rule for it, so the planner keeps to what is known to work; ARM ids ignore case, so two such names are one deployment.",
        example="""\
workloads:
  "support chat":
    model: gpt-5.1@2025-11-13
    deployment_type: global-standard
    region: swedencentral
    capacity: {tpm: 50000}
""",
        fix="Rename the workload. Another name is another deployment: of one that exists already, the old one is deleted.",
        source="The API specification has no pattern for deployment names; ARM compares ids without case.",
    ),
)


def check(placed: Placed) -> Iterator[Finding]:
    """One finding for each unsafe name, and for each that another one shadows."""
    seen: dict[tuple[str, str], Deployment] = {}
    for deployment in sorted(placed.deployments, key=lambda d: (d.account, d.name)):
        if not _SAFE.fullmatch(deployment.name):
            what = "is not 2 to 64 letters, digits, hyphens, underscores and dots"
            yield _finding(deployment, what)
        first = seen.setdefault((deployment.account, deployment.name.lower()), deployment)
        if first.name != deployment.name:
            yield _finding(deployment, f"is {first.name} but for case, and ARM ignores case")


def _finding(deployment: Deployment, what: str) -> Finding:
    path = ("workloads", deployment.workload)
    message = f"deployment name {deployment.name} {what}"
    remedies = [Remedy("rename the workload")]
    return RULE.finding(path, message, workload=deployment.workload, remedies=remedies)


CHECK = StackRule(RULE, check)
