"""What came of the changes of one module, in numbers and in lines to read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from tools.mutants.changes import Mutant
from tools.mutants.rooms import Key, Room
from tools.mutants.trial import Outcome

NOTICED = {Outcome.KILLED, Outcome.TIMED_OUT}


@dataclass
class Tally:
    """Collects outcomes as they come."""

    room: Room
    found: list[tuple[Mutant, Outcome]] = field(default_factory=list)

    def add(self, mutant: Mutant, outcome: Outcome) -> None:
        """One change more, told at once when it survives."""
        self.found.append((mutant, outcome))
        if self._survives(outcome) and not self._accepted(mutant):
            print(self.line(mutant, outcome), flush=True)

    def count(self, *outcomes: Outcome) -> int:
        """How many changes came to one of these ends."""
        return sum(outcome in outcomes for _, outcome in self.found)

    @property
    def tried(self) -> int:
        """Changes that Python takes."""
        return len(self.found) - self.count(Outcome.NOT_VIABLE)

    @property
    def share(self) -> float:
        """Per cent of them that a test noticed; 100 of none."""
        return 100 * self.count(*NOTICED) / self.tried if self.tried else 100.0

    @property
    def unnoticed(self) -> list[tuple[Mutant, Outcome]]:
        """Survivors that nobody accepted."""
        return [(m, o) for m, o in self.found if self._survives(o) and not self._accepted(m)]

    @property
    def stale(self) -> list[Key]:
        """Accepted changes that a test notices by now, or that the module no longer offers."""
        left = {(m.function, m.change) for m, o in self.found if self._survives(o)}
        return [key for key in self.room.accepted if key not in left]

    def _survives(self, outcome: Outcome) -> bool:
        return outcome in (Outcome.SURVIVED, Outcome.UNREACHED)

    def _accepted(self, mutant: Mutant) -> bool:
        return (mutant.function, mutant.change) in self.room.accepted

    def line(self, mutant: Mutant, outcome: Outcome) -> str:
        """What to read of one survivor."""
        where = f"{self.room.path}:{mutant.line} {mutant.function}"
        return f"  {outcome.name.lower()}: {where}: {_short(mutant.change)}"

    def summary(self) -> Iterator[str]:
        """What is accepted for nothing, and the numbers."""
        for function, change in self.stale:
            yield f"  accepted and not found any more: {function}: {_short(change)}"
        survived = self.count(Outcome.SURVIVED, Outcome.UNREACHED)
        yield (
            f"{self.room.path}: {self.count(*NOTICED)} of {self.tried} killed ({self.share:.1f} %), "
            f"{self.count(Outcome.TIMED_OUT)} of them by running on for ever; {survived} survived, "
            f"{survived - len(self.unnoticed)} of them accepted"
        )


def _short(text: str) -> str:
    return " ".join(text.split())
