"""What the documents of a snapshot say that a model version can do, and whether that is enough.

Every document that speaks of a version is a witness. What is said of one cloud or of some
deployment types goes before what is said of all; witnesses that remain and say otherwise
contradict each other, and the capability is disputed: neither yes nor no.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from planner.domain.capability import NAMES, Capabilities, Name, Number, Value, Wanted
from planner.domain.offering import Offering
from planner.domain.subject import Subject
from planner.domain.terms import DeploymentType, Use, Verdict
from planner.facts.catalog import Catalog
from planner.facts.kinds import capabilities


@dataclass(frozen=True, slots=True)
class Doubt:
    """Why it is not settled whether a version has what is wanted."""

    subject: Subject
    wanted: Wanted
    disputed: bool
    """Documents contradict each other; False where none says anything."""


def facts_of(catalog: Catalog, subject: Subject) -> Sequence[Capabilities]:
    """What each document says; of a trained model also what the tables of training say."""
    index = catalog.index_of(capabilities.KIND)
    found = index.get(subject, ())
    if subject.use is Use.FINE_TUNED:
        return (*found, *index.get(subject.used_as(Use.TRAINING), ()))
    return found


def having(
    wanted: Sequence[Wanted], offerings: Iterable[Offering], catalog: Catalog
) -> tuple[list[Offering], list[Doubt]]:
    """The offerings that have all that is wanted, and why other versions may or may not have it."""
    kept: list[Offering] = []
    doubts: dict[Doubt, None] = {}
    for offering in offerings:
        verdicts = {each: verdict(each, offering, catalog) for each in wanted}
        if Verdict.FAIL in verdicts.values():
            continue
        unsettled = [each for each, said in verdicts.items() if said is Verdict.UNVERIFIED]
        doubts |= {_doubt(each, offering, catalog): None for each in unsettled}
        kept += [] if unsettled else [offering]
    settled = {offering.subject for offering in kept}
    return kept, [each for each in doubts if each.subject not in settled]


def verdict(wanted: Wanted, offering: Offering, catalog: Catalog) -> Verdict:
    """Whether an offering has what is wanted.

    Unverified where no document says, and where documents that say it contradict each other.
    """
    named = [
        each for each in catalog.features(offering.subject.full_model) if each.name == wanted.name
    ]
    by_region = [each.regions for each in named if each.subject == offering.subject]
    if by_region:
        return Verdict.OK if any(offering.region in each for each in by_region) else Verdict.FAIL
    enough = {wanted.met_by(value) for value in _said(wanted, offering, catalog)}
    if len(enough) == 1:
        return Verdict.OK if enough.pop() else Verdict.FAIL
    return Verdict.UNVERIFIED


def _doubt(wanted: Wanted, offering: Offering, catalog: Catalog) -> Doubt:
    return Doubt(offering.subject, wanted, disputed=bool(_said(wanted, offering, catalog)))


def _said(wanted: Wanted, offering: Offering, catalog: Catalog) -> list[Value]:
    """What the narrowest witnesses say; of a context that nobody gives, the largest prompt."""
    name, cloud = NAMES.get(wanted.name), catalog.cloud_of(offering.region)
    type_ = offering.type if isinstance(offering.type, DeploymentType) else None
    facts = facts_of(catalog, offering.subject)
    speaking = [fact for fact in facts if fact.speaks_of(type_, cloud)]
    said = _narrowest(speaking, name) if name else []
    if not said and name is Number.CONTEXT:
        return _narrowest(speaking, Number.INPUT)
    return said


def _narrowest(facts: Iterable[Capabilities], name: Name) -> list[Value]:
    saying = [fact for fact in facts if name in fact.values]
    most = max((fact.narrowness for fact in saying), default=None)
    return [fact.values[name] for fact in saying if fact.narrowness == most]


def known_words(catalog: Catalog) -> tuple[str, ...]:
    """The capabilities of which the snapshot says anything, then those it has by region alone."""
    by_region = {feature.name for feature in catalog.features()}
    said = {name for fact in catalog.all_of(capabilities.KIND) for name in fact.values}
    return (*(n for n in NAMES if n in by_region | said), *sorted(by_region - NAMES.keys()))
