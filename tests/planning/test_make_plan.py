"""`make_plan`: from a stack file to what would be deployed, refused and said."""

from __future__ import annotations

import random
import re
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.domain.plan import Plan
from planner.domain.problem import FileError
from planner.domain.terms import DeploymentType, Severity, Verdict
from planner.facts.snapshot import load
from planner.planning.verify import verify
from tests.planning.stacks import AS_OF, CATALOG, ROOT, plan_of, shipped, stack_of, workload


@pytest.mark.parametrize("name", ["dev", "prod"])
def test_the_shipped_stacks_are_valid(name: str) -> None:
    """Nothing refused, nothing unverified, and the day is pinned in the file."""
    plan = plan_of(shipped(name), catalog=shipped(name).catalog.name or CATALOG)
    assert plan.verdict is Verdict.OK
    assert plan.complete
    assert plan.applyable
    assert plan.as_of_pinned


def test_the_dev_stack_uses_every_deployment_type() -> None:
    """With a fine-tuned developer deployment and a place to train."""
    plan = plan_of(shipped("dev"), catalog="2026-11")
    assert {d.type for d in plan.deployments} == set(DeploymentType)
    assert [d.model for d in plan.deployments if d.type is DeploymentType.DEVELOPER] == [
        "gpt-4.1-mini-2025-04-14.ft-b044a9d3cf9c4228b5d393567f693b83"
    ]
    assert [place.workload for place in plan.training] == ["ticket-training"]


def test_the_dev_stack_has_a_model_of_another_maker() -> None:
    """In the account of the others in its region, and on a pool of its own."""
    plan = plan_of(shipped("dev"), catalog="2026-11")
    (theirs,) = (d for d in plan.deployments if d.publisher != "OpenAI")
    assert (theirs.publisher, theirs.model, theirs.version) == ("DeepSeek", "DeepSeek-V3.2", "1")
    assert theirs.account in {d.account for d in plan.deployments if d is not theirs}
    pools = {use.pool.name: use.used for use in plan.pools}
    assert pools["AIServices.GlobalStandard.DeepSeek-V3.2"] == theirs.capacity == 20


def test_the_prod_stack_stays_in_the_eu() -> None:
    """Each deployment stands in the EU data zone and processes there."""
    plan = plan_of(shipped("prod"))
    regions = load(CATALOG).regions
    assert {regions[d.region].data_zone for d in plan.deployments} == {"eu"}
    assert {d.type.scope.value for d in plan.deployments} <= {"geography", "data-zone"}


UNREADABLE = "unreadable"
EXAMPLES = {path.stem: path for path in (ROOT / "stacks" / "examples").glob("*.yaml")}


@pytest.mark.parametrize("name", sorted(EXAMPLES.keys() - {UNREADABLE}))
def test_an_example_shows_the_rules_that_its_first_line_names(name: str) -> None:
    """`# AOAI205: ...` at the top, and nothing else is wrong with it."""
    promised = set(re.findall(r"AOAI\d{3}", EXAMPLES[name].read_text().splitlines()[0]))
    stack = shipped(f"examples/{name}")
    plan = plan_of(stack, catalog=stack.catalog.name or CATALOG, as_of=stack.as_of or AS_OF)
    refusing = {f.rule.id for f in plan.findings if f.verdict is not Verdict.OK}
    assert refusing == promised


def test_the_example_that_cannot_be_read_has_all_its_problems_named() -> None:
    """Four mistakes, four lines, in the order of the file."""
    with pytest.raises(FileError) as caught:
        shipped(f"examples/{UNREADABLE}")
    lines = [problem.location.line for problem in caught.value.problems if problem.location]
    assert lines == [3, 6, 7, 9]


def test_the_first_type_and_region_in_the_users_order_is_chosen() -> None:
    """Types before regions; what is not offered is passed over without a finding."""
    asked = workload(
        deployment_type=["standard", "data-zone-standard"],
        region=["francecentral", "swedencentral"],
    )
    plan = plan_of(stack_of({"workloads": {"chat": asked}}))
    assert [(d.type, d.region) for d in plan.deployments] == [
        (DeploymentType.STANDARD, "swedencentral")
    ]
    assert not plan.findings_of("chat")
    (rejected,) = plan.workloads["chat"].rejections
    assert (rejected.type.value, rejected.region) == ("standard", "francecentral")
    assert [rule.id for rule in rejected.reasons] == ["AOAI205"]


def test_a_region_left_open_is_any_that_the_residency_allows() -> None:
    """Ties go to the region whose slug comes first."""
    asked = workload(region=None, residency="eu", deployment_type="standard")
    plan = plan_of(stack_of({"workloads": {"chat": asked}}))
    assert [d.region for d in plan.deployments] == ["swedencentral"]


