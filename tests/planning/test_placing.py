"""All workloads of a stack placed together: what must hold of any plan, whatever was asked."""

from __future__ import annotations

import random
from typing import Any

import pytest

from planner.domain.lock import lock_of
from planner.domain.plan import Plan
from planner.domain.terms import Verdict
from planner.facts.snapshot import load
from planner.planning.make_plan import make_plan
from tests.planning.stacks import AS_OF, CATALOG, plan_of, stack_of, workload

GLOBAL = "OpenAI.GlobalStandard.gpt-5.1"
ZONE = "OpenAI.DataZoneStandard.gpt-5.1@eu"
TYPES = ["data-zone-standard", "global-standard", "standard"]
REGIONS = ["swedencentral", "francecentral", "eastus2", "westus3"]
SEEDS = range(40)


def _asked(dice: random.Random, names: list[str]) -> dict[str, Any]:
    """A workload that leaves something open, and perhaps wants company or distance."""
    least = dice.randrange(1, 12) * 10_000
    return workload(
        deployment_type=dice.sample(TYPES, dice.randint(1, 3)),
        region=dice.choice([None, None, dice.sample(REGIONS, dice.randint(1, 3))]),
        residency=dice.choice([None, "eu", "us"]),
        replicas=dice.choice([1, 1, 2]),
        spread=dice.choice(["region", "geography"]),
        capacity={"tpm": {"min": least, "target": least * dice.randint(1, 3)}},
        apart_from=dice.choice([None, None, dice.choice(names)]) if names else None,
    )


def _stack(seed: int) -> dict[str, Any]:
    dice = random.Random(seed)
    workloads: dict[str, Any] = {}
    for name in ("ann", "bob", "cat", "dan", "eve", "fay"):
        workloads[name] = _asked(dice, list(workloads))
    quota = {GLOBAL: dice.randrange(50, 500), ZONE: dice.randrange(50, 400)}
    return {"subscription": {"quota": quota}, "workloads": workloads}


def _plan(data: dict[str, Any]) -> Plan:
    plan = plan_of(stack_of(data))
    assert "AOAI003" not in {finding.rule.id for finding in plan.findings}
    return plan


@pytest.mark.parametrize("seed", SEEDS)
def test_every_pool_holds_what_is_planned(seed: int) -> None:
    """Whatever is refused says why, by quota, by neighbours or by a contradiction."""
    plan = _plan(_stack(seed))
    assert plan.proven
    assert all(use.limit is None or use.used <= use.limit for use in plan.pools)
    for name in plan.refused:
        assert {f.verdict for f in plan.findings_of(name)} & {Verdict.FAIL, Verdict.UNVERIFIED}


@pytest.mark.parametrize("seed", SEEDS)
def test_the_order_of_the_file_means_nothing(seed: int) -> None:
    """Shuffled workloads, types kept in their order: the same deployments."""
    data = _stack(seed)
    names = list(data["workloads"])
    shuffled = {n: data["workloads"][n] for n in random.Random(seed).sample(names, len(names))}
    assert _plan(data).deployments == _plan({**data, "workloads": shuffled}).deployments


@pytest.mark.parametrize("seed", SEEDS)
def test_less_quota_never_places_more(seed: int) -> None:
    """A tighter limit does not let anybody in."""
    data = _stack(seed)
    tight = {key: number // 2 for key, number in data["subscription"]["quota"].items()}
    less = _plan({**data, "subscription": {"quota": tight}})
    assert len(less.refused) >= len(_plan(data).refused)


@pytest.mark.parametrize("seed", SEEDS)
def test_a_pinned_choice_is_kept(seed: int) -> None:
    """What the plan chose, written into the file, is chosen again or refused with a reason; as
    many find a place as before."""
    data = _stack(seed)
    plan = _plan(data)
    pinned = {name: dict(asked) for name, asked in data["workloads"].items()}
    chosen = {n: w.chosen[0] for n, w in plan.workloads.items() if len(w.chosen) == 1}
    for name, choice in chosen.items():
        pinned[name] |= {"region": choice.region, "deployment_type": choice.type.value}
    again = _plan({**data, "workloads": pinned})
    assert len(again.refused) == len(plan.refused)
    for name in chosen.keys() - set(again.refused):
        (kept,) = again.workloads[name].chosen
        assert (kept.type, kept.region) == (chosen[name].type, chosen[name].region)


def test_a_gap_in_capacity_is_reported() -> None:
    """30 of 50 fit: it gets 30, and the finding says how much to ask for."""
    asked = workload(
        deployment_type="global-standard", capacity={"tpm": {"min": 10_000, "target": 50_000}}
    )
    plan = _plan({"subscription": {"quota": {GLOBAL: 30}}, "workloads": {"chat": asked}})
    assert [d.capacity for d in plan.deployments] == [30]
    (found,) = [f for f in plan.findings if f.rule.id == "AOAI309"]
    assert found.remedies[0].text == f"ask for 20 more of {GLOBAL}"


def test_open_regions_share_accounts() -> None:
    """Two workloads that may stand anywhere stand together: one account is enough."""
    both = {
        name: workload(deployment_type="global-standard", region=None) for name in ("ann", "bob")
    }
    assert len(_plan({"workloads": both}).accounts) == 1


def test_together_means_in_the_same_region() -> None:
    """One follows the other to where that one must be."""
    there = workload(region="francecentral")
    follower = workload(region=None, together_with="ann")
    plan = _plan({"workloads": {"ann": there, "bob": follower}})
    assert {d.region for d in plan.deployments} == {"francecentral"}


@pytest.mark.parametrize("seed", SEEDS)
def test_whatever_is_edited_nothing_that_runs_is_lost(seed: int) -> None:
    """Another stack file under the lock of the first: each workload that ran stands, as asked or
    as it was, and the plan is sound."""
    before = _plan(_stack(seed))
    lock = lock_of(before)
    edited = stack_of(_stack(seed + 1_000))
    after = make_plan(edited, load(CATALOG), as_of=AS_OF, lock=lock)
    assert "AOAI003" not in {finding.rule.id for finding in after.findings}
    assert lock.workloads.keys() <= {d.workload for d in after.deployments}
    for kept in after.kept:
        there = {d for d in after.deployments if d.workload == kept.workload}
        assert there == set(lock.workloads[kept.workload].deployments)


@pytest.mark.parametrize("seed", SEEDS)
def test_under_its_own_lock_a_plan_is_the_same(seed: int) -> None:
    """Nothing moves, and who was refused stays refused."""
    data = _stack(seed)
    before = _plan(data)
    after = make_plan(stack_of(data), load(CATALOG), as_of=AS_OF, lock=lock_of(before))
    places = {(d.workload, d.region, d.type) for d in before.deployments}
    assert {(d.workload, d.region, d.type) for d in after.deployments} == places
    assert after.moves == ()
    assert after.refused == before.refused
