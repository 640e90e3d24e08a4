"""Turns what the tables say into records: one line for all regions that share a source and terms.

Where tables of base models agree, the newest and widest one is named as the source. Where they
disagree about a region, that region is unknown and both are named.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from planner.domain.publishers import OPENAI
from planner.domain.subject import AnyType
from planner.domain.terms import Availability, Cloud, Use
from planner.facts.importing.ages import of_the_newest
from planner.facts.importing.gather import Claim, Fact, Gathered, day_of, newer
from planner.facts.importing.markdown import Origin
from planner.facts.kinds.registry import BY_FILE
from planner.facts.reader import Record, SourceKind

_Key = tuple[str, str, Use, AnyType, Cloud]


@dataclass(slots=True)
class Ids:
    """Short ids of pages, from their paths; pages of one name get their dates, then their folders.

    What is left, one path with two titles, is counted.
    """

    origins: Iterable[Origin]
    _ids: dict[Origin, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        ordered = sorted(self.origins, key=newer)
        stems = Counter(_stem(origin.path) for origin in ordered)
        days = Counter((_stem(origin.path), day_of(origin)) for origin in ordered)
        taken: Counter[str] = Counter()
        for origin in ordered:
            name = _stem(origin.path)
            alone = stems[name] == 1, days[name, day_of(origin)] == 1
            name = name if alone[0] else f"{name}-{day_of(origin)}"
            name = name if any(alone) else _with_folder(origin.path, name)
            taken[name] += 1
            self._ids[origin] = name if taken[name] == 1 else f"{name}-{taken[name]}"

    def __getitem__(self, origin: Origin) -> str:
        return self._ids[origin]


def _with_folder(path: str, name: str) -> str:
    """A name that also says which folders the page is in, for pages of one name and day."""
    folders = path.split(" (", maxsplit=1)[0].lower().split("/")[:-1]
    return "-".join([*folders, name])


def _stem(path: str) -> str:
    name = path.split(" (", maxsplit=1)[0].rsplit("/", 1)[-1]
    return name.lower().removesuffix(".mdx").removesuffix(".md")


def source_records(origins: Mapping[Origin, SourceKind], ids: Ids) -> list[Record]:
    """A record for each page that facts were taken from."""
    return [_source(ids[origin], origin, kind) for origin, kind in origins.items()]


def _source(identity: str, origin: Origin, kind: SourceKind) -> Record:
    record = {
        "id": identity,
        "document": origin.path,
        "date": str(newer(origin)[0]),
        "kind": kind.value,
    }
    return {**record, "commit": origin.commit} if origin.commit else record


def coverage_records(gathered: Gathered, ids: Ids) -> list[Record]:
    """A record for each type that a table lists; of several tables the newest and widest."""
    width = Counter(claim.origin for claim in gathered.claims)
    return [
        {
            "cloud": cloud.value,
            "use": use.value,
            "type": kind.value,
            "source": ids[max(origins, key=lambda each: (newer(each)[0], width[each]))],
            **publisher_of(publisher),
        }
        for (cloud, use, kind, publisher), origins in gathered.coverage.items()
    ]


def offering_records(gathered: Gathered, ids: Ids) -> list[Record]:
    """The lines of offerings.jsonl for all claims."""
    groups: dict[_Key, list[Claim]] = {}
    for claim in gathered.claims:
        key = (claim.full_model, claim.version, claim.use, claim.type, claim.cloud)
        groups.setdefault(key, []).append(claim)
    width = Counter(claim.origin for claim in gathered.claims)
    records: list[Record] = []
    for claims in groups.values():
        ranked = sorted(claims, key=lambda each: (newer(each.origin)[0], width[each.origin]))
        records.extend(_records(_agreed(of_the_newest(ranked, gathered)), ids))
    return records


def fact_records(gathered: Gathered, ids: Ids) -> list[tuple[Fact, Record]]:
    """The records of the smaller files, each with the fact it was made of.

    Of several pages the newest that gives a key speaks.
    """
    facts: dict[tuple[str, ...], Fact] = {}
    for fact in sorted(gathered.facts, key=lambda each: newer(each.origin)):
        key = (fact.file, *BY_FILE[fact.file].order(fact.record))
        other = facts.get(key, fact)
        if other.origin == fact.origin and other.record != fact.record:
            text = f"{fact.where}: says otherwise than {other.where} of the same page; correct it"
            gathered.problems.append(text)
        facts[key] = fact
    return [(fact, {**fact.record, "source": ids[fact.origin]}) for fact in facts.values()]


@dataclass(slots=True)
class _Cell:
    """What is known of one region: by which claim, and by which other page it is denied."""

    claim: Claim
    open: bool
    denied_by: Origin | None


def _agreed(ranked: list[Claim]) -> tuple[Claim, dict[str, _Cell]]:
    """The leading claim (the last one) and a cell for every region that any claim ticks."""
    cells: dict[str, _Cell] = {}
    for claim in reversed(ranked):
        for region in sorted(claim.yes | claim.open):
            denied = next((each.origin for each in ranked if region in each.no), None)
            cells.setdefault(region, _Cell(claim, region in claim.open, denied))
    return ranked[-1], cells


def _records(agreed: tuple[Claim, dict[str, _Cell]], ids: Ids) -> list[Record]:
    leader, cells = agreed
    lines: dict[tuple[object, ...], tuple[Record, list[str]]] = {}
    for region, cell in sorted(cells.items()):
        record = _terms(cell, region, ids)
        _, regions = lines.setdefault(tuple(sorted(record.items(), key=str)), (record, []))
        regions.append(region)
    if not lines:
        empty = _Cell(leader, open=False, denied_by=None)
        return [{**_lists(_terms(empty, "", ids)), "regions": []}]
    return [{**_lists(record), "regions": regions} for record, regions in lines.values()]


def _terms(cell: _Cell, region: str, ids: Ids) -> Record:
    claim = cell.claim
    unknown = cell.open or cell.denied_by is not None
    terms = {
        "availability": Availability.UNKNOWN.value if unknown else None,
        "conditions": tuple(sorted(word.value for word in claim.conditions)) or None,
        "disputed_by": ids[cell.denied_by] if cell.denied_by else None,
        "methods": tuple(sorted(word.value for word in claim.methods)) or None,
        "restriction": claim.restrictions.get(region),
        "terms_source": claim.terms_source,
    }
    fixed = {
        "model": claim.model,
        "version": claim.version,
        "use": claim.use.value,
        "type": claim.type.value,
        "source": ids[claim.origin],
        **publisher_of(claim.publisher),
    }
    return {**fixed, **{key: value for key, value in terms.items() if value is not None}}


def publisher_of(publisher: str) -> Record:
    """The key of a record that names the publisher; none for OpenAI."""
    return {} if publisher == OPENAI else {"publisher": publisher}


def _lists(record: Record) -> dict[str, object]:
    return {
        key: list(value) if isinstance(value, tuple) else value for key, value in record.items()
    }
