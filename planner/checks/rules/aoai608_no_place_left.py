"""AOAI608: the other workloads leave no place where this one may stand."""

from __future__ import annotations

from collections.abc import Iterator

from planner.checks.base import Placed, StackRule, of_nobody
from planner.checks.common.words import listed
from planner.checks.rules import aoai606_contradicting_placement as contradicting
from planner.checks.rules import aoai815_spillover_impossible as spillover
from planner.domain.finding import Finding, Page, Rule
from planner.domain.terms import Party, Severity, Verdict

RULE = Rule(
    id="AOAI608",
    slug="no-place-left",
    title="No place left beside the others",
    severity=Severity.ERROR,
    verdict=Verdict.FAIL,
    speaks_for=Party.REQUEST,
    page=Page(
        what="Every place that the checks allow the workload is ruled out by where the others stand: it must be beside a workload that is elsewhere or refused (`together_with`, `spillover`), apart from one that is there (`apart_from`), or its regions have no account left.",
        why="A placement that does not keep what was asked for is none. The planner looked at all placements of all workloads, and each leaves somebody out; what runs is never left out for what is new.",
        example="""\
defaults:
  model: gpt-5.1@2025-11-13
  deployment_type: global-standard
  capacity: {tpm: 50000}
workloads:
  left: {region: [swedencentral, francecentral]}
  right: {region: [swedencentral, francecentral], apart_from: left}
  third: {region: [swedencentral, francecentral], apart_from: [left, right]}
""",
        fix="Allow another region, or drop the name that stands in the way.",
        source="The stack file itself.",
    ),
)


def left_out(placed: Placed) -> Iterator[Finding]:
    """One finding for each workload that neither quota nor a contradiction leaves out."""
    for out in placed.left_out:
        if not (
            out.short
            or contradicting.behind(placed, out)
            or spillover.is_short_of_targets(placed, out)
        ):
            keys = [*_together(placed, out.workload), *_apart(placed, out.workload)]
            why = f": {'; '.join(keys)}" if keys else ""
            path = ("workloads", out.workload, "region")
            message = f"no place is left beside the others{why}"
            yield RULE.finding(path, message, workload=out.workload)


def _together(placed: Placed, name: str) -> Iterator[str]:
    workload = placed.stack.workloads[name]
    targets = {*workload.together_with, *([workload.spillover] if workload.spillover else [])}
    for other in sorted(targets):
        yield f"{other}, beside which it must stand, is {_where(placed, other)}"


def _apart(placed: Placed, name: str) -> Iterator[str]:
    workloads = placed.stack.workloads
    both = {other for other, w in workloads.items() if name in w.apart_from}
    for other in sorted({*workloads[name].apart_from, *both}):
        yield f"{other}, from which it must be apart, is {_where(placed, other)}"


def _where(placed: Placed, name: str) -> str:
    regions = sorted({place.region for place in placed.places if place.workload == name})
    return f"in {listed(regions)}" if regions else "not placed"


CHECK = StackRule(RULE, of_nobody, left_out=left_out)
