"""What the service's own lists say beside the documents; the newest list that can tell speaks.

A list can tell of a region that was asked, and of a version that it has somewhere: what a
subscription has no access to is hidden from its list, and so is what came later.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from planner.domain.offering import CapacityRule, Lifecycle, Sighting, Source
from planner.domain.subject import AnyType, Subject, Target
from planner.domain.terms import DeploymentType, Family, Stage, Use
from planner.facts.kinds.observed import Lines, Observed


@dataclass(frozen=True, slots=True)
class _List:
    """One list: who was asked, and what was listed where."""

    source: Source
    queried: frozenset[str]
    subjects: frozenset[Subject]
    places: Mapping[tuple[Subject, AnyType], frozenset[str]]

    def sighting(self, target: Target) -> Sighting | None:
        if target.region not in self.queried or target.subject not in self.subjects:
            return None
        places = self.places.get((target.subject, target.type), frozenset())
        return Sighting(target.region in places, self.source)


class Sightings:
    """The lists of one snapshot; without any, every answer is None or empty."""

    def __init__(self, lines: Lines, queried: Mapping[Source, frozenset[str]]) -> None:
        self._lines = lines
        every = [line for found in lines.values() for line in found]
        newest = sorted(queried, key=lambda source: (source.date, source.id), reverse=True)
        self._lists = [_list(source, queried[source], every) for source in newest]
        self._pools: dict[tuple[str, DeploymentType, Use], set[str]] = {}
        for line in every:
            key = line.subject.full_model, line.type, line.use
            self._pools.setdefault(key, set()).add(line.usage_name)

    def of(self, target: Target) -> Sighting | None:
        """Whether the service listed an offering; None where no list can tell.

        Regional pools of trained models are the base models', so a list cannot tell these apart.
        """
        subject, type_, _ = target
        if subject.use is Use.FINE_TUNED and _is_provisioned(type_):
            return None
        found = (each.sighting(target) for each in self._lists)
        return next((sighting for sighting in found if sighting), None)

    def types_of(self, subject: Subject) -> frozenset[AnyType]:
        """The types as which any list has a version somewhere."""
        return frozenset(type_ for known, type_ in self._lines if known == subject)

    def lines_of(self, subject: Subject, type_: AnyType) -> Sequence[Observed]:
        """What was listed of a version as one type; several where regions differ in their terms."""
        return self._lines.get((subject, type_), ()) if isinstance(type_, DeploymentType) else ()

    def capacity_rule(self, subject: Subject, type_: AnyType) -> CapacityRule | None:
        """The sizes that the service listed; where regions differ, the widest of them."""
        base = subject.used_as(Use.BASE) if _is_provisioned(type_) else subject
        rules = [line.rule for line in self.lines_of(base, type_)]
        if not rules:
            return None
        least = min(rules, key=lambda rule: (rule.minimum, rule.step))
        most = [rule.maximum for rule in rules if rule.maximum is not None]
        return replace(least, maximum=max(most) if len(most) == len(rules) else None)

    def outliving(
        self, subject: Subject, type_: AnyType, lives: Sequence[Lifecycle]
    ) -> tuple[Lifecycle, ...]:
        """The dates of a version that was listed as open when all of `lives` had it retired."""
        for line in self.lines_of(subject, type_):
            day = line.source.date
            past = lives and all(life.stage_at(day) is Stage.RETIRED for life in lives)
            if past and line.stage in _OPEN and line.retires and line.retires > day:
                return (_life(line),)
        return ()

    def usage_name(self, subject: Subject, type_: DeploymentType) -> str | None:
        """The quota pool's name as the service spells it; None where no list has one.

        Of a version that no list has, that of the others, if they share one.
        """
        own = {line.usage_name for line in self.lines_of(subject, type_)}
        key = subject.full_model, type_, subject.use
        names = own or self._pools.get(key, set())
        return next(iter(names)) if len(names) == 1 else None


_OPEN = (Stage.PREVIEW, Stage.GENERALLY_AVAILABLE, Stage.LEGACY)
"""Stages in which new customers get a version."""


def _life(line: Observed) -> Lifecycle:
    return Lifecycle(
        model=line.model,
        version=line.version,
        use=line.use,
        stage=line.stage,
        stage_since=line.source.date,
        retires=line.retires,
        replacement=None,
        source=line.source,
        publisher=line.publisher,
        types=frozenset({line.type}),
    )


def _list(source: Source, queried: frozenset[str], lines: Iterable[Observed]) -> _List:
    places: dict[tuple[Subject, AnyType], frozenset[str]] = {}
    for line in lines:
        if line.source == source:
            key = line.subject, line.type
            places[key] = places.get(key, frozenset()) | {*line.regions}
    return _List(source, queried, frozenset(subject for subject, _ in places), places)


def _is_provisioned(type_: AnyType) -> bool:
    return isinstance(type_, DeploymentType) and type_.family is Family.PROVISIONED
