"""AOAI846: an account of kind OpenAI is to hold another maker's model."""

from __future__ import annotations

from collections.abc import Iterator

from planner.checks.base import Placed, StackRule
from planner.checks.common import settings
from planner.domain.finding import Finding, Page, Remedy, Rule
from planner.domain.plan import Deployment
from planner.domain.publishers import OPENAI
from planner.domain.settings import DEFAULT_KIND
from planner.domain.terms import Party, Severity, Verdict

RULE = Rule(
    id="AOAI846",
    slug="kind-takes-openai-only",
    title="The account's kind does not take the model",
    severity=Severity.ERROR,
    verdict=Verdict.FAIL,
    speaks_for=Party.SETTINGS,
    page=Page(
        what="A model of another maker than OpenAI would stand in an account of kind `OpenAI`.",
        why="Such an account deploys models of format `OpenAI` only; the service answers `DeploymentModelNotSupported`. Kind `AIServices` has the same endpoint for OpenAI's models, and takes all makers.",
        example="""\
catalog: "2026-11"
accounts:
  kind: OpenAI
workloads:
  support-chat:
    model: xAI/grok-4.3@1
    deployment_type: global-standard
    region: swedencentral
    capacity: {tpm: 50000}
""",
        fix="Leave `accounts.kind` out, or give the workload's team or region accounts of kind AIServices. An account that runs as kind OpenAI is upgraded in the portal, and stays what it is for its deployments.",
        source="Upgrade of Azure OpenAI resources, 2026-08-19; model list of the service, 2026-08-22, which lists every other format under AIServices alone.",
    ),
)


def check(placed: Placed) -> Iterator[Finding]:
    """One error for each workload."""
    kinds = {account.name: account.kind for account in placed.accounts}
    wrong = {
        d.workload: d
        for d in placed.deployments
        if d.publisher != OPENAI and kinds.get(d.account) == OPENAI
    }
    for name, deployment in sorted(wrong.items()):
        message = f"{deployment.full_model} cannot stand in {deployment.account}: kind OpenAI takes OpenAI's models only (docs 2026-08-19)"
        path = ("workloads", name, "model")
        yield RULE.finding(path, message, workload=name, remedies=[_remedy(placed, deployment)])


def _remedy(placed: Placed, deployment: Deployment) -> Remedy:
    """The key that gives the account its kind: of its team or region where these say one."""
    (account,) = (each for each in placed.accounts if each.name == deployment.account)
    speaks = next(each for each in settings.used(placed) if each.has(account))
    key = speaks.path("kind")
    left = ", or leave it out" if key == settings.path("kind") else ""
    return Remedy(f"{'.'.join(map(str, key))}: {DEFAULT_KIND}{left}")


CHECK = StackRule(RULE, check)
