"""AOAI826: import, which is for one run."""

from __future__ import annotations

from collections.abc import Iterator

from planner.checks.base import Placed, StackRule
from planner.checks.common import settings
from planner.checks.common.words import listed
from planner.domain.finding import Finding, Page, Rule
from planner.domain.terms import Party, Severity, Verdict

RULE = Rule(
    id="AOAI826",
    slug="import-is-on",
    title="Import is on",
    severity=Severity.NOTE,
    verdict=Verdict.OK,
    speaks_for=Party.SETTINGS,
    page=Page(
        what="`import` is set: accounts or deployments that exist are taken over instead of made.",
        why="Once they are in Pulumi's state it does nothing, but what vanishes (a developer deployment after 24 hours, an idle fine-tuned one after 15 days) cannot be made again while it is there: `resource '...' does not exist`.",
        example=f"""\
subscription: {{id: 11111111-2222-3333-4444-555555555555}}
accounts:
  import: true
{settings.WORKLOAD}""",
        fix="Read the preview of the run that adopts: what the stack file does not say is set to its default. Take `import` out after that run.",
        source="Pulumi's `import` option; docs/pulumi.md.",
    ),
)


def check(placed: Placed) -> Iterator[Finding]:
    """One note for the accounts, and one for all workloads."""
    regions = placed.stack.accounts.regions
    accounts = [("accounts", "import")] if placed.stack.accounts.adopt else []
    own = [
        ("accounts", "regions", r, "import") for r, given in sorted(regions.items()) if given.adopt
    ]
    teams = placed.stack.accounts.teams
    own += [("accounts", "teams", t, "import") for t, given in sorted(teams.items()) if given.adopt]
    for path in [*accounts, *own][:1]:
        yield RULE.finding(path, "accounts are adopted; take import out when that is done")
    workloads = placed.stack.workloads
    names = sorted({d.workload for d in placed.deployments if workloads[d.workload].adopt})
    if names:
        message = f"{listed(names)}: adopted; take import out when that is done"
        yield RULE.finding(("workloads", names[0], "import"), message)


CHECK = StackRule(RULE, check)
