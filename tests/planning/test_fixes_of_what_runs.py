"""Fixes for a workload that runs: with them it passes, and stays where it is unless they say so."""

from __future__ import annotations

from collections.abc import Mapping
from types import ModuleType
from typing import Any

import pytest

import planner.planning.make_plan as planning
from planner.domain.lock import lock_of
from planner.domain.plan import Plan
from planner.domain.terms import Verdict
from planner.planning.make_plan import make_plan
from planner.planning.proof import WORK
from tests.checks.rows import catalog
from tests.planning.fixes import Data, edited, planned
from tests.planning.slips import CHAT
from tests.planning.stacks import AS_OF, CATALOG, stack_of

RUNS: Data = {"workloads": {"chat": CHAT, "other": CHAT}}

EDITS: Mapping[str, Mapping[str, Any]] = {
    "half a unit": {"capacity": {"tpm": 50_500}},
    "another unit": {"capacity": {"ptu": 50}},
    "a region misspelt": {"region": "swedencentrl"},
    "a region without the model": {"region": "norwayeast"},
    "a version that is none": {"model": "gpt-5.1@2025-11-31"},
    "a wider type under a residency": {"deployment_type": "global-standard", "residency": "eu"},
    "another residency": {"residency": "us"},
    "a version that is retired": {"model": "gpt-4o@2024-05-13"},
    "one replica more": {"replicas": 2},
}


def under_lock(data: Data) -> Plan:
    lock = lock_of(planned(RUNS))
    return make_plan(stack_of(dict(data)), catalog(CATALOG), as_of=AS_OF, lock=lock)


def places(plan: Plan) -> set[tuple[str, ...]]:
    """What runs for the workload, and where; another version would be set in place."""
    found = (d for d in plan.deployments if d.workload == "chat")
    return {(d.model, d.type.value, d.region) for d in found}


@pytest.mark.parametrize("edit", EDITS.values(), ids=EDITS)
def test_a_fix_for_what_runs_moves_nothing_unless_it_says_so(edit: Mapping[str, Any]) -> None:
    """What ran before the edit still runs after the fix; where it does not, the fix says that."""
    data = edited(RUNS, "chat", edit)
    before = under_lock(data)
    fixes = [r for f in before.findings_of("chat") for r in f.remedies if r.change]
    assert fixes
    for fix in fixes:
        after = under_lock(edited(data, "chat", fix.change))
        assert after.workloads["chat"].verdict is Verdict.OK, fix
        gone = places(planned(RUNS)) - places(after)
        assert ("moves what runs" in fix.text) == bool(gone), fix


def stack(around: Data) -> Data:
    """Three hundred workloads, every sixth with a size that does not exist."""
    sizes = ({"tpm": 50_500 if number % 6 == 0 else 1_000} for number in range(300))
    return {**around, "workloads": {f"w{n}": {**CHAT, "capacity": s} for n, s in enumerate(sizes)}}


@pytest.mark.parametrize(
    ("around", "most"),
    [({}, 3 * 50), ({"subscription": {"quota_tier": 3}}, WORK // 300)],
    ids=["nothing shared", "one pool of quota"],
)
def test_what_proof_costs_is_bounded(
    around: Data, most: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Fixes are planned beside those whom they can reach, and only so often."""
    made = counted(planning, monkeypatch)
    plan = planned(stack(around))
    assert len(plan.refused) >= 50
    assert 0 < len(made) <= most
    assert sum(made) <= WORK


def counted(module: ModuleType, monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many workloads each plan places that tries a fix."""
    made: list[int] = []
    tried = module._tried

    def counting(*args: Any) -> Any:
        made.append(len(args[4]))
        return tried(*args)

    monkeypatch.setattr(module, "_tried", counting)
    return made
