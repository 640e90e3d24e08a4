"""How rules work together: what survives, what is explained, what is accepted, what breaks."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from planner.checks import registry
from planner.checks.base import Case, OfferingRule, Placed, StackRule, WorkloadRule
from planner.checks.run import judge, review, whole
from planner.checks.weigh import placed
from planner.domain.finding import Finding
from planner.domain.offering import Offering
from planner.domain.terms import Severity, Verdict
from planner.facts.scene import scene_of
from tests.checks.rows import AS_OF, CHAT, TRAINING, case_of, catalog, stack_of, verdict

LOCAL: dict[str, Any] = {**CHAT, "deployment_type": "standard"}
UNKNOWN: dict[str, Any] = {**CHAT, "model": "gpt-5.6-luna@2026-07-09"}
REGION: dict[str, Any] = {**CHAT, "residency": "region", "deployment_type": "standard"}


def rules(findings: Iterable[Finding]) -> list[str]:
    return [finding.rule.id for finding in findings]


def said(workload: dict[str, Any], **more: Any) -> list[str]:
    return rules(judge(case_of(workload, **more)).findings)


def test_choices_stand_in_the_users_order() -> None:
    """The type counts first, then the region."""
    types, regions = ["standard", "global-standard"], ["westus", "swedencentral", "eastus"]
    case = case_of({**CHAT, "deployment_type": types, "region": regions})
    choices = judge(case).choices
    assert [(c.type.value, c.region) for c in choices] == [(t, r) for t in types for r in regions]
    assert [c.order for c in choices] == [(t, r) for t in range(2) for r in range(3)]
    assert choices[1].geography == "sweden"


def test_left_out_regions_mean_all_public_ones_by_name() -> None:
    """Azure Government has to be asked for by name."""
    open_ = {key: value for key, value in CHAT.items() if key != "region"}
    judgement = judge(case_of({**open_, "model": "gpt-5.4@2026-03-05"}))
    regions = [choice.region for choice in judgement.choices]
    assert regions == sorted(regions)
    assert len(regions) == 28
    assert not any(region.startswith("usgov") for region in regions)


def test_a_survivor_keeps_rejections_quiet() -> None:
    """They are there for `planner explain`, with every reason, not the first."""
    case = case_of(
        {**CHAT, "region": ["westeurope", "swedencentral"], "residency": "sweden"}
        | {"deployment_type": ["global-standard", "standard"]}
    )
    judgement = judge(case)
    assert judgement.findings == ()
    assert [(c.type.value, c.region) for c in judgement.choices] == [("standard", "swedencentral")]
    reasons = {
        (r.type.value, r.region): sorted(rule.id for rule in r.reasons)
        for r in judgement.rejections
    }
    assert reasons == {
        ("global-standard", "westeurope"): ["AOAI401"],
        ("global-standard", "swedencentral"): ["AOAI401"],
        ("standard", "westeurope"): ["AOAI205", "AOAI401"],
    }


def test_without_a_survivor_each_rule_explains_itself_once() -> None:
    """Over everything that it rejected."""
    workload = {**CHAT, "deployment_type": ["standard", "global-standard"]}
    workload |= {"region": ["westeurope", "francecentral"], "residency": "france"}
    assert said(workload) == ["AOAI205", "AOAI401"]


@pytest.mark.parametrize(
    ("workload", "expected"),
    [
        ({**CHAT, "model": "zzz@1"}, ["AOAI201"]),
        ({**CHAT, "model": "gpt-5.1@1"}, ["AOAI202"]),
        ({**CHAT, "region": "nowhere"}, ["AOAI203"]),
        ({**CHAT, "deployment_type": "developer"}, ["AOAI204"]),
        ({**LOCAL, "region": "westeurope"}, ["AOAI205"]),
        (UNKNOWN, ["AOAI206"]),
        ({**CHAT, "model": "gpt-4o@2024-08-06-ev3"}, ["AOAI501"]),
        ({**TRAINING, "model": "gpt-5.1@2025-11-13"}, ["AOAI701"]),
        ({**TRAINING, "region": "westeurope"}, ["AOAI702"]),
    ],
)
def test_one_cause_gives_one_finding(workload: dict[str, Any], expected: list[str]) -> None:
    """What follows from another finding is not repeated."""
    assert said(workload) == expected


def test_two_causes_give_two_findings() -> None:
    """A region and a size are put right in one go."""
    case = {
        **CHAT,
        "deployment_type": "provisioned",
        "region": "italynorth",
        "capacity": {"ptu": 15},
    }
    assert said({**case, "model": "gpt-5.4@2026-03-05"}) == ["AOAI205", "AOAI301"]


def test_a_refused_workload_has_nothing_to_choose_from() -> None:
    """Even when offerings survive."""
    judgement = judge(case_of({**CHAT, "region": ["swedencentral", "nowhere"]}))
    assert rules(judgement.findings) == ["AOAI203"]
    assert judgement.choices == ()


def test_an_accepted_rejection_no_longer_rejects() -> None:
    """The choice that leans on it carries the finding, as a note."""
    case = case_of({**UNKNOWN, "accept": ["AOAI206"]})
    judgement = judge(case)
    assert judgement.findings == ()
    found = review(case, placed(case, judgement.choices[0]))
    assert [(f.rule.id, f.accepted, f.verdict, f.severity) for f in found] == [
        ("AOAI206", True, Verdict.OK, Severity.NOTE)
    ]


def test_an_acceptance_ends() -> None:
    """On the day after `until`."""
    entry = {"rule": "AOAI206", "until": date(2026, 11, 20)}
    assert said({**UNKNOWN, "accept": [entry]}) == []
    late = {"as_of": date(2026, 11, 21)}
    assert said({**UNKNOWN, "accept": [entry]}, **late) == ["AOAI206", "AOAI002"]


def test_only_the_unverified_form_of_a_boundary_can_be_accepted() -> None:
    """What certainly leaves it stays refused."""
    assert verdict(judge(case_of(REGION))) is Verdict.UNVERIFIED
    assert judge(case_of({**REGION, "accept": ["AOAI401"]})).choices
    worldwide = {**REGION, "deployment_type": "global-standard", "accept": ["AOAI401"]}
    assert verdict(judge(case_of(worldwide))) is Verdict.FAIL


def test_warnings_are_accepted_by_name() -> None:
    """Before and after the choice."""
    soon = {**CHAT, "model": "o3-pro@2025-06-10", "region": "eastus2", "accept": ["AOAI502"]}
    assert [f.accepted for f in judge(case_of(soon)).findings] == [True]
    small = {**CHAT, "capacity": {"tpm": 1000}, "accept": ["AOAI308"]}
    case = case_of(small)
    assert judge(case).findings == ()
    assert [f.accepted for f in review(case, placed(case, judge(case).choices[0]))] == [True]


@pytest.mark.parametrize(
    ("entry", "says", "severity"),
    [
        ("AOAI999", "AOAI999 is not a rule", "warning"),
        ("AOAI216", "did you mean AOAI2", "warning"),
        ("AOAI205", "AOAI205 (not offered in this region) cannot be accepted", "warning"),
        ({"rule": "AOAI206", "until": date(2026, 1, 1)}, "ended on 2026-01-01", "warning"),
        ("AOAI206", "AOAI206 is accepted but was not found", "note"),
        ("AOAI308", "AOAI308 is accepted but was not found", "note"),
    ],
)
def test_an_acceptance_that_cannot_count_is_reported(entry: Any, says: str, severity: str) -> None:
    """AOAI002, at the entry, and nothing is refused because of it."""
    judgement = judge(case_of({**CHAT, "accept": [entry]}))
    assert rules(judgement.findings) == ["AOAI002"]
    found = judgement.findings[0]
    assert says in found.message
    assert (found.severity, found.path[2:]) == (severity, ("accept", 0))
    assert judgement.choices


def test_a_refused_workload_is_not_told_that_acceptances_are_unused() -> None:
    """Nobody knows yet whether they are."""
    assert said({**LOCAL, "region": "westeurope", "accept": ["AOAI308"]}) == ["AOAI205"]


def broken(*_: object) -> Any:
    raise ZeroDivisionError("a\nbug")


def broken_generator(*_: object) -> Any:
    yield from ()
    raise ZeroDivisionError("a\nbug")


@pytest.mark.parametrize("bug", [broken, broken_generator])
def test_a_rule_that_raises_refuses_the_workload(monkeypatch: pytest.MonkeyPatch, bug: Any) -> None:
    """AOAI001 with the rule's id and the error, in one line."""
    first = registry.WORKLOAD_RULES[0]
    monkeypatch.setattr(registry, "WORKLOAD_RULES", (WorkloadRule(first.rule, bug),))
    judgement = judge(case_of(CHAT))
    assert rules(judgement.findings) == ["AOAI001"]
    assert (
        judgement.findings[0].message == "check AOAI201 could not be run: ZeroDivisionError: a bug"
    )
    assert judgement.findings[0].verdict is Verdict.FAIL
    assert judgement.choices == ()


