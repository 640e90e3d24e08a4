"""AOAI843: a workload was renamed, and the one of the new name is refused."""

from __future__ import annotations

from collections.abc import Iterator

from planner.checks.base import Placed, StackRule
from planner.domain.finding import Finding, Page, Remedy, Rule
from planner.domain.lock import Locked
from planner.domain.terms import Party, Severity, Use, Verdict
from planner.domain.workload import Workload

RULE = Rule(
    id="AOAI843",
    slug="renamed-and-refused",
    title="Renamed, and the new one is refused",
    severity=Severity.ERROR,
    verdict=Verdict.FAIL,
    speaks_for=Party.SETTINGS,
    page=Page(
        what="A workload that runs (by the lock, or by Pulumi's own state) is gone from the stack file, and a new one that looks like it is refused: it has the deployment name of what runs, or its model with its type or region. Nothing of the plan can be applied.",
        why="A renamed workload is removed and made anew. Where the new half is refused only the removal would be left: what runs would be deleted, and nothing made in its place. A model that is closed to new customers could not be had again at all.",
        example="""\
# with a lock beside the stack file that knows support-chat
workloads:
  chat:                        # was support-chat
    model: gpt-5.1@2025-11-13
    deployment_type: global-standard
    region: swedencentrall     # a slip: refused
    capacity: {tpm: 50000}
""",
        fix="Repair the new workload, or give it the old name back. If the old one is to go although the new one cannot be had, take both names out of the stack file and run; then write the new one.",
        source="docs/decisions/0018; docs/lock.md.",
    ),
)


def check(placed: Placed) -> Iterator[Finding]:
    """One finding for each refused new workload that looks like one that would be removed."""
    runs = placed.running.workloads if placed.running else {}
    gone = [each for name, each in sorted(runs.items()) if name not in placed.stack.workloads]
    stands = {deployment.workload for deployment in placed.deployments}
    for name, asked in sorted(placed.stack.workloads.items()):
        if name in runs or name in stands or asked.use is Use.TRAINING:
            continue
        old = next((each.workload for each in gone if _alike(name, asked, each)), None)
        if old is not None:
            yield _finding(old, name)


def _alike(name: str, asked: Workload, was: Locked) -> bool:
    """Called as what runs, or its model in its region or as its type: a slip may be in the other."""
    called = asked.deployment_name or name
    return any(
        place.name == called
        or (
            place.full_model == asked.model.full_model
            and (_there(asked, place.region) or place.type in asked.types)
        )
        for place in was.deployments
    )


def _there(asked: Workload, region: str) -> bool:
    return not asked.region or region in asked.region


def _finding(old: str, new: str) -> Finding:
    message = f"{old} was renamed to {new}, which is refused: what runs would be deleted, and nothing made in its place"
    remedies = (
        Remedy(f"repair {new}"),
        Remedy(f"give it the name {old} back"),
        Remedy(f"take both names out, if {old} is to go without it"),
    )
    return RULE.finding(("workloads", new), message, remedies=remedies)


CHECK = StackRule(RULE, check)
