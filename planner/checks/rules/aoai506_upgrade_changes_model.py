"""AOAI506: an automatic upgrade would end at another model."""

from __future__ import annotations

from collections.abc import Iterable

from planner.checks.base import Case, Change, ChoiceRule
from planner.checks.common import edits, lifetime, words
from planner.domain.finding import Finding, Page, Rule
from planner.domain.offering import Offering
from planner.domain.terms import DeploymentType, Family, Party, Severity, Upgrade, Use, Verdict

RULE = Rule(
    id="AOAI506",
    slug="upgrade-changes-model",
    title="Automatic upgrade may change the model",
    severity=Severity.WARNING,
    verdict=Verdict.OK,
    speaks_for=Party.TABLES,
    acceptable=True,
    page=Page(
        what="`upgrade` lets the service move the deployment, and the documented replacement of the version is another model. Provisioned deployments are never upgraded and are not reported.",
        why="Prices, limits, answers and tool calls may all change on a day that nobody in the team chose.",
        example="""\
as_of: 2026-11-20
workloads:
  chat:
    model: gpt-4o@2024-11-20
    deployment_type: global-standard
    region: eastus2
    capacity: {tpm: 50000}
    upgrade: when-expired
""",
        fix="Set `upgrade: never` and move on a day of your own, or accept the finding.",
        source="Model retirement schedule, 2026-09-02 (replacements); working with models (upgrade options).",
    ),
)


def review(case: Case, offering: Offering) -> Iterable[Finding]:
    """A warning when the service may move the deployment to another model."""
    if case.workload.upgrade is Upgrade.NEVER or not _upgrades(offering):
        return
    successor = lifetime.successor(case)
    if successor is None or successor.partition("@")[0] == offering.subject.full_model:
        return
    source = next(life.source for life in lifetime.lives(case) if life.replacement == successor)
    message = f"upgrade {case.workload.upgrade} may turn {words.subject(case)} into {successor}"
    path = case.path("upgrade")
    yield RULE.finding(path, f"{message}, another model ({source})", workload=case.name)


def _upgrades(offering: Offering) -> bool:
    type_ = offering.type
    standard = isinstance(type_, DeploymentType) and type_.family is Family.STANDARD
    return standard and offering.use is Use.BASE


def _never(_: Case) -> Iterable[Change]:
    return ({"upgrade": Upgrade.NEVER.value},)


CHECK = ChoiceRule(RULE, review, changes=edits.any_of(_never), uses=frozenset({Use.BASE}))
