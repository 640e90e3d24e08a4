"""Whose models an availability table lists: Azure OpenAI's, other makers', or the Marketplace's."""

from __future__ import annotations

from typing import Final

from planner.domain.publishers import OPENAI
from planner.domain.terms import DeploymentType, Use
from planner.facts.importing.gather import Gathered
from planner.facts.importing.markdown import Page, Place, Table, plain
from planner.facts.importing.table_type import OTHERS, type_of_headings
from planner.facts.makers import maker

_MARKETPLACE: Final = ("marketplace models", "foundry models from partners")
"""How the titles of pages begin whose models are bought from the Marketplace."""


def is_marketplace(place: Place) -> bool:
    """Whether the models of a page are bought from the Marketplace."""
    return place.origin.title.lower().startswith(_MARKETPLACE)


def publisher_of_row(table: Table, model: str, line: int, gathered: Gathered) -> str | None:
    """Whose model a row is; None, with a problem noted, where headings and name disagree."""
    found = maker(model)
    if _lists_others(table.place) == (found is not None):
        return found or OPENAI
    where = "Azure OpenAI" if found else "other makers"
    text = f"{model!r} stands under the models of {where}"
    gathered.wrong(table.place, line, f"{text}; correct it, or name its maker in facts/makers.py")
    return None


def covers_others(page: Page, gathered: Gathered) -> None:
    """Note which types a page lists for which other publishers, tabs without a table among them.

    A section of other makers' models under a type says of all of them where they are offered so.
    """
    kinds = {kind for place, _ in page.tabs if (kind := _type_of_others(place))}
    claims = [c for c in gathered.claims if c.origin == page.origin and c.publisher != OPENAI]
    for cloud, publisher in {(claim.cloud, claim.publisher) for claim in claims}:
        for kind in kinds:
            gathered.covers(cloud, Use.BASE, kind, claims[0].origin, publisher)


def _type_of_others(place: Place) -> DeploymentType | None:
    return type_of_headings(place) if _lists_others(place) else None


def _lists_others(place: Place) -> bool:
    return is_marketplace(place) or OTHERS in map(plain, place.headings)
