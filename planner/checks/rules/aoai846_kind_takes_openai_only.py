"""AOAI846: an account of kind OpenAI is to hold another maker's model."""

from __future__ import annotations

from collections.abc import Iterator

from planner.checks.base import Placed, StackRule
from planner.domain.finding import Finding, Page, Remedy, Rule
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

_REMEDY = Remedy(f"accounts.kind: {DEFAULT_KIND}, or leave it out")


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
        yield RULE.finding(path, message, workload=name, remedies=[_REMEDY])


CHECK = StackRule(RULE, check)
