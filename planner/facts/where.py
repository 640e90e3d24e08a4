"""Answers `where`: which offerings fit a question, and what comes nearest when none does."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from planner.domain.capability import Wanted
from planner.domain.offering import Lifecycle, Offering, lives_in
from planner.domain.residency import ANYWHERE
from planner.domain.subject import AnyType, Subject, Target
from planner.domain.terms import (
    Availability,
    Cloud,
    DeploymentType,
    Stage,
    TrainingType,
    Use,
    Verdict,
)
from planner.facts import residency as boundary
from planner.facts.capable import Doubt, having
from planner.facts.catalog import Catalog

_MOST_NEAREST = 3
_MOST_NAMES = 4


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked for; None is "any"."""

    model: str | None = None
    version: str | None = None
    use: Use = Use.BASE
    type: AnyType | None = None
    region: str | None = None
    residency: str | None = None
    capabilities: tuple[Wanted, ...] = ()
    """What the version must be documented to have, each of them."""
    retires_after: date | None = None
    """It must be documented that it still answers on this day."""

    def __str__(self) -> str:
        words = [self.model or "models", self.version or ""]
        words += [] if self.use is Use.BASE else [f"({self.use.value})"]
        words += [f"as {self.type.value}"] if self.type else []
        words += [f"in {self.region}"] if self.region else []
        words += [f"inside {self.residency}"] if self.residency else []
        words += [f"with {' and '.join(map(str, self.capabilities))}"] if self.capabilities else []
        words += [f"retiring after {self.retires_after}"] if self.retires_after else []
        return " ".join(word for word in words if word)

    def subjects(self, catalog: Catalog) -> tuple[Subject, ...]:
        """The versions that are asked about: by model, and newest first."""
        models = catalog.models() if self.model is None else (self.model,)
        return tuple(
            Subject.of(model, version, self.use)
            for model in models
            for version in ((self.version,) if self.version else catalog.versions(model))
        )

    def relaxed(self) -> Iterator[tuple[str, Question]]:
        """The questions that ask for one thing less, the closest first, and what they give up."""
        if self.region:
            yield "in another region", replace(self, region=None)
        if self.type:
            yield "as another type", replace(self, type=None)
        if self.region and self.type:
            yield "as another type, elsewhere", replace(self, type=None, region=None)
        if self.version:
            yield "another version", replace(self, version=None)
        for each in self.capabilities:
            others = tuple(other for other in self.capabilities if other != each)
            yield f"without {each}", replace(self, capabilities=others)
        if self.retires_after:
            yield "retiring earlier, or nobody says when", replace(self, retires_after=None)
        if self.residency:
            yield f"outside {self.residency}", replace(self, residency=None)


@dataclass(frozen=True, slots=True)
class Answer:
    """The offerings that fit and are not retired, versions newest first, and the retired versions."""

    offerings: tuple[Offering, ...]
    retired: tuple[Lifecycle, ...]
    undated: tuple[Subject, ...] = ()
    """Versions that were left out because no document says when they retire."""
    doubts: tuple[Doubt, ...] = ()
    """Versions that were left out because it is not settled whether they have what is wanted."""

    @property
    def usable(self) -> tuple[Offering, ...]:
        """Those that the catalog says are available, perhaps on conditions."""
        return tuple(o for o in self.offerings if o.availability is Availability.AVAILABLE)


def ask(question: Question, catalog: Catalog, as_of: date) -> Answer:
    """What the catalog has for a question on a day."""
    found: list[Offering] = []
    retired: list[Lifecycle] = []
    undated: list[Subject] = []
    doubts: list[Doubt] = []
    for subject in question.subjects(catalog):
        alive, over = _alive(question, subject, catalog, as_of)
        retired += over
        fitting = list(_fitting(question, subject, alive, catalog))
        fitting, open_ = having(question.capabilities, fitting, catalog)
        doubts += open_
        lasting = [(each, _lasts(question, each, catalog)) for each in fitting]
        undated += [subject] if any(lasts is None for _, lasts in lasting) else []
        found += [each for each, lasts in lasting if lasts]
    return Answer(tuple(found), tuple(retired), tuple(undated), tuple(doubts))


def _lasts(question: Question, offering: Offering, catalog: Catalog) -> bool | None:
    """Whether all documents say that it is there long enough; None where they do not say."""
    if question.retires_after is None:
        return True
    lives = catalog.lifecycle(offering.subject, offering.type, offering.region)
    ends = [life.retires for life in lives]
    if not ends or None in ends:
        return None
    return all(end > question.retires_after for end in ends if end)


def nearest(question: Question, catalog: Catalog, as_of: date) -> tuple[str, ...]:
    """Why nothing fits, and sentences on what would, one thing given up at a time."""
    answer = ask(question, catalog, as_of)
    retired = answer.retired if question.model else ()
    reasons = [_retired_sentence(lifecycle) for lifecycle in retired]
    if not reasons and not _is_named(question, catalog):
        reasons.append(_unnamed_sentence(question, catalog))
    options = ((what, ask(less, catalog, as_of).usable) for what, less in question.relaxed())
    nearby = [f"{what}: {_gist(offerings)}" for what, offerings in options if offerings]
    return (*reasons, *nearby[:_MOST_NEAREST]) or ("nothing else comes near it",)


