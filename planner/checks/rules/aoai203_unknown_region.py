"""AOAI203: no document of the catalog names the region."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from planner.checks.base import Case, Change, WorkloadRule
from planner.checks.common import edits, words
from planner.domain.finding import Finding, Page, Path, Rule
from planner.domain.terms import Party, Severity, Verdict

RULE = Rule(
    id="AOAI203",
    slug="unknown-region",
    title="Unknown region",
    severity=Severity.ERROR,
    verdict=Verdict.FAIL,
    speaks_for=Party.TABLES,
    page=Page(
        what="A region is named that stands in no availability table. Every spelling of the docs, the portal and ARM is understood (`East US 2`, `eastus2`), so it is a typing error or a region without Azure OpenAI.",
        why="The deployment would fail with `LocationNotAvailableForResourceType` or `InvalidResourceProperties`.",
        example="""\
workloads:
  support-chat:
    model: gpt-5.1@2025-11-13
    deployment_type: global-standard
    region: sweedencentral
    capacity: {tpm: 50000}
""",
        fix="Write the region that the finding suggests, or choose one with `planner where MODEL`.",
        source="The availability tables of the snapshot in use; names and geographies from the list of Azure regions (2025-03).",
    ),
)


def check(case: Case) -> Iterable[Finding]:
    """One finding a region that the catalog does not know."""
    known = case.catalog.regions
    tuned = case.workload.fine_tuned
    if all(slug in known for slug in case.workload.region) and tuned is None:
        return ()
    return list(_findings(case))


def _findings(case: Case) -> Iterator[Finding]:
    for slug, path in _unknown(case):
        near = case.catalog.near_regions(slug)
        hint = f"; did you mean {near[0]}?" if near else ""
        message = f"no table of catalog {case.catalog.name} names a region {slug}{hint}"
        yield RULE.finding(path, message, workload=case.name)


def _unknown(case: Case) -> Iterator[tuple[str, Path]]:
    regions, tuned = case.workload.region, case.workload.fine_tuned
    for position, slug in enumerate(regions):
        if slug not in case.catalog.regions:
            yield slug, words.item_path(case, "region", position, len(regions))
    source = tuned.source_region if tuned else None
    if source is not None and source not in case.catalog.regions:
        yield source, case.path("fine_tuned", "source_region")


def _respelt(case: Case) -> Iterator[Change]:
    """All unknown regions replaced by near ones, or dropped where nothing is near."""
    for choice in range(3):
        spelt = [_near(case, slug, choice) for slug in case.workload.region]
        regions = list(dict.fromkeys(slug for slug in spelt if slug is not None))
        if regions:
            yield {"region": edits.one_or_list(regions)}


def _near(case: Case, slug: str, choice: int) -> str | None:
    if slug in case.catalog.regions:
        return slug
    near = case.catalog.near_regions(slug)
    return near[min(choice, len(near) - 1)] if near else None


CHECK = WorkloadRule(RULE, check, changes=edits.any_of(_respelt))