def test_a_bug_in_an_offering_rule_is_not_hidden_by_survivors(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """One finding, however many offerings it was asked about."""

    def bug(_: Case, offering: Offering) -> str | None:
        return broken() if offering.region == "eastus" else None

    rule = registry.BY_ID["AOAI205"]
    checks = {use: (OfferingRule(rule, bug, broken),) for use in registry.REJECTING}
    monkeypatch.setattr(registry, "REJECTING", checks)
    judgement = judge(case_of({**CHAT, "region": ["swedencentral", "eastus"]}))
    assert rules(judgement.findings) == ["AOAI001"]
    assert judgement.choices == ()


def test_a_bug_in_an_explanation_or_a_remedy_is_a_finding(monkeypatch: pytest.MonkeyPatch) -> None:
    """And the workload stays refused."""
    monkeypatch.setitem(registry.CHANGES, registry.BY_ID["AOAI205"], broken)
    assert said({**LOCAL, "region": "westeurope"}) == ["AOAI001"]
    checks = tuple(
        replace(check, explain=broken) if check.rule.id == "AOAI205" else check
        for check in registry.OFFERING_RULES
    )
    monkeypatch.setattr(registry, "OFFERING_RULES", checks)
    assert said({**LOCAL, "region": "westeurope"}) == ["AOAI001"]


def test_a_bug_in_a_review_or_a_stack_rule_is_a_finding(monkeypatch: pytest.MonkeyPatch) -> None:
    """About the workload, or about the stack."""
    case = case_of(CHAT)
    offering = placed(case, judge(case).choices[0])
    rule = registry.BY_ID["AOAI308"]
    monkeypatch.setattr(registry, "REMARKS", dict.fromkeys(registry.REMARKS, ((rule, broken),)))
    assert rules(review(case, offering)) == ["AOAI001"]
    monkeypatch.setattr(registry, "STACK_RULES", (StackRule(rule, broken),))
    stack = stack_of({"workloads": {"chat": CHAT}})
    found = whole(Placed(scene_of(stack, catalog(), AS_OF), (), ()))
    assert [(f.rule.id, f.workload, f.verdict) for f in found] == [("AOAI001", None, Verdict.FAIL)]


def test_no_rule_says_why_is_a_bug_too(monkeypatch: pytest.MonkeyPatch) -> None:
    """A workload without a survivor is always refused."""
    checks = tuple(replace(check, explain=lambda *_: ()) for check in registry.OFFERING_RULES)
    monkeypatch.setattr(registry, "OFFERING_RULES", checks)
    judgement = judge(case_of({**LOCAL, "region": "westeurope"}))
    assert [(f.rule.id, f.verdict) for f in judgement.findings] == [("AOAI001", Verdict.FAIL)]
