"""Placements that people would have made otherwise: scenario files with the better answer."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cases.test_locks import Story, scenario
from tests.cli.conftest import Run
from tests.cli.conftest import project as project  # noqa: PLC0414 - fixtures
from tests.cli.conftest import run as run  # noqa: PLC0414

SCENARIOS = sorted((Path(__file__).parent / "placing").glob("*.yaml"))


@pytest.mark.parametrize("path", SCENARIOS, ids=lambda path: path.stem)
def test_a_scenario_says_what_was_wrong(path: Path) -> None:
    """In a sentence, so that nobody changes it to make it pass."""
    assert len(scenario(path)["why"].split()) > 10


@pytest.mark.parametrize("path", SCENARIOS, ids=lambda path: path.stem)
def test_a_stack_is_placed_as_its_owner_would(path: Path, project: Path, run: Run) -> None:
    """Step by step: where everything stands, how large it is, and why."""
    told = scenario(path)
    story = Story(str(told["as_of"]), project, run)
    for step in told["steps"]:
        story.follow(step)
