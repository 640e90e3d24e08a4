"""What statements do to an import: they place regions, mark what tables offer, and add records."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from planner.domain.publishers import parted
from planner.domain.terms import Condition, DeploymentType, Use, parse_deployment_type
from planner.facts.importing.assemble import publisher_of
from planner.facts.importing.gather import Claim, Gathered, Site
from planner.facts.importing.statement_file import STATED, Facts, Statements
from planner.facts.kind import Kind
from planner.facts.kinds import corrections, disputes, lifecycle
from planner.facts.kinds.registry import BY_FILE
from planner.facts.reader import Record

_EVERY_REGION: Final = "all"
_SUBJECT: Final = lifecycle.KIND.key.index("retires")
"""How many parts of a lifecycle's key name the version; the others are its dates."""


@dataclass(frozen=True, slots=True)
class Stated:
    """One record that a statement gives, and where the statement stands."""

    file: str
    record: Record
    where: str
    corrects: str | None
    """Id of the correction that lets this record replace what a page says."""


def retitled(statements: Statements) -> dict[str, DeploymentType]:
    """The deployment types of pages whose title is wrong, by the page's path."""
    found: dict[str, DeploymentType] = {}

    def take(_where: str, facts: Facts) -> None:
        kind = parse_deployment_type(facts["type"])
        if kind is None:
            raise ValueError(f"unknown deployment type {facts['type']!r}")
        found[facts["path"]] = kind

    statements.each("retitled", take)
    return found


def only_versions(statements: Statements) -> dict[str, str]:
    """The version that a page means which names a model alone, by model."""
    found: dict[str, str] = {}

    def take(_where: str, facts: Facts) -> None:
        for pin in facts["models"]:
            model, _, version = pin.partition("@")
            found[model] = version

    statements.each("versions", take)
    return found


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A page, or tables of it, that a statement says not to read."""

    path: str
    """As the page gives it of itself."""
    headings: frozenset[str] | None
    """The nearest headings of the tables; None for the whole page."""
    why: str
    where: str
    """`file:line` of the statement."""
    but_capabilities: bool = False
    """Of a page the tables of what models can do are read all the same."""


def left_out(statements: Statements) -> list[LeftOut]:
    """The pages and tables that are not read, each with the reason."""
    found: list[LeftOut] = []

    def take(where: str, facts: Facts) -> None:
        headings = frozenset(facts["tables"]) if "tables" in facts else None
        but = facts.get("but") == "capabilities"
        found.append(LeftOut(facts["path"], headings, facts["why"], where, but))

    statements.each("left_out", take)
    return found


def silent(statements: Statements) -> frozenset[str]:
    """The files of the kinds that no page of the folder is about."""
    files = {kind.name: kind.file for kind in STATED}
    found: set[str] = set()

    def take(_where: str, facts: Facts) -> None:
        found.update(files[name] for name in facts["kinds"])

    statements.each("silent", take)
    return frozenset(found)


def with_zones(sites: Mapping[str, Site], statements: Statements) -> dict[str, Site]:
    """The known regions in the data zones of the snapshot's time."""
    found = dict(sites)

    def take(_where: str, facts: Facts) -> None:
        for slug in facts["regions"]:
            found[slug] = replace(found[slug], data_zone=facts["zone"], source=facts["source"])

    statements.each("data_zones", take)
    return found


def apply_terms(statements: Statements, claims: Iterable[Claim]) -> None:
    """Put stated conditions and restrictions on what the tables offer."""
    offered = list(claims)

    def take(_where: str, facts: Facts) -> None:
        for pin in facts["models"]:
            fitting = [claim for claim in offered if _fits(claim, pin, facts)]
            if not fitting:
                raise ValueError(f"no table offers {pin} so")
            for claim in fitting:
                _apply(claim, facts)

    statements.each("terms", take)


def _fits(claim: Claim, pin: str, facts: Facts) -> bool:
    types = facts.get("types", [claim.type.value])
    return (
        f"{claim.full_model}@{claim.version}" == pin
        and claim.use == facts["use"]
        and claim.type.value in types
    )


def _apply(claim: Claim, facts: Facts) -> None:
    claim.conditions |= {Condition(word) for word in facts.get("conditions", ())}
    if "restriction" in facts:
        claim.restrictions |= {region: str(facts["restriction"]) for region in claim.yes}
    claim.terms_source = facts["source"]


def begin_stages(statements: Statements, lifecycles: list[Record]) -> list[Record]:
    """The lifecycles with stages that begin on the day of an older page that had them already."""
    since: dict[tuple[str, str], str] = {}

    def take(_where: str, facts: Facts) -> None:
        for pin in facts["models"]:
            if not any(_is_in(life, pin, facts["stage"]) for life in lifecycles):
                raise ValueError(f"no page has {pin} {facts['stage']}")
            since[pin, facts["stage"]] = facts["since"]

    statements.each("stages", take)
    return [_since(life, since) for life in lifecycles]


def _is_in(life: Record, pin: str, stage: str) -> bool:
    public = "cloud" not in life
    return public and (f"{life['model']}@{life['version']}", life["stage"]) == (pin, stage)


