"""Remedies are computed, so they are held to their word: applied, the finding is gone."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from planner.checks.run import judge
from planner.domain.finding import Finding
from planner.domain.terms import Severity, Verdict
from tests.checks import test_registry
from tests.checks.faults import faults
from tests.checks.rows import AS_OF, CHAT, NAME, Row, case_of, catalog, examine, stack_of

ADVICE_ONLY = {"AOAI206", "AOAI207", "AOAI208", "AOAI307", "AOAI806"}
"""Waiting for documents, for access, or for a decision about names and places."""

Scenario = tuple[dict[str, Any], str, date]
"""A stack file as data, the snapshot and the day."""


def of_rows() -> Iterator[Scenario]:
    rows = (row for rows in test_registry.TABLES.values() for row in rows if row.says is not None)
    for row in rows:
        one = {NAME: dict(row.workload)}
        workloads = one if row.workloads is None else dict(row.workloads)
        yield {**row.stack, "workloads": workloads}, row.on, row.as_of


def generated() -> Iterator[Scenario]:
    made = (
        ("2026-09", AS_OF, 450),
        ("2025-11", date(2025, 12, 20), 250),
        ("2024-12", date(2024, 12, 10), 250),
    )
    for name, as_of, count in made:
        for stack, _, _ in faults(catalog(name), as_of, count, seed=99):
            yield stack, name, as_of


def failing(found: list[Finding], workload: str | None) -> set[str]:
    return {f.rule.id for f in found if f.workload == workload and f.verdict is not Verdict.OK}


def loud(found: list[Finding], workload: str | None) -> set[str]:
    return {f.rule.id for f in found if f.workload == workload and f.severity is not Severity.NOTE}


def broken_promises(scenario: Scenario) -> Iterator[str]:
    """Each remedy that does not do what it says; also counts those that do."""
    data, name, as_of = scenario
    before = examine(stack_of(data), catalog(name), as_of)
    for finding in before:
        for remedy in finding.remedies:
            if remedy.change and finding.workload is not None:
                yield from broken(data, name, as_of, before, finding, dict(remedy.change))


def broken(
    data: dict[str, Any],
    name: str,
    as_of: date,
    before: list[Finding],
    finding: Finding,
    change: dict[str, Any],
) -> Iterator[str]:
    who = str(finding.workload)
    workload = {**data.get("defaults", {}), **data["workloads"][who], **change}
    edited = {**data, "workloads": {**data["workloads"], who: workload}}
    after = examine(stack_of(edited), catalog(name), as_of)
    if finding.rule.id in loud(after, who):
        yield f"{finding.rule.id} is still there after {change}: {data}"
    new = failing(after, who) - failing(before, who)
    if new:
        yield f"{finding.rule.id}: {change} brings {new}: {data}"


def test_the_remedies_of_every_table_keep_their_word() -> None:
    """Every rule's rows, every remedy that carries a change."""
    assert [text for scenario in of_rows() for text in broken_promises(scenario)] == []


def test_the_remedies_of_generated_failures_keep_their_word() -> None:
    """Hundreds of failing workloads of three snapshots."""
    scenarios = list(generated())
    assert len(scenarios) > 900
    assert [text for scenario in scenarios for text in broken_promises(scenario)] == []


def test_most_failures_have_a_remedy_that_carries_a_change() -> None:
    """Advice is for what no edit can do."""
    refused = [
        finding
        for data, name, as_of in generated()
        for finding in examine(stack_of(data), catalog(name), as_of)
        if finding.verdict is not Verdict.OK and finding.workload is not None
    ]
    editable = [f for f in refused if f.rule.id not in ADVICE_ONLY]
    helped = [f for f in editable if any(remedy.change for remedy in f.remedies)]
    assert len(helped) / len(editable) > 0.85
    assert all(finding.remedies for finding in refused)


def text_of(finding: Finding) -> str:
    head = (
        f"stacks/production.yaml:1024:18 {finding.rule.id} {finding.severity} {finding.workload}: "
    )
    fixes = " · or ".join(remedy.text for remedy in finding.remedies)
    return f"{head}{finding.message}\n  fix: {fixes}\n"


def test_every_finding_fits_into_400_bytes() -> None:
    """With its place and its remedies; and the message into one line."""
    for data, name, as_of in [*of_rows(), *generated()]:
        for finding in examine(stack_of(data), catalog(name), as_of):
            assert len(text_of(finding).encode()) <= 400, text_of(finding)
            assert len(finding.message.encode()) <= 200, finding.message
            assert "\n" not in finding.message
            assert len(finding.remedies) <= 3


