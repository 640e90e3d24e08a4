"""Rules 605 and 606: requirements that exclude each other, and the smallest set that does."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import combinations, product
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.checks import contradiction
from planner.checks.base import Case
from planner.checks.common.neighbours import APART, BESIDE, Neighbours, Requirement
from planner.checks.run import judge
from planner.checks.weigh import weigh
from planner.domain.finding import Finding
from planner.domain.terms import DeploymentType, Verdict
from tests.checks.faults import faults
from tests.checks.rows import AS_OF, CHAT, TRAINING, Row, case_of, cases, catalog, examine, stack_of

LOCAL: dict[str, Any] = {**CHAT, "deployment_type": "standard"}
OPEN = {key: value for key, value in LOCAL.items() if key != "region"}
RESERVED: dict[str, Any] = {**OPEN, "capacity": {"ptu": 15}}
BOTH_RESERVED = ["provisioned", "data-zone-provisioned"]
ZONE: dict[str, Any] = {**CHAT, "deployment_type": "data-zone-standard"}
SWEDEN, FRANCE = {"region": "swedencentral"}, {"region": "francecentral"}

Pair = Mapping[str, Mapping[str, Any]]


def pair(chat: Mapping[str, Any], **others: Mapping[str, Any]) -> Pair:
    """A workload `chat` and others, of a type that is sold everywhere, in any region."""
    base = {key: value for key, value in CHAT.items() if key != "region"}
    return {name: {**base, **each} for name, each in {"chat": chat, **others}.items()}


TABLES: dict[str, list[Row]] = {
    "AOAI605": [
        Row("nothing wrong", CHAT),
        Row(
            "two replicas in a country with one region",
            {**OPEN, "residency": "sweden", "replicas": 2},
            "residency sweden and replicas 2 contradict each other: only swedencentral is left",
            path=("residency",),
            fixes=("replicas 1", "residency global (wider)"),
        ),
        Row(
            "two geographies in one",
            {**OPEN, "residency": "united-states", "replicas": 2, "spread": "geography"},
            "residency united-states, replicas 2 and spread geography contradict each other: "
            "only united-states is left",
            fixes=("replicas 1", "spread region", "residency global (wider)"),
        ),
        Row(
            "the same without the spread",
            {**OPEN, "residency": "united-states", "replicas": 2},
        ),
        Row(
            "a size that only wider types have",
            {**RESERVED, "deployment_type": BOTH_RESERVED, "residency": "sweden"},
            "residency sweden and capacity 15 PTU contradict each other",
            fixes=("capacity {ptu: 50}", "residency eu (wider)"),
        ),
        Row(
            "three together",
            {
                **RESERVED,
                "deployment_type": ["provisioned", "global-provisioned"],
                "region": "swedencentral",
                "residency": "eu",
            },
            "residency eu, deployment_type [provisioned, global-provisioned] and capacity 15 PTU "
            "contradict each other: gpt-5.1 2025-11-13 has no such offering",
            path=("residency",),
        ),
        Row(
            "long lists are cut",
            {
                **CHAT,
                "deployment_type": ["standard", "global-standard"],
                "region": ["westeurope", "francecentral", "norwayeast"],
                "residency": "eu",
            },
            "region [westeurope, francecentral, ...]",
        ),
        Row("a type that leaves is AOAI401's", {**CHAT, "residency": "eu"}),
        Row("a region outside is AOAI401's", {**LOCAL, "region": "eastus", "residency": "eu"}),
        Row("a region without it is AOAI205's", {**LOCAL, **FRANCE, "residency": "eu"}),
        Row("too few regions are AOAI604's", {**ZONE, **SWEDEN, "residency": "eu", "replicas": 2}),
        Row("no residency that works is no contradiction", {**OPEN, "residency": "south-africa"}),
        Row("a wrong name comes first", {**OPEN, "residency": "swedn", "replicas": 2}),
        Row("a retired version comes first", {**OPEN, "model": "o3@2025-04-16", "replicas": 31}),
        Row("training", {**TRAINING, "residency": "sweden", "replicas": 2}),
        Row(
            "training anywhere in one country",
            {k: v for k, v in TRAINING.items() if k != "region"}
            | {"residency": "sweden", "replicas": 2},
            "residency sweden and replicas 2 contradict each other: only swedencentral is left",
            fixes=("replicas 1", "residency global (wider)"),
        ),
    ],
    "AOAI606": [
        Row("no wishes", CHAT),
        Row("together", workloads=pair({"together_with": "bb"}, bb=SWEDEN)),
        Row("apart", workloads=pair({"apart_from": "bb", **SWEDEN}, bb=FRANCE)),
        Row("each with the other", workloads=pair({"together_with": "bb"}, bb={BESIDE: "chat"})),
        Row(
            "a name that is not there",
            workloads=pair({"together_with": "serch"}, search=SWEDEN),
            says="together_with serch is not a workload of the stack",
            path=("together_with",),
            fixes=("together_with search", "without together_with serch"),
        ),
        Row(
            "one name of two",
            workloads=pair({"apart_from": ["bb", "zzz"]}, bb=SWEDEN),
            says="apart_from zzz is not a workload of the stack",
            path=("apart_from", 1),
            fixes=("without apart_from zzz",),
        ),
        Row(
            "itself",
            workloads=pair({"apart_from": "chat"}),
            says="apart_from names the workload itself",
        ),
        Row(
            "together and apart",
            workloads=pair({"together_with": "dd"}, dd={"apart_from": "chat"}),
            says="chat together_with dd and dd apart_from chat cannot hold together",
            path=("together_with",),
            fixes=("without together_with dd", "dd without apart_from chat"),
        ),
        Row(
            "round three corners",
            workloads=pair({BESIDE: "dd"}, dd={BESIDE: "ee"}, ee={APART: "chat"}),
            says="chat together_with dd, dd together_with ee and ee apart_from chat cannot hold",
        ),
        Row(
            "beside two that are apart",
            workloads=pair({BESIDE: ["dd", "ee"]}, dd={APART: "ee"}, ee={}),
            says="chat together_with dd, chat together_with ee and dd apart_from ee cannot hold",
            path=(BESIDE, 0),
        ),
        Row(
            "regions that do not meet",
            workloads=pair({BESIDE: "dd", **SWEDEN}, dd=FRANCE),
            says="chat together_with dd, chat region swedencentral and dd region francecentral",
        ),
        Row(
            "residencies that do not meet",
            workloads=pair(
                {BESIDE: "dd", "residency": "sweden", "deployment_type": "standard"},
                dd={"residency": "us", "deployment_type": "data-zone-standard"},
            ),
            says="chat together_with dd, chat residency sweden and dd residency us cannot",
        ),
        Row(
            "apart in the only region of both",
            workloads=pair({APART: "dd", **SWEDEN}, dd=SWEDEN),
            says="chat apart_from dd, chat region swedencentral and dd region swedencentral",
        ),
        Row(
            "beside something that stands in fewer regions",
            workloads=pair({BESIDE: "dd", "replicas": 2}, dd={}),
            says="chat together_with dd, chat replicas 2 and dd replicas 1 cannot hold together",
        ),
        Row(
            "what one workload cannot have is told by other rules",
            workloads=pair({APART: "dd", "replicas": 2, **SWEDEN}, dd=FRANCE),
        ),
        Row(
            "so long that not all fits",
            workloads=pair({BESIDE: "d" * 64, **SWEDEN}, **{"d" * 64: FRANCE}),
            says=f"chat together_with {'d' * 64}, chat region swedencentral and 1 more cannot hold together",
        ),
    ],
}


@pytest.mark.parametrize(
    "row", [row for row in TABLES["AOAI605"] if row.says], ids=lambda row: row.name
)
def test_a_contradiction_is_the_only_finding(row: Row) -> None:
    """Nothing that only follows from it is told beside it."""
    found = examine(stack_of({"workloads": {"chat": dict(row.workload)}}), catalog(), AS_OF)
    assert [f.rule.id for f in found if f.verdict is not Verdict.OK] == ["AOAI605"]


def test_each_contradiction_of_a_stack_is_told_once() -> None:
    """Of each, one workload that asks for the impossible is refused; the others are placed."""
    workloads = pair({BESIDE: "bb"}, bb={APART: "chat"}, cc={BESIDE: "dd"}, dd={APART: "cc"})
    found = examine(stack_of({"workloads": workloads}), catalog(), AS_OF)
    assert [f.workload for f in found if f.rule.id == "AOAI606"] == ["cc", "chat"]


KEYS = {
    "region": (),
    "deployment_type": tuple(DeploymentType),
    "residency": None,
    "replicas": 1,
    "spread": "region",
    "capacity": None,
}


@st.composite
def demands(draw: st.DrawFn) -> dict[str, Any]:
    """A workload that asks for a lot; often for too much."""
    types = ["standard", "data-zone-standard", "global-standard"]
    reserved = ["provisioned", "data-zone-provisioned", "global-provisioned"]
    family = draw(st.sampled_from([types, reserved]))
    ptu = draw(st.sampled_from([15, 17, 50]))
    regions = ["swedencentral", "francecentral", "germanywestcentral", "eastus", "westus3"]
    return {
        "model": draw(st.sampled_from(["gpt-5.1@2025-11-13", "gpt-4o@2024-11-20"])),
        "deployment_type": draw(st.lists(st.sampled_from(family), min_size=1, unique=True)),
        "region": draw(st.lists(st.sampled_from(regions), unique=True, max_size=3)),
        "residency": draw(st.sampled_from(["eu", "us", "sweden", "germany", "united-states"])),
        "replicas": draw(st.sampled_from([1, 2, 3])),
        "spread": draw(st.sampled_from(["region", "geography"])),
        "capacity": {"tpm": 50_000} if family is types else {"ptu": ptu},
    }


def holds(case: Case, kept: frozenset[str]) -> bool:
    """Whether a workload with only these requirements is let through."""
    dropped = {key: nothing for key, nothing in KEYS.items() if key not in kept}
    loose = case.workload.model_copy(update=dropped)
    weighed = weigh(Case(case.name, loose, case.scene, case.subject))
    return bool(weighed.choices) and not weighed.findings


@settings(max_examples=250, deadline=None)
@given(demands())
def test_the_named_set_is_the_smallest(workload: dict[str, Any]) -> None:
    """It cannot be met, each smaller set of requirements can, and at least two are in it."""
    case = case_of(workload)
    clash = contradiction.clash(case, judged_without_clash(case))
    if clash is None:
        return
    assert len(clash.members) > 1
    assert not holds(case, frozenset(clash.members))
    for count in range(len(clash.members)):
        assert all(holds(case, frozenset(kept)) for kept in combinations(KEYS, count))


def judged_without_clash(case: Case) -> list[Finding]:
    """One failing finding for each rule that stands in the workload's way."""
    weighed = weigh(case)
    rules = {f.rule for f in weighed.findings} | weighed.rejecting()
    return [rule.finding((), rule.id, workload=case.name) for rule in rules]


