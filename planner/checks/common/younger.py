"""What a snapshot cannot know: names that may be younger than its tables, and are not misspelt.

A table denies nothing that is younger than itself. What no table names is refused when it was
there to be named, or is a slip of the pen; otherwise nobody knows, and an older model is no fix.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import lru_cache

from planner.checks.base import Case, Change, Changes
from planner.domain.finding import Finding, Remedy
from planner.domain.offering import Offering
from planner.domain.publishers import OPENAI, parted
from planner.domain.subject import Target
from planner.domain.terms import Availability, Severity, Verdict
from planner.domain.workload import DEFAULT_VERSION
from planner.facts import makers
from planner.facts.catalog import day_in
from planner.facts.history import elsewhere, newer_with, older_models

_LONG = 6
"""Letters from which on two may be wrong: `embeding` and `embdeding`, but `astra` is not `sora`."""
_SHORTEST = 3
"""Letters that a word has at least to be called misspelt: `o` is near everything."""


def is_old(case: Case) -> bool:
    """Whether the day of the plan is well after the snapshot's tables: over `catalog.max_age`."""
    return case.catalog.age_on(case.as_of) > case.stack.catalog.max_age


def is_unnamed(case: Case) -> bool:
    """Whether no table names the model, or not in this version, though it may be younger."""
    model, catalog = case.subject.full_model, case.catalog
    if catalog.names(case.subject):
        return False
    if model not in catalog.models():
        return _model_may_be_new(case)
    known = catalog.versions(model)
    if not known or case.subject.version in known:
        return False
    return _version_may_be_new(case, known)


def age(case: Case) -> str:
    """`the oldest table is of 2026-05-11, 193 days before the day of the plan`."""
    days, oldest = case.catalog.age_on(case.as_of), case.catalog.date.isoformat()
    return f"the oldest table is of {oldest}, {days} days before the day of the plan"


def newer_naming(case: Case) -> str | None:
    """A newer shipped snapshot that names the model in this version."""
    asked = case.subject.version
    version = None if asked == DEFAULT_VERSION else asked
    return elsewhere(case.catalog, case.subject.full_model, version, case.as_of).after


def taken_back(case: Case, finding: Finding, rejected: Iterable[Offering]) -> Finding:
    """A refusal as it is; unverified where a newer shipped snapshot has what was asked for."""
    newer = _overtaking(case, rejected)
    if newer is None:
        return finding
    return replace(
        finding,
        severity=Severity.WARNING,
        verdict=Verdict.UNVERIFIED,
        message=f"{finding.message}; but catalog {newer} has it, and here {age(case)}",
        remedies=(Remedy(f"plan with catalog {newer}"),),
    )


def unless_overtaken(changes: Changes) -> Changes:
    """The changes, but none where a newer shipped snapshot has what was asked for."""

    def proposed(case: Case) -> Iterable[Iterable[Change]]:
        regions = case.workload.region or case.catalog.regions
        asked = [Target(case.subject, t, r) for t in case.workload.types for r in regions]
        newer = _overtaking(case, map(case.catalog.find, asked))
        return () if newer else changes(case)

    return proposed


def _overtaking(case: Case, rejected: Iterable[Offering]) -> str | None:
    """A newer shipped snapshot that ticks, in its region, what this one, which is old, does not."""
    if not is_old(case):
        return None
    no = (each for each in rejected if each.availability is Availability.UNAVAILABLE)
    names = (newer_with(case.catalog, o.subject, o.type, case.as_of, o.region) for o in no)
    return next((name for name in names if name), None)


def unless_unnamed(changes: Changes) -> Changes:
    """The changes, but none where nobody knows: an older model is no fix for a newer one."""
    return lambda case: () if is_unnamed(case) else changes(case)


def _model_may_be_new(case: Case) -> bool:
    """A version that is younger than the tables says so, of a name that is not misspelt.

    Without such a day the name has to be one that a known family may come to have, and the tables
    have to be old.
    """
    model, names = case.subject.model, _siblings(case)
    if not names or model in names or _is_slip(model, names):
        return False
    born = day_in(case.subject.version)
    if born is not None:
        return born > case.catalog.date
    return is_old(case) and _continues(model, names)


def _siblings(case: Case) -> frozenset[str]:
    """The models of the publisher, here and in older snapshots; none where the maker is left out."""
    publisher = case.subject.publisher
    if publisher == OPENAI and makers.maker(case.subject.model) is not None:
        return frozenset()
    every = map(parted, (*case.catalog.models(), *older_models(case.catalog)))
    return frozenset(model for model, who in every if who == publisher)


def _version_may_be_new(case: Case, known: tuple[str, ...]) -> bool:
    version = case.subject.version
    if elsewhere(case.catalog, case.subject.full_model, version).before:
        return False
    near = any(_apart(version, each) <= 1 for each in known)
    born = day_in(version)
    if born is None:
        return is_old(case) and not near and not _DATED.search(version)
    if born > case.as_of:  # it is to come, or the year is wrong
        return not near
    return born > case.catalog.date


_DATED = re.compile(r"\d{4}-\d")
"""A day that the calendar does not have is a mistake, whatever the age of the tables."""


def _is_slip(model: str, names: frozenset[str]) -> bool:
    """Whether a name is that of a known model but for the pen: marks, or letters of a word."""
    if _bare(model) in set(map(_bare, names)):
        return True
    vocabulary = {word for name in names for word in _words(name)}
    return any(_is_misspelt(word, vocabulary) for word in _words(model))


def _is_misspelt(word: str, vocabulary: set[str]) -> bool:
    if word in vocabulary or len(word) < _SHORTEST:
        return False
    most = 2 if len(word) >= _LONG else 1
    return any(len(each) >= _SHORTEST and _apart(word, each) <= most for each in vocabulary)


def _words(name: str) -> Iterator[str]:
    yield from re.findall(r"[a-z]+", name.lower())


def _bare(name: str) -> str:
    return re.sub(r"[^a-z0-9]", "", name.lower())


def _continues(model: str, names: frozenset[str]) -> bool:
    """A name of a known family, with a number that is not below those which the family has."""
    if _family(model) not in set(map(_family, names)):
        return False
    number, skeleton = _number(model), _skeleton(model)
    return all(_number(name) <= number for name in names if _skeleton(name) == skeleton)


def _family(name: str) -> str:
    return next(_words(name), "")


def _skeleton(name: str) -> str:
    return re.sub(r"\d+(\.\d+)?", "#", name.lower())


def _number(name: str) -> float:
    found = re.search(r"\d+(\.\d+)?", name)
    return float(found.group()) if found else 0.0


@lru_cache(maxsize=4096)
def _apart(one: str, other: str) -> int:
    """How many letters have to be put in, left out, exchanged or swapped with the next."""
    rows: list[list[int]] = [list(range(len(other) + 1))]
    for i, a in enumerate(one, 1):
        row = [i]
        for j, b in enumerate(other, 1):
            cost = min(rows[-1][j] + 1, row[j - 1] + 1, rows[-1][j - 1] + (a != b))
            if i > 1 and j > 1 and (a, b) == (other[j - 2], one[i - 2]):
                cost = min(cost, rows[-2][j - 2] + 1)
            row.append(cost)
        rows.append(row)
    return rows[-1][-1]