def fixes(workload: dict[str, Any], rule: str) -> list[str]:
    found = judge(case_of(workload)).findings
    return [r.text for finding in found if finding.rule.id == rule for r in finding.remedies]


@pytest.mark.parametrize(
    ("region", "first"),
    [
        ("francecentral", "region swedencentral"),
        ("westeurope", "region swedencentral"),
    ],
)
def test_near_regions_come_first(region: str, first: str) -> None:
    """Of the same geography, then of the same data zone."""
    assert fixes({**CHAT, "deployment_type": "standard", "region": region}, "AOAI205")[0] == first


def test_no_region_of_another_jurisdiction_is_offered() -> None:
    """A named region says where prompts may be; only a residency says that it may be elsewhere."""
    asked = {**CHAT, "deployment_type": "standard", "region": "uksouth"}
    assert fixes(asked, "AOAI205") == ["deployment_type global-standard"]
    anywhere = fixes({**asked, "residency": "global"}, "AOAI205")
    assert anywhere == ["deployment_type global-standard", "region centralus", "region eastus"]


def test_a_successor_is_not_sought_in_another_jurisdiction() -> None:
    """What replaces o1 is provisioned in France, which is no fix for the United States."""
    asked = {
        "model": "o1@2024-12-17",
        "deployment_type": "provisioned",
        "region": "eastus2",
        "capacity": {"ptu": 75},
    }
    for rule in ("AOAI501", "AOAI205"):
        found = Row("o1", asked, on="2026-11", as_of=date(2026, 11, 22)).findings(rule)
        assert [r for each in found for r in each.remedies if "francecentral" in r.text] == []


def test_the_very_model_under_the_wrong_maker_is_fix_enough() -> None:
    """Other versions and near models are offered only where that maker's model is not it."""
    found = Row("x", {**CHAT, "model": "xAI/gpt-5.1@2025-11-13"}, on="2026-11").findings("AOAI201")
    assert [each.text for each in found[0].remedies] == ["model gpt-5.1@2025-11-13"]
    other = Row("x", {**CHAT, "model": "xAI/gpt-5.1@2025-11-14"}, on="2026-11").findings("AOAI201")
    assert len(other[0].remedies) > 1


def test_public_regions_do_not_stand_in_for_those_of_another_cloud() -> None:
    """Azure Government is no place to leave for australiaeast."""
    found = fixes({**CHAT, "region": "usgovvirginia"}, "AOAI205")
    assert found == ["deployment_type data-zone-standard"]


def test_all_other_requirements_are_kept() -> None:
    """No remedy leaves the boundary or the replicas behind; another unit comes with a size."""
    asked = {
        **CHAT,
        "deployment_type": "standard",
        "region": "uksouth",
        "residency": "united-kingdom",
    }
    assert fixes(asked, "AOAI205") == [
        "deployment_type provisioned, capacity {ptu: 50} (stays in united-kingdom)"
    ]


def test_a_remedy_without_a_new_warning_is_preferred() -> None:
    """A version that lasts comes before one that retires next week, though that one is newer."""
    row = Row("", {**CHAT, "model": "gpt-4o-mini-transcribe@2025-03-20"}, "")
    scenario = ({"workloads": {NAME: dict(row.workload)}}, "2026-09", date(2026, 9, 10))
    found = examine(stack_of(scenario[0]), catalog(), scenario[2])
    soon = next(f for f in found if f.rule.id == "AOAI502")
    assert soon.remedies[0].change == {"model": "gpt-4o-mini-transcribe@2025-12-15"}


QUIET = {
    "a model": ({"model": "gpt-5-1@2025-11-13"}, "AOAI201", ["model gpt-5.1@2025-11-13"]),
    "a size": ({"capacity": {"tpm": 500}}, "AOAI303", ["capacity {tpm: 500000}"]),
}


@pytest.mark.parametrize(("slip", "rule", "fixes"), QUIET.values(), ids=QUIET)
def test_what_brings_no_new_warning_comes_first(
    slip: dict[str, Any], rule: str, fixes: list[str]
) -> None:
    """And alone: gpt-5 would retire sooner, and a thousand tokens would serve nobody."""
    asked = {**CHAT, "deployment_type": "data-zone-standard", **slip}
    found = examine(stack_of({"workloads": {NAME: asked}}), catalog(), AS_OF)
    (finding,) = [f for f in found if f.rule.id == rule]
    assert [remedy.text for remedy in finding.remedies] == fixes
