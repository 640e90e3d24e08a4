"""Phrases that several rules share, so that all findings speak alike."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from planner.checks.base import Case
from planner.domain.finding import Path
from planner.domain.offering import Offering, Source

SHOWN = 3
"""How many names a message lists before it counts the rest."""


def subject(case: Case) -> str:
    """What the workload uses: `gpt-5.1 2025-11-13`, `fine-tuned gpt-4.1 2025-04-14`."""
    return str(case.subject)


def listed(names: Iterable[object], last: str = "and", limit: int = SHOWN) -> str:
    """`a`, `a and b`, `a, b and c`, `a, b, c and 4 more`; each name once, in the given order."""
    distinct = list(dict.fromkeys(str(name) for name in names))
    if len(distinct) > limit:
        distinct = [*distinct[:limit], f"{len(distinct) - limit} more"]
        last = "and"
    *most, end = distinct
    return f"{', '.join(most)} {last} {end}" if most else end


def types(offerings: Iterable[Offering]) -> str:
    """The types of some offerings: `standard or provisioned`."""
    return listed((offering.type for offering in offerings), "or")


def places(offerings: Iterable[Offering]) -> str:
    """The regions of some offerings: `francecentral and westeurope`."""
    return listed(offering.region for offering in offerings)


def said_by(sources: Iterable[Source | None]) -> str:
    """Where a fact was read, in brackets and with a space before; nothing when nowhere."""
    known = sorted({str(source) for source in sources if source is not None}, reverse=True)
    return f" ({known[0]})" if known else ""


def sources(offerings: Sequence[Offering]) -> str:
    """Where the facts about these offerings were read; the newest document speaks for all."""
    return said_by(offering.source for offering in offerings)


def nor_listed(offerings: Sequence[Offering]) -> str:
    """That the service did not list them either; nothing where it was not asked about all."""
    seen = [offering.sighting for offering in offerings]
    sources = {sighting.source for sighting in seen if sighting and not sighting.listed}
    if len(sources) != 1 or not all(sighting and not sighting.listed for sighting in seen):
        return ""
    return f"; nor did the service list it on {sources.pop().date.isoformat()}"


def region_path(case: Case) -> Path:
    """The key that chose the regions; the type's when the workload leaves them open."""
    return case.path("region") if case.workload.region else type_path(case)


def type_path(case: Case) -> Path:
    """The key that chose the types."""
    return case.path("training", "type") if case.workload.training else case.path("deployment_type")


def item_path(case: Case, key: str, position: int, count: int) -> Path:
    """One item of a list key; the key itself when it holds a single value."""
    return case.path(key, position) if count > 1 else case.path(key)
