"""Reads the service's own model lists: what it offered one subscription, region by region.

Two shapes are read. A *table* (`*.jsonl`) has a line for each format, model, version, SKU and terms,
with its regions; every region of the table counts as asked. A *folder* has the service's answers as
they are, a file `REGION.json` for each region that was asked: the output of `az cognitiveservices
model list --location REGION`, or of the ARM call behind it (`{"value": [...]}`).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, Final

from planner.domain.terms import normalise_region

Item = dict[str, Any]

_KINDS: Final = ("AIServices", "OpenAI")
"""Kinds of account; others repeat the entries of these."""
_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(slots=True)
class ModelList:
    """One list: its lines in the shape of the table, and the regions that were asked."""

    file: str
    lines: list[tuple[str, Item]] = field(default_factory=list)
    """With `file:line` before each."""
    queried: set[str] = field(default_factory=set)
    problems: list[str] = field(default_factory=list)


def day_in(path: Path) -> date | None:
    """The day that the name of a list says, `2026-08-22.jsonl`; the last one where it has several."""
    for text in reversed(_DAY.findall(path.name)):
        try:
            return date.fromisoformat(text)
        except ValueError:
            continue
    return None


def read_list(path: Path) -> ModelList:
    """Read a table or a folder of answers. Raises OSError when it cannot be read."""
    found = ModelList(path.name)
    if path.is_dir():
        _read_folder(path, found)
    else:
        _read_table(path, found)
    if not found.lines and not found.problems:
        found.problems.append(f"{path.name}:1: lists no model; name a model list")
    return found


def _read_table(path: Path, found: ModelList) -> None:
    for number, text in enumerate(path.read_text("utf-8", "replace").splitlines(), 1):
        where = f"{path.name}:{number}"
        item = _parsed(text)
        wrong = "not a JSON object" if not isinstance(item, dict) else _lacking(item)
        if wrong or not isinstance(item, dict):
            found.problems.append(f"{where}: {wrong}; correct or remove the line")
            continue
        found.lines.append((where, item))
        found.queried.update(item["regions"])


_NEEDED: Final = ("format", "model", "version", "sku", "usage_name", "lifecycle", "regions")


def _lacking(item: Mapping[str, Any]) -> str | None:
    missing = [key for key in _NEEDED if not item.get(key)]
    return f"lacks {missing[0]!r}" if missing else None


def _read_folder(folder: Path, found: ModelList) -> None:
    """One line for what several regions answer alike."""
    merged: dict[str, tuple[str, Item]] = {}
    for path in sorted(folder.glob("*.json")):
        region = normalise_region(path.stem)
        found.queried.add(region)
        answer = _parsed(path.read_text("utf-8", "replace"))
        items = answer.get("value") if isinstance(answer, dict) else answer
        if not isinstance(items, list):
            text = "not the answer of a model list (a JSON array); ask again"
            found.problems.append(f"{path.name}:1: {text}")
            continue
        for line in _alike(items, path.name, found.problems):
            key = json.dumps(line, sort_keys=True)
            known = merged.setdefault(key, (f"{path.name}:1", {**line, "regions": []}))[1]
            known["regions"].append(region)
    found.lines.extend(merged.values())


def _alike(items: Iterable[Any], file: str, problems: list[str]) -> list[Item]:
    """The lines of one answer; what several kinds of account have alike is one line."""
    lines: dict[str, Item] = {}
    for item in items:
        try:
            for kind, line in _flattened(item):
                key = json.dumps(line, sort_keys=True)
                lines.setdefault(key, {**line, "account_kinds": []})["account_kinds"].append(kind)
        except (KeyError, TypeError, AttributeError) as error:
            problems.append(f"{file}:1: an entry without {error}; ask again")
    return [{**line, "account_kinds": sorted({*line["account_kinds"]})} for line in lines.values()]


def _flattened(item: Mapping[str, Any]) -> Iterator[tuple[str, Item]]:
    """One line for each SKU of an entry, without account kinds and regions."""
    model, kind = item["model"], item["kind"]
    if kind not in _KINDS:
        return
    for sku in model.get("skus") or ():
        line = {
            "format": model["format"],
            "model": model["name"],
            "version": model["version"],
            "sku": sku["name"],
            "usage_name": sku["usageName"],
            "lifecycle": [model["lifecycleStatus"]],
            "capacity": _present(
                sku.get("capacity") or {}, "default", "minimum", "step", "maximum"
            ),
            "rate_limits": [
                _present(r, "count", "renewalPeriod") for r in sku.get("rateLimits") or ()
            ],
            "retires": _day(
                sku.get("deprecationDate") or model.get("deprecation", {}).get("inference")
            ),
        }
        yield kind, line


def _present(found: Mapping[str, Any], *keys: str) -> Item:
    """Numbers that are given; the service writes whole numbers as fractions."""
    return {key: int(found[key]) for key in keys if found.get(key) is not None}


def _day(text: str | None) -> str | None:
    return text[:10] if text else None


def _parsed(text: str) -> Any:  # noqa: ANN401 - JSON
    try:
        return json.loads(text)
    except ValueError:
        return None
