"""How many of a thousand seeded faults are found, and how many valid twins raise an alarm."""

from __future__ import annotations

from datetime import date
from typing import Any

import yaml

from planner.facts.catalog import Catalog
from planner.facts.snapshot import load
from planner.files.stack import parse
from planner.planning.make_plan import make_plan
from tests.bench import inputs
from tests.checks.faults import faults

COUNT = 1_000


def sentence() -> str:
    """The counts in words; budget: all found, no alarm."""
    found, alarms = counts(load(inputs.CATALOG), date.fromisoformat(inputs.AS_OF))
    return (
        f"Faults found of {COUNT:,} seeded: {found:,}; alarms on their {COUNT:,} valid twins: "
        f"{alarms:,} (budget: {COUNT:,} and 0; a general policy scanner finds none of them)."
    )


def counts(catalog: Catalog, as_of: date) -> tuple[int, int]:
    """Faults that the expected rule reported, and twins of which anything was refused."""
    found = alarms = 0
    for faulty, rule, twin in faults(catalog, as_of, COUNT, inputs.SEED):
        found += rule in _rules(faulty, catalog, as_of)
        alarms += bool(_refused(twin, catalog, as_of))
    return found, alarms


def _rules(stack: dict[str, Any], catalog: Catalog, as_of: date) -> set[str]:
    plan = make_plan(parse(yaml.safe_dump(stack)), catalog, as_of=as_of)
    return {finding.rule.id for finding in plan.findings}


def _refused(stack: dict[str, Any], catalog: Catalog, as_of: date) -> tuple[str, ...]:
    return make_plan(parse(yaml.safe_dump(stack)), catalog, as_of=as_of).refused
