"""The rules' pages: complete, true, and the same in docs/rules as in the program."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from planner.checks import pages
from planner.checks.registry import BY_ID, RULES
from planner.domain.finding import Finding, Rule
from planner.domain.terms import Party
from planner.domain.workload import Stack
from planner.facts.catalog import Catalog
from planner.planning.make_plan import make_plan
from tests.checks.rows import AS_OF, catalog, examine, stack_of

DOCS = Path(__file__).parents[2] / "docs" / "rules"
OWN = [check.rule for check in RULES if check.rule.page.example.startswith("# any stack file")]
"""Rules about the planner's own bugs: nothing in a stack file brings them about."""
LOCKED = [check.rule for check in RULES if check.rule.page.example.startswith("# with ")]
"""Rules whose examples need a lock or a live snapshot beside them; their tables show them."""
SHOWABLE = [check.rule for check in RULES if check.rule not in (*OWN, *LOCKED)]


def test_docs_show_what_the_program_says() -> None:
    """`make docs` rewrites them."""
    written = {path.name: path.read_text() for path in DOCS.glob("*.md")}
    assert written == dict(pages.texts())


def test_writing_makes_the_directory(tmp_path: Path) -> None:
    """And writes the same bytes twice."""
    pages.write(tmp_path / "a" / "b")
    pages.write(tmp_path / "a" / "b")
    assert {path.name for path in (tmp_path / "a" / "b").iterdir()} == set(pages.texts())


@pytest.mark.parametrize("rule", BY_ID.values(), ids=lambda rule: rule.id)
def test_a_page_has_all_its_parts(rule: Rule) -> None:
    """And no empty one."""
    text = pages.render(rule)
    assert text.startswith(f"# {rule.id} {rule.title}\n")
    for heading in ("What", "Why", "Example", "Fix", "Source"):
        assert f"\n## {heading}\n\n" in text
    assert text.endswith("\n")
    assert "\n\n\n" not in text


def test_the_index_has_every_rule_once() -> None:
    """Under one heading each."""
    index = pages.index()
    assert all(index.count(f"[{id_}]({id_}.md)") == 1 for id_ in BY_ID)


@pytest.mark.parametrize("rule", SHOWABLE, ids=lambda rule: rule.id)
def test_the_example_gives_the_finding(rule: Rule) -> None:
    """Each example is a piece of a stack file, and the rule speaks about it."""
    data: dict[str, Any] = yaml.safe_load(rule.page.example)
    stack = stack_of(data)
    on, day = catalog(stack.catalog.name or "2026-09"), stack.as_of or AS_OF
    found = examine(stack, on, day)
    if rule not in {finding.rule for finding in found}:
        found = _planned(stack, on, day)  # it speaks of a placement, which the checks do not make
    assert rule in {finding.rule for finding in found}
    mine = [finding for finding in found if finding.rule.id == rule.id]
    assert {finding.severity for finding in mine} == {rule.severity}
    others = {f.rule.id for f in found if f.verdict > "" and f.verdict != "ok"} - {rule.id}
    assert others <= {"AOAI401"}, "an example shows one problem"


def _planned(stack: Stack, on: Catalog, as_of: date) -> list[Finding]:
    return list(make_plan(stack, on, as_of=as_of).findings)


def test_few_rules_have_no_example_that_shows_them() -> None:
    """Only a planner's bug, or what stands beside the stack file, keeps an example from showing."""
    assert {rule.speaks_for for rule in OWN} == {Party.PLANNER}
    assert len(OWN) + len(LOCKED) < len(SHOWABLE) / 3


@pytest.mark.parametrize("rule", OWN, ids=lambda rule: rule.id)
def test_the_planners_own_rules_have_a_readable_example(rule: Rule) -> None:
    """Nothing in a stack file brings them about; the example is a sound stack."""
    stack = stack_of(yaml.safe_load(rule.page.example))
    assert all(f.severity == "note" for f in examine(stack, catalog(), AS_OF))
