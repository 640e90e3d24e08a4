"""What the table readers report into: facts with the page they stand on, problems with their line."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Final

from planner.domain.capability import Name, Value
from planner.domain.publishers import OPENAI, full_model
from planner.domain.subject import AnyType
from planner.domain.terms import (
    Cloud,
    Condition,
    DeploymentType,
    Stage,
    TrainingMethod,
    TrainingType,
    Use,
)
from planner.facts.importing import names
from planner.facts.importing.markdown import (
    Origin,
    Place,
    Row,
    Table,
    Unused,
    marks,
    plain,
    unmarked,
)
from planner.facts.importing.model_cells import is_model
from planner.facts.reader import Record, SourceKind

_YES = frozenset({"✅"})
NO = frozenset({"", "-", "\N{EN DASH}", "\N{EM DASH}", "❌", "NA", "N/A"})
"""Marks that say no."""

_ANY: Final = "*"
"""Every other model."""

_EMOJI: Final = "\ufe0f"
"""Asks for a picture in colour; says nothing."""


@dataclass(frozen=True, slots=True)
class Site:
    """A region the importer knows; the data zone is that of the snapshot's time."""

    slug: str
    name: str
    geography: str
    cloud: Cloud
    source: str
    data_zone: str | None = None


@dataclass(slots=True)
class Claim:
    """What one table says of one version and type: where it is offered, and where it is not."""

    model: str
    version: str
    use: Use
    type: AnyType
    cloud: Cloud
    origin: Origin
    yes: set[str] = field(default_factory=set)
    no: set[str] = field(default_factory=set)
    open: set[str] = field(default_factory=set)
    """Regions of which the table says that it may be, not that it is."""
    methods: frozenset[TrainingMethod] = frozenset()
    conditions: frozenset[Condition] = frozenset()
    restrictions: dict[str, str] = field(default_factory=dict)
    """By region."""
    terms_source: str | None = None
    """Id of the document that states conditions or restrictions, when it is not the table."""
    publisher: str = OPENAI

    @property
    def full_model(self) -> str:
        """The model as a stack file names it."""
        return full_model(self.model, self.publisher)


@dataclass(frozen=True, slots=True)
class Phase:
    """One row of a retirement schedule, for one use of the model version."""

    model: str
    version: str
    use: Use
    stage: Stage | None
    """None for fine-tuned models, whose table has no stage."""
    retires: date | None
    not_before: bool
    replacement: str | None
    """As a stack file names it, with a version where the schedule names one."""
    origin: Origin
    publisher: str = OPENAI
    closes: date | None = None
    """No new customers from then on; None where the row does not say."""
    types: tuple[DeploymentType, ...] = ()
    """Empty for every type that no other row of the version names."""
    since: date | None = None
    """The day of the stage, where the row says it; else the stage begins on the page's day."""
    where: str = field(default="", compare=False)
    """`file:line`, for what is noted later."""
    cloud: Cloud | None = None
    """None for every cloud that no other row of the version names."""

    @property
    def full_model(self) -> str:
        """The model as a stack file names it."""
        return full_model(self.model, self.publisher)


@dataclass(frozen=True, slots=True)
class Training:
    """One row of a table of models that can be fine-tuned."""

    model: str
    version: str | None
    """None when the table has none; it then means the only version there is."""
    types: Mapping[TrainingType, str]
    """The cell of each training type that the table has a column for."""
    methods: frozenset[TrainingMethod]
    conditions: frozenset[Condition]
    vision: bool
    place: Place
    line: int


@dataclass(frozen=True, slots=True)
class TrainingSite:
    """A region of global training, with what is left out there."""

    region: str
    ours: bool = True
    """False when only other makers' models are trained there."""
    vision: bool = True
    without: frozenset[str] = frozenset()
    """Models that are not trained there."""


@dataclass(frozen=True, slots=True)
class Served:
    """A fine-tuned model and where a deployment type serves it; the page names no version."""

    model: str
    type: DeploymentType
    regions: frozenset[str] | None
    """None for every Azure OpenAI region."""
    origin: Origin


