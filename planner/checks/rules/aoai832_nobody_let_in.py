"""AOAI832: a door that is restricted to nobody."""

from __future__ import annotations

from collections.abc import Iterator

from planner.checks.base import Placed, StackRule
from planner.checks.common import settings
from planner.domain.finding import Finding, Page, Remedy, Rule
from planner.domain.terms import Party, Severity, Verdict

RULE = Rule(
    id="AOAI832",
    slug="nobody-let-in",
    title="Restricted network without rules",
    severity=Severity.WARNING,
    verdict=Verdict.OK,
    speaks_for=Party.SETTINGS,
    page=Page(
        what="The network of an account is `restricted`, and neither `ip_rules`, `subnets` nor a private endpoint lets anybody in.",
        why="The account denies every call but those of Azure's trusted services: applications get HTTP 403.",
        example=f"""\
accounts:
  network: restricted
{settings.WORKLOAD}""",
        fix="List addresses under `network.ip_rules` or subnets under `network.subnets`, or name a `subnet` for a private endpoint.",
        source="Virtual networks for Azure AI services: the default action is to deny, and rules let in.",
    ),
)

_REMEDIES = (Remedy("network.ip_rules [ADDRESS]"), Remedy("network.subnets ID"))


def check(placed: Placed) -> Iterator[Finding]:
    """One warning for each kind of account that lets nobody in."""
    for used in settings.used(placed):
        reach = used.settings.reach
        let_in = reach.ip_rules or reach.subnets or used.settings.endpoint_subnet
        if reach.profile == "restricted" and not let_in:
            message = f"restricted accounts{used.where} let nobody in: no address, no subnet"
            yield RULE.finding(used.path("network"), message, remedies=_REMEDIES)


CHECK = StackRule(RULE, check)
