"""A project folder with a few stacks, and ways to run the planner in it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from planner.cli import main as command_line
from planner.cli.commands import Command, split
from planner.cli.schema import schema_for
from tests import given, schemas

TODAY = given.AS_OF
ROOT = given.ROOT
CATALOG = 'catalog: {name: "2026-09", max_age: 400}\n'
"""Pinned, like the day; that both are old some day is no question of these tests."""
HEADER = f"version: 1\n{CATALOG}as_of: 2026-11-20\n"
CHAT = """\
workloads:
  chat:
    model: {model}
    deployment_type: {type}
    region: {region}
    capacity: {{tpm: 50000}}
"""


def stack(
    model: str = "gpt-5.1@2025-11-13", type_: str = "standard", region: str = "swedencentral"
) -> str:
    """A stack file with one workload."""
    return HEADER + CHAT.format(model=model, type=type_, region=region)


MIXED = """\
  bad:
    model: gpt-5.1@2025-11-13
    deployment_type: standard
    region: francecentral
    capacity: {tpm: 50000}
"""
PIN = "gpt-5.1@2025-11-13"
SHARED = """\
subscription:
  id: 8f1c2c8e-3f0b-4a86-9a55-0c8a3f1f7d10
  quota: {OpenAI.GlobalStandard.gpt-5.1: 80}
"""
STACKS = {
    "good": stack(),
    "bad": stack(region="francecentral"),
    "mixed": stack() + MIXED,
    "unknown": stack(model="gpt-5.6-sol@2026-07-09", type_="global-standard"),
    "warned": stack(model="gpt-5-mini@2025-08-07", type_="global-standard"),
    "unpinned": stack(model="gpt-4.1@2025-04-14", type_="global-standard")
    .replace("as_of: 2026-11-20\n", "")
    .replace(CATALOG, ""),
    "unreadable": "version: 1\nworkloads:\n  chat: {modle: gpt-5.1}\n",
    "first": HEADER + SHARED + CHAT.format(model=PIN, type="global-standard", region="eastus2"),
    "second": HEADER + SHARED + CHAT.format(model=PIN, type="global-standard", region="westus"),
    "empty": HEADER + "workloads: {}\n",
}


@dataclass(frozen=True, slots=True)
class Ran:
    """How a run ended."""

    code: int
    out: str
    err: str


Run = Callable[..., Ran]


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with `stacks/`, which is where the user stands."""
    folder = tmp_path / "stacks"
    folder.mkdir()
    for name, text in STACKS.items():
        (folder / f"{name}.yaml").write_text(text)
    monkeypatch.chdir(tmp_path)
    for name in ("NO_COLOR", "COLUMNS", "PLANNER_DEBUG"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path


@pytest.fixture
def run(
    project: Path,  # noqa: ARG001
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> Run:
    """Runs the planner in process, on a day of our choice; all JSON is held against its schema."""
    monkeypatch.setattr(command_line, "_today", lambda: TODAY)

    def ran(*arguments: str) -> Ran:
        code = command_line.main(arguments)
        found = Ran(code, *capsys.readouterr())
        if "--json" in arguments and found.out:
            assert schemas.problems(json.loads(found.out), schema_of(arguments)) == []
        return found

    return ran


def schema_of(arguments: Sequence[str]) -> Any:
    """The published schema of what a command says as JSON; anything goes for a schema itself."""
    command, rest = split(arguments)
    one = command is Command.RULES and not rest[0].startswith("-")
    return command is Command.SCHEMA or schema_for("rule" if one else command.says)


@pytest.fixture
def process(project: Path) -> Run:
    """Runs `python -m planner` as a process of its own, with a clean environment."""

    def ran(*arguments: str, **environ: str) -> Ran:
        done = subprocess.run(
            [sys.executable, "-m", "planner", *arguments],
            cwd=project,
            env=clean(environ),
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=60,
            check=False,
        )
        return Ran(done.returncode, done.stdout, done.stderr)

    return ran


def clean(environ: Mapping[str, str]) -> dict[str, str]:
    """The least a child process needs, and what a test adds."""
    return {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), "LANG": "C.UTF-8", **environ}
