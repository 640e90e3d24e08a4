"""Live snapshots as files: what is read of a usages list, and what is said of a bad one."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from planner.domain.live import Usage
from planner.domain.problem import FileError
from planner.facts.snapshot import load
from planner.files.live import read
from tests.files.live.snapshots import counter, live, write

ZONES = load("2026-09").zones
GLOBAL = "OpenAI.GlobalStandard.gpt-5.1"
SCOPES = {
    "not said": ({}, None),
    "global": ({"scopeType": "Global", "scopeId": "Global"}, "subscription"),
    "a data zone": ({"scopeType": "DataZone", "scopeId": "EUR"}, "eu"),
    "regional": ({"scopeType": "Regional"}, "swedencentral"),
    "a word of later": ({"scopeType": "Planetary"}, None),
}


@pytest.mark.parametrize(("keys", "scope"), SCOPES.values(), ids=SCOPES.keys())
def test_a_counter(tmp_path: Path, keys: dict[str, Any], scope: str | None) -> None:
    """Name, limit, current value and scope, under the region's slug however it is spelt."""
    found = live(tmp_path, {"Sweden Central": [counter(GLOBAL, 1000.0, 250.0, **keys)]})
    assert found.usages == (Usage("swedencentral", GLOBAL, 1000, 250, scope),)
    assert found.taken.isoformat() == "2026-11-19"


def test_deployments_of_accounts(tmp_path: Path) -> None:
    """As ARM lists them, by account, whose name has no case; a file without them is as before."""
    path = tmp_path / "live.json"
    listed = '{"name": "b", "sku": {"name": "Standard"}}, {"name": "a"}'
    head = '{"format_version": 1, "taken": "2026-11-19", "usages": {}'
    path.write_text(f'{head}, "deployments": {{"Contoso": [{listed}]}}}}')
    found = read(path, ZONES)
    assert found.standing_in("contoso") == ("a", "b")
    assert found.standing_in("other") == ()
    path.write_text(f"{head}}}")
    assert read(path, ZONES).deployments == {}


BAD = {
    "a deployment without a name": (
        '{"format_version": 1, "taken": "2026-11-19", "usages": {},\n'
        ' "deployments": {"contoso": [{"sku": {}}]}}',
        ":2:30: name is required",
    ),
    "no JSON": ("{", ":1:1: the { that opens here is never closed"),
    "a list": ("[]", ":1:1: a live snapshot is a mapping that starts with format_version: 1"),
    "nothing in it": ("{}", ":1:1: format_version is required"),
    "another version": (
        '{"format_version": 2, "taken": "2026-11-19", "usages": {}}',
        ":1:20: format_version is 2",
    ),
    "a limit in words": (
        '{"format_version": 1, "taken": "2026-11-19",\n'
        ' "usages": {"eastus": [{"name": {"value": "x"}, "limit": "much"}]}}',
        ":2:58: limit is 'much'; it must be a number",
    ),
    "no day": ('{"format_version": 1, "taken": "soon", "usages": {}}', "taken is 'soon'"),
    "an unknown key": (
        '{"format_version": 1, "taken": "2026-11-19", "usages": {}, "quota": 1}',
        "unknown key 'quota'",
    ),
}


@pytest.mark.parametrize(("text", "said"), BAD.values(), ids=BAD.keys())
def test_bad_input(tmp_path: Path, text: str, said: str) -> None:
    """What is wrong, with line and column; never a traceback."""
    path = tmp_path / "live.json"
    path.write_text(text)
    with pytest.raises(FileError) as caught:
        read(path, ZONES)
    assert any(said in str(problem) for problem in caught.value.problems), caught.value


def test_all_problems_in_one_run(tmp_path: Path) -> None:
    """Two bad counters are two problems."""
    path = write(tmp_path, {"eastus": [counter("", 1), counter("x", -1)]})
    with pytest.raises(FileError) as caught:
        read(path, ZONES)
    assert len(caught.value.problems) == 2


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    """It says so."""
    with pytest.raises(FileError, match="cannot be read: No such file"):
        read(tmp_path / "gone.json", ZONES)
