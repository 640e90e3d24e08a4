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
    given = case.workload
    update = {_FIELDS[key]: _parsed(key, json.dumps(value)) for key, value in change.items()}
    workload = given.model_copy(update=update)
    version = workload.model.version
    same_default = version == DEFAULT_VERSION and workload.model.model == given.model.model
    subject = workload.subject(case.subject.version if same_default else version)
    return replace(case, workload=workload, subject=subject)


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


_Known = dict[tuple[object, ...], Troubles]


@lru_cache(maxsize=4)
def _remembered(_: _Surroundings) -> _Known:
    return {}


def _known(case: Case) -> _Known:
    stack = case.stack
    around = _Surroundings(case.catalog, case.as_of, stack.environment, stack.subscription)
    known = _remembered(around)
    if len(known) > REMEMBERED:
        known.clear()
    return known


def _hashable(value: object) -> object:
    """A value that a table can be keyed by: tags are a table themselves."""
    return repr(value) if isinstance(value, dict) else value


@dataclass
class Trials:
    """Tries changes of one workload."""

    case: Case
    known: _Known = field(init=False)
    tried: dict[str, Troubles | None] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.known = _known(self.case)

    def of(self, change: Change) -> Troubles | None:
        """What speaks against the changed workload; None when the change does not even parse."""
        key = repr(change)
        if key not in self.tried:
            self.tried[key] = self._outcome(change)
        return self.tried[key]

    def _outcome(self, change: Change) -> Troubles | None:
        try:
            case = changed(self.case, change)
        except ValueError:
            return None
        key = (case.subject, *map(_hashable, case.workload.__dict__.values()))
        found = self.known.get(key)
        if found is None:
            found = troubles(case)
            if failed.RULE not in found.refusing:
                self.known[key] = found
        return found
