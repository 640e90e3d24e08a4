"""The deployments of an account, in the order in which they are written."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import pulumi
from pulumi_azure_native import cognitiveservices as cognitive

from planner.domain.deployment import ARM_UPGRADES
from planner.domain.plan import Deployment, Plan
from planner.emit import naming, options, tags
from planner.emit.line import Line


def writing_order(deployments: Iterable[Deployment]) -> list[Deployment]:
    """By workload, then by name; those that spill over after all that do not.

    The service refuses a provisioned deployment whose spill-over target is not there yet. The
    target is a standard deployment, which itself spills over to nothing.
    """
    return sorted(deployments, key=lambda d: (d.settings.spillover is not None, d.workload, d.name))


def write(
    line: Line,
    deployments: Iterable[Deployment],
    plan: Plan,
    policies: Mapping[str, pulumi.Resource],
) -> dict[str, cognitive.Deployment]:
    """The deployments of one account by logical name, in the order of writing.

    `policies` are the account's content filters by name, in small letters.
    """
    made: dict[str, cognitive.Deployment] = {}
    targets: dict[str, pulumi.Resource] = {}
    for each in writing_order(deployments):
        needs = [
            *_named(policies, each.settings.content_filter),
            *_named(targets, each.settings.spillover),
        ]
        new = _deployment(line, each, plan, needs)
        made[naming.deployment(each)] = targets[each.name.lower()] = new
        line.wrote(new)
    return made


def _named(there: Mapping[str, pulumi.Resource], name: str | None) -> list[pulumi.Resource]:
    """What is made here under a name; nothing when it is the service's own or unknown."""
    found = there.get(name.lower()) if name else None
    return [] if found is None else [found]


def _deployment(
    line: Line,
    planned: Deployment,
    plan: Plan,
    needs: Sequence[pulumi.Resource],
) -> cognitive.Deployment:
    return cognitive.Deployment(
        naming.deployment(planned),
        deployment_name=planned.name,
        account_name=line.account.name,
        resource_group_name=line.group,
        sku=cognitive.SkuArgs(name=planned.sku, capacity=planned.capacity),
        properties=_properties(planned),
        tags=tags.deployment(planned),
        opts=options.deployment(
            planned,
            parent=line.component,
            after=[line.account, *needs],
            protect=plan.protects(planned),
            retyped=planned.workload in plan.retyped,
            follows=plan.follows(planned),
        ),
    )


def _properties(planned: Deployment) -> cognitive.DeploymentPropertiesArgs:
    return cognitive.DeploymentPropertiesArgs(
        model=cognitive.DeploymentModelArgs(
            format=planned.publisher,
            name=planned.model,
            version=planned.version,
            source=planned.source_account,
        ),
        rai_policy_name=planned.settings.content_filter,
        spillover_deployment_name=planned.settings.spillover,
        version_upgrade_option=ARM_UPGRADES[planned.settings.upgrade],
    )
