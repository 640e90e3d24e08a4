"""AOAI806: a deployment name that is not safe, or that two deployments of an account have."""

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
        what="A deployment is called as its workload's `deployment_name` says, or else as the workload. That is not 2 to 64 letters, digits, hyphens, underscores and dots; or another deployment in the same account is called so, in whatever case; or one that the lock knows there is only deleted when this one stands.",
        why="The name is part of the ARM id and of the URL that applications call. Azure documents no rule for it, so the planner keeps to what is known to work; ARM ids ignore case, so two such names are one deployment.",
        example="""\
workloads:
  "support chat":
    model: gpt-5.1@2025-11-13
    deployment_type: global-standard
    region: swedencentral
    capacity: {tpm: 50000}
""",
        fix="Give a `deployment_name` that is safe and that no other workload of the account has. To pass a name on to another workload, keep the workload's key and change what it asks for, or remove the old workload in a run before.",
        source="The API specification has no pattern for deployment names; ARM compares ids without case.",
    ),
)


def check(placed: Placed) -> Iterator[Finding]:
    """One finding for each unsafe name, and for each that somebody else has in the account."""
    seen: dict[tuple[str, str], Deployment] = {}
    going = _going(placed)
    for each in sorted(placed.deployments, key=lambda d: (d.account, not _runs(placed, d), d.name)):
        if not _SAFE.fullmatch(each.name):
            what = "is not 2 to 64 letters, digits, hyphens, underscores and dots"
            yield _finding(placed, each, what)
        spot = each.account, each.name.casefold()
        first = seen.setdefault(spot, each)
        if first is not each:
            yield _finding(placed, each, _taken(first, each))
        elif spot in going and not _runs(placed, each):
            yield _finding(placed, each, f"is still that of {going[spot]}, which goes only after")


def _runs(placed: Placed, deployment: Deployment) -> bool:
    """Whether it stands in this account under this name."""
    known = placed.running
    locked = known.workloads.get(deployment.workload) if known else None
    there = locked.deployments if locked else ()
    return any((d.account, d.name) == (deployment.account, deployment.name) for d in there)


def _going(placed: Placed) -> dict[tuple[str, str], str]:
    """The names, by account, of deployments that this plan gives up; with their workloads."""
    known = placed.running.workloads.values() if placed.running else ()
    stay = {(d.account, d.workload) for d in placed.deployments}
    return {
        (d.account, d.name.casefold()): d.workload
        for locked in known
        for d in locked.deployments
        if (d.account, d.workload) not in stay
    }


def _taken(first: Deployment, other: Deployment) -> str:
    if first.name == other.name:
        return f"is that of workload {first.workload} too, in account {first.account}"
    whose = "" if first.name == first.workload else f" (workload {first.workload})"
    return f"is {first.name}{whose} but for case, and ARM ignores case"


def _finding(placed: Placed, deployment: Deployment, what: str) -> Finding:
    given = placed.stack.workloads[deployment.workload].deployment_name
    path = ("workloads", deployment.workload, *(["deployment_name"] if given else []))
    message = f"deployment name {deployment.name} {what}"
    remedies = [Remedy("another deployment_name")]
    return RULE.finding(path, message, workload=deployment.workload, remedies=remedies)


CHECK = StackRule(RULE, check)
