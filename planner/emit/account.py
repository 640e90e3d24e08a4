"""One account with everything below and beside it, as a Pulumi component."""

from __future__ import annotations

from collections.abc import Mapping

import pulumi
from pulumi_azure_native import cognitiveservices as cognitive

from planner.domain import plan
from planner.domain.settings import AccountSettings
from planner.emit import (
    access,
    deployments,
    diagnostics,
    encryption,
    filters,
    identity,
    memory,
    naming,
    network,
    options,
    projects,
)
from planner.emit.line import Line

TYPE = "planner:azureopenai:Account"
AI_SERVICES = "AIServices"


class Account(pulumi.ComponentResource):
    """A Cognitive Services account and everything that belongs to it.

    What is a child of the account is written one after another: block lists, content filter
    policies, projects, deployments, the private endpoint. Roles and diagnostics stand beside it;
    a lock comes last. Accounts do not wait for each other.
    """

    endpoint: pulumi.Output[str]
    """Where clients call; unknown until the account stands."""
    deployments: dict[str, cognitive.Deployment]
    """By logical name, in the order of writing."""

    def __init__(
        self,
        account: plan.Account,
        planned: plan.Plan,
        *,
        group: pulumi.Output[str],
        zones: Mapping[str, pulumi.Input[str]],
        opts: pulumi.ResourceOptions | None = None,
    ) -> None:
        super().__init__(TYPE, naming.account(account), None, opts)
        line = self._line(account, planned, group)
        self.account = line.account
        self.endpoint = self.account.properties.endpoint
        policies = filters.write(line)
        projects.write(line)
        mine = [d for d in planned.deployments if d.account == account.name]
        self.deployments = deployments.write(line, mine, planned, policies)
        network.endpoint(line, zones)
        access.roles(line)
        diagnostics.write(line)
        access.lock(line)
        names = [each.name for each in deployments.writing_order(mine)]
        self.register_outputs(
            {
                "endpoint": self.endpoint,
                "deployments": names,
                "remembers": memory.of(account, planned),
            }
        )

    def _line(
        self,
        account: plan.Account,
        planned: plan.Plan,
        group: pulumi.Output[str],
    ) -> Line:
        settings = planned.settings[account.name]
        own = identity.made(account, settings, component=self, group=group)
        made = cognitive.Account(
            naming.account(account),
            account_name=account.name,
            resource_group_name=group,
            location=account.region,
            kind=account.kind,
            sku=cognitive.SkuArgs(name="S0"),
            identity=identity.arguments(settings, own),
            properties=_properties(account, settings),
            tags=settings.tags,
            opts=options.account(
                self,
                account,
                after=[own] if own is not None else [],
                protect=planned.protects_accounts,
            ),
        )
        return Line(self, account, settings, made, group)


def _properties(
    account: plan.Account, settings: AccountSettings
) -> cognitive.AccountPropertiesArgs:
    restricted = settings.reach.outbound.restricted
    return cognitive.AccountPropertiesArgs(
        allow_project_management=True if account.kind == AI_SERVICES else None,
        allowed_fqdn_list=list(settings.reach.outbound.allowed_fqdns) if restricted else None,
        custom_sub_domain_name=account.subdomain,
        disable_local_auth=not settings.local_auth,
        encryption=encryption.key(settings),
        network_acls=network.rules(settings),
        public_network_access=network.public_access(settings),
        restore=True if settings.restore else None,
        restrict_outbound_network_access=True if restricted else None,
        user_owned_storage=encryption.storage(settings),
    )
