"""Spreads the deployments of a region over accounts, which hold a limited number of them.

Accounts of a region are counted from 1. Who is pinned, by `account: N` or by the lock, stands
there; the others fill the accounts from the first on, in the order of their names. Why there is
no cleverer way without a memory, and what serves as one, is told in docs/decisions/0008.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from planner.domain.lock import Locked
from planner.domain.terms import Use
from planner.domain.workload import Workload


@dataclass(frozen=True, slots=True)
class Room:
    """What one account holds; None where no limit is documented."""

    deployments: int | None = None
    fine_tuned: int | None = None


@dataclass(slots=True)
class _Account:
    deployments: int = 0
    fine_tuned: int = 0

    def holds(self, group: Sequence[Workload], room: Room) -> bool:
        """Whether a group still fits in."""
        return _within(self.deployments + len(group), room.deployments) and _within(
            self.fine_tuned + _tuned(group), room.fine_tuned
        )

    def hold(self, locked: Locked) -> None:
        self.deployments += bool(locked.deployments)
        self.fine_tuned += any(d.use is Use.FINE_TUNED for d in locked.deployments)

    def take(self, group: Sequence[Workload]) -> None:
        self.deployments += len(group)
        self.fine_tuned += _tuned(group)


def _within(count: int, limit: int | None) -> bool:
    return limit is None or count <= limit


def _tuned(group: Iterable[Workload]) -> int:
    return sum(workload.fine_tuned is not None for workload in group)


def slots(
    workloads: Mapping[str, Workload],
    room: Room,
    pins: Mapping[str, int],
    kept: Iterable[tuple[int, Locked]] = (),
) -> dict[str, int]:
    """The account of each workload that has a deployment in one region.

    A workload and what it spills over to share an account. No workload is left out: what is
    pinned to a full account stands there all the same, and a rule refuses it. `kept` ones only
    take up room.
    """
    filled = _Filled(room)
    for slot, locked in kept:
        filled.at(slot).hold(locked)
    found = {name: pins[name] for name in workloads if name in pins}
    for name, slot in sorted(found.items()):
        filled.at(slot).take([workloads[name]])
    for members in _groups(workloads, found):
        group = [workloads[name] for name in members]
        near = [found[to] for name in members if (to := workloads[name].spillover) in found]
        slot = near[0] if near else filled.first(group)
        filled.at(slot).take(group)
        found.update(dict.fromkeys(members, slot))
    return found


@dataclass(slots=True)
class _Filled:
    room: Room
    accounts: dict[int, _Account] = field(default_factory=dict)

    def at(self, slot: int) -> _Account:
        return self.accounts.setdefault(slot, _Account())

    def first(self, group: Sequence[Workload]) -> int:
        """The first account with room; a group larger than any account gets an empty one."""
        slot = 1
        while self.at(slot).deployments and not self.at(slot).holds(group, self.room):
            slot += 1
        return slot


def _groups(workloads: Mapping[str, Workload], pinned: Mapping[str, int]) -> list[list[str]]:
    """What must stay together, in the order of names; the pinned are spoken for."""
    groups: dict[str, list[str]] = {}
    for name in sorted(set(workloads) - set(pinned)):
        target = workloads[name].spillover
        together = target if target in workloads and target not in pinned else None
        groups.setdefault(together or name, []).append(name)
    return [groups[name] for name in sorted(groups)]
