"""Real failures, replayed: each would have been caught on its day, and its valid twin passes."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from planner.domain.plan import Plan
from planner.domain.problem import FileError
from planner.domain.terms import Verdict
from planner.facts.snapshot import load
from planner.files.stack import parse
from planner.planning.make_plan import make_plan

REPLAYS = sorted((Path(__file__).parent / "replays").glob("*.yaml"))
REQUIRED = {"why", "report", "reported", "as_of", "catalog", "error", "stack"}


def scenario(path: Path) -> dict[str, Any]:
    read: dict[str, Any] = yaml.safe_load(path.read_text())
    return read


def plan_of(stack: dict[str, Any], case: dict[str, Any]) -> Plan:
    text = yaml.safe_dump(stack, sort_keys=False)
    as_of: date = case["as_of"]
    return make_plan(parse(text, name="replay"), load(case["catalog"]), as_of=as_of)


def with_changes(stack: dict[str, Any], changes: dict[str, dict[str, Any]]) -> dict[str, Any]:
    workloads = {
        name: {**workload, **changes.get(name, {})} for name, workload in stack["workloads"].items()
    }
    return {**stack, "workloads": workloads}


def by_name(paths: list[Path], *, invalid: bool) -> list[Any]:
    found = [(path, scenario(path)) for path in paths]
    return [pytest.param(c, id=p.stem) for p, c in found if bool(c.get("invalid")) is invalid]


@pytest.mark.parametrize("path", REPLAYS, ids=lambda path: path.stem)
def test_a_replay_says_where_it_comes_from(path: Path) -> None:
    """A sentence why it exists, the public report and its date."""
    case = scenario(path)
    assert set(case) >= REQUIRED
    assert case["report"].startswith("https://github.com/")
    assert len(case["why"].split()) > 5


@pytest.mark.parametrize("case", by_name(REPLAYS, invalid=False))
def test_a_replayed_failure_is_caught(case: dict[str, Any]) -> None:
    """Every rule that the scenario names speaks, and the workload is refused."""
    plan = plan_of(case["stack"], case)
    for workload, rules in case["caught"].items():
        said = {finding.rule.id for finding in plan.findings_of(workload)}
        assert set(rules) <= said, (case["error"], said)
        warns_only = all(f.verdict is Verdict.OK for f in plan.findings_of(workload))
        assert warns_only is bool(case.get("warns"))
        assert (workload in plan.refused) is not warns_only


@pytest.mark.parametrize("case", by_name(REPLAYS, invalid=False))
def test_the_valid_twin_of_a_replay_passes(case: dict[str, Any]) -> None:
    """The smallest edit that makes it right is let through, and the rules are silent."""
    plan = plan_of(with_changes(case["stack"], case["twin"]), case)
    for workload, rules in case["caught"].items():
        said = {finding.rule.id for finding in plan.findings_of(workload)}
        assert not said & set(rules)
        assert workload not in plan.refused, [f.message for f in plan.findings_of(workload)]


@pytest.mark.parametrize("case", by_name(REPLAYS, invalid=True))
def test_a_replayed_file_that_cannot_be_read_says_why(case: dict[str, Any]) -> None:
    """What other tools fill in silently is asked for."""
    with pytest.raises(FileError) as caught:
        plan_of(case["stack"], case)
    assert case["says"] in str(caught.value)
