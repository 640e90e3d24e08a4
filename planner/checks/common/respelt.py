"""The regions of a workload with the unknown ones replaced: what `check` and `explain` both try."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from planner.checks.base import Case
from planner.checks.common import edits
from planner.domain.terms import Cloud
from planner.facts.whereabouts import place_of, regions_inside, regions_meant


def replacements(case: Case) -> Iterator[Mapping[str, str]]:
    """What stands for each unknown region, likeliest first; one with nothing near is left out."""
    wrong = [slug for slug in case.workload.region if slug not in case.catalog.regions]
    near = {slug: found for slug in wrong if (found := _candidates(case, slug))}
    for choice in range(max(map(len, near.values()), default=1)):
        yield {slug: found[min(choice, len(found) - 1)] for slug, found in near.items()}


def replaced(case: Case, meant: Mapping[str, str]) -> list[str]:
    """The workload's regions with some replaced, and without those that still nobody knows."""
    spelt = [meant.get(slug, slug) for slug in case.workload.region]
    return [slug for slug in dict.fromkeys(spelt) if slug in case.catalog.regions]


def _candidates(case: Case, slug: str) -> list[str]:
    """What a word may mean, and where none of it has the offering, all that the residency allows.

    Without a residency, nothing beyond the data zone that the word lies in.
    """
    workload, known = case.workload, case.catalog.regions
    meant = regions_meant(slug, workload.residency, case.catalog)
    if any(each in known for each in workload.region):
        return list(meant)
    if any(edits.is_offered(case, each) for each in meant):
        return list(meant)
    beyond = [s for s in _around(case, slug, meant) if s not in meant and edits.is_offered(case, s)]
    return [*meant, *beyond]


def _around(case: Case, slug: str, meant: tuple[str, ...]) -> list[str]:
    known, residency = case.catalog.regions, case.workload.residency
    inside = regions_inside(residency, case.catalog)
    public = [each for each in inside if known[each].cloud is Cloud.PUBLIC]
    here = [known[each] for each in meant or _of_place(case, slug)]
    if len(inside) < len(known):  # the residency rules something out: all that is left will do
        return sorted(
            public, key=lambda s: min((edits.apart(known[s], h) for h in here), default=0)
        )
    return [s for s in public if any(edits.apart(known[s], h) < edits.FAR for h in here)]


def _of_place(case: Case, slug: str) -> list[str]:
    known, place = case.catalog.regions, place_of(slug, case.catalog)
    return [each for each, region in known.items() if region.geography == place]
