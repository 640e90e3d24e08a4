"""The deployment type that an availability table is about: its heading's, or its page's.

The innermost heading that names a type decides, else the page: its own path, and the title where
the path says nothing. What stands between that heading and the table must be known, and no line
in between may look like a heading that was lost.
"""

from __future__ import annotations

from typing import Final

from planner.domain.terms import DeploymentType, Scope
from planner.facts.importing import names
from planner.facts.importing.gather import Gathered
from planner.facts.importing.markdown import Place, Table, plain, shortened

OTHERS: Final = "Availability for other Foundry Models sold by Azure"
"""The heading of other makers' models."""
_KNOWN: Final = frozenset({"", "Availability for Azure OpenAI in Foundry Models", OTHERS})
"""Headings that may stand between the type's and a table."""


def type_of_headings(place: Place) -> DeploymentType | None:
    """The type that the innermost heading with a type names."""
    kinds = map(names.deployment_type, reversed(place.headings))
    return next((kind for kind in kinds if kind), None)


def type_of(table: Table, gathered: Gathered, *, of_page: bool) -> DeploymentType | None:
    """The type of a table; None, with a problem noted, where it is not certain.

    `of_page` says that its page may be about one type; else a heading must name it.
    """
    headed = type_of_headings(table.place)
    kind = headed or (_type_of_page(table, gathered) if of_page else None)
    if kind is None:
        heading = table.place.nearest
        where = f"heading {heading!r}" if heading else f"title {table.place.origin.title!r}"
        text = f"no deployment type in the {where}; correct it"
        gathered.wrong(table.place, table.line, text)
        return None
    wrong = _contradicted(table, headed if of_page else None, gathered)
    wrong = wrong or _lost_heading(table, kind) or (_strange_heading(table, kind) if headed else "")
    if wrong:
        gathered.wrong(table.place, table.line, wrong)
        return None
    return kind


def _contradicted(table: Table, headed: DeploymentType | None, gathered: Gathered) -> str:
    """Why a heading is not believed: the page about one type that the table is on is of another."""
    path = table.place.origin.path
    spelt = gathered.retitled.get(path) or names.type_in_path(path)
    if headed is None or spelt is None or spelt is headed or spelt.scope is Scope.GEOGRAPHY:
        return ""  # `provisioned-throughput.md` is about all provisioned types
    return f"under a heading of {headed}, but its page is of {spelt}; correct one of them"


def _lost_heading(table: Table, kind: DeploymentType) -> str:
    """The line above a table that may have been its heading; empty for none."""
    for line in table.above:
        if names.meant_as_heading(line) and names.deployment_type(line) is not kind:
            return f"{shortened(line)!r} above it looks like a heading and is none; make it one"
    return ""


def _strange_heading(table: Table, kind: DeploymentType) -> str:
    """The heading between that of the type and a table that may name another type."""
    for heading in reversed(table.place.headings):
        if names.deployment_type(heading):
            return ""
        if plain(heading) not in _KNOWN:
            text = f"no deployment type in the heading {heading!r}, which stands under"
            return f"{text} that of {kind}; correct the heading"
    return ""


def _type_of_page(table: Table, gathered: Gathered) -> DeploymentType | None:
    """The type of an older page: its path says it, else its title, which is copied more often."""
    origin = table.place.origin
    if origin.path in gathered.retitled:
        return gathered.retitled[origin.path]
    titled, spelt = names.deployment_type(origin.title), names.type_in_path(origin.path)
    if titled and spelt and titled is not spelt:
        text = f"titled {origin.title!r}, but its path says {spelt}, which is taken"
        gathered.note(table.place, 1, text)
    return spelt or titled
