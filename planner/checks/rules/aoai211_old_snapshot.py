"""AOAI211: the snapshot is older than the stack file lets it be."""

from __future__ import annotations

from collections.abc import Iterator

from planner.checks.base import Placed, StackRule
from planner.domain.finding import Finding, Page, Remedy, Rule
from planner.domain.terms import Party, Severity, Verdict
from planner.facts.history import newest_on

RULE = Rule(
    id="AOAI211",
    slug="old-snapshot",
    title="Snapshot older than it may be",
    severity=Severity.WARNING,
    verdict=Verdict.OK,
    speaks_for=Party.TABLES,
    page=Page(
        what="Between the snapshot's oldest public availability table and the day of the plan lie more days than `catalog.max_age`, which is 60 unless the stack file says otherwise. Said once for a stack.",
        why="The tables change every few weeks. What a snapshot refuses may be offered by now, and what it offers may be gone; what it does not name is then called unverified, not unknown to Azure (AOAI201, AOAI202).",
        example="""\
catalog: "2026-09"
as_of: 2026-11-20
workloads:
  support-chat:
    model: gpt-5.1@2025-11-13
    deployment_type: global-standard
    region: swedencentral
    capacity: {tpm: 50000}
""",
        fix="Use the newest snapshot (leave `catalog` out), or import newer pages with `planner catalog import docs`. A stack that is content with an older one says so: `catalog: {max_age: 180}`.",
        source="Dates of the availability tables (`planner catalog list`).",
    ),
)


def check(placed: Placed) -> Iterator[Finding]:
    """One warning about the stack, however many workloads rest on the snapshot."""
    catalog, most = placed.catalog, placed.stack.catalog.max_age
    age = catalog.age_on(placed.as_of)
    if age <= most:
        return
    message = (
        f"catalog {catalog.name} is {age} days old on the day of the plan: its oldest table is "
        f"of {catalog.date.isoformat()}; more than {most} days"
    )
    yield RULE.finding(("catalog",), message, remedies=[_advice(placed)])


def _advice(placed: Placed) -> Remedy:
    newer = newest_on(placed.catalog, placed.as_of)
    use = f"catalog {newer} is newer" if newer else "import newer pages: planner catalog import"
    return Remedy(f"{use}, or set catalog.max_age")


CHECK = StackRule(RULE, check)
