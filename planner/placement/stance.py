"""What the lock means for one workload: where it stays, and what it has lost."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from planner.domain.lock import Locked
from planner.domain.plan import Choice, Deployment, Rejection, TrainingPlace
from planner.domain.subject import Subject
from planner.domain.terms import Party, Use
from planner.domain.workload import Workload
from planner.placement.capacity import valid_sizes

FINE_TUNED_VERSION = "1"
"""The model version that ARM gives every fine-tuned model."""


@dataclass(frozen=True, slots=True)
class Stance:
    """What the lock asks of placement."""

    pins: tuple[Choice, ...] = ()
    """Choices at which the workload runs and may stay."""
    lost: tuple[Rejection, ...] = ()
    """Places at which it runs and that the tables no longer allow, though nobody asked to move."""
    unchanged: bool = False
    """The stack file still asks for what runs: whatever is wrong now, no edit brought it about."""


def stance(
    locked: Locked,
    runs: Locked,
    workload: Workload,
    subject: Subject,
    choices: Iterable[Choice],
    rejections: Sequence[Rejection],
) -> Stance:
    """How the places of the lock fare among what the checks allow and reject today.

    `runs` is what runs of the workload: as locked, unless the lock was written ahead of a run.
    """
    spots = {(place.type, place.region): place for place in running(locked, workload)}
    refused = {(r.type, r.region): r for r in rejections}
    lost = (
        refused[spot]
        for spot, place in spots.items()
        if spot in refused and _as_wanted(place, workload, subject) and _by_table(refused[spot])
    )
    return Stance(
        pins=tuple(c for c in choices if (c.type, c.region) in spots),
        lost=tuple(lost),
        unchanged=_unchanged(running(runs, workload), workload, subject),
    )


def _unchanged(
    places: Sequence[Deployment | TrainingPlace], workload: Workload, subject: Subject
) -> bool:
    return bool(places) and all(_asked(place, workload, subject) for place in places)


def running(locked: Locked, workload: Workload) -> Sequence[Deployment | TrainingPlace]:
    """What stands of the workload as what it is now, a deployment or a place to train."""
    return locked.training if workload.use is Use.TRAINING else locked.deployments


def _as_wanted(place: Deployment | TrainingPlace, workload: Workload, subject: Subject) -> bool:
    tuned = workload.fine_tuned
    wanted = (tuned.id, FINE_TUNED_VERSION) if tuned else (subject.model, subject.version)
    return (place.model, place.version, place.publisher) == (*wanted, subject.publisher)


def _asked(place: Deployment | TrainingPlace, workload: Workload, subject: Subject) -> bool:
    permitted = place.type in workload.types and (
        not workload.region or place.region in workload.region
    )
    return permitted and _as_wanted(place, workload, subject) and _size_asked(place, workload)


def _size_asked(place: Deployment | TrainingPlace, workload: Workload) -> bool:
    if isinstance(place, TrainingPlace) or workload.capacity is None:
        return True
    sizes = valid_sizes(workload.capacity, None)
    return sizes is not None and sizes.low <= place.capacity <= sizes.high


def _by_table(rejection: Rejection) -> bool:
    """Whether the tables alone reject it; what the request rejects was given up by an edit."""
    return all(rule.speaks_for is Party.TABLES for rule in rejection.reasons)
