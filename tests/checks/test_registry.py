"""What is asked of every rule."""

from __future__ import annotations

import re
from dataclasses import fields
from pathlib import Path

import pytest

from planner.checks import pages, registry
from planner.domain.finding import Rule
from planner.domain.terms import Party, Severity, Verdict
from tests.checks import (
    test_account_surface,
    test_availability,
    test_capacity_and_residency,
    test_contradictions,
    test_life_and_replicas,
    test_placed,
    test_quota,
    test_tuning_and_accounts,
    test_where_prompts_go,
)
from tests.checks.rows import Row, hold

ROOM = Path(registry.__file__).parent
EVERY = tuple(registry.BY_ID.values())
TABLES = {
    **test_account_surface.TABLES,
    **test_availability.TABLES,
    **test_capacity_and_residency.TABLES,
    **test_contradictions.TABLES,
    **test_life_and_replicas.TABLES,
    **test_placed.TABLES,
    **test_quota.TABLES,
    **test_tuning_and_accounts.TABLES,
    **test_where_prompts_go.TABLES,
}
CURES = {"use", "set", "add", "remove", "choose", "pin", "enable", "disable", "should", "must"}


def test_ids_are_counted_without_a_gap_in_known_areas() -> None:
    """A slip in an id shows, and a rule that goes leaves a hole that somebody has to explain."""
    numbers: dict[str, list[int]] = {}
    for id_ in registry.BY_ID:
        numbers.setdefault(id_[4], []).append(int(id_[5:]))
    counted = {area: [*range(1, max(ids) + 1)] for area, ids in numbers.items()}
    assert numbers == counted
    assert set(numbers) == set(pages.AREAS)


def test_ids_slugs_titles_and_descriptions_are_unique() -> None:
    """Two rules with the same words could not be told apart."""
    for name in ("id", "slug", "title"):
        assert len({getattr(rule, name) for rule in EVERY}) == len(registry.RULES)
    assert len({rule.page.what for rule in EVERY}) == len(registry.RULES)


def test_rules_stand_in_the_order_of_their_ids() -> None:
    """So that a diff shows a new rule where one looks for it."""
    ids = [check.rule.id for check in registry.RULES]
    assert ids == sorted(ids)


def test_one_file_a_rule_named_after_its_id() -> None:
    """And no file that is not listed."""
    files = {path.name[4:7] for path in (ROOM / "rules").glob("aoai*.py")}
    assert files == {id_[4:] for id_ in registry.BY_ID}


@pytest.mark.parametrize("rule", EVERY, ids=lambda rule: rule.id)
def test_a_rule_is_fully_described(rule: Rule) -> None:
    """Every part of its page says something; ids and slugs keep to their form."""
    assert re.fullmatch(r"AOAI\d{3}", rule.id)
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", rule.slug)
    assert re.fullmatch(r"\d+\.\d+\.\d+", rule.since)
    assert all(getattr(rule.page, part.name).strip() for part in fields(rule.page))
    assert rule.page.what.endswith(".")
    assert rule.page.why.endswith((".", ".)"))


@pytest.mark.parametrize("rule", EVERY, ids=lambda rule: rule.id)
def test_help_is_one_whole_sentence(rule: Rule) -> None:
    """It stands alone beside a finding, so it starts like one, ends like one and is not long."""
    assert rule.page.fix.startswith(rule.help)
    assert rule.help[0].isupper()
    assert rule.help.endswith(".")
    assert rule.help.count("`") % 2 == 0
    assert len(rule.help.encode()) <= 250


def test_only_unverified_findings_about_tables_admit_what_nobody_knows() -> None:
    """An acceptance never lets in what the catalog says is not sold."""
    admitting = [rule for rule in EVERY if rule.admits_unknown]
    assert admitting
    for rule in admitting:
        assert (rule.speaks_for, rule.verdict) == (Party.TABLES, Verdict.UNVERIFIED)
        assert rule.acceptable


@pytest.mark.parametrize("rule", EVERY, ids=lambda rule: rule.id)
def test_a_name_says_the_problem_and_not_the_cure(rule: Rule) -> None:
    """It reads well after `accept`."""
    assert not CURES & set(rule.slug.split("-"))
    assert not CURES & set(rule.title.lower().split())


@pytest.mark.parametrize("rule", EVERY, ids=lambda rule: rule.id)
def test_severity_and_verdict_agree(rule: Rule) -> None:
    """What fails is an error; what lets a workload through is none."""
    assert (rule.verdict is Verdict.FAIL) == (rule.severity is Severity.ERROR)
    if rule.verdict is Verdict.UNVERIFIED:
        assert rule.acceptable
        assert rule.severity is Severity.WARNING


@pytest.mark.parametrize("rule", EVERY, ids=lambda rule: rule.id)
def test_every_rule_has_a_table_with_both_outcomes(rule: Rule) -> None:
    """A row in which it speaks and one in which it is silent; 00x have tests of their own."""
    if rule.id.startswith("AOAI0"):
        return
    rows = TABLES[rule.id]
    assert {row.says is None for row in rows} == {True, False}
    assert len({row.name for row in rows}) == len(rows)


@pytest.mark.parametrize(
    ("rule", "row"),
    [
        pytest.param(rule, row, id=f"{rule} {row.name}")
        for rule, rows in TABLES.items()
        for row in rows
    ],
)
def test_rule(rule: str, row: Row) -> None:
    """Each rule speaks where it should, says what and what helps, and is silent elsewhere."""
    hold(rule, row)