def _is_named(question: Question, catalog: Catalog) -> bool:
    """Whether any table names one of the versions asked for, with or without a tick."""
    return any(map(catalog.names, question.subjects(catalog)))


def _alive(
    question: Question, subject: Subject, catalog: Catalog, as_of: date
) -> tuple[dict[AnyType, set[Cloud]], list[Lifecycle]]:
    """The types asked about and the clouds in which they are not retired; the dates of the others."""
    alive: dict[AnyType, set[Cloud]] = {}
    over: dict[Lifecycle, None] = {}
    for type_ in _types(question):
        for cloud, region in _clouds(question, catalog).items():
            lives = catalog.lifecycle(subject, type_, region)
            if lives and all(life.stage_at(as_of) is Stage.RETIRED for life in lives):
                over[lives[0]] = None
            else:
                alive.setdefault(type_, set()).add(cloud)
    return alive, list(over)


def dates_of(
    offerings: Iterable[Offering], catalog: Catalog
) -> dict[Subject, tuple[Lifecycle, ...]]:
    """What is documented of the ends of these versions, in the clouds where these offerings are."""
    clouds: dict[Subject, set[Cloud]] = {}
    for each in offerings:
        clouds.setdefault(each.subject, set()).add(catalog.cloud_of(each.region))
    return {
        subject: tuple(
            dict.fromkeys(
                life
                for cloud in sorted(here)
                for life in lives_in(catalog.lifecycle(subject), cloud)
            )
        )
        for subject, here in clouds.items()
    }


def _clouds(question: Question, catalog: Catalog) -> dict[Cloud, str]:
    """The clouds that are asked about, each with one of its regions."""
    regions = [question.region] if question.region else sorted(catalog.regions)
    return {catalog.cloud_of(region): region for region in regions}


def _fitting(
    question: Question, subject: Subject, alive: Mapping[AnyType, set[Cloud]], catalog: Catalog
) -> Iterator[Offering]:
    """Available offerings, and those about which the documents say something but not yes or no."""
    regions = [question.region] if question.region else sorted(catalog.regions)
    for type_, clouds in alive.items():
        for region in (each for each in regions if catalog.cloud_of(each) in clouds):
            found = catalog.find(Target(subject, type_, region))
            stays = _stays(found, question.residency, catalog)
            if _is_worth_showing(found) and stays is not Verdict.FAIL:
                yield found


def _types(question: Question) -> Iterable[AnyType]:
    if question.type is not None:
        return (question.type,)
    return TrainingType if question.use is Use.TRAINING else DeploymentType


def _is_worth_showing(offering: Offering) -> bool:
    if offering.availability is Availability.AVAILABLE:
        return True
    return offering.availability is Availability.UNKNOWN and offering.source is not None


def is_sure_to_stay(offering: Offering, residency: str | None, catalog: Catalog) -> bool:
    """Whether the documents settle that prompts stay inside `residency` (None: anywhere)."""
    return _stays(offering, residency, catalog) is Verdict.OK


def _stays(offering: Offering, residency: str | None, catalog: Catalog) -> Verdict:
    region = catalog.regions[offering.region]
    return boundary.stays(offering.type, region, residency or ANYWHERE, offering.subject)


def _retired_sentence(lifecycle: Lifecycle) -> str:
    then = (
        f"; the documents name {lifecycle.replacement} as its successor"
        if lifecycle.replacement
        else ""
    )
    kinds = f" as {' or '.join(sorted(lifecycle.types))}" if lifecycle.types else ""
    return (
        f"{lifecycle.subject.pinned}{kinds} was retired on {lifecycle.retires} "
        f"({lifecycle.source}){then}"
    )


def _unnamed_sentence(question: Question, catalog: Catalog) -> str:
    name = " ".join(filter(None, (question.model or "a model", question.version)))
    return (
        f"no table of snapshot {catalog.name} names {name} for {question.use.value} use: whether "
        "it is offered is not known"
    )


def _gist(offerings: Iterable[Offering]) -> str:
    """`standard in eastus, westus and 3 more; global-standard in 28 regions` in few words."""
    regions: dict[tuple[Subject, AnyType], list[str]] = {}
    for each in offerings:
        regions.setdefault((each.subject, each.type), []).append(each.region)
    subjects = dict.fromkeys(subject for subject, _ in regions)
    if len({subject.full_model for subject in subjects}) > 1:
        return _few(list(dict.fromkeys(subject.full_model for subject in subjects)))
    several = len(subjects) > 1
    parts = [
        f"{subject.version + ' ' if several else ''}{type_.value} in {_few(names)}"
        for (subject, type_), names in regions.items()
    ]
    return "; ".join([*parts[:_MOST_NEAREST], *(["..."] if len(parts) > _MOST_NEAREST else [])])


def _few(names: list[str]) -> str:
    if len(names) <= _MOST_NAMES:
        return ", ".join(names)
    return f"{', '.join(names[:_MOST_NAMES])} and {len(names) - _MOST_NAMES} more"
