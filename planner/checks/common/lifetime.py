"""The lifecycle of a workload's version on the day of the plan, as one deployment type or all."""

from __future__ import annotations

from collections.abc import Sequence

from planner.checks.base import Case
from planner.domain.offering import Lifecycle
from planner.domain.subject import AnyType
from planner.domain.terms import Stage


def lives(case: Case, *types: AnyType) -> tuple[Lifecycle, ...]:
    """What the documents say of the version, for the workload's use, as any of the types.

    Without types, as any of those that the workload permits. Several of one type contradict
    each other.
    """
    asked = types or case.workload.types
    found = (life for type_ in asked for life in case.catalog.lifecycle(case.subject, type_))
    return tuple(dict.fromkeys(found))


def is_retired(case: Case, type_: AnyType) -> bool:
    """Every document that dates the version as this type has it retired by now."""
    known = lives(case, type_)
    return bool(known) and all(life.stage_at(case.as_of) is Stage.RETIRED for life in known)


def contradictions(case: Case, type_: AnyType) -> Sequence[Lifecycle]:
    """The entries that disagree on whether the version is retired by now; empty when none do."""
    known = lives(case, type_)
    if not known[1:]:
        return ()
    retired = {life.stage_at(case.as_of) is Stage.RETIRED for life in known}
    return known if len(retired) > 1 else ()


def in_stage(case: Case, type_: AnyType, stage: Stage) -> Lifecycle | None:
    """The first entry that has the version in this stage today."""
    return next((x for x in lives(case, type_) if x.stage_at(case.as_of) is stage), None)


def maybe_closed(case: Case, type_: AnyType) -> Lifecycle | None:
    """The first entry that contradicts itself on whether new customers get the version."""
    return next((life for life in lives(case, type_) if life.may_be_closed(case.as_of)), None)


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


def as_types(life: Lifecycle) -> str:
    """` as standard` for an entry that speaks of some types only; else nothing."""
    return f" as {' or '.join(sorted(life.types))}" if life.types else ""
