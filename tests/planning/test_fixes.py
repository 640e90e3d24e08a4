"""A fix is offered only if the workload passes with it: written into the file, it is planned."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import product
from typing import Any

import pytest

from planner.domain.finding import Finding
from planner.domain.terms import Severity, Verdict
from planner.planning.make_plan import make_plan
from planner.planning.relax import relaxations
from tests.cases.test_replays import REPLAYS, scenario
from tests.checks import test_remedies
from tests.checks.rows import catalog
from tests.planning.fixes import Data, broken, drawn, edited, planned
from tests.planning.slips import CHAT, SLIPS, Slip
from tests.planning.stacks import AS_OF, CATALOG, stack_of


def test_there_are_enough_slips() -> None:
    """Each under a name of its own."""
    assert len({slip.name for slip in SLIPS}) == len(SLIPS) >= 60


@pytest.mark.parametrize("slip", SLIPS, ids=lambda slip: slip.name)
def test_the_fixes_of_a_slip_make_the_workload_pass(slip: Slip) -> None:
    """One by one, with nothing else, and the first ones together."""
    assert "chat" in planned(slip.stack()).refused
    assert [*broken(slip.stack())] == []


def test_most_slips_are_answered_with_a_fix() -> None:
    """Advice is for what no edit can do."""
    answered = [s for s in SLIPS if any(r.change for f in errors(s.stack()) for r in f.remedies)]
    assert len(answered) >= 0.9 * len(SLIPS), [s.name for s in SLIPS if s not in answered]


def errors(data: Data) -> list[Finding]:
    return [f for f in planned(data).findings_of("chat") if f.verdict is not Verdict.OK]


def test_the_fixes_of_every_rules_table_make_the_workload_pass() -> None:
    """Rows with a lock aside: every workload of every row that some rule speaks about."""
    found = [text for data, on, day in test_remedies.of_rows() for text in broken(data, on, day)]
    assert found == []


@pytest.mark.parametrize("path", REPLAYS, ids=lambda path: path.stem)
def test_the_fixes_of_a_replayed_failure_make_the_workload_pass(path: Any) -> None:
    """What went wrong in public, mended as the planner says."""
    case = scenario(path)
    if not case.get("invalid"):
        assert [*broken(case["stack"], case["catalog"], case["as_of"])] == []


def test_the_fixes_of_drawn_workloads_make_them_pass() -> None:
    """All of them, and most workloads have one; `python -m tests.bench.fixes` tries a thousand."""
    refused = list(drawn(100))
    assert [text for data in refused for text in broken(data)] == []
    helped = [d for d in refused if any(r.change for f in errors(d) for r in f.remedies)]
    assert len(helped) > 60


@pytest.mark.parametrize("slip", SLIPS, ids=lambda slip: slip.name)
def test_explain_knows_no_way_out_where_a_finding_says_there_is_none(slip: Slip) -> None:
    """But for a wider residency, which no fix gives up and the finding then names as kept."""
    texts = [r.text for f in errors(slip.stack()) for r in f.remedies]
    ways = (
        relaxations(stack_of(slip.stack()), catalog(CATALOG), as_of=AS_OF, workload="chat")
        if any("no small change" in text for text in texts)
        else ()
    )
    if any("no small change helps" in text for text in texts):
        assert ways == ()
    assert all("residency" in way.change for way in ways)


WIDER: Mapping[str, Mapping[str, Any]] = {
    "one of two regions is outside": {
        "residency": "eu-members",
        "region": ["swedencentral", "eastus"],
        "replicas": 2,
    },
    "a country with one region": {
        "residency": "sweden",
        "replicas": 2,
        "deployment_type": "standard",
        "region": None,
    },
}


@pytest.mark.parametrize("keys", WIDER.values(), ids=WIDER)
def test_a_wider_residency_comes_last_and_says_so(keys: Mapping[str, Any]) -> None:
    """Another jurisdiction is not one fix among others, even if it changes fewer keys."""
    chat = {k: v for k, v in {**CHAT, **keys}.items() if v is not None}
    (found,) = errors({"workloads": {"chat": chat}})
    wider = [bool("residency" in r.change) for r in found.remedies]
    assert wider == sorted(wider)
    assert wider[0] is False
    assert wider[-1] is True
    assert [" (wider)" in r.text for r in found.remedies] == wider


def test_what_blocks_is_named() -> None:
    """Where nothing helps, the rules that every change comes up against."""
    data = {"workloads": {"chat": {**CHAT, "model": "sora@2025-05-02", "residency": "sweden"}}}
    texts = [r.text for f in errors(data) for r in f.remedies]
    assert any("AOAI" in text for text in texts), texts


GPT: Mapping[str, Any] = {
    "model": "gpt-5.1@2025-11-13",
    "deployment_type": "global-standard",
    "capacity": {"tpm": 50_000},
}
FRENCH: Mapping[str, Any] = {**GPT, "region": "francecentral"}
LEFT: Mapping[str, tuple[Data, str]] = {
    "a country, and a region that no table names": (
        {
            "chat": {
                **CHAT,
                "deployment_type": "standard",
                "region": "austriaeast",
                "residency": "ie",
            }
        },
        "residency europe, which leaves AOAI203 (Unknown region)",
    ),
}


@pytest.mark.parametrize(("workloads", "text"), LEFT.values(), ids=LEFT)
def test_what_a_change_leaves_is_told_as_what_it_is(workloads: Data, text: str) -> None:
    """A rule is no change: its id comes with its title, and is not what to write next."""
    texts = [r.text for f in errors({"workloads": workloads}) for r in f.remedies]
    assert text in texts


def test_what_else_it_takes_is_said_as_the_other_fix_says_it() -> None:
    """`together_with []` is no way to tell somebody to drop a name."""
    chat = {**GPT, "region": "swedencentrall", "together_with": ["back"]}
    texts = [
        r.text for f in errors({"workloads": {"chat": chat, "back": FRENCH}}) for r in f.remedies
    ]
    assert "region swedencentral, then also without together_with back" in texts


def test_a_fix_names_each_key_once() -> None:
    """The first fix of an error may be the whole fix of a warning beside it."""
    chat = {**CHAT, "region": ["westeurope", "northeurope"], "residency": "eu"}
    found = planned({"workloads": {"chat": chat}}).findings_of("chat")
    texts = [r.text for f in found for r in f.remedies if "region" in r.change]
    assert texts
    assert [text for text in texts if text.count("region ") > 1] == []


MISTAKES: Mapping[str, Mapping[str, Any]] = {
    "half a unit": {"capacity": {"tpm": 50_500}},
    "global": {"deployment_type": "global-standard"},
    "ptu for tokens": {"capacity": {"ptu": 50}},
    "a day that is none": {"model": "gpt-5.1@2025-11-31"},
    "letters swapped": {"model": "gtp-5.1@2025-11-13"},
    "retired": {"model": "gpt-4o@2024-05-13"},
    "developer": {"deployment_type": "developer"},
}
REGIONS: Mapping[str, Mapping[str, Any]] = {
    "open": {},
    "one": {"region": "swedencentral"},
    "several": {"region": ["swedencentral", "francecentral"]},
}
RESIDENCIES: Mapping[str, Mapping[str, Any]] = {
    "none": {},
    **{word: {"residency": word} for word in ("eu", "us", "sweden")},
}


def single() -> Iterator[Slip]:
    """Each slip in every way to ask for places with which the rest of the workload is right."""
    for (where, region), (word, residency), count in product(
        REGIONS.items(), RESIDENCIES.items(), (1, 2)
    ):
        right = {k: v for k, v in CHAT.items() if k != "region"}
        right |= {**region, **residency, "replicas": count}
        if planned({"workloads": {"chat": right}}).verdict is Verdict.OK:
            for name, slip in MISTAKES.items():
                yield Slip(f"{name}; {where}; {word}; {count}", {**right, **slip})


SINGLE = tuple(single())

OTHERS = tuple(
    slip
    for slip in SLIPS
    if not slip.name.startswith(
        ("two:", "beside: typo", "quota: typo", "life: retired and odd", "size: below, region")
    )
)


def test_there_are_enough_single_mistakes() -> None:
    """Of every kind."""
    assert len(SINGLE) + len(OTHERS) >= 40


@pytest.mark.parametrize("slip", [*SINGLE, *OTHERS], ids=lambda slip: slip.name)
def test_one_mistake_gives_one_error(slip: Slip) -> None:
    """What follows from it is not said again."""
    found = errors(slip.stack())
    if not found:
        pytest.skip("no mistake here: what was asked for is offered")
    assert len(found) == 1, [(f.rule.id, f.message) for f in found]
    assert found[0].severity is Severity.ERROR or found[0].verdict is Verdict.UNVERIFIED


def test_a_fix_that_names_another_workload_is_tried_beside_it() -> None:
    """The trial has to know the neighbour that only the fix brings in."""
    chat = {
        "model": "gpt-4.1@2025-04-14",
        "deployment_type": "global-standard",
        "region": "swedencentral",
        "capacity": {"tpm": 50_000},
    }
    same = {**chat, "model": "gpt-5.1@2025-11-13"}
    reserved = {
        **same,
        "deployment_type": "global-provisioned",
        "capacity": {"ptu": 15},
        "spillover": "chat",
    }
    stack = stack_of({"workloads": {"chat": chat, "twin": same, "reserved": reserved}})
    (found,) = make_plan(stack, catalog(), as_of=AS_OF).against("reserved")
    assert found.remedies[0].text == "spillover twin"
    assert found.remedies[0].change == {"spillover": "twin"}


RESERVED: Mapping[str, Any] = {
    **GPT,
    "deployment_type": "global-provisioned",
    "capacity": {"ptu": 50},
    "region": ["swedencentral", "francecentral"],
    "replicas": 2,
    "spillover": "back",
}
TARGETS: Mapping[str, tuple[Mapping[str, Any], Mapping[str, Any]]] = {
    "in the same regions": ({"region": ["swedencentral", "francecentral"]}, {"replicas": 2}),
    "in any region": ({}, {"replicas": 2}),
    "in one of the regions": (
        {"region": "francecentral"},
        {"replicas": 2, "region": ["francecentral", "swedencentral"]},
    ),
}


@pytest.mark.parametrize(("where", "change"), TARGETS.values(), ids=TARGETS)
def test_too_few_targets_of_spill_over_are_given_replicas(
    where: Mapping[str, Any], change: Mapping[str, Any]
) -> None:
    """An edit of the target, as data, with which both stand; and fewer replicas as the other way."""
    data = {"workloads": {"back": {**GPT, **where}, "chat": RESERVED}}
    (found,) = errors(data)
    assert found.rule.id == "AOAI815"
    assert [(r.workload, dict(r.change)) for r in found.remedies] == [
        ("back", change),
        (None, {"replicas": 1}),
    ]
    assert [*broken(data)] == []
    assert planned(edited(data, "back", change)).complete


def test_a_fix_of_a_neighbour_that_does_not_do_is_said_in_words() -> None:
    """The target may not stand in the second region, whatever its replicas."""
    back = {**GPT, "region": "swedencentral", "residency": "sweden", "deployment_type": "standard"}
    data = {"workloads": {"back": back, "chat": RESERVED}}
    assert [*broken(data)] == []
    assert [r.workload for f in errors(data) for r in f.remedies if r.change] == [None]
