"""What the rules about a stack's accounts share: an example, and paths into the file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from planner.checks.base import Placed
from planner.domain.finding import Path
from planner.domain.plan import Account
from planner.domain.settings import AccountSettings

WORKLOAD = """\
workloads:
  support-chat:
    model: gpt-5.1@2025-11-13
    deployment_type: global-standard
    region: swedencentral
    capacity: {tpm: 50000}
"""
"""A workload that nothing is wrong with, to complete the examples."""


def path(*keys: str) -> Path:
    """The route to a key under `accounts`."""
    return ("accounts", *keys)


def naming(placed: Placed, account: Account) -> Path:
    """What gives an account its name: the team that a workload names, else the stack's naming."""
    named = {w.team: name for name, w in sorted(placed.stack.workloads.items(), reverse=True)}
    if account.team is None or account.team not in named:
        return path("naming")
    return ("workloads", named[account.team], "team")


@dataclass(frozen=True, slots=True)
class Used:
    """Settings that at least one account of the placement has."""

    settings: AccountSettings
    regions: tuple[str, ...]
    """The regions that have them."""
    own: AccountSettings | None
    """What `accounts.regions` says of the region; None for the regions of which it is silent."""
    team: str | None = None
    """The team whose accounts have them; None for nobody's."""
    of_team: AccountSettings | None = None
    """What `accounts.teams` says of the team."""
    like: frozenset[str | None] = frozenset()
    """Teams of which nothing is said, whose accounts then have nobody's settings."""

    def path(self, *keys: str | int) -> Path:
        """The route to a setting: below the team or region that speaks of it, else for all."""
        return (*self._speaker(keys[0] if keys else None), *keys)

    def _speaker(self, key: str | int | None) -> Path:
        if self.of_team is not None and key in _said(self.of_team):
            return ("accounts", "teams", str(self.team))
        if self.own is not None and key in _said(self.own):
            return ("accounts", "regions", self.regions[0])
        return ("accounts",)

    def has(self, account: Account) -> bool:
        """Whether an account of the placement has them."""
        return account.region in self.regions and account.team in {self.team, *self.like}

    @property
    def where(self) -> str:
        """Words for a message: nothing, or the region and team that are different."""
        region = f" in {self.regions[0]}" if self.own is not None else ""
        return region + (f" for team {self.team}" if self.of_team is not None else "")


def _said(settings: AccountSettings) -> set[str]:
    """The keys that were written, as a stack file spells them."""
    return {"import" if name == "adopt" else name for name in settings.model_fields_set}


def used(placed: Placed) -> tuple[Used, ...]:
    """The distinct settings of the placement's accounts, the common ones first.

    The common ones are looked at even when nothing is placed: what is wrong with them is wrong
    whatever becomes of the workloads. A team of which nothing is said has nobody's settings, which
    are then looked at for the regions of both.
    """
    given = placed.stack.accounts
    own = {a.team for a in placed.accounts if a.team in given.teams}
    nobodys = sorted({a.region for a in placed.accounts if a.team not in own})
    silent = frozenset(a.team for a in placed.accounts) - own
    found = [replace(each, like=silent) for each in _by_region(placed, nobodys, None)]
    for team in sorted(own, key=str):
        here = sorted({a.region for a in placed.accounts if a.team == team})
        found += _by_region(placed, here, team)
    return tuple(found)


def _by_region(placed: Placed, regions: Sequence[str], team: str | None) -> list[Used]:
    """The settings in some regions: first in those of which nothing is said, then in each other."""
    given = placed.stack.accounts
    of_team = given.teams.get(team) if team is not None else None
    common = tuple(region for region in regions if region not in given.regions)
    first = common or (not regions and team is None)
    found = [Used(given.of("", team), common, None, team, of_team)] if first else []
    own = ((region, given.regions.get(region)) for region in regions)
    return [
        *found,
        *(
            Used(given.of(r, team), (r,), said, team, of_team)
            for r, said in own
            if said is not None
        ),
    ]
