"""A thousand stacks with one fault each: all are found, and no twin raises an alarm."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from planner.domain.finding import Finding
from planner.domain.terms import Severity, Verdict
from tests.checks.faults import KINDS, faults
from tests.checks.rows import AS_OF, catalog, examine, stack_of

THOUSAND = faults(catalog(), AS_OF, 1_000, seed=7)


def alarms(data: dict[str, Any], name: str = "2026-09", as_of: date = AS_OF) -> list[Finding]:
    """The findings that somebody would have to act upon."""
    found = examine(stack_of(data), catalog(name), as_of)
    return [f for f in found if f.verdict is not Verdict.OK or f.severity is not Severity.NOTE]


def test_the_same_seed_gives_the_same_faults() -> None:
    """And another seed others."""
    assert faults(catalog(), AS_OF, 100, seed=3) == faults(catalog(), AS_OF, 100, seed=3)
    assert faults(catalog(), AS_OF, 100, seed=3) != faults(catalog(), AS_OF, 100, seed=4)


def test_faults_are_of_every_kind_that_the_snapshot_has_material_for() -> None:
    """Select customers are history in 2026, and no sources disagree on a base model."""
    assert len(THOUSAND) == 1_000
    assert {rule for _, rule, _ in THOUSAND} == set(KINDS) - {"AOAI208", "AOAI209"}


def test_every_fault_is_found() -> None:
    """By the rule that is there for it."""
    missed = [(r, stack) for stack, r, _ in THOUSAND if r not in {f.rule.id for f in alarms(stack)}]
    assert missed == []


def test_no_twin_raises_an_alarm() -> None:
    """Neither an error nor a warning."""
    false = [(rule, f.rule.id, f.message) for _, rule, twin in THOUSAND for f in alarms(twin)]
    assert false == []


@pytest.mark.parametrize(
    ("name", "as_of"), [("2024-12", date(2024, 12, 10)), ("2025-11", date(2025, 12, 20))]
)
def test_older_snapshots_find_theirs(name: str, as_of: date) -> None:
    """With the facts of their day."""
    made = faults(catalog(name), as_of, 200, seed=1)
    assert len(made) == 200
    for stack, rule, twin in made:
        assert rule in {f.rule.id for f in alarms(stack, name, as_of)}, (rule, stack)
        assert alarms(twin, name, as_of) == [], (rule, twin)
