"""Reads the regions of global training: a table with footnotes, or a list with remarks."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from planner.facts.importing import names
from planner.facts.importing.gather import Gathered, TrainingSite
from planner.facts.importing.markdown import Line, Page, Place, Table, marks, plain

_REGION_HEADS: Final = (
    "Foundry project region",
    "Managed fine-tuning",
    "Interactive training (preview)",
)

_REMARKS: Final[tuple[tuple[re.Pattern[str], str], ...]] = (
    (re.compile(r"^no vision support$"), "vision"),
    (re.compile(r"^Vision fine-tuning isn't supported in [\w ]+\.$"), "vision"),
    (re.compile(r"^no (?P<models>[\w.-]+) support$"), "without"),
    (
        re.compile(r"^Managed fine-tuning for (?P<models>.+) isn't supported in [\w ]+\.$"),
        "without",
    ),
    (
        re.compile(r"^[\w ]+ supports Global managed fine-tuning only for (?P<models>.+)\.$"),
        "only",
    ),
)
"""What a list of regions says of one region, and what it means there."""


def is_training_sites(table: Table) -> bool:
    """Whether a table lists the regions of global training."""
    return tuple(plain(cell) for cell in table.header) == _REGION_HEADS


def read_training_sites(table: Table, gathered: Gathered) -> None:
    """Read the table of global training regions; interactive training is not in the catalog."""
    sites: list[TrainingSite] = []
    for row in table.rows:
        region = gathered.region(table.place, row.line, row.cells[0])
        if region is None or not gathered.fits(table, row):
            continue
        if gathered.ticked(table.place, row.line, row.cells[1], noted=True):
            remarks = [table.notes.get(mark, f"footnote {mark}") for mark in marks(row.cells[1])]
            site = _site(region, remarks)
            _keep(site, sites, gathered, table.place, row.line)
    gathered.training_sites[gathered.used(table.place)] = sites


def read_training_list(page: Page, gathered: Gathered) -> None:
    """Read the list of global training regions that some pages have under their table."""
    items = list(_items(page.lines))
    sites: list[TrainingSite] = []
    for item in items:
        match = re.fullmatch(r"([\w ]+?)(?: _\((.+)\)_)?", item.text)
        text = match.group(1) if match else item.text
        region = gathered.region(item.place, item.line, text)
        if region:
            remarks = [match.group(2)] if match and match.group(2) else []
            _keep(_site(region, remarks), sites, gathered, item.place, item.line)
    if sites:
        gathered.training_sites[gathered.used(items[0].place)] = sites


def _items(lines: Iterable[Line]) -> Iterable[Line]:
    """The list items right after the sentence that introduces the regions of global training."""
    inside = False
    for line in lines:
        if line.bullet and inside:
            yield line
        else:
            inside = line.text.startswith("Global training") and "following regions" in line.text


def _keep(
    site: TrainingSite | None,
    sites: list[TrainingSite],
    gathered: Gathered,
    place: Place,
    line: int,
) -> None:
    if site is None:
        gathered.wrong(place, line, "a remark on this region is not understood; correct it")
    else:
        sites.append(site)


def _site(region: str, remarks: Iterable[str]) -> TrainingSite | None:
    """A region with its remarks understood; None when one of them is not."""
    vision, ours, without = True, True, set[str]()
    for remark in remarks:
        found = _remark(remark)
        if found is None:
            return None
        meaning, models = found
        vision = vision and meaning != "vision"
        ours = ours and meaning != "only"
        without |= models
    return TrainingSite(region, ours=ours, vision=vision, without=frozenset(without))


def _remark(text: str) -> tuple[str, set[str]] | None:
    for pattern, meaning in _REMARKS:
        match = pattern.match(text)
        if match:
            models = _models(match.groupdict().get("models", ""))
            ours = {model for model in models if not names.is_out_of_scope(model)}
            # "only for" models of ours would be a list this catalog cannot express yet
            return None if meaning == "only" and ours else (meaning, ours)
    return None


def _models(text: str) -> set[str]:
    found = re.findall(r"`([^`]+)`", text) or [text]
    return {f"gpt-{model}" if re.match(r"\d", model) else model for model in found if model}
