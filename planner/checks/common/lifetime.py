"""The lifecycle of a workload's version on the day of the plan: of one offering or of all it may be."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from planner.checks.base import Case
from planner.domain.offering import Lifecycle
from planner.domain.subject import AnyType
from planner.domain.terms import Stage


class Spot(Protocol):
    """A type in a region: an offering, or a deployment that runs."""

    @property
    def type(self) -> AnyType: ...
    @property
    def region(self) -> str: ...


def lives(case: Case, spot: Spot | None = None) -> tuple[Lifecycle, ...]:
    """What the documents say of the version, for the workload's use, of a type in a region.

    Without one, of any that the workload permits. Several of one type contradict each other.
    """
    if spot is not None:
        return case.catalog.lifecycle(case.subject, spot.type, spot.region)
    regions = case.workload.region or (None,)
    asked = ((type_, region) for type_ in case.workload.types for region in regions)
    found = (life for each in asked for life in case.catalog.lifecycle(case.subject, *each))
    return tuple(dict.fromkeys(found))


def is_retired(case: Case, spot: Spot) -> bool:
    """Every document that dates the version as this type there has it retired by now."""
    known = lives(case, spot)
    return bool(known) and all(life.stage_at(case.as_of) is Stage.RETIRED for life in known)


def contradictions(case: Case, spot: Spot) -> Sequence[Lifecycle]:
    """The entries that disagree on whether the version is retired by now; empty when none do."""
    known = lives(case, spot)
    if not known[1:]:
        return ()
    retired = {life.stage_at(case.as_of) is Stage.RETIRED for life in known}
    return known if len(retired) > 1 else ()


def in_stage(case: Case, spot: Spot, stage: Stage) -> Lifecycle | None:
    """The first entry that has the version in this stage today."""
    return next((x for x in lives(case, spot) if x.stage_at(case.as_of) is stage), None)


def maybe_closed(case: Case, spot: Spot) -> Lifecycle | None:
    """The first entry that contradicts itself on whether new customers get the version."""
    return next((life for life in lives(case, spot) if life.may_be_closed(case.as_of)), None)


def next_to_retire(case: Case) -> Lifecycle | None:
    """The entry with the earliest retirement date that is not over yet, or may not be."""
    ahead = [life for life in lives(case) if life.stage_at(case.as_of) is not Stage.RETIRED]
    return min((x for x in ahead if x.retires), key=lambda life: str(life.retires), default=None)


def successor(case: Case) -> str | None:
    """The documented replacement: a model (`gpt-5.1`) or a version (`sora-2@2025-12-08`)."""
    return next((life.replacement for life in lives(case) if life.replacement), None)


def instead(case: Case, life: Lifecycle) -> str:
    """The replacement that this entry names, else the first documented one, as a message's end."""
    named = life.replacement or successor(case)
    return f"; replacement {named}" if named else "; no replacement is documented"


def scope(life: Lifecycle) -> str:
    """` as standard`, ` in Azure Government` for an entry of some types or one cloud only."""
    types = f" as {' or '.join(sorted(life.types))}" if life.types else ""
    return f"{types} in {life.cloud.called}" if life.cloud else types
