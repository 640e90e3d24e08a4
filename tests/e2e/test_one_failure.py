"""One failed write costs one deployment, and what the service moved by itself stays moved."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

from tests.e2e.conftest import Deployed
from tests.e2e.driving import Project, account_id, account_name, deployment_id
from tests.e2e.stacks import (
    Stack,
    adopting,
    changed,
    reserved,
    small,
    stack,
    with_accounts,
    without,
    workload,
)
from tests.fake_azure.settings import SUBSCRIPTION
from tests.fake_azure.world import World

HERE = account_name()
GROUP = f"/subscriptions/{SUBSCRIPTION}/resourceGroups/rg-aoai-dev"
POOL = "OpenAI.GlobalStandard.gpt-5.1"
SIX = ("ants", "bees", "cats", "dogs", "eels", "fish")


def _six(**sizes: int) -> Stack:
    return stack(**{name: workload(tpm=sizes.get(name, 50_000)) for name in SIX})


def _granted(run: Project, units: int) -> Project:
    """The project in a world in which the pool has this size."""
    settings = replace(run.world.settings, quota={POOL: units})
    run.world.close()
    return replace(run, world=World.open(run.folder / "world.db", settings))


def test_one_refused_write_costs_one_deployment(project: Project) -> None:
    """The third of six is beyond the quota: the other five stand, the run fails and names it; so
    does the next one; once quota is given it is made. Three are removed at once, one is
    destroyed by itself, and none meets another."""
    run = _granted(project.start(), 300)
    run.write(_six(cats=900_000))
    for others in (SIX[:2] + SIX[3:], ()):
        before, ran = run.mark, run.try_up()
        assert not ran.ok
        assert ran.failed == ["cats-swedencentral"]
        assert "InsufficientQuota" in ran.errors
        asked = [each for each in run.asked(before) if f"{HERE}/" in each]
        assert asked == sorted(
            [*(f"PUT {HERE}/{name}" for name in others), f"PUT {HERE}/cats !InsufficientQuota"]
        )
    run = _granted(run, 2_000)
    before = run.mark
    run.up()
    assert run.asked(before) == [f"PUT {HERE}/cats"]
    _removed(run)


def _removed(run: Project) -> None:
    three, before = _six(), run.mark
    for name in ("ants", "cats", "eels"):
        three = without(three, name)
    run.write(three)
    run.up()
    gone = [f"DELETE {HERE}/{name}" for name in ("ants", "cats", "eels")]
    assert sorted(run.asked(before)) == gone
    before = run.mark
    run.must("destroy", "--yes", "--skip-preview", "--target", run.urn("bees-swedencentral"))
    assert run.asked(before) == [f"DELETE {HERE}/bees"]
    run.must("destroy", "--yes", "--skip-preview")
    assert run.standing() == run.known() == []
    assert not [each for each in run.asked() if "RequestConflict" in each]


def test_what_the_service_moved_is_not_rolled_back(deployed: Deployed) -> None:
    """A version and an account's kind move by themselves. Edits of something else, with no
    refresh by hand, show nothing of them and send what is there now."""
    start = changed(small(), "drafts", upgrade="when-default-changes")
    run = deployed(with_accounts(start, kind="OpenAI"))
    run.world.new_default("gpt-4o", "2024-11-20")
    run.world.alter(account_id(), _upgraded)
    edit = changed(start, "drafts", content_filter="Microsoft.Default")
    run.write(with_accounts(edit, kind="OpenAI", local_auth=True))
    shown = run.preview()
    assert shown.paths("drafts-swedencentral") == {"properties.raiPolicyName"}
    run.up()
    assert run.deployment("drafts")["properties"]["model"]["version"] == "2024-11-20"
    account = run.world.get(account_id())
    said = account["properties"]
    assert (account["kind"], said["allowProjectManagement"]) == ("AIServices", True)
    assert not said["disableLocalAuth"]
    run.world.alter(deployment_id("drafts"), _succeeded)
    run.write(with_accounts(changed(edit, "drafts", upgrade="never"), kind="OpenAI"))
    run.up()
    assert "DELETE" not in " ".join(run.asked())
    assert run.deployment("drafts")["properties"]["model"]["name"] == "gpt-5.1"


def _succeeded(body: Stack) -> None:
    """The service moves a deployment to the successor of its model."""
    body["properties"]["model"].update(name="gpt-5.1", version="2025-11-13")


def _upgraded(body: Stack) -> None:
    body["kind"] = "AIServices"
    body["properties"]["allowProjectManagement"] = True


def test_a_state_of_before_is_taken_over(deployed: Deployed) -> None:
    """In states of earlier versions the deployments are a chain of dependencies: the next run asks
    for nothing. A protected replacement ends without a traceback; a provisioned deployment is
    adopted without a PUT."""
    three = stack(answers=workload(), claims=reserved(), zebra=workload())
    run = deployed(three)
    _chain(run)
    before = run.mark
    run.up("--expect-no-changes")
    ran = run.run("preview", "--replace", run.urn("claims-swedencentral"))
    assert not ran.ok
    assert "marked for protection" in ran.out
    assert "Traceback" not in ran.out + ran.err
    run.forget()
    names = ("answers", "claims", "zebra")
    run.write(adopting(three, *names, resource_group=GROUP, **{"import": True}))
    run.up()
    assert run.asked(before) == []


def _chain(run: Project) -> None:
    """Make each deployment depend on the one before it, as it was."""
    exported = json.loads(run.must("stack", "export").out)
    last = ""
    for each in exported["deployment"]["resources"]:
        if each["type"].endswith(":Deployment"):
            each["dependencies"] = [*each.get("dependencies", []), *([last] if last else [])]
            last = each["urn"]
    file: Path = run.folder / "chained.json"
    file.write_text(json.dumps(exported))
    run.must("stack", "import", "--file", str(file))
