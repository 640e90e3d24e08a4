"""AOAI203: no document of the catalog names the region."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from planner.checks.base import Case, Change, WorkloadRule
from planner.checks.common import edits, words
from planner.domain.finding import Finding, Page, Path, Rule
from planner.domain.terms import Aspect, Party, Severity, Verdict
from planner.facts import residency as boundary
from planner.facts.azure_regions import GEOGRAPHY_OF
from planner.facts.azure_regions import SOURCE as AZURE

RULE = Rule(
    id="AOAI203",
    slug="unknown-region",
    title="Unknown region",
    severity=Severity.ERROR,
    verdict=Verdict.FAIL,
    speaks_for=Party.TABLES,
    aspect=Aspect.NAME,
    page=Page(
        what="A region is named that stands in no availability table. Every spelling of the docs, the portal and ARM is understood (`East US 2`, `eastus2`), so it is a typing error or a region without Azure OpenAI. A region that Azure has and that no table names is unverified rather than wrong; where the workload allows other regions too, it is a warning.",
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
        if slug in GEOGRAPHY_OF:
            yield _silent(case, slug, path)
        else:
            near = _near_inside(case, slug)
            hint = f"; did you mean {near[0]}?" if near else ""
            message = f"no table of catalog {case.catalog.name} names a region {slug}{hint}"
            yield RULE.finding(path, message, workload=case.name)


def _silent(case: Case, slug: str, path: Path) -> Finding:
    """A region that Azure has: unknown is not no. The other regions of the list still count."""
    others = any(other in case.catalog.regions for other in case.workload.region)
    where = f"{slug} is an Azure region (docs {AZURE}), but no table of catalog {case.catalog.name}"
    message = f"{where} names it: whether it has {words.subject(case)} is unknown"
    verdict = Verdict.OK if others else Verdict.UNVERIFIED
    return RULE.finding(
        path, message, workload=case.name, severity=Severity.WARNING, verdict=verdict
    )


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
    near = _near_inside(case, slug)
    return near[min(choice, len(near) - 1)] if near else None


def _near_inside(case: Case, slug: str) -> list[str]:
    """The regions that are spelt alike, without those that the residency rules out.

    For a region that Azure has, those of its geography: it is no misspelling of another one.
    """
    known, residency = case.catalog.regions, case.workload.residency
    near: Sequence[str] = case.catalog.near_regions(slug)
    if slug in GEOGRAPHY_OF:
        near = [each for each, region in known.items() if region.geography == GEOGRAPHY_OF[slug]]
    if residency is None or residency not in boundary.words(case.catalog):
        return list(near)
    return [each for each in near if boundary.may_hold(known[each], residency)]


CHECK = WorkloadRule(RULE, check, changes=edits.any_of(_respelt))