def _since(life: Record, since: Mapping[tuple[str, str], str]) -> Record:
    """Of trained models the schedule gives no stage, so that none began earlier.

    The older pages are the public cloud's.
    """
    if life["use"] == Use.FINE_TUNED or "cloud" in life:
        return life
    day = since.get((f"{life['model']}@{life['version']}", str(life["stage"])))
    return {**life, "stage_since": day} if day else life


def stated_records(statements: Statements, gathered: Gathered) -> list[Stated]:
    """Every record that the statements give, for the file it belongs into."""
    stated: list[Stated] = []
    for kind in STATED:

        def take(where: str, facts: Facts, kind: Kind[Any, Any] = kind) -> None:
            corrects = facts.pop("corrects", None)
            records = _EXPANDERS.get(kind.name, _as_is)(facts, gathered)
            stated.extend(Stated(kind.file, record, where, corrects) for record in records)

        statements.each(kind.name, take)
    return stated


def add_stated(records: dict[str, list[Record]], stated: Iterable[Stated]) -> list[str]:
    """Add stated records to those from pages; a correction replaces what a page says.

    A stated dispute replaces the one of its id that two rows of a page made. Gives a problem for
    each correction that finds nothing to replace, or that is not listed.
    """
    every = list(stated)
    listed = {each.record.get("id") for each in every if each.file == corrections.KIND.file}
    problems: list[str] = []
    for each in every:
        problems += _corrected(records.get(each.file, []), each, listed)
    for each in every:
        records.setdefault(each.file, []).append(each.record)
    return problems


def _corrected(lines: list[Record], each: Stated, listed: Container[object]) -> list[str]:
    """Take out what a statement replaces; give what is wrong with that."""
    if each.corrects is None:
        if each.file == disputes.KIND.file:
            _take_out(lines, each)
        return []
    problems: list[str] = []
    if each.corrects not in listed:
        problems.append(f"{each.where}: no correction {each.corrects!r}; add it")
    if not _take_out(lines, each):
        text = "no page says anything to correct here; remove 'corrects'"
        problems.append(f"{each.where}: {text}")
    return problems


def _take_out(lines: list[Record], each: Stated) -> bool:
    """Remove what is about the same thing; whether there was anything."""
    before, about = len(lines), _about(each.file, each.record)
    lines[:] = [line for line in lines if _about(each.file, line) != about]
    return len(lines) < before


def _about(file: str, record: Record) -> tuple[str, ...]:
    """What a record is about: its key, and of a lifecycle the version, whatever its dates are."""
    key = BY_FILE[file].order(record)
    return key[:_SUBJECT] if file == lifecycle.KIND.file else key


_Expand = Callable[[Facts, Gathered], Iterator[Record]]


def _as_is(facts: Facts, _gathered: Gathered) -> Iterator[Record]:
    yield facts


def _per_version(facts: Facts, gathered: Gathered) -> Iterator[Record]:
    """One record for each of the `models` and `types`; `regions: all` is written out."""
    models, types = facts.pop("models"), facts.pop("types", None)
    if facts.get("regions") == _EVERY_REGION:
        facts["regions"] = sorted(gathered.azure_openai_regions())
    for pin in models:
        full, _, version = pin.partition("@")
        for extra in _types(types):
            yield {**facts, **extra, **_named(full), "version": version}


def _named(full: str) -> Record:
    """The keys of a record that name a model, which a statement names as a stack file does."""
    model, publisher = parted(full)
    return {"model": model, **publisher_of(publisher)}


def _per_dates(facts: Facts, _gathered: Gathered) -> Iterator[Record]:
    """One record for each of the `models`; the `types` stay together, as one row has them."""
    models, types = facts.pop("models"), facts.pop("types", None)
    extra = {} if types is None else {"types": sorted(types)}
    for pin in models:
        full, _, version = pin.partition("@")
        yield {**facts, **extra, **_named(full), "version": version}


def _per_pin(facts: Facts, _gathered: Gathered) -> Iterator[Record]:
    """One record for each of the `models`; lists in the order of a snapshot."""
    models = facts.pop("models")
    said = {
        key: sorted(value) if isinstance(value, list) else value for key, value in facts.items()
    }
    for pin in models:
        full, _, version = pin.partition("@")
        yield {"use": Use.BASE.value, **said, **_named(full), "version": version}


def _per_model(facts: Facts, _gathered: Gathered) -> Iterator[Record]:
    models, types = facts.pop("models"), facts.pop("types")
    for model in models:
        for extra in _types(types):
            yield {**facts, **extra, **_named(model)}


def _per_model_and_use(facts: Facts, gathered: Gathered) -> Iterator[Record]:
    uses = facts.pop("uses")
    for record in _per_model(facts, gathered):
        yield from ({**record, "use": use} for use in uses)


def _per_type(facts: Facts, _gathered: Gathered) -> Iterator[Record]:
    for extra in _types(facts.pop("types")):
        yield {**facts, **extra}


def _types(types: list[str] | None) -> list[dict[str, Any]]:
    return [{}] if types is None else [{"type": kind} for kind in types]


_EXPANDERS: Final[Mapping[str, _Expand]] = {
    "coverage": _per_type,
    "offerings": _per_version,
    "lifecycle": _per_dates,
    "features": _per_version,
    "capabilities": _per_pin,
    "capacity": _per_model,
    "quota": _per_model,
    "pool_scopes": _per_model_and_use,
}
"""How a statement of a kind becomes records, where it is not one as it stands."""
