"""Tries changes of a workload, to see what the rules would say of it then.

A workload is tried once in the same surroundings, however many findings ask for it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache
from typing import Any

from planner.checks.base import Case, Change
from planner.checks.rules import aoai001_check_failed as failed
from planner.checks.weigh import placed, remarks, weigh
from planner.domain.finding import Rule
from planner.domain.subject import ModelVersion
from planner.domain.terms import Environment, Severity, Verdict
from planner.domain.workload import DEFAULT_VERSION, Subscription, Workload
from planner.facts.catalog import Catalog

REMEMBERED = 50_000
"""Workloads whose troubles are remembered in one set of surroundings."""

_BASE: Mapping[str, Any] = {
    "model": "m@1",
    "deployment_type": "standard",
    "capacity": {"tpm": 1_000},
}
_TRAINING: Mapping[str, Any] = {"model": "m@1"}
_FIELDS = {field.alias or name: name for name, field in Workload.model_fields.items()}


@lru_cache(maxsize=4096)
def _parsed(key: str, value: str) -> object:
    """The value (as JSON) of a key as the schema reads it. Raises pydantic's ValidationError."""
    rest = _TRAINING if key == "training" else _BASE
    workload = Workload.model_validate({**rest, key: json.loads(value)})
    return getattr(workload, _FIELDS[key])


def changed(case: Case, change: Change) -> Case:
    """The case with a change to its workload. Raises pydantic's ValidationError for a bad one.

    Only the changed keys are parsed: the workload has been through the schema already.
    """
    return _with(case, _update(change))


def _update(change: Change) -> dict[str, Any]:
    """The workload's fields that a change sets, parsed. Raises pydantic's ValidationError."""
    return {_FIELDS[key]: _parsed(key, json.dumps(value)) for key, value in change.items()}


def _with(case: Case, update: Mapping[str, Any]) -> Case:
    workload = case.workload.model_copy(update=update)
    subject = workload.subject(_version(case, workload.model))
    return replace(case, workload=workload, subject=subject)


def _version(case: Case, model: ModelVersion) -> str:
    """The version that stands behind a model of a case: `@default` is resolved to its own."""
    own = case.workload.model
    is_same = model is own or (
        model.full_model == own.full_model and model.version == DEFAULT_VERSION
    )
    return case.subject.version if is_same else model.version


@dataclass(frozen=True, slots=True)
class Troubles:
    """The rules that speak against a workload, by how gravely."""

    refusing: frozenset[Rule]
    warning: frozenset[Rule]


def troubles(case: Case) -> Troubles:
    """What speaks against a workload, its first choice included."""
    weighed = weigh(case)
    found = list(weighed.findings)
    if weighed.choices:
        found += remarks(case, placed(case, weighed.choices[0]))
    refusing = {f.rule for f in found if f.verdict is not Verdict.OK} | weighed.rejecting()
    warning = {f.rule for f in found if f.severity is not Severity.NOTE} - refusing
    return Troubles(frozenset(refusing), frozenset(warning))


@dataclass(frozen=True, slots=True, eq=False)
class _Surroundings:
    """All that rules about one workload see besides it."""

    catalog: Catalog
    as_of: date
    environment: Environment
    subscription: Subscription

    def __hash__(self) -> int:
        return hash((id(self.catalog), self.as_of, self.environment))

    def __eq__(self, other: object) -> bool:
        return (
            isinstance(other, _Surroundings)
            and self.catalog is other.catalog
            and (self.as_of, self.environment) == (other.as_of, other.environment)
            and self.subscription == other.subscription
        )


@dataclass(slots=True)
class _Known:
    """What has been found out in one set of surroundings."""

    troubles: dict[tuple[object, ...], Troubles] = field(default_factory=dict)
    values: dict[object, object] = field(default_factory=dict)
    """One object for each value: keys with the same objects are compared without their fields."""

    def shared(self, value: object) -> object:
        """The value as a table can be keyed by it: tags are a table themselves."""
        hashable = repr(value) if isinstance(value, dict) else value
        return self.values.setdefault((type(value), hashable), hashable)


@lru_cache(maxsize=4)
def _remembered(_: _Surroundings) -> _Known:
    return _Known()


def _known(case: Case) -> _Known:
    stack = case.stack
    around = _Surroundings(case.catalog, case.as_of, stack.environment, stack.subscription)
    known = _remembered(around)
    if len(known.troubles) > REMEMBERED:
        known.troubles.clear()
        known.values.clear()
    return known


@dataclass
class Trials:
    """Tries changes of one workload."""

    case: Case
    known: _Known = field(init=False)
    given: dict[str, object] = field(init=False)
    """The workload's fields, to find it by."""
    tried: dict[str, Troubles | None] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.known = _known(self.case)
        fields = self.case.workload.__dict__.items()
        self.given = {name: self.known.shared(value) for name, value in fields}

    def of(self, change: Change) -> Troubles | None:
        """What speaks against the changed workload; None when the change does not even parse."""
        key = repr(change)
        if key not in self.tried:
            self.tried[key] = self._outcome(change)
        return self.tried[key]

    def _outcome(self, change: Change) -> Troubles | None:
        try:
            update = _update(change)
        except ValueError:
            return None
        shared = {name: self.known.shared(value) for name, value in update.items()}
        model = update.get("model", self.case.workload.model)
        version = _version(self.case, model)
        key = (version, *{**self.given, **shared}.values())
        found = self.known.troubles.get(key)
        if found is None:
            found = troubles(_with(self.case, update))
            if failed.RULE not in found.refusing:
                self.known.troubles[key] = found
        return found
