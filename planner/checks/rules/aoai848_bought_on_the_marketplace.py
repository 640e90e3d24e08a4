"""AOAI848: the model is bought from its publisher on the Azure Marketplace."""

from __future__ import annotations

from collections.abc import Iterable

from planner.checks.base import Case, ChoiceRule
from planner.checks.common import words
from planner.domain.finding import Finding, Page, Remedy, Rule
from planner.domain.offering import Offering
from planner.domain.terms import Condition, Party, Severity, Verdict

RULE = Rule(
    id="AOAI848",
    slug="bought-on-the-marketplace",
    title="Bought on the Marketplace",
    severity=Severity.WARNING,
    verdict=Verdict.OK,
    speaks_for=Party.TABLES,
    acceptable=True,
    page=Page(
        what="The model is not sold by Azure but by its publisher, on the Azure Marketplace.",
        why="The first deployment accepts the publisher's offer: who deploys needs the right to buy there, and the subscription must be one that may (type, country and billing). Otherwise the service answers `MarketplaceSubscriptionCannotBeCompleted`. It is billed by the publisher's own meters.",
        example="""\
catalog: "2026-11"
workloads:
  completion:
    model: Mistral AI/Codestral-2501@2
    deployment_type: global-standard
    region: swedencentral
    capacity: {tpm: 50000}
""",
        fix="Accept the offer once for the subscription, then accept AOAI848; or take a model that Azure sells itself (`planner where` says `marketplace` of the others).",
        source="Marketplace models - region availability, 2026-09-02; Azure-Samples/claude#62, 2026.",
    ),
)

_REMEDY = Remedy("accept the offer in the subscription first, then accept AOAI848")


def review(case: Case, offering: Offering) -> Iterable[Finding]:
    """A warning for what the Marketplace's page lists."""
    if Condition.MARKETPLACE not in offering.conditions:
        return ()
    who, source = case.subject.publisher, words.said_by([offering.source])
    message = f"{words.subject(case)} is bought from {who} on the Azure Marketplace{source}: its offer must be accepted"
    path = case.path("model")
    return (RULE.finding(path, message, workload=case.name, remedies=[_REMEDY]),)


CHECK = ChoiceRule(RULE, review)
