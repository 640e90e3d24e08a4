"""Stages and dates of versions that no document dates: they are those of the service's own list."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import groupby
from typing import Final

from planner.domain.publishers import OPENAI
from planner.domain.terms import Use
from planner.facts.importing.assemble import publisher_of
from planner.facts.reader import Record

_TERMS: Final = ("stage", "retires")


def listed_lives(
    listed: Iterable[Record], dated: Iterable[Record], days: Mapping[str, str]
) -> list[Record]:
    """Lines of `lifecycle.jsonl` from lines of `observed.jsonl`; `dated` are those that there are.

    `days` has the day of each list by its id. Where types of a version differ, each line has its
    types; of several lists the newest speaks.
    """
    public = (line for line in dated if "cloud" not in line)
    known = {_version(line) for line in public if line["use"] == Use.BASE.value}
    base = (line for line in listed if line["use"] == Use.BASE.value)
    lines = sorted((line for line in base if _version(line) not in known), key=_version)
    found: list[Record] = []
    for _, group in groupby(lines, key=_version):
        every = list(group)
        newest = max(every, key=lambda line: days[str(line["source"])])["source"]
        found += _lives([line for line in every if line["source"] == newest], days[str(newest)])
    return found


def _version(line: Record) -> tuple[str, str, str]:
    return str(line.get("publisher", "")), str(line["model"]), str(line["version"])


def _lives(lines: list[Record], day: str) -> list[Record]:
    """The lives of one version, of which there is one unless its types differ."""
    types: dict[tuple[str, str], set[str]] = {}
    for line in lines:
        types.setdefault(_terms(line), set()).add(str(line["type"]))
    first = lines[0]
    fixed = {
        "model": first["model"],
        "version": first["version"],
        "use": Use.BASE.value,
        "stage_since": day,
        "source": first["source"],
        **publisher_of(str(first.get("publisher", OPENAI))),
    }
    return [
        {**fixed, **_given(terms), **({"types": sorted(of)} if len(types) > 1 else {})}
        for terms, of in sorted(types.items())
    ]


def _terms(line: Record) -> tuple[str, str]:
    return str(line["stage"]), str(line.get("retires", ""))


def _given(terms: tuple[str, str]) -> Record:
    return {key: value for key, value in zip(_TERMS, terms, strict=True) if value}
