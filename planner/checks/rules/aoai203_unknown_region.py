"""AOAI203: no document of the catalog names the region."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from planner.checks.base import Case, Change, WorkloadRule
from planner.checks.common import edits, respelt, words
from planner.domain.finding import Finding, Page, Path, Rule
from planner.domain.terms import Aspect, Party, Severity, Verdict
from planner.facts.azure_regions import GEOGRAPHY_OF
from planner.facts.azure_regions import SOURCE as AZURE
from planner.facts.whereabouts import place_of, regions_meant

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
            message = (
                f"no table of catalog {case.catalog.name} names a region {slug}{_hint(case, slug)}"
            )
            yield RULE.finding(path, message, workload=case.name)


def _hint(case: Case, slug: str) -> str:
    near = regions_meant(slug, case.workload.residency, case.catalog)
    if not near:
        return ""
    if place_of(slug, case.catalog):
        return f"; regions there: {words.listed(near[:3])}"
    return f"; did you mean {near[0]}?"


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
    """All unknown regions replaced by what may be meant, or dropped where nothing is near."""
    for meant in respelt.replacements(case):
        regions = respelt.replaced(case, meant)
        if regions:
            yield {"region": edits.one_or_list(regions)}


CHECK = WorkloadRule(RULE, check, changes=edits.any_of(_respelt))
