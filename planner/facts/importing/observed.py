"""Turns model lists into records: a source of its own kind, who was asked, and what was listed."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from planner.domain.publishers import OPENAI
from planner.domain.terms import DeploymentType, Stage, Use
from planner.facts.importing.model_list import Item, ModelList, day_in, read_list
from planner.facts.importing.statement_file import Facts, Statements
from planner.facts.pools import TUNED
from planner.facts.reader import Record, SourceKind

LISTS: Final = Path(__file__).parent / "lists"
"""The model lists that shipped snapshots were made with; statements name them."""

_TYPES: Final = {type_.sku: type_ for type_ in DeploymentType}
_STAGES: Final = {
    "Preview": Stage.PREVIEW,
    "GenerallyAvailable": Stage.GENERALLY_AVAILABLE,
    "Legacy": Stage.LEGACY,
    "Deprecating": Stage.DEPRECATED,
    "Deprecated": Stage.RETIRED,
}
"""ARM's words, and customers': what is being deprecated is closed to those who have it not."""


_NEVER: Final = frozenset({"2099-12-31"})
"""What the service has for a version without a date."""


@dataclass(frozen=True, slots=True)
class Named:
    """A model list that a snapshot is made with, and how its source is written down."""

    path: Path
    source: Record
    where: str
    formats: frozenset[str] = frozenset()
    """Publishers whose lines are taken; empty for all."""


def stated_lists(statements: Statements) -> list[Named]:
    """The lists that the section `lists` names; `file` is one of those that are shipped."""
    found: list[Named] = []

    def take(where: str, facts: Facts) -> None:
        path = LISTS / facts.pop("file")
        if not path.exists():
            raise ValueError(f"no list {path.name}")
        formats = frozenset(facts.pop("formats", ()))
        source = {**facts, "kind": SourceKind.OBSERVED.value}
        found.append(Named(path, source, where, formats))

    statements.each("lists", take)
    return found


def given_list(path: Path) -> Named:
    """A list from outside, whose name says the day; where it says none, so does the source."""
    day = day_in(path)
    source = {
        "id": f"model-list-{day}",
        "document": f"az cognitiveservices model list ({path.name})",
        "date": str(day),
        "kind": SourceKind.OBSERVED.value,
    }
    return Named(path, source, path.name)


@dataclass(frozen=True, slots=True)
class Lists:
    """The records of all lists by file, the regions that were asked, and what is wrong."""

    records: Mapping[str, list[Record]]
    regions: frozenset[str]
    problems: tuple[str, ...]


def list_records(named: Iterable[Named], known: Collection[str]) -> Lists:
    """The records of some lists. Raises OSError. `known` are the regions that the importer knows."""
    files: dict[str, list[Record]] = {}
    regions: set[str] = set()
    problems: list[str] = []
    for each in named:
        if day_in(each.path) is None:
            hint = f"{each.path.stem}-2026-08-22{each.path.suffix}"
            problems.append(f"{each.path.name}:1: the name says no day; call it like {hint}")
            continue
        found = read_list(each.path)
        problems += [*found.problems, *_strange(found, known)]
        regions |= found.queried & {*known}
        asked = {"source": each.source["id"], "regions": sorted(found.queried)}
        lines = _lines(found, each, problems)
        for file, records in (
            ("sources", [each.source]),
            ("queried", [asked]),
            ("observed", lines),
        ):
            files.setdefault(f"{file}.jsonl", []).extend(records)
    return Lists(files, frozenset(regions), tuple(problems))


def _strange(found: ModelList, known: Collection[str]) -> list[str]:
    return [
        f"{found.file}:1: unknown region {slug!r}; add it to the known regions"
        for slug in sorted(found.queried.difference(known))
    ]


def _lines(found: ModelList, named: Named, problems: list[str]) -> list[Record]:
    """A record for each line of the publishers that are asked for."""
    records: list[Record] = []
    for where, item in found.lines:
        if named.formats and item["format"] not in named.formats:
            continue
        try:
            records.append(_record(item, str(named.source["id"])))
        except KeyError as error:
            text = (
                f"{error} is no SKU or stage that the planner knows; teach it, or remove the line"
            )
            problems.append(f"{where}: {text}")
    return records


def _record(item: Item, source: str) -> Record:
    """Raises KeyError for an unknown SKU or stage."""
    tuned = item["usage_name"].lower().endswith(TUNED)
    sku = item["sku"]
    record = {
        "model": item["model"],
        "publisher": None if item["format"] == OPENAI else item["format"],
        "version": item["version"],
        "use": (Use.FINE_TUNED if tuned else Use.BASE).value,
        "type": _TYPES[sku].value,
        "regions": sorted(item["regions"]),
        "account_kinds": sorted(item.get("account_kinds", ())),
        "usage_name": item["usage_name"],
        "stage": _STAGES[item["lifecycle"][0]].value,
        "retires": None if item.get("retires") in _NEVER else item.get("retires"),
        "priority": sku in ",".join(item.get("priority_tier_skus", ())).split(",") or None,
        "source": source,
        **item.get("capacity", {}),
        **_rates(item.get("rate_limits", ())),
    }
    return {key: value for key, value in record.items() if value is not None}


def _rates(limits: Iterable[Mapping[str, Any]]) -> Record:
    """What one unit gives: requests, then tokens where they are counted; a minute is left out."""
    found: dict[str, int] = {}
    for key, limit in zip(("requests", "tokens"), limits, strict=False):
        found[key] = limit["count"]
        if limit["renewalPeriod"] != 60:  # noqa: PLR2004 - seconds of a minute
            found[f"{key}_seconds"] = limit["renewalPeriod"]
    return found
