"""What `planner lock` says: what its file keeps from now on, and what is not in it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from planner.domain.changes import differences
from planner.domain.lock import Lock, Locked
from planner.domain.plan import Deployment, Move, Plan, TrainingPlace
from planner.domain.terms import Action
from planner.report.changes import deletions_text
from planner.report.findings import see_text
from planner.report.look import Ink, Look, Span, block, count, flow, sentence, tail
from planner.report.places import move_text
from planner.report.plan import kept_text, refused_text, shown_findings

Place = Deployment | TrainingPlace
_INDENT = "  "


class Fate(StrEnum):
    """What became of the file."""

    WRITTEN = "written"
    CURRENT = "up to date"
    STALE = "stale"
    MISSING = "missing"
    LEFT = "left as it is, since nothing of this stack can be deployed"


_TAKEN = "Subdomains of deleted accounts are taken for 48 hours."
_INKS = {Fate.WRITTEN: Ink.GREEN, Fate.CURRENT: Ink.GREEN}


@dataclass(frozen=True, slots=True)
class LockReport:
    """Two locks of a stack, and the plan that the second one was made from."""

    file: str
    fate: Fate
    plan: Plan
    before: Lock
    """Empty where there was no file."""
    after: Lock
    left_out: tuple[str, ...] = ()
    """What stands and could not be understood, so that it is not in the lock."""
    stays: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Workloads that were to be placed anew and keep their entries, with the rules that refuse
    them anew."""

    @property
    def added(self) -> tuple[str, ...]:
        """Workloads that were not in the lock, sorted."""
        return tuple(sorted(self.after.workloads.keys() - self.before.workloads.keys()))

    @property
    def removed(self) -> tuple[str, ...]:
        """Workloads that are no longer in the lock, sorted."""
        return tuple(sorted(self.before.workloads.keys() - self.after.workloads.keys()))

    @property
    def moved(self) -> tuple[Move, ...]:
        """The moves of workloads that were in the lock, by workload."""
        known = {before.workload for before, _ in self._both()}
        moves = () if self.fate is Fate.LEFT else self.plan.moves
        return tuple(move for move in moves if move.workload in known)

    @property
    def changed(self) -> dict[str, list[str]]:
        """What is otherwise about workloads where they stand, in words."""
        moved = {place for move in self.moved for place in (move.before, move.after)}
        found = {
            before.workload: list(_changes(before, after, moved)) for before, after in self._both()
        }
        return {name: changes for name, changes in found.items() if changes}

    @property
    def unchanged(self) -> int:
        """How many workloads are in the lock as before."""
        touched = {move.workload for move in self.moved} | self.changed.keys()
        return sum(before.workload not in touched for before, _ in self._both())

    def text(self, look: Look) -> str:
        """What became of the file, a line a workload that differs, refused and kept ones."""
        lines = "\n".join(self._lines(look))
        loud = "" if look.quiet else self._heading(look)
        head = block(self._gone(look), "\n".join(part for part in (loud, lines) if part))
        see = see_text(shown_findings(self.plan), look)
        left = "\n".join(f"{_INDENT}! {each}: left out" for each in self.left_out)
        return block(head, left, refused_text(self.plan, look), kept_text(self.plan, look), see)

    def _gone(self, look: Look) -> str:
        """What is deleted, where accounts or the group go: first and loud, as a plan has it."""
        gone = (c for c in self.plan.changes if c.action is Action.DELETED)
        homes = [change for change in gone if change.workload is None]
        if not homes or self.fate is Fate.LEFT:
            return ""
        said = deletions_text(homes, look)
        return "\n".join([said, sentence(_TAKEN, look)])

    def since(self, move: Move) -> date:
        """The first day of the place that a move leaves."""
        return self.before.workloads[move.workload].since

    def _both(self) -> list[tuple[Locked, Locked]]:
        """The workloads that were in the lock and still are, sorted."""
        before, after = self.before.workloads, self.after.workloads
        return [(before[name], after[name]) for name in sorted(before.keys() & after.keys())]

    def _heading(self, look: Look) -> str:
        fate = Span(self.fate.value, _INKS.get(self.fate, Ink.YELLOW), whole=True)
        head = [Span(f"Lock of {self.plan.stack}:", Ink.BOLD), Span(self.file, whole=True)]
        return flow([*head, Span("·"), fate, *tail(self._counts())], look, hanging=_INDENT)

    def _counts(self) -> Iterator[str]:
        counts = {
            "added": len(self.added),
            "moved": len({move.workload for move in self.moved}),
            "changed": len(self.changed),
            "removed": len(self.removed),
            "unchanged": self.unchanged,
            "refused": len(self.plan.not_deployed),
            "kept": len(self.plan.kept),
        }
        yield from (f"{number} {word}" for word, number in counts.items() if number)
        if self.before.workloads and self.before.workloads == self.after.workloads:
            yield self._rest()
        if self.fate in (Fate.STALE, Fate.MISSING):
            yield f"run planner lock {self.plan.stack}"

    def _rest(self) -> str:
        """What differs when every workload is as before."""
        if self.before.group != self.after.group:
            return self._group()
        before, after = self.before.accounts, self.after.accounts
        names = {name for name, _ in before.items() ^ after.items()}
        names |= {name for name, _ in self.before.reached.items() ^ self.after.reached.items()}
        names |= {name for name, _ in self.before.secured.items() ^ self.after.secured.items()}
        if names:
            return count(len(names), "account differs", "accounts differ")
        if self.before.prod is not self.after.prod:
            return "the environment differs"
        return "only its layout differs" if self.fate in (Fate.WRITTEN, Fate.STALE) else ""

    def _group(self) -> str:
        """How the resource group differs; an older planner did not write it down."""
        before, after = self.before.group, self.after.group
        if before is None:
            return "lacks the resource group" if self.fate is Fate.STALE else "resource group added"
        return "resource group differs" if after is not None else "resource group removed"

    def _lines(self, look: Look) -> Iterator[str]:
        for name in self.added:
            where = ", ".join(map(_where, self.after.workloads[name].places))
            yield _line("+", Ink.GREEN, name, where, look)
        for move in self.moved:
            text = f"{move_text(move)}; was there since {self.since(move)}"
            yield _line("~", Ink.YELLOW, move.workload, text, look)
        for name, changes in self.changed.items():
            yield _line("~", Ink.YELLOW, name, ", ".join(changes), look)
        for name, rules in self.stays.items():
            why = f"its entry stays, since placed anew it would be refused ({', '.join(rules)})"
            yield _line("!", Ink.YELLOW, name, why, look)
        for name in self.removed:
            gone = self.before.workloads[name]
            why = "refused" if name in self.plan.workloads else "no longer in the stack file"
            where = ", ".join(map(_where, gone.places))
            yield _line("-", Ink.RED, name, f"{why}; was {where}, since {gone.since}", look)


def _line(sign: str, ink: Ink, name: str, text: str, look: Look) -> str:
    spans = [Span(sign, ink), Span(f"{name}:", Ink.BOLD), Span(text)]
    return flow(spans, look, indent=_INDENT, hanging=_INDENT * 3)


def _where(place: Place) -> str:
    training = " training" if isinstance(place, TrainingPlace) else ""
    return f"{place.type.value}{training} in {place.region}"


def _changes(before: Locked, after: Locked, moved: Collection[Place | None]) -> Iterator[str]:
    """What is otherwise about the places that stay, and which are new besides."""
    old = {(place.region, place.account): place for place in before.places if place not in moved}
    for place in (place for place in after.places if place not in moved):
        same = old.get((place.region, place.account))
        where = f"{place.region}: " if len(after.places) > 1 else ""
        if same is None:
            yield f"also {_where(place)}"
        else:
            yield from (f"{where}{each}" for each in differences(same, place))
