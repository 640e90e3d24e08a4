"""AOAI609: a region is left open, and nothing says where the stack is at home."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from planner.checks.base import Placed, StackRule
from planner.checks.common.once import once
from planner.domain.finding import Finding, Page, Remedy, Rule
from planner.domain.residency import ANYWHERE
from planner.domain.terms import Party, Severity, Verdict

RULE = Rule(
    id="AOAI609",
    slug="open-region-and-no-home",
    title="Open region, and no home",
    severity=Severity.NOTE,
    verdict=Verdict.OK,
    speaks_for=Party.REQUEST,
    acceptable=True,
    page=Page(
        what="A workload leaves its region open, and neither `home`, nor a lock, nor the region of another workload, nor `accounts.location` says where the stack is. Of the regions that are equal otherwise, the first by name is taken.",
        why="A request travels to the account's region, whatever the type. Sweden and Australia are 15,000 km apart, a sixth of a second there and back for each request.",
        example="""\
workloads:
  support-chat:
    model: gpt-5.1@2025-11-13
    deployment_type: global-standard
    capacity: {tpm: 50000}
""",
        fix="Write `home: REGION` at the top of the stack file, with the region in which the applications run, or give the workload its regions.",
        source="The stack file itself; where regions lie, as quoted from the service's list of locations.",
    ),
)

_SENTENCE = "region left open, and nothing says near where: the first by name is taken"
_SAY = Remedy("say where the applications run: home: REGION, beside workloads")


def check(placed: Placed) -> Iterator[Finding]:
    """One note for all workloads whose region only its name decided."""
    if placed.scene.home.regions:
        return
    open_ = [name for name in sorted(placed.stack.workloads) if _is_open(placed, name)]
    for found in once(RULE, placed, open_, _SENTENCE, lambda name: ("workloads", name), [_SAY]):
        yield replace(found, remedies=(_SAY,))


def _is_open(placed: Placed, name: str) -> bool:
    """Whether it stands somewhere, and might as well anywhere else in the world."""
    workload = placed.stack.workloads[name]
    stands = any(place.workload == name for place in placed.places)
    return stands and not workload.region and workload.residency in (None, ANYWHERE)


CHECK = StackRule(RULE, check)