@dataclass(frozen=True, slots=True)
class Fact:
    """A record read from a page; its `source` is filled in when pages have their ids."""

    file: str
    record: Record
    origin: Origin
    where: str
    """`file:line`, for problems found later."""


@dataclass(frozen=True, slots=True)
class Unversioned:
    """A model that a table ticks without a version."""

    model: str
    regions: frozenset[str]
    type: DeploymentType
    place: Place
    line: int


@dataclass(frozen=True, slots=True)
class Said:
    """What one row or cell says that a model version can do."""

    model: str
    version: str | None
    """None when the page has none; it then means the only version there is."""
    use: Use
    types: frozenset[DeploymentType]
    """Empty for all."""
    cloud: Cloud | None
    """None for all."""
    values: Mapping[Name, Value]
    place: Place
    line: int
    publisher: str = OPENAI

    @property
    def full_model(self) -> str:
        """The model as a stack file names it."""
        return full_model(self.model, self.publisher)


@dataclass(frozen=True, slots=True)
class Mark:
    """A cell of an availability table, and where its table begins."""

    file: str
    table: int
    line: int
    tick: bool | None


@dataclass(slots=True)
class Gathered:
    """Everything that was read from the pages of one folder."""

    sites: Mapping[str, Site]
    retitled: Mapping[str, DeploymentType] = field(default_factory=dict)
    """Types of pages whose title is known to be wrong, by the path a page gives of itself."""
    only_versions: Mapping[str, str] = field(default_factory=dict)
    """The version that a page means which names a model alone, by model."""
    problems: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    """What was understood otherwise than it is written, as `file:line: what`."""
    unused: list[Unused] = field(default_factory=list)
    marked: dict[tuple[Origin, AnyType, str, str, str], Mark] = field(default_factory=dict)
    """Each cell of an availability table that was read: page, type, model, version, region."""
    origins: dict[Origin, SourceKind] = field(default_factory=dict)
    claims: list[Claim] = field(default_factory=list)
    unversioned: list[Unversioned] = field(default_factory=list)
    coverage: dict[tuple[Cloud, Use, AnyType, str], set[Origin]] = field(default_factory=dict)
    """The pages that list a publisher's models for a use and type in one cloud."""
    phases: list[Phase] = field(default_factory=list)
    training: list[Training] = field(default_factory=list)
    training_sites: dict[Origin, list[TrainingSite]] = field(default_factory=dict)
    served: list[Served] = field(default_factory=list)
    facts: list[Fact] = field(default_factory=list)
    said: list[Said] = field(default_factory=list)

    def wrong(self, place: Place, line: int, text: str) -> None:
        """Note that something was not understood, and what to do."""
        self.problems.append(f"{place.file}:{line}: {text}")

    def note(self, place: Place, line: int, text: str) -> None:
        """Note that something was understood otherwise than it is written."""
        self.notes.append(f"{place.file}:{line}: {text}")

    def skip(self, place: Place, line: int, text: str) -> None:
        """Note that a row or cell cannot be read and is left out: nothing else depends on it."""
        self.note(place, line, f"{text}; left out")

    def leave(self, table: Table, why: str) -> None:
        """Note that no fact is taken from a table, and why."""
        where = table.place.file, table.line
        self.unused.append(Unused(*where, table.header, len(table.rows), why))

    def used(self, place: Place, kind: SourceKind = SourceKind.OTHER) -> Origin:
        """Note that facts were taken from a page."""
        origin = place.origin
        if origin not in self.origins and day_of(origin) is None:
            self.wrong(place, 1, _undated(origin))
        if self.origins.get(origin) is not SourceKind.AVAILABILITY:
            self.origins[origin] = kind
        return origin

    def covers(
        self, cloud: Cloud, use: Use, kind: AnyType, origin: Origin, publisher: str = OPENAI
    ) -> None:
        """Note that a table lists a type, so that what it leaves out is not offered."""
        self.coverage.setdefault((cloud, use, kind, publisher), set()).add(origin)

    def settle(self) -> None:
        """Keep what was read of other makers' models where a table says where they are offered.

        Without one, a size or a date would be all that is known of them.
        """
        if not self.has_others():
            self.facts = [fact for fact in self.facts if "publisher" not in fact.record]
            self.phases = [phase for phase in self.phases if phase.publisher == OPENAI]
        for fact in self.facts:
            self.origins.setdefault(fact.origin, SourceKind.OTHER)

    def fact(self, file: str, place: Place, line: int, record: Record) -> None:
        """Note a record for one of the smaller files of the snapshot."""
        model = str(record.get("model", _ANY))
        if model != _ANY and not is_model(model):
            self.wrong(place, line, f"not the name of a model: {model!r}; correct it")
        origin = place.origin if "publisher" in record else self.used(place)
        self.facts.append(Fact(file, record, origin, f"{place.file}:{line}"))

    def fits(self, table: Table, row: Row) -> bool:
        """Whether a row has as many cells as the header; if not, that is a problem."""
        wrong = miscounted(table, row)
        if wrong:
            self.wrong(table.place, row.line, f"{wrong}; add or remove cells")
        return not wrong

    def region(self, place: Place, line: int, cell: str) -> str | None:
        """The slug of a region; None, with a problem noted, when nobody knows it."""
        slug = names.region(cell)
        if slug in self.sites:
            return slug
        self.wrong(place, line, f"unknown region {plain(cell)!r}; add it to the known regions")
        return None

    def ticked(self, place: Place, line: int, cell: str, *, noted: bool = False) -> bool | None:
        """Whether a cell says yes; None, with a problem noted, when its mark is unknown.

        So are footnotes, unless `noted`: the caller reads them.
        """
        mark = unmarked(cell)
        says = tick(cell)
        if says is None:
            self.wrong(place, line, f"unknown cell {mark!r}; known are ✅, -, ❌, NA and blank")
        elif not noted and marks(cell):
            self.wrong(place, line, f"a footnote on {mark} is not understood here; state it")
        return says

    def base_versions(self, model: str) -> list[str]:
        """The versions of a model that availability tables of base models name.

        The model is named as in a stack file.
        """
        base = (claim for claim in self.claims if claim.use is Use.BASE)
        return sorted({claim.version for claim in base if claim.full_model == model})

    def has_others(self) -> bool:
        """Whether an availability table names models of other publishers than OpenAI."""
        return any(claim.publisher != OPENAI for claim in self.claims)

    def azure_openai_regions(self) -> frozenset[str]:
        """Every region of the public cloud that an availability table of base models names."""
        base = [c for c in self.claims if c.use is Use.BASE and c.publisher == OPENAI]
        named = frozenset(region for claim in base for region in claim.yes | claim.no)
        return frozenset(slug for slug in named if self.sites[slug].cloud is Cloud.PUBLIC)