def test_replicas_are_deployments_of_one_name_in_several_accounts() -> None:
    """One account a region."""
    asked = workload(region=["swedencentral", "francecentral"], replicas=2)
    plan = plan_of(stack_of({"workloads": {"chat": asked}}))
    assert [(d.account, d.name) for d in plan.deployments] == [
        ("aoai-test-francecentral", "chat"),
        ("aoai-test-swedencentral", "chat"),
    ]


def test_a_refused_workload_is_in_no_account() -> None:
    """And does not keep the others from being deployed."""
    bad = workload(deployment_type="standard", region="francecentral")
    plan = plan_of(stack_of({"workloads": {"bad": bad, "good": workload()}}))
    assert plan.refused == ("bad",)
    assert [d.workload for d in plan.deployments] == ["good"]
    assert [a.region for a in plan.accounts] == ["swedencentral"]
    assert not plan.complete
    assert plan.applyable


def test_a_stack_is_in_one_cloud() -> None:
    """A subscription is in one, so what stands in Azure Government is refused beside the public."""
    government = workload(region="usgovvirginia")
    plan = plan_of(stack_of({"workloads": {"chat": workload(), "chat-gov": government}}))
    assert {f.rule.id for f in plan.findings_of("chat-gov")} == {"AOAI210"}
    assert [d.workload for d in plan.deployments] == ["chat"]
    alone = plan_of(stack_of({"workloads": {"chat-gov": government}}))
    assert [d.region for d in alone.deployments] == ["usgovvirginia"]


def test_an_unknown_offering_is_refused_until_it_is_accepted_by_name() -> None:
    """And then the finding stays, as a note."""
    unknown = workload(model="gpt-5.6-sol@2026-07-09")
    plan = plan_of(stack_of({"workloads": {"new": unknown}}))
    assert plan.verdict is Verdict.UNVERIFIED
    assert not plan.deployments
    plan = plan_of(stack_of({"workloads": {"new": {**unknown, "accept": ["AOAI206"]}}}))
    assert plan.verdict is Verdict.OK
    assert [d.model for d in plan.deployments] == ["gpt-5.6-sol"]
    (kept,) = [f for f in plan.findings if f.rule.id == "AOAI206"]
    assert kept.accepted
    assert kept.severity is Severity.NOTE


def test_an_acceptance_ends_on_its_day() -> None:
    """The last day counts, the day after does not."""
    unknown = workload(
        model="gpt-5.6-sol@2026-07-09", accept=[{"rule": "AOAI206", "until": "2026-11-20"}]
    )
    stack = stack_of({"workloads": {"new": unknown}})
    assert plan_of(stack, as_of=date(2026, 11, 20)).complete
    assert not plan_of(stack, as_of=date(2026, 11, 21)).complete


def test_the_default_version_is_resolved_and_said() -> None:
    """The plan carries an exact version whatever the file says."""
    plan = plan_of(stack_of({"workloads": {"chat": workload(model="gpt-5.1@default")}}))
    assert [d.version for d in plan.deployments] == ["2025-11-13"]
    assert "AOAI505" in {f.rule.id for f in plan.findings}


def test_findings_know_their_line() -> None:
    """Line and column of the value at fault."""
    stack = shipped("examples/not-in-region")
    (finding,) = [f for f in plan_of(stack).findings if f.rule.id == "AOAI205"]
    assert str(finding.location) == "stacks/examples/not-in-region.yaml:9:13"


def test_a_stack_without_workloads_is_an_empty_plan() -> None:
    """Removing the last workload is a thing people do."""
    plan = plan_of(stack_of({"workloads": {}}))
    assert plan.verdict is Verdict.OK
    assert plan.accounts == ()
    assert plan.applyable


MODELS = ["gpt-5.1@2025-11-13", "gpt-5.4@2026-03-05", "o3@2025-04-16", "gpt-4o-mini@2024-07-18"]
REGIONS = ["swedencentral", "francecentral", "eastus2", "uksouth", "mars"]
WORKLOADS = st.builds(
    workload,
    model=st.sampled_from(MODELS),
    deployment_type=st.lists(
        st.sampled_from([t.value for t in DeploymentType]), min_size=1, max_size=3, unique=True
    ),
    region=st.one_of(st.none(), st.lists(st.sampled_from(REGIONS), min_size=1, unique=True)),
    residency=st.sampled_from([None, "eu", "us", "sweden", "region"]),
    capacity=st.sampled_from([{"tpm": 50_000}, {"ptu": 50}, {"ptu": 7}, {"units": 100}]),
    replicas=st.integers(1, 3),
)


