"""What the rules about a stack's accounts share: an example, and paths into the file."""

from __future__ import annotations

from dataclasses import dataclass

from planner.checks.base import Placed
from planner.domain.finding import Path
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


@dataclass(frozen=True, slots=True)
class Used:
    """Settings that at least one account of the placement has."""

    settings: AccountSettings
    regions: tuple[str, ...]
    """The regions that have them."""
    own: AccountSettings | None
    """What `accounts.regions` says of the region; None for the regions of which it is silent."""

    def path(self, *keys: str | int) -> Path:
        """The route to a setting: below the region where that speaks of it, else for all."""
        if self.own is not None and keys and keys[0] in self.own.model_fields_set:
            return ("accounts", "regions", self.regions[0], *keys)
        return ("accounts", *keys)

    @property
    def where(self) -> str:
        """Words for a message: nothing, or the region that is different."""
        return f" in {self.regions[0]}" if self.own is not None else ""


def used(placed: Placed) -> tuple[Used, ...]:
    """The distinct settings of the placement's accounts, the common ones first.

    The common ones are looked at even when nothing is placed: what is wrong with them is wrong
    whatever becomes of the workloads.
    """
    accounts = placed.stack.accounts
    regions = sorted({account.region for account in placed.accounts})
    common = tuple(region for region in regions if region not in accounts.regions)
    found = [Used(accounts, common, None)] if common or not regions else []
    own = ((region, accounts.regions.get(region)) for region in regions)
    found += [Used(accounts.of(r), (r,), given) for r, given in own if given is not None]
    return tuple(found)