def tick(cell: str) -> bool | None:
    """Whether a cell says yes, footnotes apart; None for a mark that is unknown."""
    mark = unmarked(cell).replace(_EMOJI, "")
    if mark in _YES:
        return True
    return False if mark in NO else None


def miscounted(table: Table, row: Row) -> str:
    """What is wrong with a row that has other than as many cells as the header; else empty."""
    have, expected = len(row.cells), len(table.header)
    return "" if have == expected else f"{have} cells under a header of {expected}"


def cloud_of(origin: Origin) -> Cloud | None:
    """The cloud that a page is about alone; None for a page that does not say, which is the public's."""
    return Cloud.GOVERNMENT if origin.path.endswith("-gov.md") else None


def _undated(origin: Origin) -> str:
    if origin.date:
        return f"the page's date {origin.date!r} is not like 09/01/2026; correct it"
    return "a page without ms.date; add it, or say with --date when the copy was made"


_FORMS: Final = ("%m/%d/%Y", "%Y-%m-%d", "%m-%d-%Y", "%Y/%m/%d")
"""How pages write their date, month first where the year is last."""


def day_of(origin: Origin) -> date | None:
    """The date of a page; None when it is not one."""
    text = origin.date.partition("T")[0].strip("'\" ")
    for form in _FORMS:
        try:
            return datetime.strptime(text, form).date()
        except ValueError:
            continue
    return None


def newer(origin: Origin) -> tuple[date, str]:
    """Sorts pages by age; of two of one day the later path, so that the order is never open."""
    return day_of(origin) or date.min, origin.path
