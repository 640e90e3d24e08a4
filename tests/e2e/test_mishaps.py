"""An `up` that fails in the middle, and the one after it."""

from __future__ import annotations

from typing import Any

import pytest

from planner.emit import unfinished
from tests.e2e.driving import Project, account_name, deployment_id, name
from tests.e2e.stacks import adopting, changed, small, with_workload, workload
from tests.fake_azure.faults import Fault

HERE = account_name()
WRITES = "PUT microsoft.cognitiveservices/accounts/deployments *"
DELETES = "DELETE microsoft.cognitiveservices/accounts/deployments *"
FOR_EVER = 0
DESTROY = ("destroy", "--yes", "--skip-preview")


@pytest.mark.parametrize("kind", ["server-error", "throttled"])
def test_a_second_up_completes_what_failed(project: Project, kind: str) -> None:
    """The second of three deployments fails and the error names it: the first and the third
    stand; the next up completes them with nothing lost or doubled."""
    run = project.start()
    run.write(small())
    run.world.switch_on(Fault(kind=kind, match=f"{WRITES}/drafts", times=FOR_EVER))
    ran = run.try_up()
    assert not ran.ok
    assert ran.failed == ["drafts-swedencentral"]
    assert run.world.exists(deployment_id("answers"))
    assert run.world.exists(deployment_id("search"))
    assert run.known() == run.standing()
    _completes(run)


def test_what_azure_took_and_failed_to_make_is_written_again(project: Project) -> None:
    """It stands as Failed, which a refresh takes for done: the next up writes it once more, by a tag
    that the up after that takes away."""
    run = project.start()
    run.write(small())
    run.world.switch_on(Fault(kind="fail-later", match=WRITES, after=1))
    assert not run.try_up().ok
    before = run.mark
    run.up()
    assert f"PUT {HERE}/drafts" in run.asked(before)
    assert unfinished.TAG in run.deployment("drafts")["tags"]
    _completes(run)
    assert unfinished.TAG not in run.deployment("drafts").get("tags", {})


def test_a_conflict_from_outside_is_waited_out(project: Project) -> None:
    """Somebody else writes to the account: the write is tried again, and the up succeeds."""
    run = project.start()
    run.write(small())
    run.world.switch_on(Fault(kind="conflict", match=WRITES, after=1))
    run.up()
    drafts = f"PUT {HERE}/drafts"
    assert run.asked()[-3:] == [f"{drafts} !RequestConflict", drafts, f"PUT {HERE}/search"]
    _completes(run)


@pytest.mark.parametrize("kind", ["timeout", "crash"])
def test_an_answer_that_was_lost_needs_an_import(project: Project, kind: str) -> None:
    """A create that took effect and was answered with 504, or not at all as the provider ended,
    stands in Azure and not in the state: an up neither doubles nor changes it and says that it
    exists, and writes the others; one with `import` at that workload takes it in."""
    run = project.start().impatient()
    run.write(small())
    run.world.switch_on(Fault(kind=kind, match=WRITES, after=1))
    assert not run.try_up().ok
    before, second = run.mark, run.try_up()
    assert not second.ok
    assert f"cannot create already existing resource '{deployment_id('drafts')}'" in second.errors
    assert run.asked(before) == [f"PUT {HERE}/search"]
    run.write(adopting(small(), "drafts"))
    run.up()
    assert run.asked(before) == [f"PUT {HERE}/search"]
    run.write(small())
    _completes(run)


def test_a_provider_that_ends_before_it_asks_loses_nothing(project: Project) -> None:
    """Nothing was made, so the next up makes it."""
    run = project.start().impatient()
    run.write(small())
    run.world.switch_on(Fault(kind="crash-before", match=WRITES, after=1))
    assert not run.try_up().ok
    _completes(run)


def test_a_killed_up_is_taken_up_again(project: Project) -> None:
    """Pulumi is killed in the middle of a create: the stack is locked until `pulumi cancel`; an
    up with `import` at what was begun completes; a refresh that clears it ends the warning."""
    run = project.start()
    run.write(small())
    run.world.switch_on(Fault(kind="slow", match=WRITES, after=1, seconds=60))
    run.killed_up(f"PUT {HERE}/drafts")
    run.world.advance(seconds=60)
    assert "pulumi cancel" in run.try_up().errors
    run.must("cancel", "--yes")
    assert [(op, name(urn)) for op, urn in run.pending()] == [("creating", "drafts-swedencentral")]
    before = run.mark
    run.write(adopting(small(), "drafts"))
    run.up()
    assert run.asked(before) == [f"PUT {HERE}/search"]
    run.refresh("--clear-pending-creates")
    assert run.pending() == []
    run.write(small())
    _completes(run)


def test_a_conflict_that_never_ends_stops_the_up(project: Project) -> None:
    """The error of the service stands, what came before it stays, and the next up completes."""
    run = project.start().impatient()
    run.write(small())
    run.world.switch_on(Fault(kind="conflict", match=WRITES, after=1, times=FOR_EVER))
    ran = run.try_up()
    assert not ran.ok
    assert "RequestConflict" in ran.errors
    assert run.known() == run.standing()
    _completes(run)


def test_a_destroy_that_meets_a_conflict_completes_when_started_again(standing: Project) -> None:
    """Without the program nobody tries again."""
    standing.world.switch_on(Fault(kind="conflict", match=DELETES))
    assert "RequestConflict" in standing.run(*DESTROY, "--json").errors
    assert standing.known() == standing.standing() != []
    standing.must(*DESTROY)
    assert standing.known() == standing.standing() == []


def test_a_destroy_with_the_program_waits_a_conflict_out(standing: Project) -> None:
    """`--run-program` asks the hook."""
    standing.world.switch_on(Fault(kind="conflict", match=DELETES))
    standing.must(*DESTROY, "--run-program")
    assert standing.known() == standing.standing() == []


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