@settings(max_examples=60, deadline=None)
@given(st.dictionaries(st.sampled_from("abcdefgh"), WORKLOADS, max_size=6), st.randoms())
def test_shuffling_workloads_changes_nothing(
    workloads: dict[str, dict[str, Any]], dice: random.Random
) -> None:
    """Same inputs, same plan; the order of a file is no input."""
    names = dice.sample(list(workloads), len(workloads))
    plan = plan_of(stack_of({"workloads": workloads}))
    shuffled = plan_of(stack_of({"workloads": {name: workloads[name] for name in names}}))
    assert _without_lines(plan) == _without_lines(shuffled)


def _without_lines(plan: Plan) -> tuple[Any, ...]:
    findings = tuple(finding.at(None) for finding in plan.findings)
    return (plan.accounts, plan.deployments, plan.training, plan.workloads, findings)


@settings(max_examples=60, deadline=None)
@given(st.dictionaries(st.sampled_from("abcdefgh"), WORKLOADS, max_size=6))
def test_every_plan_verifies_and_everything_refused_is_explained(
    workloads: dict[str, dict[str, Any]],
) -> None:
    """No refusal without a finding, no deployment that a second look refuses."""
    stack = stack_of({"workloads": workloads})
    plan = plan_of(stack)
    assert verify(plan, stack, load(CATALOG)) == ()
    for name in plan.refused:
        assert any(f.verdict is not Verdict.OK for f in plan.findings_of(name))
    assert all(f.workload in workloads or f.workload is None for f in plan.findings)


@settings(max_examples=40, deadline=None)
@given(WORKLOADS, st.sampled_from(["eu", "us", "sweden"]))
def test_a_tighter_residency_never_adds_a_candidate(asked: dict[str, Any], tighter: str) -> None:
    """Requirements only take away."""
    loose = plan_of(stack_of({"workloads": {"w": {**asked, "residency": "global"}}}))
    tight = plan_of(stack_of({"workloads": {"w": {**asked, "residency": tighter}}}))
    assert _candidates(tight) <= _candidates(loose)


def _candidates(plan: Plan) -> set[tuple[str, str]]:
    outcome = plan.workloads["w"]
    return {(c.type.value, c.region) for c in (*outcome.chosen, *outcome.runners_up)}


def test_what_spills_over_to_a_refused_workload_is_refused_too() -> None:
    """The target's name is unsafe, which shows only when all is placed; nothing is left dangling."""
    target = workload(deployment_type="global-standard")
    reserved = {
        "model": "gpt-5.1@2025-11-13",
        "deployment_type": "global-provisioned",
        "region": "swedencentral",
        "capacity": {"ptu": 15},
        "spillover": "bad name",
    }
    plan = plan_of(stack_of({"workloads": {"bad name": target, "reserved": reserved}}))
    assert plan.refused == ("bad name", "reserved")
    assert {f.rule.id for f in plan.findings_of("reserved")} == {"AOAI815"}
    assert plan.deployments == ()


def test_a_full_account_gets_a_second_one_beside_it() -> None:
    """Nothing is refused, the first keeps its name, and what was there stays if it is pinned."""
    many = {f"w{n:02}": workload(capacity={"tpm": 1000}) for n in range(33)}
    before = plan_of(stack_of({"workloads": {n: w for n, w in many.items() if n != "w32"}}))
    after = plan_of(stack_of({"workloads": many}))
    assert [a.name for a in before.accounts] == ["aoai-test-swedencentral"]
    assert [a.name for a in after.accounts] == [
        "aoai-test-swedencentral",
        "aoai-test-swedencentral-2",
    ]
    assert after.complete
    assert set(before.deployments) < set(after.deployments)
    assert "AOAI824" in {f.rule.id for f in after.findings}


def test_pinned_workloads_stay_when_an_early_name_comes() -> None:
    """The pins are the memory; what is pinned to a full account is refused with AOAI307."""
    many = {f"w{n:02}": workload(capacity={"tpm": 1000}, account=1) for n in range(32)}
    first = plan_of(stack_of({"workloads": many}))
    early = plan_of(stack_of({"workloads": {**many, "a0": workload(account=2)}}))
    assert set(first.deployments) < set(early.deployments)
    full = plan_of(stack_of({"workloads": {**many, "x0": workload(account=1)}}))
    assert [f.rule.id for f in full.findings_of("x0")] == ["AOAI307"]


def test_of_a_contradiction_between_workloads_one_is_refused() -> None:
    """The other is placed, and there is one finding, at the wish that is named first."""
    workloads = {
        "chat": workload(together_with="search"),
        "search": workload(apart_from="chat"),
    }
    plan = plan_of(stack_of({"workloads": workloads}))
    assert plan.refused == ("chat",)
    assert [(f.rule.id, f.path) for f in plan.findings_of("chat")] == [
        ("AOAI606", ("workloads", "chat", "together_with"))
    ]
    assert [d.workload for d in plan.deployments] == ["search"]
