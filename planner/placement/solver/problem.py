"""What the solver is asked, and what it answers: nothing here knows stack files or catalogs.

Sizes are in ARM's capacity units. The order of items and options means nothing; equal problems
have equal solutions.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from planner.domain.plan import Choice, Pool


@dataclass(frozen=True, slots=True)
class Sizes:
    """The sizes one deployment may have: `low`, `low + step` ... up to `high`."""

    low: int
    high: int
    step: int = 1

    def largest(self, most: int) -> int | None:
        """The largest valid size that is not above `most`; None when there is none."""
        top = min(most, self.high)
        return None if top < self.low else self.low + (top - self.low) // self.step * self.step


NO_SIZE = Sizes(0, 0)
"""Of a place to train, which takes no capacity."""


Shelf = tuple[str, str]
"""Region and team: the accounts that fill up together."""


@dataclass(frozen=True, slots=True)
class Option:
    """One way to place one replica of an item."""

    choice: Choice
    """`choice.order` is what the user prefers: position of the type, then of the region, both
    from 0; all regions of a workload that leaves them open have position 0."""
    sizes: Sizes = NO_SIZE
    pool: Pool | None = None
    """What it draws on; None when it draws on nothing."""
    stays: bool = False
    """The lock has a replica there: to choose it is not to move."""
    team: str = ""
    """Whose accounts of the region it would stand in; teams share none."""

    @property
    def shelf(self) -> Shelf:
        """The accounts that it would stand in one of."""
        return self.choice.region, self.team


@dataclass(frozen=True, slots=True)
class Item:
    """A workload to be placed whole: `replicas` options that share no region (or geography)."""

    name: str
    options: tuple[Option, ...]
    replicas: int = 1
    spread: Literal["region", "geography"] = "region"
    runs: bool = False
    """The lock has it: if somebody must be left out, then rather one that does not run yet."""
    deploys: bool = True
    """Counts towards what an account holds; a place to train does not."""
    tuned: bool = False
    """Counts towards the fine-tuned deployments that an account holds."""
    beside: tuple[str, ...] = ()
    """Items in whose regions it must stand: each region of it is a region of each of them. If
    one of them is left out (or no item of the problem), so is this."""
    apart: tuple[str, ...] = ()
    """Items with which it shares no region; it binds both, whoever says so. Left out: no matter."""


@dataclass(frozen=True, slots=True)
class AccountRoom:
    """What accounts hold; None where no limit is documented. An account serves one region and team."""

    deployments: int | None = None
    fine_tuned: int | None = None
    per_region: int | None = None
    """Accounts that a region may have, of all teams together."""


@dataclass(frozen=True, slots=True)
class Problem:
    """Everything to be placed together."""

    items: tuple[Item, ...]
    limits: Mapping[Pool, int] = field(default_factory=dict)
    """Pools with a known limit; the others are unlimited."""
    room: AccountRoom = AccountRoom()


@dataclass(frozen=True, slots=True)
class Placed:
    """One replica's place and size."""

    option: Option
    size: int


@dataclass(frozen=True, slots=True)
class Solution:
    """The best placement.

    What is best is decided by the levels of `LEVELS`, each only among the best of those before.
    """

    placed: Mapping[str, tuple[Placed, ...]]
    """By item, sorted by the user's order, then region. Items that are left out are missing."""
    proven: bool = True
    """The optimum, not just the best that was found within the bound."""
    gap: str = ""
    """When not proven: the first level that is open, its value and the bound, in words."""


LEVELS = (
    "running workloads left out",
    "workloads left out",
    "moves",
    "types below the preferred one",
    "regions below the preferred one",
    "capacity missing, in thousandths of each target",
    "accounts",
    "fullest pool, in thousandths of its limit",
)
"""Each is made as small as can be, in this order; then the regions' names break ties.

Moves are the replicas of running workloads that do not stay. Types and regions are the sums of
their positions in the users' orders. Thousandths are rounded up; so that this gives no unit away,
equal thousandths are told apart by missing units. The names' tie goes to the smallest sum of the
regions' positions among all names, sorted.
"""
