"""The deployments of an account, in the order in which they are written."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from pulumi_azure_native import cognitiveservices as cognitive

from planner.emit import naming, options
from planner.emit.line import Line
from planner.plan import Deployment
from planner.terms import Upgrade

MODEL_FORMAT = "OpenAI"

_UPGRADE: Mapping[str, str] = {
    Upgrade.NEVER: "NoAutoUpgrade",
    Upgrade.WHEN_EXPIRED: "OnceCurrentVersionExpired",
    Upgrade.WHEN_DEFAULT_CHANGES: "OnceNewDefaultVersionAvailable",
}


def writing_order(deployments: Iterable[Deployment]) -> list[Deployment]:
    """By workload, then by name; those that spill over after all that do not.

    The service refuses a provisioned deployment whose spill-over target is not there yet. The
    target is a standard deployment, which itself spills over to nothing.
    """
    return sorted(deployments, key=lambda d: (d.spillover is not None, d.workload, d.name))


def write(
    line: Line, planned: Iterable[Deployment], kept: Collection[str]
) -> dict[str, cognitive.Deployment]:
    """The deployments by logical name, in the order of writing; `kept` are names of workloads."""
    made: dict[str, cognitive.Deployment] = {}
    for each in writing_order(planned):
        made[naming.deployment(each)] = _deployment(line, each, kept=each.workload in kept)
        line.wrote(made[naming.deployment(each)])
    return made


def _deployment(line: Line, planned: Deployment, *, kept: bool) -> cognitive.Deployment:
    return cognitive.Deployment(
        naming.deployment(planned),
        deployment_name=planned.name,
        account_name=line.account.name,
        resource_group_name=line.group,
        sku=cognitive.SkuArgs(name=planned.sku, capacity=planned.capacity),
        properties=_properties(planned),
        opts=options.deployment(
            planned, parent=line.component, after=line.last, kept=kept, retry=line.retry
        ),
    )


def _properties(planned: Deployment) -> cognitive.DeploymentPropertiesArgs:
    return cognitive.DeploymentPropertiesArgs(
        model=cognitive.DeploymentModelArgs(
            format=MODEL_FORMAT,
            name=planned.model,
            version=planned.version,
            source=planned.source_account,
        ),
        rai_policy_name=planned.content_filter,
        spillover_deployment_name=planned.spillover,
        version_upgrade_option=_UPGRADE[planned.upgrade],
    )
