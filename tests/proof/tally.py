"""What a proof counted, and the differences it found."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass
class Tally:
    """Counts of one proof."""

    stacks: int = 0
    workloads: Counter[str] = field(default_factory=Counter)
    """By verdict."""
    accounts: int = 0
    accepted: Counter[str] = field(default_factory=Counter)
    """Deployments that ARM took, by what they are."""
    open: Counter[str] = field(default_factory=Counter)
    """Deployments that the planner let through saying that it does not know, by what ARM said."""
    confirmed: Counter[tuple[str, str, str]] = field(default_factory=Counter)
    """Refused offerings that ARM refuses too, by rule, ARM's code and the stand-in's name of it."""
    beside: Counter[tuple[str, str]] = field(default_factory=Counter)
    """Offerings refused by a rule, and by ARM for what the planner says nobody knows."""
    refused: int = 0
    """Workloads of which every single offering was put and refused."""
    unprovable: Counter[str] = field(default_factory=Counter)
    """Refused workloads that ARM would not, or cannot, judge, by reason."""
    differences: list[str] = field(default_factory=list)

    def lines(self) -> Iterator[str]:
        """The counts as text."""
        yield f"stacks {self.stacks}, workloads {self.workloads.total()}"
        yield from _counted("workloads by verdict", self.workloads)
        yield from _counted("deployments let through and accepted", self.accepted)
        yield from _counted("let through with a finding that nobody knows, by answer", self.open)
        yield f"accounts made: {self.accounts}"
        yield f"refused workloads, proven with every offering: {self.refused}"
        yield from _counted("refusals confirmed, by rule and code", _joined(self.confirmed))
        yield from _counted("refused, by ARM for what nobody knows", _joined(self.beside))
        yield from _counted("refused workloads that are not proven, by rules", self.unprovable)
        yield f"differences: {len(self.differences)}"
        yield from self.differences


def _joined(counts: Mapping[Any, int]) -> Counter[str]:
    return Counter({" ".join(key): count for key, count in counts.items()})


def _counted(title: str, counts: Counter[str]) -> Iterator[str]:
    yield f"{title}: {counts.total()}"
    yield from (f"  {count:6} {what}" for what, count in sorted(counts.items()))
