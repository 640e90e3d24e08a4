"""Stacks for tests: written as text, read as users' files are."""

from __future__ import annotations

from datetime import date
from typing import Any

from planner.domain.plan import Plan
from planner.domain.workload import Stack
from planner.files.stack import read
from planner.planning.make_plan import make_plan
from tests import given

ROOT, AS_OF, CATALOG = given.ROOT, given.AS_OF, given.CATALOG
stack_of = given.stack_of


def shipped(name: str) -> Stack:
    """A stack of this repository."""
    return read(ROOT / "stacks" / f"{name}.yaml")


def plan_of(stack: Stack, *, catalog: str = CATALOG, as_of: date = AS_OF) -> Plan:
    """The plan of a stack on the day that the tests are pinned to."""
    return make_plan(stack, given.catalog(catalog), as_of=as_of)


def workload(**keys: Any) -> dict[str, Any]:
    """A workload that is valid on that day, but for the keys given."""
    base = {
        "model": "gpt-5.1@2025-11-13",
        "deployment_type": "data-zone-standard",
        "region": "swedencentral",
        "capacity": {"tpm": 50_000},
    }
    return {key: value for key, value in {**base, **keys}.items() if value is not None}
