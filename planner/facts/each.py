"""Answers `where --each`: whether a question fits in every one of some regions, region by region."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date

from planner.domain.offering import Here, Offering
from planner.domain.subject import Subject
from planner.domain.terms import Availability, Verdict
from planner.facts.catalog import Catalog
from planner.facts.where import Question, ask, is_sure_to_stay, nearest


def each_of(
    question: Question, regions: Sequence[str], catalog: Catalog, as_of: date
) -> tuple[Here, ...]:
    """A verdict for each region, in the order they were named, each region once."""
    return tuple(
        _here(replace(question, region=region), region, catalog, as_of)
        for region in dict.fromkeys(regions)
    )


def _here(question: Question, region: str, catalog: Catalog, as_of: date) -> Here:
    """A place of which it is not settled that prompts stay inside is no place yet."""
    answer = ask(question, catalog, as_of)
    sure = [o for o in answer.usable if is_sure_to_stay(o, question.residency, catalog)]
    if sure:
        return Here(region, Verdict.OK, _types_of(sure))
    if answer.offerings:
        return Here(region, Verdict.UNVERIFIED, f"not settled: {_types_of(answer.offerings)}")
    why = nearest(question, catalog, as_of)[0]
    named = any(map(catalog.names, question.subjects(catalog)))
    over = bool(answer.retired)
    return Here(region, Verdict.FAIL if named or over else Verdict.UNVERIFIED, why)


def _types_of(offerings: Iterable[Offering]) -> str:
    """`standard, global-standard (preview)`, by version where there are several."""
    found: dict[Subject, dict[str, None]] = {}
    for each in offerings:
        found.setdefault(each.subject, {})[_type(each)] = None
    several = len(found) > 1
    texts = (
        f"{subject.version + ': ' if several else ''}{', '.join(types)}"
        for subject, types in found.items()
    )
    return "; ".join(texts)


def _type(offering: Offering) -> str:
    terms = sorted(offering.conditions)
    unsure = offering.availability is not Availability.AVAILABLE
    said = [*(["unknown"] if unsure else []), *terms]
    return f"{offering.type.value} ({', '.join(said)})" if said else offering.type.value


def failed(verdicts: Iterable[Here]) -> Iterator[Here]:
    """Those in which it cannot be had, or nobody knows."""
    return (each for each in verdicts if each.verdict is not Verdict.OK)
