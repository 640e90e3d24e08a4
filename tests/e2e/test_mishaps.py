"""An `up` that fails in the middle, and the one after it."""

from __future__ import annotations

from typing import Any

import pytest

from tests.e2e.driving import Project, account_name
from tests.e2e.stacks import changed, small, with_workload, workload
from tests.fake_azure.faults import Fault

HERE = account_name()
WRITES = "PUT microsoft.cognitiveservices/accounts/deployments *"
FOR_EVER = 0


@pytest.mark.parametrize("kind", ["server-error", "throttled", "fail-later"])
def test_a_second_up_completes_what_failed(project: Project, kind: str) -> None:
    """The second of three deployments fails: the first stands, the third was not tried; the next
    up completes them with nothing lost or doubled."""
    run = project.start()
    run.write(small())
    run.world.switch_on(Fault(kind=kind, match=WRITES, after=1, times=FOR_EVER))
    assert not run.try_up().ok
    assert not run.world.find("Microsoft.CognitiveServices/accounts/deployments")[2:]
    assert run.known() == run.standing()
    assert f"PUT {HERE}/search" not in " ".join(run.asked())
    _completes(run)


def test_a_conflict_from_outside_is_waited_out(project: Project) -> None:
    """Somebody else writes to the account: the write is tried again, and the up succeeds."""
    run = project.start()
    run.write(small())
    run.world.switch_on(Fault(kind="conflict", match=WRITES, after=1))
    run.up()
    drafts = f"PUT {HERE}/drafts"
    assert run.asked()[-3:] == [f"{drafts} !RequestConflict", drafts, f"PUT {HERE}/search"]
    _completes(run)


def test_an_answer_that_was_lost_needs_an_import(project: Project) -> None:
    """A create that took effect and was answered with 504 stands in Azure and not in the state:
    an up neither doubles nor changes it, but does not go on until it is imported."""
    run = project.start()
    run.write(small())
    run.world.switch_on(Fault(kind="timeout", match=WRITES, after=1))
    assert not run.try_up().ok
    before = run.mark
    assert not run.try_up().ok
    assert run.asked(before) == []
    run.adopt("drafts")
    _completes(run)


def test_a_replacement_that_fails_half_way_is_completed(standing: Project) -> None:
    """Another model: the old deployment is deleted, the new one is refused; the next up makes it."""
    standing.write(changed(small(), "drafts", model="gpt-5.4@2026-03-05"))
    standing.world.switch_on(Fault(kind="server-error", match=WRITES, times=FOR_EVER))
    before = standing.mark
    assert not standing.try_up().ok
    assert standing.asked(before)[0] == f"DELETE {HERE}/drafts"
    assert standing.known() == standing.standing()
    _completes(standing)


def test_one_account_does_not_take_the_other_down(project: Project) -> None:
    """A region that fails leaves the other one to be finished by the second up."""
    run = project.start()
    run.write(with_workload(small(), "far", workload(region="eastus2")))
    far = f"{WRITES}/{account_name('eastus2')}/*"
    run.world.switch_on(Fault(kind="server-error", match=far, times=FOR_EVER))
    assert not run.try_up().ok
    assert run.known() == run.standing()
    _completes(run)


def _completes(run: Project) -> None:
    """Once nothing goes wrong any more, one `up` is enough, and Azure and Pulumi agree."""
    run.world.switch_on()
    run.up()
    assert run.known() == run.standing()
    names = [each["name"] for each in _deployments(run)]
    assert len(names) == len(set(names)) >= 3
    assert {each["properties"]["provisioningState"] for each in _deployments(run)} == {"Succeeded"}
    run.settled()


def _deployments(run: Project) -> list[dict[str, Any]]:
    return run.world.find("Microsoft.CognitiveServices/accounts/deployments")
