"""What holds for every workload, whatever it asks for."""

from __future__ import annotations

from datetime import date
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from planner.checks.base import Case
from planner.checks.run import Judgement, judge, review
from planner.checks.weigh import placed
from planner.domain.terms import DeploymentType, TrainingMethod, TrainingType, Unit, Verdict
from planner.domain.workload import Stack, Workload
from planner.facts.scene import scene_of
from tests.checks.rows import CHAT, case_of, catalog, trained_from

CATALOG = catalog()
MODELS = [f"{model}@{v}" for model in CATALOG.models() for v in CATALOG.versions(model)]
REGIONS = sorted(CATALOG.regions)
WORDS = ["global", "us", "eu", "apac", "sweden", "united-states", "japan", "region"]
DAYS = st.dates(date(2026, 7, 1), date(2027, 12, 31))

models = st.sampled_from([*MODELS, "gpt-5.1@default", "gpt-6-sol@2026-10-01", "no-model@1"])
regions = st.lists(st.sampled_from([*REGIONS, "nowhere"]), unique=True, max_size=4)
types = st.lists(
    st.sampled_from([t.value for t in DeploymentType]), unique=True, min_size=1, max_size=4
)
capacities = st.one_of(
    st.builds(lambda unit, size: {unit.value: size}, st.sampled_from(Unit), st.integers(1, 2_000)),
    st.builds(lambda size: {"tpm": size * 1_000}, st.integers(1, 2_000_000)),
)


def optional(values: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.one_of(st.none(), values)


@st.composite
def workloads(draw: st.DrawFn) -> dict[str, Any]:
    """Any workload that the schema lets through: base, fine-tuned or training."""
    made: dict[str, Any] = {"model": draw(models), "region": draw(regions)}
    made["residency"] = draw(optional(st.sampled_from(WORDS)))
    made["replicas"] = draw(st.integers(1, 3))
    made["accept"] = draw(st.lists(st.sampled_from(["AOAI206", "AOAI209", "AOAI401"]), max_size=2))
    if draw(st.integers(0, 4)) == 0:
        kind, method = draw(st.sampled_from(TrainingType)), draw(st.sampled_from(TrainingMethod))
        return made | {"training": {"type": kind.value, "method": method.value}}
    if draw(st.integers(0, 3)) == 0:
        made["fine_tuned"] = trained_from(made["model"])["fine_tuned"]
    return made | {"deployment_type": draw(types), "capacity": draw(capacities)}


def of(workload: dict[str, Any], as_of: date) -> Case:
    """The case of a workload, without the detour through a file."""
    made = Workload.model_validate({k: v for k, v in workload.items() if v not in (None, [])})
    stack = Stack.model_validate({"version": 1, "workloads": {"chat": made}})
    version = made.model.version
    if version == "default":
        version = CATALOG.versions(made.model.model)[0]
    return Case("chat", made, scene_of(stack, CATALOG, as_of), made.subject(version))


def offered(judgement: Judgement) -> set[tuple[str, str]]:
    return {(choice.type.value, choice.region) for choice in judgement.choices}


@settings(max_examples=300, deadline=None)
@given(workloads(), DAYS)
def test_a_workload_is_refused_or_has_a_choice(workload: dict[str, Any], as_of: date) -> None:
    """Never both, never neither, and never an error of the checks themselves."""
    judgement = judge(of(workload, as_of))
    refused = any(finding.verdict is not Verdict.OK for finding in judgement.findings)
    assert refused is not bool(judgement.choices)
    assert all(finding.rule.id != "AOAI001" for finding in judgement.findings)


@settings(max_examples=200, deadline=None)
@given(workloads(), DAYS, st.randoms(use_true_random=False))
def test_shuffling_changes_the_order_of_choices_only(
    workload: dict[str, Any], as_of: date, rng: Any
) -> None:
    """As the user's own order says: the type first, then the region."""
    shuffled = dict(workload)
    for key in ("region", "deployment_type"):
        if key in workload:
            shuffled[key] = rng.sample(workload[key], len(workload[key]))
    before, after = judge(of(workload, as_of)), judge(of(shuffled, as_of))
    assert offered(before) == offered(after)
    assert {f.rule.id for f in before.findings} == {f.rule.id for f in after.findings}
    orders = [choice.order for choice in after.choices]
    assert orders == sorted(orders)
    for choice in after.choices:
        type_, region = choice.order
        assert "training" in shuffled or shuffled["deployment_type"][type_] == choice.type
        assert not shuffled["region"] or shuffled["region"][region] == choice.region


@settings(max_examples=200, deadline=None)
@given(
    workloads(),
    DAYS,
    st.sampled_from(["residency", "replicas", "region", "deployment_type", "accept"]),
    st.data(),
)
def test_one_more_requirement_never_adds_a_choice(
    workload: dict[str, Any], as_of: date, key: str, data: st.DataObject
) -> None:
    """A boundary, a replica more, a region or type or acceptance less."""
    tighter = {**workload, **tightened(workload, key, data)}
    assert offered(judge(of(tighter, as_of))) <= offered(judge(of(workload, as_of)))


def tightened(workload: dict[str, Any], key: str, data: st.DataObject) -> dict[str, Any]:
    if key == "residency":
        keep = workload["residency"] not in (None, "global")
        return {} if keep else {key: data.draw(st.sampled_from(WORDS))}
    if key == "replicas":
        return {key: workload[key] + 1}
    least = 0 if key == "accept" else 1
    values = workload.get(key, [])
    correctable = "nowhere" in values  # dropping it would be a correction, not a requirement
    return {} if correctable or len(values) <= least else {key: values[:-1]}


@settings(max_examples=100, deadline=None)
@given(workloads(), DAYS)
def test_the_name_of_a_workload_decides_nothing(workload: dict[str, Any], as_of: date) -> None:
    """Only where findings are about."""
    case = of(workload, as_of)
    other = Case("other", case.workload, case.scene, case.subject)
    one, two = judge(case), judge(other)
    assert one.choices == two.choices
    assert [(f.rule.id, f.message, f.path[2:]) for f in one.findings] == [
        (f.rule.id, f.message, f.path[2:]) for f in two.findings
    ]
    for choice in one.choices[:1]:
        assert len(review(case, placed(case, choice))) == len(review(other, placed(other, choice)))


def test_judging_twice_gives_the_same() -> None:
    """Nothing is remembered between two workloads that could change an answer."""
    case = case_of({**CHAT, "deployment_type": "standard", "region": "francecentral"})
    assert judge(case) == judge(case)
