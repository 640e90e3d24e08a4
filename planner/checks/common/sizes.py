"""Capacities in ARM's units, and what is wrong with one. At most one thing is, at a time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto

from planner.checks.base import Case, Change
from planner.domain.finding import Finding, Remedy, Rule
from planner.domain.offering import CapacityRule, Offering
from planner.domain.rates import unit_of
from planner.domain.terms import DeploymentType, Severity, TrainingType, Unit, Verdict
from planner.domain.workload import Capacity
from planner.facts.rates import rate_in

TOKENS = 1_000
"""Tokens per minute that one unit of a standard deployment buys."""


class Misfit(Enum):
    """Why no size within what a workload asks for is valid."""

    UNIT = auto()
    BELOW = auto()
    ABOVE = auto()
    STEP = auto()


def asked(capacity: Capacity) -> tuple[Unit, int, int]:
    """The unit that the file used, and the smallest and largest size in ARM's units."""
    if capacity.tpm is not None:
        amount = capacity.tpm
        return Unit.TPM, -(-amount.min // TOKENS), amount.target // TOKENS
    if capacity.ptu is not None:
        return Unit.PTU, capacity.ptu.min, capacity.ptu.target
    amount = capacity.amount
    return Unit.UNITS, amount.min, amount.target


def rule_of(case: Case, type_: DeploymentType) -> CapacityRule | None:
    """The sizes that the catalog documents for the workload's version as this type."""
    return case.catalog.capacity_rule(case.subject, type_)


def misfit(case: Case, type_: DeploymentType | TrainingType) -> Misfit | None:
    """What is wrong with the workload's capacity as this type; None when a valid size exists."""
    capacity = case.workload.capacity
    if capacity is None or isinstance(type_, TrainingType):
        return None
    unit, low, high = asked(capacity)
    if unit is not Unit.UNITS and unit is not unit_of(case.subject.full_model, type_):
        return Misfit.UNIT
    rule = rule_of(case, type_)
    if rule is None or high < low:
        return Misfit.STEP if high < low else None
    return _against(rule, low, high)


def doubt(case: Case, type_: DeploymentType | TrainingType) -> CapacityRule | None:
    """The service's own sizes, where they allow a size that the documents refuse; else None."""
    capacity = case.workload.capacity
    if capacity is None or not isinstance(type_, DeploymentType):
        return None
    listed = case.catalog.listed_sizes(case.subject, type_)
    if listed is None or misfit(case, type_) in (None, Misfit.UNIT):
        return None
    _, low, high = asked(capacity)
    return listed if low <= high and _against(listed, low, high) is None else None


def sureness(case: Case, offering: Offering) -> Verdict:
    """Of a size that the documents refuse: unverified where the service listed it."""
    return Verdict.UNVERIFIED if doubt(case, offering.type) else Verdict.FAIL


def doubted_first(case: Case, rejected: Sequence[Offering]) -> Offering:
    """The offering that speaks for those a capacity rule rejected: one that is open, if any is."""
    return next((each for each in rejected if doubt(case, each.type)), rejected[0])


def told(case: Case, rule: Rule, offering: Offering, message: str) -> Finding:
    """The finding of a capacity rule; where the service listed the size, with both sources."""
    path, listed = case.path("capacity"), doubt(case, offering.type)
    if listed is None:
        return rule.finding(path, message, workload=case.name)
    most = f" to {listed.maximum:,}" if listed.maximum is not None else ""
    message += f"; the service listed {listed.minimum:,}{most} by {listed.step:,} ({listed.source})"
    return rule.finding(
        path,
        message,
        workload=case.name,
        remedies=[Remedy(f"accept {rule.id} once you know which one is right")],
        severity=Severity.WARNING,
        verdict=Verdict.UNVERIFIED,
    )


def _against(rule: CapacityRule, low: int, high: int) -> Misfit | None:
    if high < rule.minimum:
        return Misfit.BELOW
    if rule.maximum is not None and low > rule.maximum:
        return Misfit.ABOVE
    return Misfit.STEP if rule.largest(low, high) is None else None


def least(case: Case, type_: DeploymentType) -> int | None:
    """The smallest valid size as this type that the workload asks for; None when none is valid."""
    capacity = case.workload.capacity
    listed = doubt(case, type_)
    if capacity is None or (misfit(case, type_) is not None and listed is None):
        return None
    _, low, _ = asked(capacity)
    rule = listed or rule_of(case, type_)
    if rule is None:
        return low
    return rule.minimum + max(-(-(low - rule.minimum) // rule.step), 0) * rule.step


def spelt(unit: Unit, size: int) -> int:
    """A size in ARM's units as the stack file writes it in `unit`."""
    return size * TOKENS if unit is Unit.TPM else size


def shown(unit: Unit, size: int) -> str:
    """A size in ARM's units as people say it: `50 PTU`, `50,000 TPM`, `200 units`."""
    word = "units" if unit is Unit.UNITS else unit.value.upper()
    return f"{spelt(unit, size):,} {word}"


@dataclass(frozen=True, slots=True)
class Size:
    """What a workload asks for, beside what a type allows; numbers in ARM's units."""

    unit: Unit
    low: int
    high: int
    rule: CapacityRule


def size_of(case: Case, offering: Offering) -> Size:
    """The size of an offering that a capacity rule rejected, so that there is one to show."""
    capacity, type_ = case.workload.capacity, offering.type
    rule = rule_of(case, type_) if isinstance(type_, DeploymentType) else None
    if capacity is None or rule is None:
        raise ValueError(f"{type_} has no documented sizes")
    return Size(*asked(capacity), rule)


def rules_of(case: Case) -> list[CapacityRule]:
    """The documented sizes of each of the workload's deployment types, in its order."""
    rules = (rule_of(case, type_) for type_ in case.workload.deployment_type)
    return [rule for rule in rules if rule is not None]


def change(case: Case, size: int) -> Change:
    """The change to another size (in ARM's units), in the unit that the file uses."""
    unit = case.workload.capacity.unit if case.workload.capacity else Unit.UNITS
    return {"capacity": {unit.value: spelt(unit, size)}}


START = 10
"""In thousands of tokens per minute: the default that Azure's own model list gives."""


def start(case: Case, type_: DeploymentType) -> dict[str, int] | None:
    """The size in a type's own unit from which a sizing starts; None where no document says one."""
    if type_.unit is Unit.TPM:
        rate = rate_in(case.catalog, case.subject, type_)
        return {"units": rate.usual} if rate else {"tpm": spelt(Unit.TPM, START)}
    rule = rule_of(case, type_)
    return {type_.unit.value: rule.minimum} if rule is not None and rule.minimum > 1 else None