@settings(max_examples=250, deadline=None)
@given(demands())
def test_a_contradiction_never_hides_that_a_workload_is_refused(workload: dict[str, Any]) -> None:
    """And never refuses one that the rules let through."""
    case = case_of(workload)
    judgement = judge(case)
    assert bool(judgement.choices) is holds(case, frozenset(KEYS))
    assert bool(judgement.findings) is not bool(judgement.choices)
    assert all(finding.rule.id != "AOAI001" for finding in judgement.findings)


def test_single_faults_are_not_called_contradictions() -> None:
    """Hundreds of workloads with one fault each keep the finding of their own rule."""
    made = faults(catalog(), AS_OF, 400, seed=21)
    others = [(stack, rule) for stack, rule, _ in made if rule != "AOAI605"]
    assert [(rule, f.message) for stack, rule in others for f in _605(stack)] == []


def _605(stack: dict[str, Any]) -> Iterator[Finding]:
    for case in cases(stack_of(stack), catalog(), AS_OF):
        yield from (f for f in judge(case).findings if f.rule.id == "AOAI605")


NAMES = ("a", "b", "c")
PLACES = ("swedencentral", "francecentral", "eastus")


@st.composite
def neighbourhoods(draw: st.DrawFn) -> dict[str, dict[str, Any]]:
    """Three workloads with wishes about each other, in three regions."""

    def names(but: str) -> list[str]:
        others = [name for name in NAMES if name != but]
        return draw(st.lists(st.sampled_from(others), unique=True, max_size=1))

    def region() -> list[str]:
        return draw(st.lists(st.sampled_from(PLACES), unique=True, min_size=1, max_size=3))

    return {
        name: {
            **CHAT,
            "region": region(),
            "replicas": draw(st.sampled_from([1, 1, 2])),
            BESIDE: names(name),
            APART: names(name),
        }
        for name in NAMES
    }


