"""A copy of the project in a folder of its own, and a real `pulumi` that runs it there."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any

from planner.engine import offline
from planner.engine.preview import Preview
from tests.e2e.stacks import CLOSING, Stack
from tests.fake_azure import engine
from tests.fake_azure.settings import SUBSCRIPTION, Settings
from tests.fake_azure.world import World

ROOT = Path(__file__).parents[2]
PROGRAM = ("Pulumi.yaml", "Pulumi.dev.yaml", "Pulumi.prod.yaml", "__main__.py", "planner", "stacks")
WRITING = 0.05
"""Seconds that a write takes, so that two at once would meet."""
LATER = 0.2
"""Seconds until an account has settled, and a new principal is known to all."""
TIER = "3"
"""Quota of the subscription: what the documents give the tier that prod.yaml names."""
ENDS_IN = 120
OURS = "azure-native:"

Steps = list[tuple[str, str]]
"""(operation, logical name) in the engine's order; what stays as it is is left out."""


@dataclass(frozen=True)
class Ran:
    """One run of `pulumi`."""

    code: int
    out: str
    err: str

    @property
    def ok(self) -> bool:
        return self.code == 0

    @cached_property
    def events(self) -> list[dict[str, Any]]:
        """What `--json` said: an object of a preview, an event a line of an `up`, or both."""
        return list(_objects(self.out))

    @property
    def steps(self) -> list[dict[str, Any]]:
        """The steps of the engine, each with `op`, `urn` and more."""
        planned = [step for event in self.events for step in event.get("steps", [])]
        begun = [e["resourcePreEvent"] for e in self.events if "resourcePreEvent" in e]
        return [*planned, *(each["metadata"] for each in begun)]

    @property
    def changes(self) -> Steps:
        """The steps that change something in Azure."""
        return [(s["op"], name(s["urn"])) for s in self.steps if _is_change(s)]

    @property
    def errors(self) -> str:
        """What went wrong, in the words of engine and provider."""
        told = [e["diagnosticEvent"] for e in self.events if "diagnosticEvent" in e]
        return "\n".join([*(d["message"] for d in told if d["severity"] == "error"), self.err])

    @property
    def failed(self) -> list[str]:
        """Logical names of what an `up` could not write or delete."""
        ends = [e["resOpFailedEvent"] for e in self.events if "resOpFailedEvent" in e]
        return sorted(name(each["metadata"]["urn"]) for each in ends)

    def paths(self, resource: str) -> set[str]:
        """The property paths that a preview shows as changed."""
        found = [s.get("detailedDiff") or {} for s in self.steps if name(s["urn"]) == resource]
        return {path for diff in found for path in diff}


def _objects(text: str) -> Iterator[dict[str, Any]]:
    """The JSON objects that begin a line of the text, one after another, and nothing else of it."""
    decoder, at = json.JSONDecoder(), 0
    while begins := _BEGINS.search(text, at):
        found, at = decoder.raw_decode(text, begins.start())
        yield found


_BEGINS = re.compile(r"^\{", re.MULTILINE)


def _is_change(step: Mapping[str, Any]) -> bool:
    return kind(step["urn"]).startswith(OURS) and step["op"] not in ("same", "refresh", "read")


def name(urn: str) -> str:
    """The logical name in a URN."""
    return urn.rsplit("::", 1)[-1]


def kind(urn: str) -> str:
    """The resource type in a URN, without those of its parents."""
    return urn.split("::")[2].rsplit("$", 1)[-1]


def subscription(**more: Any) -> Settings:
    """Everything takes a moment, and quota is what the documents give; `more` for other ways."""
    usual: dict[str, Any] = {
        "durations": {"*": WRITING},
        "settling": LATER,
        "principals_take": LATER,
        "quota_tier": TIER,
        "deployed_before": (CLOSING,),
    }
    return Settings(**{**usual, **more})


