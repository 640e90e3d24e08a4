"""An integer linear program as plain lists; knows neither placements nor a solver library."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from math import gcd

SHORT = 8
"""Steps that are still searched one by one: fractions of so few would blur the bound."""


@dataclass(slots=True)
class Linear:
    """A sum of integer multiples of variables, plus a constant."""

    factors: dict[int, int] = field(default_factory=dict)
    """By variable."""
    constant: int = 0

    def add(self, variable: int, factor: int = 1) -> None:
        self.factors[variable] = self.factors.get(variable, 0) + factor

    def add_all(self, other: Linear, factor: int = 1) -> None:
        for variable, own in other.factors.items():
            self.add(variable, factor * own)
        self.constant += factor * other.constant

    def value(self, values: Sequence[int]) -> int:
        """What it comes to with these values of the variables."""
        return self.constant + sum(values[v] * f for v, f in self.factors.items())

    def least(self, tops: Sequence[int]) -> int:
        """What it cannot be below, by the variables' bounds alone."""
        return self.constant + sum(tops[v] * f for v, f in self.factors.items() if f < 0)

    def most(self, tops: Sequence[int]) -> int:
        """What it cannot be above, by the variables' bounds alone."""
        return self.constant + sum(tops[v] * f for v, f in self.factors.items() if f > 0)


def total(variables: Iterable[int]) -> Linear:
    """The sum of some variables."""
    return Linear(dict.fromkeys(variables, 1))


@dataclass(frozen=True, slots=True)
class Row:
    """`low <= sum <= high`; None where there is no bound."""

    sum: Linear
    low: int | None
    high: int | None

    def holds(self, values: Sequence[int]) -> bool:
        value = self.sum.value(values)
        return (self.low is None or value >= self.low) and (self.high is None or value <= self.high)


@dataclass(slots=True)
class Program:
    """Integer variables from 0 to `tops`, and rows that must hold."""

    tops: list[int] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    sizes: set[int] = field(default_factory=set)
    """Variables that count so many steps that fractions of them say nearly as much."""

    def variable(self, top: int = 1) -> int:
        """A new variable's number."""
        self.tops.append(top)
        return len(self.tops) - 1

    def size(self, top: int) -> int:
        """A new variable's number, for an amount that goes with a choice."""
        variable = self.variable(top)
        if top > SHORT:
            self.sizes.add(variable)
        return variable

    def at_most(self, sum_: Linear, high: int) -> None:
        """Adds a row. Where all factors share a divisor, `high` is the nearest that can be met."""
        each = gcd(*sum_.factors.values())
        room = high - sum_.constant
        self.rows.append(Row(sum_, None, high if each < 2 else high - room % each))  # noqa: PLR2004

    def equal(self, sum_: Linear, value: int) -> None:
        self.rows.append(Row(sum_, value, value))

    def holds(self, values: Sequence[int]) -> bool:
        """Whether the values keep every bound and row, in exact arithmetic."""
        inside = all(0 <= v <= top for v, top in zip(values, self.tops, strict=True))
        return inside and all(row.holds(values) for row in self.rows)
