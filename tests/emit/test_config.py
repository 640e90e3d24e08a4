"""The program's configuration: words to values, or clean lines."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
import yaml

from planner.emit.config import KEYS, Config, ConfigError, OnRefused, read
from tests import given

ROOT = given.ROOT


def config(**values: str) -> Config:
    return read({f"p:{key}": v for key, v in values.items()}, project="p", stack="dev")


def problems(**values: str) -> tuple[str, ...]:
    with pytest.raises(ConfigError) as wrong:
        config(**values)
    return wrong.value.problems


def test_nothing_set() -> None:
    """The stack file of the stack's name, its own catalog and day, refusals skipped."""
    assert config() == Config("dev", None, None, OnRefused.SKIP)
    assert config(stackFile="", catalog="", asOf="", onRefused="") == config()


def test_everything_set() -> None:
    """Each key reaches its place."""
    given = config(stackFile="a.yaml", catalog="2026-09", asOf="2026-11-20", onRefused="fail")
    assert given == Config("a.yaml", "2026-09", date(2026, 11, 20), OnRefused.FAIL)
    assert config(retryMinutes="0").retry_minutes == 0
    assert config(live="live/today.json").live == Path("live/today.json")


def test_a_date_without_quotes() -> None:
    """Pulumi turns an unquoted date into a point in time; it is still that day."""
    assert config(asOf="2026-11-20 00:00:00 +0000 UTC").as_of == date(2026, 11, 20)


def test_every_problem_in_one_go() -> None:
    """A wrong date, a wrong word and a wrong key are three lines."""
    assert problems(asOf="soon", onRefused="stop", asof="x", life="y", retryMinutes="-1") == (
        "config asof: there is no such key; did you mean asOf?"
        " (keys: stackFile, catalog, asOf, onRefused, retryMinutes, live)",
        "config life: there is no such key; did you mean live?"
        " (keys: stackFile, catalog, asOf, onRefused, retryMinutes, live)",
        "config asOf: 'soon' is not a date; write it like 2026-11-20",
        "config onRefused: 'stop' is neither; write skip or fail",
        "config retryMinutes: '-1' is not a whole number from 0 to 120",
    )


def test_keys_of_others_are_none_of_our_business() -> None:
    """The provider's own settings stand in the same file."""
    given = read({"azure-native:location": "x"}, project="p", stack="dev")
    assert given == config()


def test_pulumi_yaml_declares_the_same_keys() -> None:
    """The project file and the program agree on what may be set."""
    declared = yaml.safe_load((ROOT / "Pulumi.yaml").read_text())["config"]
    assert tuple(declared) == KEYS
    types = {key: "integer" if key == "retryMinutes" else "string" for key in KEYS}
    assert {key: each["type"] for key, each in declared.items()} == types
    assert all(each["description"] for each in declared.values())


def test_the_page_names_every_key() -> None:
    """docs/pulumi.md has a row for each configuration key."""
    page = (ROOT / "docs" / "pulumi.md").read_text()
    assert [key for key in KEYS if f"| `{key}` |" not in page] == []
