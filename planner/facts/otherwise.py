"""Where documents contradict each other and the service's own list contradicts them, as disputes.

What a document says stays, but where the service listed more: see `Offering.seen`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from planner.domain.offering import CapacityRule, Claim, Dispute, Offering, Source
from planner.domain.subject import AnyType, Subject, Target
from planner.domain.terms import Availability, DeploymentType, Use
from planner.facts.catalog import Catalog
from planner.facts.kinds import observed, offerings

_STAYS = "The document is followed: a list hides what its subscription may not have."
_SIZES = "The document is followed; a size that only the service listed is unverified."

_Group = dict[tuple[Subject, AnyType], list[Offering]]


def disputed(catalog: Catalog, model: str | None = None) -> tuple[Dispute, ...]:
    """Everything that sources of a snapshot see differently, of one model or of all.

    First what was written down by hand, then offerings, then sizes.
    """
    return (
        *(each for each in catalog.disputes() if model is None or model in _names(each)),
        *_offered(catalog, model),
        *_sized(catalog, model),
    )


def _names(dispute: Dispute) -> list[str]:
    """The words of what is disputed, among them the model."""
    return dispute.subject.replace(",", " ").replace(":", " ").split()


def _offered(catalog: Catalog, model: str | None) -> Iterator[Dispute]:
    groups: dict[str, _Group] = {"open": {}, "unlisted": {}}
    for target in sorted(set(_targets(catalog)), key=_order):
        found = catalog.find(target)
        if model is None or model == target.subject.full_model:
            kind = _kind(found)
            groups.get(kind, {}).setdefault((target.subject, target.type), []).append(found)
    yield from (_open(key, each) for key, each in groups["open"].items())
    yield from (_unlisted(key, each) for key, each in groups["unlisted"].items())


def _targets(catalog: Catalog) -> Iterator[Target]:
    """Every place that a document or a list speaks of."""
    for line in catalog.all_of(offerings.KIND):
        if line.use is not Use.TRAINING:
            yield from (Target(line.subject, line.type, region) for region in line.regions)
    for seen in catalog.all_of(observed.KIND):
        yield from (Target(seen.subject, seen.type, region) for region in seen.regions)


def _order(target: Target) -> tuple[str, ...]:
    subject, type_, region = target
    return (subject.full_model, subject.version, subject.use, type_, region)


def _kind(found: Offering) -> str:
    if found.disputed_by is not None:
        return "open"
    sighting = found.sighting
    unlisted = sighting is not None and not sighting.listed
    return "unlisted" if unlisted and found.availability is Availability.AVAILABLE else ""


def _open(key: tuple[Subject, AnyType], found: Iterable[Offering]) -> Dispute:
    """Sources that contradict each other on whether it is offered: it counts as unknown."""
    first, *_ = every = list(found)
    listed = first.is_listed
    claims = [(first.source, "not offered" if listed else "offered")]
    claims.append((first.disputed_by, "listed" if listed else "not offered"))
    return _dispute("offered", key, every, claims, None)


def _unlisted(key: tuple[Subject, AnyType], found: Iterable[Offering]) -> Dispute:
    first, *_ = every = list(found)
    listed = first.sighting.source if first.sighting else None
    claims = [(first.source, "offered"), (listed, "not listed")]
    return _dispute("unlisted", key, every, claims, _STAYS)


def _dispute(
    kind: str,
    key: tuple[Subject, AnyType],
    found: list[Offering],
    claims: Iterable[tuple[object, str]],
    resolution: str | None,
) -> Dispute:
    subject, type_ = key
    return Dispute(
        id=f"{kind}-{subject.full_model}-{subject.version}-{subject.use}-{type_}",
        subject=f"{subject} as {type_} in {', '.join(each.region for each in found)}",
        claims=tuple(
            Claim(value, source) for source, value in claims if isinstance(source, Source)
        ),
        resolution=resolution,
    )


def _sized(catalog: Catalog, model: str | None) -> Iterator[Dispute]:
    """Sizes that a document and the list give differently, but for the largest."""
    cells = {(line.subject, line.type) for line in catalog.all_of(observed.KIND)}
    for subject, type_ in sorted(cells, key=lambda cell: (cell[0], cell[1])):
        documented = catalog.capacity_rule(subject, type_)
        listed = catalog.listed_sizes(subject, type_)
        wanted = model in (None, subject.full_model) and isinstance(type_, DeploymentType)
        if wanted and documented and listed and _words(documented) != _words(listed):
            yield Dispute(
                id=f"sizes-{subject.full_model}-{subject.version}-{subject.use}-{type_}",
                subject=f"{subject} as {type_}, sizes of a deployment",
                claims=(
                    Claim(_words(documented), documented.source),
                    Claim(_words(listed), listed.source),
                ),
                resolution=_SIZES,
            )


def _words(rule: CapacityRule) -> str:
    return f"from {rule.minimum:,} by {rule.step:,}"
