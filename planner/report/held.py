"""What the lock decides about one workload, in words: whether it stays, moves, is kept or is new."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from planner.domain.lock import Locked
    from planner.domain.plan import Choice, Place, WorkloadPlan
    from planner.domain.subject import AnyType

Spot = tuple["AnyType", str]
"""A type in a region."""


class Decision(StrEnum):
    """What the lock means for a workload."""

    STAYS = "stays"
    """Placed where it runs."""
    KEPT = "kept"
    """It runs where a new deployment would be refused, and stays as it is."""
    MOVES = "moves"
    """A place is left for another one."""
    SHRINKS = "shrinks"
    """A place is left, and none comes instead."""
    GROWS = "grows"
    """What runs stays, and more is placed beside it."""
    NEW = "new"
    """The lock does not know it."""


@dataclass(frozen=True, slots=True)
class Held:
    """One workload under a lock."""

    file: str
    """The lock's, as people write it."""
    command: str
    """What would free the workload from it: `planner lock prod --upgrade chat`."""
    found: WorkloadPlan
    locked: Locked | None
    """What the lock has of it; None when it does not know it."""
    free: WorkloadPlan
    """What became of the workload in a plan that is free of the lock's entry for it."""

    @property
    def decision(self) -> Decision:
        before, after = self._before(), set(_spots(self.found.chosen))
        if self.locked is None:
            return Decision.NEW
        if self.found.kept:
            return Decision.KEPT
        if before - after:
            return Decision.MOVES if after - before else Decision.SHRINKS
        return Decision.GROWS if after - before else Decision.STAYS

    def text(self) -> str:
        """One sentence; where the lock decides, with what would be without it."""
        to = _places(self.found.chosen)
        return {
            Decision.NEW: f"new: {self.file} does not have it yet, so nothing holds it to a place",
            Decision.STAYS: f"stays {self._since()}; {self._without()}",
            Decision.KEPT: f"kept {self._since()}; a new one would be refused",
            Decision.MOVES: f"moves from {self._left()}, to {to}: {self._why()}",
            Decision.SHRINKS: f"leaves {self._left()}, as fewer replicas are asked for",
            Decision.GROWS: f"stays {self._since()}; more is placed beside it",
        }[self.decision]

    def _before(self) -> set[Spot]:
        return set(_spots(self.locked.places)) if self.locked else set()

    def _since(self) -> str:
        """`in swedencentral as standard: it runs there since 2026-11-01 (stacks/x.lock.yaml)`."""
        if self.locked is None:
            return ""
        return f"{_named(self.locked.places)}: it runs there since {self._dated()}"

    def _dated(self) -> str:
        return f"{self.locked.since if self.locked else ''} ({self.file})"

    def _without(self) -> str:
        chosen = self.free.chosen
        if not chosen:
            return "without the lock it would be refused"
        if set(_spots(chosen)) == self._before():
            return "without the lock it would go there as well"
        return f"without the lock it would go to {_places(chosen)} ({self.command})"

    def _left(self) -> str:
        after = set(_spots(self.found.chosen))
        places = self.locked.places if self.locked else ()
        left = [place for place in places if (place.type, place.region) not in after]
        return f"{_places(left)}, where it runs since {self._dated()}"

    def _why(self) -> str:
        """What keeps it from staying: a rule that refuses the place, an edit, or the others."""
        left = self._before() - set(_spots(self.found.chosen))
        refused = [each for each in self.found.rejections if (each.type, each.region) in left]
        if refused:
            rule, reason = next(iter(refused[0].reasons.items()))
            return f"{rule.id} {reason or rule.title}"
        if left & set(_spots(self.found.runners_up)):
            return "the rest of the plan decides: quota or other workloads"
        return "the stack file no longer asks for that place"


def _spots(places: Iterable[Choice | Place]) -> list[Spot]:
    return [(place.type, place.region) for place in places]


def _named(places: Iterable[Choice | Place]) -> str:
    """`in swedencentral as standard and in eastus2 as global-standard`."""
    return " and ".join(f"in {place.region} as {place.type.value}" for place in places)


def _places(places: Iterable[Choice | Place]) -> str:
    """`swedencentral as standard and eastus2 as global-standard`."""
    return " and ".join(f"{place.region} as {place.type.value}" for place in places)
