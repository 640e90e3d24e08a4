"""AOAI836: something that a deployment still refers to is gone from the stack file."""

from __future__ import annotations

from collections.abc import Iterator

from planner.checks.base import Placed, StackRule
from planner.checks.common import settings
from planner.domain.finding import Finding, Page, Remedy, Rule
from planner.domain.plan import Deployment
from planner.domain.settings import MICROSOFTS
from planner.domain.terms import Party, Severity, Verdict

RULE = Rule(
    id="AOAI836",
    slug="still-referred-to",
    title="What a deployment refers to is gone",
    severity=Severity.ERROR,
    verdict=Verdict.FAIL,
    speaks_for=Party.SETTINGS,
    page=Page(
        what="A deployment runs and is kept as it is, since a new one of it would be refused. The content filter policy that it names is no longer under `accounts.content_filters`, or the deployment that it spills over to is no longer planned. Or a deployment, kept or not, has a `fine_tuned.source_account` that runs and is no longer in the plan: its training left, or moved. Nothing of the stack is changed until that is settled.",
        why="Pulumi would delete the policy or the other deployment, although what is kept still uses it: it would run without the filter that it was approved with, or lose its spill-over. With an account go the models that were trained in it: what is drawn from there could never be made again. Only the stack file has the definition, so the planner cannot make it again.",
        example="""\
# with a lock in which support-chat has the content filter strict
workloads:
  support-chat:
    model: gpt-4o@2024-05-13
    deployment_type: global-standard
    region: swedencentral
    capacity: {tpm: 50000}
    content_filter: strict
""",
        fix="Put back what the finding names: the policy under `accounts.content_filters`, or the workload; in the region of a source account keep a training workload as long as anything draws from there. Then mend what refuses the workload and give it another filter or spill-over; what nobody refers to can go. To end the deployment itself, remove its workload as well.",
        source="docs/lock.md: what is kept is deployed as the lock says. Deployment properties raiPolicyName, spilloverDeploymentName and model.sourceAccount, API 2025-06-01.",
    ),
)


def check(placed: Placed) -> Iterator[Finding]:
    """One finding for each thing that is gone, in the order of the workloads that refer to it."""
    known = placed.running.workloads if placed.running else {}
    runs = {each for locked in known.values() for each in locked.deployments}
    for each in placed.deployments:
        yield from _source(placed, each)
        if each in runs:
            yield from _filter(placed, each)
            yield from _target(placed, each)


def _filter(placed: Placed, kept: Deployment) -> Iterator[Finding]:
    name = kept.settings.content_filter
    account = next(a for a in placed.accounts if a.name == kept.account)
    used = next(u for u in settings.used(placed) if u.has(account))
    if name.startswith(MICROSOFTS) or name in used.settings.content_filters:
        return
    message = f"{kept.workload} is kept in {kept.account} and uses content filter {name}, which is no longer defined{used.where}: Pulumi would delete it"
    put_back = Remedy(f"put accounts.content_filters.{name} back until the deployment is changed")
    yield RULE.finding(used.path("content_filters"), message, remedies=[put_back])


def _target(placed: Placed, kept: Deployment) -> Iterator[Finding]:
    name = kept.settings.spillover
    there = {d.name for d in placed.deployments if d.account == kept.account}
    if name is None or name in there:
        return
    message = f"{kept.workload} is kept in {kept.account} and spills over to deployment {name}, which is no longer planned there: Pulumi would delete it"
    put_back = Remedy("put its workload back until the spill-over is changed")
    yield RULE.finding(("workloads", kept.workload), message, remedies=[put_back])


def _source(placed: Placed, drawing: Deployment) -> Iterator[Finding]:
    """An adopted account stays in Azure when it leaves the stack, and its models with it."""
    id_, known = drawing.source_account, placed.running
    account = known.named(id_) if id_ and known else None
    stays = {each.name for each in placed.accounts}
    if account is None or account.adopted or account.name in stays:
        return
    message = f"{drawing.workload} draws its model from {account.name}, in which nothing is left: Pulumi would delete the account with the models trained in it"
    team = f" of team {account.team}" if account.team else ""
    keep = Remedy(f"keep a training workload{team} in {account.region}")
    path = ("workloads", drawing.workload, "fine_tuned", "source_account")
    yield RULE.finding(path, message, remedies=[keep])


CHECK = StackRule(RULE, check)
