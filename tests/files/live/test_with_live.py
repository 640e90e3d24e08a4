"""Planning with measured quota: it goes before what is written and documented."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from planner.domain.lock import lock_of
from planner.domain.plan import Plan
from planner.facts.snapshot import load
from planner.planning.make_plan import make_plan
from tests.files.live.snapshots import counter, live
from tests.planning.stacks import AS_OF, CATALOG, stack_of, workload

GLOBAL = "OpenAI.GlobalStandard.gpt-5.1"
SHARED = {"scopeType": "Global"}


def _plan(tmp_path: Path, usages: dict[str, Any], *, lock: bool = False, **stack: Any) -> Plan:
    asked = stack.pop("asked", workload(deployment_type="global-standard"))
    found = stack_of({**stack, "workloads": {"chat": asked}})
    known = lock_of(make_plan(found, load(CATALOG), as_of=AS_OF)) if lock else None
    measured = live(tmp_path, usages)
    return make_plan(found, load(CATALOG), as_of=AS_OF, lock=known, live=measured)


def _pool(plan: Plan) -> tuple[str, int | None, str]:
    (use,) = plan.pools
    return str(use.pool), use.limit, use.said_by


def test_it_goes_before_what_the_stack_file_says(tmp_path: Path) -> None:
    """Granted 1,000 in the file, 60 in the list: 60."""
    usages = {"swedencentral": [counter(GLOBAL, 60, **SHARED)]}
    plan = _plan(tmp_path, usages, subscription={"quota": {GLOBAL: 1000}})
    assert _pool(plan) == (GLOBAL, 60, "live 2026-11-19")


def test_what_others_hold_is_not_there(tmp_path: Path) -> None:
    """80 granted, 40 held by somebody: 50 do not fit."""
    plan = _plan(tmp_path, {"swedencentral": [counter(GLOBAL, 80, 40, **SHARED)]})
    assert plan.refused == ("chat",)
    (found,) = [f for f in plan.findings if f.rule.id == "AOAI305"]
    assert "needs 50,000 TPM" in found.message
    assert "live 2026-11-19, others hold 40" in found.message


def test_what_runs_of_the_stack_is_not_counted_twice(tmp_path: Path) -> None:
    """80 granted, 50 held by this very deployment, as the lock knows: it stays."""
    usages = {"swedencentral": [counter(GLOBAL, 80, 50, **SHARED)]}
    plan = _plan(tmp_path, usages, lock=True)
    assert plan.complete
    assert _pool(plan) == (GLOBAL, 80, "live 2026-11-19")


def test_a_counter_that_lags_behind_gives_nothing_away(tmp_path: Path) -> None:
    """80 granted, 20 counted, and 50 of the stack's own run: others hold none, not less than none."""
    usages = {"swedencentral": [counter(GLOBAL, 80, 20, **SHARED)]}
    assert _pool(_plan(tmp_path, usages, lock=True)) == (GLOBAL, 80, "live 2026-11-19")


def test_another_spelling_is_the_same_counter(tmp_path: Path) -> None:
    """Case and hyphens differ between the service's lists."""
    usages = {"swedencentral": [counter("OpenAI.Globalstandard.gpt5.1", 70, **SHARED)]}
    assert _pool(_plan(tmp_path, usages))[1] == 70


def test_a_shared_counter_is_one_pool_whichever_region_shows_it(tmp_path: Path) -> None:
    """Two regions list it, two replicas stand there: both draw on one pool."""
    regions = ["swedencentral", "francecentral"]
    asked = workload(deployment_type="global-standard", region=regions, replicas=2)
    usages = {region: [counter(GLOBAL, 90, **SHARED)] for region in regions}
    plan = _plan(tmp_path, usages, asked=asked)
    assert plan.refused == ("chat",), "100 of 90"


def test_a_regional_counter_goes_before_the_documented_scope(tmp_path: Path) -> None:
    """The documents call the pool shared; this subscription's is not yet."""
    regions = ["swedencentral", "francecentral"]
    asked = workload(deployment_type="global-standard", region=regions, replicas=2)
    usages = {region: [counter(GLOBAL, 90, scopeType="Regional")] for region in regions}
    plan = _plan(tmp_path, usages, asked=asked)
    assert plan.complete
    assert [str(use.pool) for use in plan.pools] == [
        f"{GLOBAL}@francecentral",
        f"{GLOBAL}@swedencentral",
    ]


@pytest.mark.parametrize("scope", [{}, SHARED])
def test_a_pool_that_no_list_shows_is_as_documented(tmp_path: Path, scope: dict[str, str]) -> None:
    """Silence is not zero: the tier's default counts."""
    usages = {"eastus": [counter("OpenAI.Standard.gpt-4o", 10, **scope)]}
    plan = _plan(tmp_path, usages, subscription={"quota_tier": 1})
    assert plan.complete
    assert _pool(plan)[2].startswith("tier 1")


def test_it_counts_as_an_answer_about_quota(tmp_path: Path) -> None:
    """Pools that it leaves out are unverified, not a note."""
    plan = _plan(tmp_path, {"swedencentral": []})
    (found,) = [f for f in plan.findings if f.rule.id == "AOAI306"]
    assert "nobody says what" in found.message


def test_without_a_lock_its_own_deployments_are_others(tmp_path: Path) -> None:
    """Nobody tells them apart then: what runs takes its quota a second time."""
    usages = {"swedencentral": [counter(GLOBAL, 80, 50, **SHARED)]}
    assert _plan(tmp_path, usages).refused == ("chat",)
