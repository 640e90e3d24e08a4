"""Registers what a plan says, and nothing else, with Pulumi."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pulumi
from pulumi_azure_native import cognitiveservices as cognitive
from pulumi_azure_native import resources

from planner.domain.plan import Plan
from planner.emit import conflict, dns, following, naming, options
from planner.emit.account import Account


@dataclass(frozen=True, slots=True)
class Emitted:
    """The resources of a plan."""

    group: resources.ResourceGroup | None
    """None when the plan holds no account, or names a group that exists."""
    accounts: Mapping[str, Account]
    """By the account's name."""

    @property
    def deployments(self) -> dict[str, cognitive.Deployment]:
        """All deployments, by logical name."""
        return {
            name: deployment
            for account in self.accounts.values()
            for name, deployment in account.deployments.items()
        }


def emit(plan: Plan, *, retry_minutes: int = conflict.MINUTES) -> Emitted:
    """Register the plan's resource group, accounts and deployments; decides nothing.

    Writes to an account that somebody else writes to are tried again for `retry_minutes`.
    Must run inside a Pulumi program. Raises what the SDK raises for wrong arguments.
    """
    if not plan.accounts:
        return Emitted(None, {})
    following.follow(retry_minutes)
    group = None if plan.group_exists else _group(plan)
    name = pulumi.Output.from_input(plan.resource_group) if group is None else group.name
    accounts = sorted(plan.accounts, key=lambda a: a.name)
    zones = dns.zones(plan, name)
    made = {a.name: Account(a, plan, group=name, zones=zones) for a in accounts}
    return Emitted(group, made)


def _group(plan: Plan) -> resources.ResourceGroup:
    return resources.ResourceGroup(
        naming.GROUP,
        resource_group_name=plan.resource_group,
        location=plan.location,
        tags=plan.tags,
        opts=options.group(protect=plan.protects_accounts, retain=plan.group_released),
    )
