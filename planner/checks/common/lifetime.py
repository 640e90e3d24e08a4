"""The lifecycle of a workload's version on the day of the plan."""

from __future__ import annotations

from collections.abc import Sequence

from planner.checks.base import Case
from planner.domain.offering import Lifecycle
from planner.domain.terms import Stage


def lives(case: Case) -> tuple[Lifecycle, ...]:
    """What the documents say of the version, for the workload's use; several contradict each other."""
    return case.catalog.lifecycle(case.subject)


def is_retired(case: Case) -> bool:
    """Every document that dates the version has it retired by now."""
    known = lives(case)
    return bool(known) and all(life.stage_at(case.as_of) is Stage.RETIRED for life in known)


def contradictions(case: Case) -> Sequence[Lifecycle]:
    """The entries that disagree on whether the version is retired by now; empty when none do."""
    known = lives(case)
    if not known[1:]:
        return ()
    retired = {life.stage_at(case.as_of) is Stage.RETIRED for life in known}
    return known if len(retired) > 1 else ()


def in_stage(case: Case, stage: Stage) -> Lifecycle | None:
    """The first entry that has the version in this stage today."""
    return next((life for life in lives(case) if life.stage_at(case.as_of) is stage), None)


def next_to_retire(case: Case) -> Lifecycle | None:
    """The entry with the earliest retirement date that is not over yet, or may not be."""
    ahead = [life for life in lives(case) if life.stage_at(case.as_of) is not Stage.RETIRED]
    return min((x for x in ahead if x.retires), key=lambda life: str(life.retires), default=None)


def successor(case: Case) -> str | None:
    """The documented replacement: a model (`gpt-5.1`) or a version (`sora-2@2025-12-08`)."""
    return next((life.replacement for life in lives(case) if life.replacement), None)


def instead(case: Case) -> str:
    """The documented replacement as the end of a message; nothing when none is named."""
    named = successor(case)
    return f"; replacement {named}" if named else "; no replacement is documented"
