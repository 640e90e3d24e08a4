"""AOAI311: a move for which the quota pool has no room while both deployments stand."""

from __future__ import annotations

from collections.abc import Iterator

from planner.checks.base import Placed, StackRule
from planner.domain.finding import Finding, Page, Remedy, Rule
from planner.domain.plan import Deployment, Move, PoolUse
from planner.domain.terms import Party, Severity, Verdict

RULE = Rule(
    id="AOAI311",
    slug="move-needs-quota-twice",
    title="A move needs more quota than there is",
    severity=Severity.ERROR,
    verdict=Verdict.FAIL,
    speaks_for=Party.REQUEST,
    page=Page(
        what="A deployment moves to another account, both draw on the same quota pool, and the pool has no room for both. The new one is made before the old one is deleted.",
        why="The service refuses the new deployment for want of quota, in the middle of the run. Until then the deployment stays where it is.",
        example="""\
# with a lock in which support-chat runs in swedencentral
subscription:
  quota: {OpenAI.GlobalStandard.gpt-5.1: 80}
workloads:
  support-chat:
    model: gpt-5.1@2025-11-13
    deployment_type: global-standard
    region: francecentral
    capacity: {tpm: 50000}
""",
        fix="Make the deployment smaller where it stands first (half of the quota fits twice), ask for more quota, or remove it in one run and add it in the next.",
        source="The stack file's quota, or the documented default of its tier; Pulumi makes the new resource first.",
    ),
)


def check(placed: Placed) -> Iterator[Finding]:
    """One finding for each workload whose move does not fit."""
    for move in placed.moves:
        use = next((p for p in placed.pools if p.pool == move.pool), None)
        if move.twice and use is not None and isinstance(move.before, Deployment):
            meanwhile = use.used + move.before.capacity
            if use.limit is not None and meanwhile > use.limit:
                yield _finding(move, use, move.before.capacity)


def _finding(move: Move, use: PoolUse, held: int) -> Finding:
    limit = f"{use.limit:,} ({use.said_by})"
    message = f"the move to {move.after.region if move.after else 'nowhere'} needs {use.used + held:,} of quota {use.pool} while {move.before.region} still holds {held:,}; there are {limit}"
    path = ("workloads", move.workload, "region")
    remedy = Remedy(f"region {move.before.region}", {"region": move.before.region})
    return RULE.finding(path, message, workload=move.workload, remedies=[remedy])


CHECK = StackRule(RULE, check)
