"""What one unit of capacity gives, as the service listed it; else what is known of the model."""

from __future__ import annotations

from collections.abc import Iterable

from planner.domain.offering import Gives, Offering
from planner.domain.rates import Rate, rate_of
from planner.domain.subject import Subject
from planner.domain.terms import DeploymentType
from planner.facts.catalog import Catalog


def gives(catalog: Catalog, offerings: Iterable[Offering]) -> tuple[Gives, ...]:
    """What one unit gives of the versions as the types of some offerings, each once."""
    found = (
        Gives(
            subject,
            type_,
            line.requests.per_minute,
            line.tokens.per_minute if line.tokens else None,
            line.source,
        )
        for subject, type_ in dict.fromkeys((each.subject, each.type) for each in offerings)
        if isinstance(type_, DeploymentType)
        for line in catalog.sightings.lines_of(subject, type_)
        if line.requests is not None
    )
    return tuple(dict.fromkeys(found))


def rate_in(catalog: Catalog, subject: Subject, type_: DeploymentType) -> Rate | None:
    """How a model is counted that is sold by requests; None for one that is sold by tokens.

    The numbers are the list's where it has the version as this type.
    """
    known = rate_of(subject.full_model)
    if known is None:
        return None
    for line in catalog.sightings.lines_of(subject, type_):
        if line.requests is not None and line.tokens is None:
            return Rate(line.requests.per_minute, line.default or 1, str(line.source))
    return known
