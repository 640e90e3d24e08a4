"""Reads live snapshots: what Azure answered of one subscription, as a JSON file.

`Usages - List`, region by region, and, where somebody asked, `Deployments - List`, account by account.

    {"format_version": 1, "taken": "2026-11-20", "subscription": "<id>",
     "usages": {"swedencentral": [{"name": {"value": "..."}, "limit": 1000, "currentValue": 250}]},
     "deployments": {"<account>": [{"name": "..."}]}}

The items are as ARM returns them; keys that are not needed are passed over.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path as FilePath
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from planner.domain.live import Live, Usage
from planner.domain.plan import SUBSCRIPTION
from planner.domain.problem import FileError, Problem
from planner.domain.schema import RegionSlug, Strict
from planner.files.text import shown, text_of
from planner.files.wording import message, unknown_key
from planner.files.yamltree import Tree

SIZE_LIMIT = 32 * 1024 * 1024
"""Bytes; thirty regions of three hundred counters take about four million."""


class _Named(BaseModel):
    value: str = Field(min_length=1)


class _Counter(BaseModel):
    """An item of the usages list; Azure adds keys now and then."""

    model_config = ConfigDict(frozen=True, populate_by_name=True)

    name: _Named
    limit: Annotated[float, Field(ge=0)]
    current: Annotated[float, Field(ge=0, alias="currentValue")] = 0
    scope: Annotated[str | None, Field(alias="scopeType")] = None


class _Deployment(BaseModel):
    """An item of an account's deployments list."""

    name: str = Field(min_length=1)


class LiveForm(Strict):
    """A live snapshot: the quota counters of one subscription on one day, and what stands there."""

    format_version: Literal[1]
    taken: date
    """The day of the measurement."""
    subscription: str | None = None
    """Its id."""
    usages: dict[RegionSlug, list[_Counter]]
    """By region: what its `Usages - List` answered."""
    deployments: dict[str, list[_Deployment]] = Field(default_factory=dict)
    """By account: what its `Deployments - List` answered. With it, a plan does not delete an
    account in which others have deployments (AOAI838)."""


def read(path: FilePath, zones: Mapping[str, str | None]) -> Live:
    """The live snapshot in a file; `zones` are the regions' data zones.

    Raises FileError with every problem found.
    """
    text = text_of(path, limit=SIZE_LIMIT, smaller="leave out regions that no stack uses")
    tree = Tree(text, shown(path))  # JSON is YAML, and this one knows lines
    return _live(_form(tree), zones)


def _form(tree: Tree) -> LiveForm:
    data = tree.mapping("a live snapshot is a mapping that starts with format_version: 1")
    try:
        return LiveForm.model_validate(data)
    except ValidationError as error:
        raise FileError(_problems(error, tree)) from error


def _problems(error: ValidationError, tree: Tree) -> Iterator[Problem]:
    for detail in error.errors():
        path = tuple(detail["loc"])
        key = next((step for step in reversed(path) if isinstance(step, str)), "the file")
        match detail["type"]:
            case "missing":
                yield Problem(f"{path[-1]} is required", tree.locate(path))
            case "extra_forbidden":
                yield Problem(unknown_key(key, LiveForm), tree.locate_key(path))
            case _:
                yield Problem(message(detail, key), tree.locate(path))


def _live(form: LiveForm, zones: Mapping[str, str | None]) -> Live:
    found = (
        Usage(
            location,
            counter.name.value,
            int(counter.limit),
            int(counter.current),
            _scope(counter.scope, location, zones),
        )
        for location, counters in form.usages.items()
        for counter in counters
    )
    ordered = sorted(found, key=lambda u: (u.name, u.location))
    standing = {
        account: tuple(sorted(each.name for each in listed))
        for account, listed in sorted(form.deployments.items())
    }
    return Live(form.taken, form.subscription, tuple(ordered), standing)


def _scope(word: str | None, location: str, zones: Mapping[str, str | None]) -> str | None:
    """The pool's reach in our words; `scopeId` is free text, so the location says which zone."""
    match (word or "").lower():
        case "global":
            return SUBSCRIPTION
        case "datazone":
            return zones.get(location) or location
        case "regional" | "classic":
            return location
        case _:
            return None