def placements(
    stack: Mapping[str, Mapping[str, Any]], kept: set[Requirement]
) -> Iterator[dict[str, frozenset[str]]]:
    """Every placement in which these requirements hold, by trying all of them."""
    somewhere = (*PLACES, "westus", "uksouth")
    sets = [frozenset(s) for n in range(1, 5) for s in combinations(somewhere, n)]
    for spots in product(sets, repeat=len(NAMES)):
        where = dict(zip(NAMES, spots, strict=True))
        if all(_met(stack, where, each) for each in kept):
            yield where


def _met(
    stack: Mapping[str, Mapping[str, Any]], where: Mapping[str, frozenset[str]], each: Requirement
) -> bool:
    mine = where[each.workload]
    if each.key == BESIDE:
        return mine <= where[each.other]
    if each.key == APART:
        return not mine & where[each.other]
    asked = stack[each.workload][each.key]
    return len(mine) == asked if each.key == "replicas" else mine <= {*asked}


@settings(max_examples=60, deadline=None)
@given(neighbourhoods())
def test_wishes_that_are_called_contradicting_have_no_placement(
    workloads: dict[str, dict[str, Any]],
) -> None:
    """No placement has them all, and without any one of them there is one."""
    stack = stack_of({"workloads": workloads})
    for members in Neighbours(stack, catalog()).contradictions():
        assert any(each.other for each in members)
        assert not any(True for _ in placements(workloads, {*members}))
        for each in members:
            assert any(True for _ in placements(workloads, {*members} - {each}))
