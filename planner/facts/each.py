"""Answers `where --each`: whether a question fits in every one of some regions, region by region."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Final

from planner.domain.offering import Here, Offering
from planner.domain.subject import Subject
from planner.domain.terms import Availability, Condition, Stage, Verdict
from planner.facts.catalog import Catalog
from planner.facts.where import Question, ask, is_sure_to_stay, nearest

_UNSURE: Final = "perhaps retired or closed"
_CLOSED: Final = "existing customers only"


def each_of(
    question: Question, regions: Sequence[str], catalog: Catalog, as_of: date
) -> tuple[Here, ...]:
    """A verdict for each region, in the order they were named, each region once."""
    return tuple(
        _here(replace(question, region=region), region, catalog, as_of)
        for region in dict.fromkeys(regions)
    )


def _here(question: Question, region: str, catalog: Catalog, as_of: date) -> Here:
    """A place of which it is not settled that prompts stay inside is no place yet.

    Nor is one where sources contradict each other on whether the version is over or closed; one
    that takes existing customers only is none, as a check of a new deployment has it (AOAI503).
    """
    answer = ask(question, catalog, as_of)
    ends = {o: _end(o, catalog, as_of) for o in answer.offerings}
    stay = (o for o in answer.usable if is_sure_to_stay(o, question.residency, catalog))
    sure = [o for o in stay if not ends[o]]
    if sure:
        return Here(region, Verdict.OK, _types_of(sure, ends))
    unsure = [o for o in answer.offerings if ends[o] != _CLOSED]
    if unsure:
        return Here(region, Verdict.UNVERIFIED, f"not settled: {_types_of(unsure, ends)}")
    if answer.offerings:
        return Here(region, Verdict.FAIL, _types_of(answer.offerings, ends))
    why = nearest(question, catalog, as_of)[0]
    named = any(map(catalog.names, question.subjects(catalog)))
    over = bool(answer.retired)
    return Here(region, Verdict.FAIL if named or over else Verdict.UNVERIFIED, why)


def _end(offering: Offering, catalog: Catalog, as_of: date) -> str:
    """What stands in the way of new customers on that day, in words; nothing where nothing does."""
    lives = catalog.lifecycle(offering.subject, offering.type, offering.region)
    stages = {life.stage_at(as_of) for life in lives}
    if Stage.DEPRECATED in stages or Condition.EXISTING_CUSTOMERS in offering.conditions:
        return _CLOSED
    over = Stage.RETIRED in stages or any(life.may_be_closed(as_of) for life in lives)
    return _UNSURE if over else ""


def _types_of(offerings: Iterable[Offering], ends: Mapping[Offering, str]) -> str:
    """`standard, global-standard (preview)`, by version where there are several."""
    found: dict[Subject, dict[str, None]] = {}
    for each in offerings:
        found.setdefault(each.subject, {})[_type(each, ends[each])] = None
    several = len(found) > 1
    texts = (
        f"{subject.version + ': ' if several else ''}{', '.join(types)}"
        for subject, types in found.items()
    )
    return "; ".join(texts)


def _type(offering: Offering, end: str) -> str:
    terms = sorted(offering.conditions - {Condition.EXISTING_CUSTOMERS})  # the end says it
    unsure = offering.availability is not Availability.AVAILABLE
    said = [*(["unknown"] if unsure else []), *terms, *([end] if end else [])]
    return f"{offering.type.value} ({', '.join(said)})" if said else offering.type.value


def failed(verdicts: Iterable[Here]) -> Iterator[Here]:
    """Those in which it cannot be had, or nobody knows."""
    return (each for each in verdicts if each.verdict is not Verdict.OK)