@dataclass(frozen=True)
class Project:
    """A copy of the project with a state and a world of its own."""

    folder: Path
    world: World
    stack: str = "dev"

    @classmethod
    def new(cls, folder: Path) -> Project:
        """The program as users have it, which runs with the packages of this interpreter."""
        folder.mkdir(parents=True, exist_ok=True)
        for each in PROGRAM:
            _copy(ROOT / each, folder / each)
        for lock in (folder / "stacks").glob("*.lock.yaml"):
            lock.unlink()  # of the shipped stacks, which the tests write over
        (folder / ".venv").symlink_to(sys.prefix)
        (folder / "state").mkdir()
        world = World.open(folder / "world.db", subscription())
        return cls(folder, world)

    def copy(self, folder: Path) -> Project:
        """The project, its state and its world once more."""
        shutil.copytree(self.folder, folder, symlinks=True, dirs_exist_ok=True)
        return replace(self, folder=folder, world=World.open(folder / "world.db"))

    @property
    def state_file(self) -> Path:
        """Where the file backend keeps the stack's state."""
        return self.folder / "state/.pulumi/stacks/azure-openai" / f"{self.stack}.json"

    # -- running --------------------------------------------------------------
    @property
    def environment(self) -> dict[str, str]:
        """What users have set, but for Pulumi: nothing of it reaches a run from outside.

        Modules are compiled once for each project, as they are for users, not in each run.
        """
        around = engine.environment(self.folder / "world.db")
        return {
            **{
                key: value
                for key, value in around.items()
                if not key.startswith(("PULUMI_", "PYTHONDONT"))
            },
            "PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION": "true",
            "PULUMI_SKIP_UPDATE_CHECK": "true",
            "PULUMI_HOME": str(self.folder / "home"),
            "PULUMI_BACKEND_URL": f"file://{self.folder / 'state'}",
            "PULUMI_CONFIG_PASSPHRASE": "words",
            "PULUMI_STACK": self.stack,  # what is selected does not follow a copy
        }

    def run(self, *words: str) -> Ran:
        """One `pulumi` command, whatever comes of it."""
        done = subprocess.run(
            ["pulumi", *words, "--non-interactive"],
            cwd=self.folder,
            env=self.environment,
            capture_output=True,
            text=True,
            timeout=ENDS_IN,
            check=False,
        )
        return Ran(done.returncode, done.stdout, done.stderr)

    def must(self, *words: str) -> Ran:
        """One `pulumi` command that has to succeed."""
        ran = self.run(*words)
        assert ran.ok, f"pulumi {' '.join(words)}: {ran.code}\n{ran.out[-6000:]}\n{ran.err}"
        return ran

    def start(self, stack: str = "dev") -> Project:
        """The project with a stack that has nothing yet."""
        started = replace(self, stack=stack)
        started.must("stack", "init", stack)
        return started

    def preview(self, *words: str) -> Ran:
        return self.must("preview", "--json", *words)

    def up(self, *words: str) -> Ran:
        return self.must(*UP, *words)

    def try_up(self, *words: str) -> Ran:
        """An `up` that may fail."""
        return self.run(*UP, *words)

    def refresh(self, *words: str) -> Ran:
        return self.must("refresh", "--yes", "--skip-preview", "--json", *words)

    def subscribed(self, **settings: Any) -> None:
        """From now on the subscription is another one; see `Settings`."""
        World.open(self.folder / "world.db", subscription(**settings)).close()

    def impatient(self) -> Project:
        """Conflicts are not waited for."""
        self.must("config", "set", "retryMinutes", "0")
        return self

    def killed_up(self, until: str) -> None:
        """An `up` whose processes are all killed as soon as the journal has an entry."""
        process = subprocess.Popen(
            ["pulumi", *UP, "--non-interactive"],
            cwd=self.folder,
            env=self.environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        ends = time.monotonic() + ENDS_IN
        while until not in self.asked() and time.monotonic() < ends:
            time.sleep(WRITING)
        for each in _session(process.pid):  # it has one of its own, and plugins stay in it
            with suppress(ProcessLookupError):  # one that ended by itself meanwhile
                os.kill(each, signal.SIGKILL)
        process.wait()
        assert until in self.asked()

    def forget(self) -> None:
        """Pulumi's state is lost; Azure is as it was."""
        self.must("stack", "rm", "--force", "--yes", "--preserve-config")
        self.start(self.stack)

    def lock(self, *words: str) -> None:
        """Write the lock of the stack file, as a user would."""
        command = [sys.executable, "-m", "planner", "lock", self.stack, *words]
        done = subprocess.run(command, cwd=self.folder, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr

    def urn(self, name: str) -> str:
        """The URN of a resource by its logical name."""
        return next(str(r["urn"]) for r in self.state() if r["urn"].endswith(f"::{name}"))

    def settled(self) -> None:
        """Neither the program nor Azure has anything that the other does not have."""
        self.refresh("--expect-no-changes")
        self.preview("--expect-no-changes")

    def offline(self) -> Preview:
        """What the project's own preview says of the same folder."""
        return offline.preview(self.folder, self.stack, {})

    # -- looking --------------------------------------------------------------
    def write(self, stack: Stack) -> None:
        """Put a stack file in the place of the one that is there."""
        path = self.folder / "stacks" / f"{self.stack}.yaml"
        path.write_text(json.dumps(stack))  # YAML is a superset of JSON

    def state(self) -> list[dict[str, Any]]:
        """The resources of Pulumi's state."""
        exported = json.loads(self.must("stack", "export").out)
        found: list[dict[str, Any]] = exported["deployment"].get("resources", [])
        return found

    def known(self) -> list[str]:
        """Ids of what Pulumi's state takes to stand, sorted."""
        own = [r for r in self.state() if r["type"].startswith(OURS)]
        kept = [r for r in own if not r.get("pendingReplacement")]  # deleted, to be made again
        return sorted(r["id"].lower() for r in kept)

    def pending(self) -> list[tuple[str, str]]:
        """(operation, URN) of what was begun and of whose end Pulumi's state knows nothing."""
        exported = json.loads(self.must("stack", "export").out)["deployment"]
        found = exported.get("pending_operations", [])
        return [(each["type"], each["resource"]["urn"]) for each in found]

    def standing(self) -> list[str]:
        """Ids of what stands in the world, sorted."""
        found = self.world.view(lambda state: [key for key, _ in state.items("resource")])
        return sorted(found)

    def deployment(self, workload: str, region: str = "swedencentral") -> dict[str, Any]:
        """A deployment as Azure shows it."""
        return self.world.get(deployment_id(workload, region))

    def asked(self, since: int = 0) -> list[str]:
        """The journal as `PUT answers` or `PUT answers !RequestConflict`, from an entry on."""
        entries = self.world.journal()[since:]
        return [
            f"{e.verb} {_short(e.id)}" + (f" !{e.code}" if e.code else "")
            for e in sorted(entries, key=lambda e: e.at)
        ]

    @property
    def mark(self) -> int:
        """How long the journal is now."""
        return len(self.world.journal())


UP = ("up", "--yes", "--skip-preview", "--json")


def _session(leader: int) -> list[int]:
    """The processes of a session."""
    found = subprocess.run(["pgrep", "-s", str(leader)], capture_output=True, text=True, check=True)
    return [int(pid) for pid in found.stdout.split()]


def account_name(region: str = "swedencentral") -> str:
    return f"aoai-dev-{region}-e2e"


def account_id(region: str = "swedencentral") -> str:
    group = f"/subscriptions/{SUBSCRIPTION}/resourceGroups/rg-aoai-dev"
    return f"{group}/providers/Microsoft.CognitiveServices/accounts/{account_name(region)}"


def deployment_id(workload: str, region: str = "swedencentral") -> str:
    return f"{account_id(region)}/deployments/{workload}"


def _short(rid: str) -> str:
    """`aoai-dev-eastus2-e2e/answers` for a deployment, the last word for all else."""
    words = rid.split("/")
    return "/".join(words[8::2]) if len(words) > 8 else words[-1]


def _copy(source: Path, target: Path) -> None:
    if source.is_dir():
        shutil.copytree(source, target)
    else:
        shutil.copy(source, target)
