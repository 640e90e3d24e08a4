"""What becomes of a lock: scenario files, driven through the command line as a user would."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

from planner.files.lock import read
from tests.cli.conftest import CATALOG, HEADER, ROOT, Run
from tests.cli.conftest import project as project  # noqa: PLC0414 - fixtures
from tests.cli.conftest import run as run  # noqa: PLC0414

SCENARIOS = sorted((Path(__file__).parent / "locks").glob("*.yaml"))


class Story:
    """One scenario on its way: a stack called shop, and whoever works on it."""

    def __init__(self, as_of: str, project: Path, run: Run) -> None:
        self.as_of = as_of
        self.run_planner = run
        self.project = project
        self.stack_file = project / "stacks" / "shop.yaml"
        self.lock_file = project / "stacks" / "shop.lock.yaml"

    def follow(self, step: dict[str, Any]) -> None:
        """A step is named by its first key; the others say what is expected of it."""
        kind = next(iter(step))
        getattr(self, kind)(step[kind], step)

    def stack(self, workloads: dict[str, Any], more: dict[str, Any]) -> None:
        """Somebody writes the stack file."""
        header = HEADER.replace(CATALOG, "catalog: {max_age: 3650}\n").replace(
            "2026-11-20", self.as_of
        )
        header += yaml.safe_dump(more["settings"]) if "settings" in more else ""
        self.stack_file.write_text(header + yaml.safe_dump({"workloads": workloads}))

    def edit(self, change: list[str], _: dict[str, Any]) -> None:
        """Somebody edits the lock by hand."""
        text = self.lock_file.read_text()
        assert change[0] in text
        self.lock_file.write_text(text.replace(change[0], change[1]))

    def run(self, words: str, expected: dict[str, Any]) -> None:
        """Somebody runs the planner: exit code, and what it says in either stream."""
        ran = self.run_planner(*words.split())
        said = " ".join((ran.out + ran.err).split())
        if "code" in expected:
            assert ran.code == expected["code"], said
        for text in expected.get("says", ()):
            assert text in said
        for text in expected.get("silent", ()):
            assert text not in said

    def plan(self, words: str, expected: dict[str, Any]) -> None:
        """What stands where by the plan, as what, and how large, what is kept, and what moves."""
        found = json.loads(self.run_planner("plan", "shop", "--json", *(words or "").split()).out)
        if "standing" in expected:
            assert _regions(found["deployments"]) == expected["standing"]
        if "sizes" in expected:
            assert _sizes(found["deployments"]) == expected["sizes"]
        if "types" in expected:
            types = {d["workload"]: d["deployment_type"] for d in found["deployments"]}
            assert types == expected["types"]
        if "crowded" in expected:
            regions = [d["region"] for d in found["deployments"]]
            assert max(map(regions.count, regions)) == expected["crowded"]
        for key in expected.keys() & {"kept", "moves"}:
            assert [each["workload"] for each in found[key]] == expected[key]

    def preview(self, words: str, expected: dict[str, Any]) -> None:
        """What the Pulumi program registers, and what of it is protected."""
        for name in ("Pulumi.yaml", "__main__.py"):
            shutil.copy(ROOT / name, self.project / name)
        found = json.loads(self.run_planner("preview", "shop", "--json", *words.split()).out)
        deployments = [r for r in found["resources"] if r["type"].endswith(":Deployment")]
        assert sorted(r["name"] for r in deployments) == expected["registered"]
        protected = [r["name"] for r in deployments if r["options"]["protect"]]
        assert protected == expected["protected"]

    def stopped(self, message: str, _: dict[str, Any]) -> None:
        """The Pulumi program ends before its first resource, and says why."""
        from planner.engine.offline import preview  # noqa: PLC0415 - loads the SDK

        found = preview(ROOT, "shop", {"stackFile": str(self.stack_file)})
        assert found.outcome.value == "stopped"
        assert not [r for r in found.resources if r.type.endswith(":Deployment")]
        assert any(message in log.message for log in found.logs), found.logs

    def locked(self, expected: dict[str, list[str]], _: dict[str, Any]) -> None:
        """What the lock holds: regions by workload."""
        workloads = read(self.lock_file).workloads
        assert {n: [p.region for p in w.places] for n, w in workloads.items()} == expected

    def merge(self, sides: dict[str, Any], expected: dict[str, Any]) -> None:
        """Two branches each change the stack file and lock it; git merges the lock."""
        if shutil.which("git") is None:
            pytest.skip("there is no git to merge with")
        for side, workloads in sides.items():
            self.stack(workloads, {})
            assert self.run_planner("lock", "shop").code == 0
            shutil.copy(self.lock_file, self.project / side)
            shutil.copy(self.stack_file, self.project / f"{side}.stack")
            if side != "base":
                shutil.copy(self.project / "base", self.lock_file)
        merged = subprocess.run(
            ["git", "merge-file", "-p", "ours", "base", "theirs"],
            cwd=self.project,
            capture_output=True,
            text=True,
            check=False,
        )
        assert (merged.returncode > 0) is expected["conflicts"]
        self.lock_file.write_text(merged.stdout)

    def take(self, side: str, _: dict[str, Any]) -> None:
        """Somebody resolves the conflict with one side."""
        shutil.copy(self.project / side, self.lock_file)
        shutil.copy(self.project / f"{side}.stack", self.stack_file)


def _regions(deployments: list[dict[str, Any]]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for each in deployments:
        found.setdefault(each["workload"], []).append(each["region"])
    return found


def _sizes(deployments: list[dict[str, Any]]) -> dict[str, dict[str, int]]:
    found: dict[str, dict[str, int]] = {}
    for each in deployments:
        found.setdefault(each["workload"], {})[each["region"]] = each["capacity"]
    return found


def scenario(path: Path) -> dict[str, Any]:
    """What a scenario file holds."""
    read_: dict[str, Any] = yaml.safe_load(path.read_text())
    return read_


@pytest.mark.parametrize("path", SCENARIOS, ids=lambda path: path.stem)
def test_a_scenario_says_why_it_exists(path: Path) -> None:
    """In a sentence, so that nobody changes it to make it pass."""
    assert len(scenario(path)["why"].split()) > 10


@pytest.mark.parametrize("path", SCENARIOS, ids=lambda path: path.stem)
def test_a_lock_goes_through_its_scenario(path: Path, project: Path, run: Run) -> None:
    """Step by step, as the file tells it."""
    told = scenario(path)
    story = Story(str(told["as_of"]), project, run)
    for step in told["steps"]:
        story.follow(step)
