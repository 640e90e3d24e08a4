"""Reads where a trained model may be deployed: a table, or a list, per deployment type.

The page names models without a version; it means the versions that can be fine-tuned.
"""

from __future__ import annotations

from typing import Final

from planner.domain.terms import Cloud, DeploymentType, Use
from planner.facts.importing import names
from planner.facts.importing.gather import Claim, Gathered, Served
from planner.facts.importing.markdown import Line, Page, Table, plain
from planner.facts.importing.training import trainable_versions

_PAGE: Final = "Deploy a fine-tuned model"
_EVERYWHERE: Final = "available from all Azure OpenAI regions"
_ALL: Final = "All regions"


def is_serving_table(table: Table) -> bool:
    """Whether a table says where trained models may be deployed."""
    return plain(table.header[0]) == "Models" and table.place.origin.title == _PAGE


def read_serving_table(table: Table, gathered: Gathered) -> None:
    """Read a table of trained models, with region columns or with `All regions`."""
    kind = names.deployment_type(table.place.nearest)
    if kind is None:
        text = f"no deployment type in the heading {table.place.nearest!r}; correct the heading"
        gathered.wrong(table.place, table.line, text)
    elif [plain(cell) for cell in table.header[1:]] == ["Availability"]:
        _read_everywhere(table, kind, gathered)
    else:
        _read_regions(table, kind, gathered)


def _read_everywhere(table: Table, kind: DeploymentType, gathered: Gathered) -> None:
    for row in table.rows:
        if not gathered.fits(table, row):
            continue
        if plain(row.cells[1]) != _ALL:
            text = f"unknown cell {plain(row.cells[1])!r}; known is {_ALL!r}"
            gathered.wrong(table.place, row.line, text)
        else:
            _serve(table, row.cells[0], kind, None, gathered)


def _read_regions(table: Table, kind: DeploymentType, gathered: Gathered) -> None:
    regions = [gathered.region(table.place, table.line, cell) for cell in table.header[1:]]
    for row in table.rows:
        if not gathered.fits(table, row):
            continue
        cells = zip(regions, row.cells[1:], strict=True)
        ticked = frozenset(
            region
            for region, cell in cells
            if gathered.ticked(table.place, row.line, cell) and region
        )
        _serve(table, row.cells[0], kind, ticked, gathered)


def _serve(
    table: Table,
    cell: str,
    kind: DeploymentType,
    regions: frozenset[str] | None,
    gathered: Gathered,
) -> None:
    origin = gathered.used(table.place)
    gathered.served.append(Served(plain(cell).lower(), kind, regions, origin))


def read_serving_lists(page: Page, gathered: Gathered) -> None:
    """Read the lists of models that follow the sentence about all Azure OpenAI regions."""
    if page.origin is None or page.origin.title != _PAGE:
        return
    inside = False
    for line in page.lines:
        if line.bullet and inside:
            _read_item(line, gathered)
        else:
            inside = _EVERYWHERE in line.text


def _read_item(item: Line, gathered: Gathered) -> None:
    kind = names.deployment_type(item.place.nearest)
    if kind is None:
        text = f"no deployment type in the heading {item.place.nearest!r}; correct the heading"
        gathered.wrong(item.place, item.line, text)
        return
    origin = gathered.used(item.place)
    gathered.served.append(Served(plain(item.text).lower(), kind, None, origin))


def serving_claims(gathered: Gathered) -> list[Claim]:
    """What the pages say of trained models, for each version that can be trained."""
    everywhere = gathered.azure_openai_regions()
    claims: list[Claim] = []
    for served in gathered.served:
        versions = trainable_versions(gathered, served.model)
        if not versions:
            text = f"{served.origin.path}:1: no training table names a version of {served.model!r}"
            gathered.problems.append(f"{text}; add the table")
        gathered.covers(Cloud.PUBLIC, Use.FINE_TUNED, served.type, served.origin)
        claims += [_claim(served, version, everywhere) for version in versions]
    return claims


def _claim(served: Served, version: str, everywhere: frozenset[str]) -> Claim:
    regions = everywhere if served.regions is None else served.regions
    return Claim(
        model=served.model,
        version=version,
        use=Use.FINE_TUNED,
        type=served.type,
        cloud=Cloud.PUBLIC,
        origin=served.origin,
        yes=set(regions),
    )
