"""AOAI819: logs that go nowhere."""

from __future__ import annotations

from collections.abc import Iterator

from planner.checks.base import Placed, StackRule
from planner.checks.common import settings
from planner.domain.finding import Finding, Page, Remedy, Rule
from planner.domain.terms import Party, Severity, Verdict

RULE = Rule(
    id="AOAI819",
    slug="diagnostics-nowhere",
    title="Diagnostics without a destination",
    severity=Severity.ERROR,
    verdict=Verdict.FAIL,
    speaks_for=Party.SETTINGS,
    page=Page(
        what="`accounts.diagnostics` names no workspace, storage account or event hub, or nothing to send there.",
        why="Azure refuses a diagnostic setting without a destination or without anything that is switched on.",
        example=f"""\
accounts:
  diagnostics: {{categories: [Audit]}}
{settings.WORKLOAD}""",
        fix="Name a destination: `log_analytics`, `storage` or `event_hub`; several may be given.",
        source="Diagnostic settings in Azure Monitor; Azure Policy 1b4d1c4e-934c-4703-944c-27c82c06bebb.",
    ),
)


def check(placed: Placed) -> Iterator[Finding]:
    """One finding for each kind of account whose logs go nowhere."""
    for used in settings.used(placed):
        given = used.settings.diagnostics
        if given is None:
            continue
        if not (given.log_analytics or given.storage or given.event_hub):
            message, fix = f"diagnostics{used.where} have no destination", "log_analytics ID"
        elif not (given.categories or given.metrics):
            message, fix = f"diagnostics{used.where} send nothing", "categories Audit"
        else:
            continue
        yield RULE.finding(used.path("diagnostics"), message, remedies=[Remedy(fix)])


CHECK = StackRule(RULE, check)
