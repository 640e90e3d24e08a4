"""What a snapshot may say on a day: judged as the service answered then, no more and no less."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from planner.domain.plan import Plan
from planner.facts.snapshot import load
from planner.files.stack import parse
from planner.planning.make_plan import make_plan

CASES = sorted((Path(__file__).parent / "knowing").glob("*.yaml"))
REQUIRED = {"why", "as_of", "catalog", "stack", "judged"}


def scenario(path: Path) -> dict[str, Any]:
    read: dict[str, Any] = yaml.safe_load(path.read_text())
    return read


def plan_of(case: dict[str, Any]) -> Plan:
    stack = parse(yaml.safe_dump(case["stack"], sort_keys=False), name="case")
    return make_plan(stack, load(case["catalog"]), as_of=case["as_of"])


def judged(plan: Plan, workload: str) -> str:
    """Verdict, and the rules that speak about the workload as more than a note."""
    rules = sorted({f.rule.id for f in plan.findings_of(workload) if f.severity != "note"})
    return " ".join([plan.workloads[workload].verdict.value, *rules])


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_a_snapshot_says_what_it_may(path: Path) -> None:
    """Each file has a sentence why, a day, a snapshot, and what each workload is to be judged."""
    case = scenario(path)
    assert set(case) == REQUIRED
    assert len(case["why"].split()) > 5
    plan = plan_of(case)
    assert {name: judged(plan, name) for name in plan.workloads} == case["judged"]
