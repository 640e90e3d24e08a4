"""One account with its deployments, as a Pulumi component."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

import pulumi
from pulumi_azure_native import cognitiveservices as cognitive

from planner import plan
from planner.emit import naming, options
from planner.terms import Upgrade

TYPE = "planner:azureopenai:Account"
MODEL_FORMAT = "OpenAI"
STACK_TAG = "planner-stack"
AI_SERVICES = "AIServices"

_UPGRADE: Mapping[str, str] = {
    Upgrade.NEVER: "NoAutoUpgrade",
    Upgrade.WHEN_EXPIRED: "OnceCurrentVersionExpired",
    Upgrade.WHEN_DEFAULT_CHANGES: "OnceNewDefaultVersionAvailable",
}


def tags(planned: plan.Plan) -> dict[str, str]:
    """The user's tags, with one that says which stack a resource belongs to."""
    return {STACK_TAG: planned.stack, **planned.settings.tags}


def writing_order(deployments: Iterable[plan.Deployment]) -> list[plan.Deployment]:
    """The order in which one account's deployments are written: by workload, then by name."""
    return sorted(deployments, key=lambda d: (d.workload, d.name))


class Account(pulumi.ComponentResource):
    """A Cognitive Services account and everything below it.

    The service refuses two writes below one account at a time (409 RequestConflict), be they
    creates, updates or deletes. So each deployment depends on the one before it; Pulumi walks
    the chain forwards to write and backwards to delete. Accounts do not wait for each other.
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
        kept: Collection[str],
        opts: pulumi.ResourceOptions | None = None,
    ) -> None:
        super().__init__(TYPE, naming.account(account), None, opts)
        self._group, self._kept = group, kept
        self.account = self._account(account, planned)
        self.endpoint = self.account.properties.endpoint
        self.deployments = {}
        mine = writing_order(d for d in planned.deployments if d.account == account.name)
        self._chain(mine)
        names = [each.name for each in mine]
        self.register_outputs({"endpoint": self.endpoint, "deployments": names})

    def _account(self, account: plan.Account, planned: plan.Plan) -> cognitive.Account:
        return cognitive.Account(
            naming.account(account),
            account_name=account.name,
            resource_group_name=self._group,
            location=account.region,
            kind=account.kind,
            sku=cognitive.SkuArgs(name="S0"),
            identity=cognitive.IdentityArgs(type=cognitive.ResourceIdentityType.SYSTEM_ASSIGNED),
            properties=_properties(account, planned),
            tags=tags(planned),
            opts=options.account(self, environment=planned.environment),
        )

    def _chain(self, deployments: Iterable[plan.Deployment]) -> None:
        last: cognitive.Deployment | None = None
        for each in deployments:
            last = self._deployment(each, after=last)
            self.deployments[naming.deployment(each)] = last

    def _deployment(
        self, planned: plan.Deployment, after: cognitive.Deployment | None
    ) -> cognitive.Deployment:
        return cognitive.Deployment(
            naming.deployment(planned),
            deployment_name=planned.name,
            account_name=self.account.name,
            resource_group_name=self._group,
            sku=cognitive.SkuArgs(name=planned.sku, capacity=planned.capacity),
            properties=_deployment_properties(planned),
            opts=options.deployment(
                planned, parent=self, after=after, kept=planned.workload in self._kept
            ),
        )


def _properties(account: plan.Account, planned: plan.Plan) -> cognitive.AccountPropertiesArgs:
    settings = planned.settings
    access = cognitive.PublicNetworkAccess
    return cognitive.AccountPropertiesArgs(
        allow_project_management=True if account.kind == AI_SERVICES else None,
        custom_sub_domain_name=account.subdomain,
        disable_local_auth=not settings.local_auth,
        public_network_access=access.ENABLED if settings.public_network else access.DISABLED,
    )


def _deployment_properties(planned: plan.Deployment) -> cognitive.DeploymentPropertiesArgs:
    return cognitive.DeploymentPropertiesArgs(
        model=cognitive.DeploymentModelArgs(
            format=MODEL_FORMAT,
            name=planned.model,
            version=planned.version,
            source=planned.source_account,
        ),
        rai_policy_name=planned.content_filter,
        version_upgrade_option=_UPGRADE[planned.upgrade],
    )
