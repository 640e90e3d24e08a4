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

    def from_(self, least: int) -> int:
        """The smallest valid size that is not below `least`; it may be above `high`."""
        return self.low + -(-max(0, least - self.low) // self.step) * self.step


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
    ran: int = 0
    """What runs of it, in units, there or (of what moves) before; a smaller size is a loss."""

    @property
    def shelf(self) -> Shelf:
        """The accounts that it would stand in one of."""
        return self.choice.region, self.team


LEAST = 3
"""The priority of items that go before no others."""


@dataclass(frozen=True, slots=True)
class Item:
    """A workload to be placed whole: `replicas` options that share no region (or geography)."""

    name: str
    options: tuple[Option, ...]
    replicas: int = 1
    spread: Literal["region", "geography"] = "region"
    runs: bool = False
    """The lock has it: if somebody must be left out, then rather one that does not run yet."""
    edited: bool = False
    """What runs of it is no longer what the stack file asks for: left out before those that are."""
    deploys: bool = True
    """Counts towards what an account holds; a place to train does not."""
    tuned: bool = False
    """Counts towards the fine-tuned deployments that an account holds."""
    beside: tuple[str, ...] = ()
    """Items in whose regions it must stand: each region of it is a region of each of them. If
    one of them is left out (or no item of the problem), so is this."""
    apart: tuple[str, ...] = ()
    """Items with which it shares no region; it binds both, whoever says so. Left out: no matter."""
    priority: int = LEAST
    """0 for the most important of the problem, `LEAST` for all that are not before others."""
    avoided: bool = False
    """Others ask to be apart from it, and it asks that of nobody: rather one of those is left out."""


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
    """Pools with a known limit; the others are unlimited, or unknown (`wary`)."""
    room: AccountRoom = AccountRoom()
    wary: bool = False
    """Limits were stated, so a pool without one is not known to hold anything: it is avoided, and
    no more than the smallest size is taken of it, or what runs."""

    spread_risk: bool = False
    """Few deployments are to stand in one region, even if it takes more accounts."""

    def unknown(self, option: Option) -> bool:
        """Whether an option draws on a pool whose limit should be known, and is not."""
        return self.wary and option.pool is not None and option.pool not in self.limits


@dataclass(frozen=True, slots=True)
class Placed:
    """One replica's place and size."""

    option: Option
    size: int


@dataclass(frozen=True, slots=True)
class Solution:
    """The best placement.

    What is best is decided by `levels.LEVELS`, each only among the best of those before.
    """

    placed: Mapping[str, tuple[Placed, ...]]
    """By item, sorted by the user's order, then region. Items that are left out are missing."""
    proven: bool = True
    """The optimum, not just the best that was found within the bound."""
    gap: str = ""
    """When not proven: the first level that is open, its value and the bound, in words."""
    worth: tuple[int, ...] = field(default=(), compare=False)
    """The values of the levels, with which the places were chosen."""
