"""AOAI835: a plan that would delete everything that runs, without a word that says so."""

from __future__ import annotations

from collections.abc import Iterator

from planner.checks.base import Placed, StackRule
from planner.checks.common.words import listed
from planner.domain.finding import Finding, Page, Remedy, Rule
from planner.domain.terms import Party, Severity, Verdict

RULE = Rule(
    id="AOAI835",
    slug="nothing-left",
    title="Nothing is left of what runs",
    severity=Severity.ERROR,
    verdict=Verdict.FAIL,
    speaks_for=Party.SETTINGS,
    page=Page(
        what="The stack file has no workload, or none of the several that run (by the lock, or by Pulumi's own state), and does not say `empty: true`. Nothing of the plan can be applied. One workload that is renamed while no other runs is no such case: it is removed by its name, and told.",
        why="An empty section, a file of another stack or a merge that went wrong would delete every deployment, the accounts and the group, and nothing of it may be had again for 48 hours. Removing workloads by name is enough for everything else.",
        example="""\
# with a lock beside the stack file that knows workloads
workloads: {}
""",
        fix="Put the workloads back. If all of it is meant to go, write `empty: true` beside `workloads` for the run that deletes it. To rename all workloads, rename all but one, run, and then the last.",
        source="docs/decisions/0018; docs/lock.md.",
    ),
)


def check(placed: Placed) -> Iterator[Finding]:
    """One finding for a stack of which nothing that runs is left."""
    runs = sorted(placed.running.workloads) if placed.running else []
    present = placed.stack.workloads
    renamed = len(runs) == 1 and present
    if not runs or placed.stack.empty or renamed or not present.keys().isdisjoint(runs):
        return
    whole = "none of what runs is in the stack file" if present else "the stack file is empty"
    message = f"{whole}: {listed(runs)} would be deleted"
    yield RULE.finding(("workloads",), message, remedies=_REMEDIES)


_REMEDIES = (
    Remedy("put the workloads back"),
    Remedy("empty: true beside workloads, if all of it is meant to go"),
)


CHECK = StackRule(RULE, check)
