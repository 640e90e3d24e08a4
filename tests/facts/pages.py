"""Documentation pages for tests: the base tables of a catalog, rendered in either layout."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from planner.domain.publishers import OPENAI
from planner.domain.terms import Availability, Cloud, DeploymentType, Family, Use
from planner.facts.catalog import Catalog
from planner.facts.kinds import offerings

WORDS = {
    DeploymentType.STANDARD: ("Standard", "Standard/Regional"),
    DeploymentType.DATA_ZONE_STANDARD: ("Datazone standard", "Data Zone standard"),
    DeploymentType.GLOBAL_STANDARD: ("Global Standard", "Global standard"),
    DeploymentType.PROVISIONED: ("Provisioned", "Regional Provisioned Managed"),
    DeploymentType.DATA_ZONE_PROVISIONED: (
        "Data zone provisioned managed ",
        "Data Zone Provisioned Managed",
    ),
    DeploymentType.GLOBAL_PROVISIONED: ("Global Provisioned", "Global Provisioned Managed"),
    DeploymentType.GLOBAL_BATCH: ("Global Batch", "Global Batch"),
    DeploymentType.DATA_ZONE_BATCH: ("Data Zone Batch", "Data Zone Batch"),
}
"""How the older pages' titles and the newer pages' headings call each type."""

TABS = ("Americas", "Europe", "Asia Pacific", "Middle East & Africa")


@dataclass(frozen=True)
class Sheet:
    """The table of one deployment type."""

    kind: DeploymentType
    versions: tuple[tuple[str, str], ...]
    regions: tuple[str, ...]
    ticks: frozenset[tuple[str, str, str]]

    def cell(self, version: tuple[str, str], region: str) -> str:
        return "✅" if (*version, region) in self.ticks else "-"


def page(
    body: str, *, title: str = "A page", path: str = "a/page.md", day: str = "09/01/2026"
) -> str:
    """The text of a page with its front matter; the body begins on line 7."""
    return f"---\ntitle: {title}\nms.date: {day}\nsource_path: {path}\n---\n\n{body}"


def sheets(catalog: Catalog) -> list[Sheet]:
    """The public base tables of a catalog, with every version that they name."""
    return [sheet for kind in WORDS if (sheet := _sheet(catalog, kind)).versions]


def _sheet(catalog: Catalog, kind: DeploymentType) -> Sheet:
    lines = [
        line
        for line in catalog.all_of(offerings.KIND)
        if line.counted and line.use is Use.BASE and line.type is kind and line.publisher == OPENAI
    ]
    public = {s for s, region in catalog.regions.items() if region.cloud is Cloud.PUBLIC}
    ticks = frozenset(
        (line.model, line.version, region)
        for line in lines
        for region in public & set(line.regions)
        if line.availability is Availability.AVAILABLE
    )
    versions = {(line.model, line.version) for line in lines if not set(line.regions) - public}
    return Sheet(kind, tuple(sorted(versions)), tuple(sorted(public)), ticks)


def write_older(catalog: Catalog, folder: Path) -> None:
    """A page per deployment type, a row per region, a column per version."""
    for sheet in sheets(catalog):
        rows = [
            (region, *(sheet.cell(version, region) for version in sheet.versions))
            for region in sheet.regions
        ]
        head = ("**Region**", *(f"**{model}**, **{version}**" for model, version in sheet.versions))
        title = f"{WORDS[sheet.kind][0]} model availability"
        path = f"includes/{sheet.kind.sku.lower()}.md"
        (folder / f"{sheet.kind.sku}.md").write_text(
            page(table(head, rows), title=title, path=path)
        )


def write_newer(catalog: Catalog, folder: Path) -> None:
    """A page per family, a heading per type, a tab per geography, a row per version."""
    for family in (Family.STANDARD, Family.PROVISIONED, Family.BATCH):
        sections = [_section(sheet) for sheet in sheets(catalog) if sheet.kind.family is family]
        text = page("\n---\n\n".join(sections), path=f"includes/{family}.md")
        (folder / f"{family}.md").write_text(text)


def _section(sheet: Sheet) -> str:
    parts = [f"## {WORDS[sheet.kind][1]}\n\nSome prose.\n"]
    for number, tab in enumerate(TABS):
        regions = sheet.regions[number::4]
        parts.append(f"# [{tab}](#tab/az-{number})\n\n{_tab(sheet, regions)}")
    return "\n".join(parts)


def _tab(sheet: Sheet, regions: tuple[str, ...]) -> str:
    named = [v for v in sheet.versions if any((*v, region) in sheet.ticks for region in regions)]
    # a version without any tick must be named somewhere, so the first tab names all of them
    versions = sheet.versions if regions == sheet.regions[0::4] else tuple(named)
    if not versions:
        return "Not available\n"
    head = ("**Model**", "**Version**", *(f"**{region}**" for region in regions))
    rows = [(*v, *(sheet.cell(v, region) for region in regions)) for v in versions]
    return table(head, rows)


def table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """A markdown table."""
    heads = list(head)
    lines = [heads, [":---:"] * len(heads), *(list(row) for row in rows)]
    return "".join(f"| {' | '.join(cells)} |\n" for cells in lines)
