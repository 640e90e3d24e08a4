"""What runs is known from the stack's own state: slips without a lock, and protection that holds."""

from __future__ import annotations

import json
import subprocess
import sys

from tests.e2e.conftest import Deployed
from tests.e2e.driving import Project, Ran, account_name
from tests.e2e.stacks import Stack, changed, reserved, stack, workload

HERE, THERE = account_name(), account_name("francecentral")
CLAIMS = "claims-swedencentral"


def _slips(start: Stack) -> dict[str, Stack]:
    """Edits that a person makes by mistake, none of which asks for a deletion by name."""
    return {
        "a region list without its lock": changed(
            start, "answers", region=["swedencentral", "francecentral"]
        ),
        "a mistyped region": changed(start, "answers", region="francecentrall"),
        "another naming": {**start, "accounts": {"naming": {"prefix": "other", "suffix": "e2e"}}},
        "two slips at once": changed(
            changed(start, "answers", region="francecentrall"), "notes", region="norwayeest"
        ),
    }


def test_without_a_lock_no_slip_deletes_or_moves(deployed: Deployed) -> None:
    """A lost lock, mistyped regions and a changed naming ask Azure for nothing; a file without
    workloads stops the run; the lock that an export gives is that of what stands."""
    start = stack(answers=workload(region="francecentral"), notes=workload(), claims=reserved())
    run = deployed(start)
    before = run.mark
    for slip, edit in _slips(start).items():
        run.write(edit)
        ran = run.up()
        assert ran.changes == [], slip
        assert _LOST in _warned(ran), slip
    for empty in (stack(), {**stack(), "workloads": {}}):
        run.write(empty)
        ran = run.try_up()
        assert not ran.ok
        assert "AOAI835" in ran.errors
    assert run.asked(before) == []
    run.write(start)
    _restored(run)
    assert _LOST not in _warned(run.up("--expect-no-changes"))
    run.must("state", "unprotect", "--all", "--yes")
    run.write({**stack(), "empty": True})
    run.up()
    assert run.standing() == run.known() == []


_LOST = "there is no stacks/dev.lock.yaml"


def _warned(ran: Ran) -> str:
    told = [event["diagnosticEvent"] for event in ran.events if "diagnosticEvent" in event]
    return "\n".join(each["message"] for each in told if each["severity"] == "warning")


def _restored(run: Project) -> None:
    """As docs/lock.md has it: an export, and the lock from it, which is the one of the plan."""
    path = run.folder / "state.json"
    path.write_text(run.must("stack", "export").out)
    assert json.loads(path.read_text())["deployment"]
    run.lock("--from", "state.json")
    lock = (run.folder / "stacks" / "dev.lock.yaml").read_text()
    assert all(name in lock for name in ("answers", "notes", "claims", HERE, THERE))
    command = [sys.executable, "-m", "planner", "lock", "dev", "--check"]
    done = subprocess.run(command, cwd=run.folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_what_runs_protected_is_replaced_only_when_unprotected(deployed: Deployed) -> None:
    """A provisioned deployment edited to another type, and a kept one edited to another model:
    refused with nothing asked for, also a second time; done after `pulumi state unprotect`; what
    stands then has a protection of its own."""
    run = deployed(stack(answers=workload(), claims=reserved(), zebra=workload()))
    before = run.mark
    run.write(stack(answers=workload(), claims=workload(), zebra=workload(region="nowhere")))
    _refused(run, "claims", before)
    run.must("state", "unprotect", run.urn(CLAIMS), "--yes")
    run.up()
    assert run.asked(before) == [f"DELETE {HERE}/claims", f"PUT {HERE}/claims"]
    run.up("--expect-no-changes")
    assert _protected(run) == {"zebra-swedencentral"}
    before = run.mark
    run.write(stack(answers=workload(), claims=workload(), zebra=workload("gpt-5.4@2026-03-05")))
    _refused(run, "zebra", before)
    run.must("state", "unprotect", run.urn("zebra-swedencentral"), "--yes")
    run.up()
    assert run.asked(before) == [f"DELETE {HERE}/zebra", f"PUT {HERE}/zebra"]
    run.up("--expect-no-changes")
    assert _protected(run) == set()


def _refused(run: Project, name: str, before: int) -> None:
    """Twice: what a refused run leaves in the state must not open the door for the next."""
    for _ in range(2):
        ran = run.try_up()
        assert not ran.ok
        assert "marked for protection" in ran.errors
        assert run.asked(before) == []
    told = run.run("preview").out
    assert f"{name}: " in told
    assert f"`pulumi state unprotect` of {name}-swedencentral" in " ".join(told.split())


def _protected(run: Project) -> set[str]:
    found = (each for each in run.state() if each.get("protect"))
    return {each["urn"].rpartition("::")[2] for each in found}
